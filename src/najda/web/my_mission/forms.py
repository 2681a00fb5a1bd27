"""What a team is asked, in plain questions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.domain.missions.events import Outcome
from najda.domain.teams.state import Team
from najda.intake.digits import western
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import HazardKind
from najda.kernel.triage import TriageClass

from ..forms import Form

MOST = 1_000_000
LONGEST_REASON = 1_000
LONGEST_BELIEVED = 4_000
SHIFT_HOURS = (4, 6, 8, 12, 24, 48, 72)


class CountField(forms.CharField):
    """How many, in Arabic or Latin figures; nothing written is nobody."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, max_length=12, widget=widget, **kwargs)

    def clean(self, value: Any) -> int:
        """Return the count; refuse what is no whole number from 0."""
        text = western(super().clean(value))
        if text and not (text.isdecimal() and int(text) <= MOST):
            raise ValidationError(_("Write a whole number, such as 3. Leave it empty for nobody."))
        return int(text or 0)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why does your team not go?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The room reads this. Do not name people."),
    )  # fmt: skip


class OutcomeForm(Form):
    """What a team did and found: what it saw itself, and apart from it what it was told."""

    rescued = CountField(label=_("How many did you bring out alive?"))
    treated = CountField(label=_("How many did you treat?"))
    dead_found = CountField(label=_("How many dead did you find?"))
    believed = forms.CharField(
        required=False, label=_("What were you told, or do you think, and did not see?"),
        max_length=LONGEST_BELIEVED, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept apart from what you saw, and never counted. Say who told you."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for triage in TriageClass:
            self.fields[f"moved_{triage}"] = CountField(label=language.word(triage))
        self.fields["hazards_found"] = forms.MultipleChoiceField(
            required=False, label=_("Which dangers did you find?"),
            choices=[(kind.value, language.word(kind)) for kind in HazardKind],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    @property
    def seen_fields(self) -> list[Any]:
        """Return the questions on what the team did and saw itself."""
        return [self["rescued"], self["treated"]]

    @property
    def moved_fields(self) -> list[Any]:
        """Return the questions on people moved, by triage class."""
        return [self[f"moved_{triage}"] for triage in TriageClass]

    def arguments(self) -> dict[str, Any]:
        """Return the outcome, and what is believed."""
        given = self.cleaned_data
        moved = {triage: given[f"moved_{triage}"] for triage in TriageClass}
        outcome = Outcome(
            rescued=given["rescued"],
            treated=given["treated"],
            moved={triage: count for triage, count in moved.items() if count},
            dead_found=given["dead_found"],
            hazards_found=tuple(map(HazardKind, given["hazards_found"])),
        )
        return {"outcome": outcome, "believed": given["believed"]}


class ShiftForm(Form):
    """How long the shift is; and why, if the rest is not over."""

    unrested_reason = forms.CharField(
        required=False, label=_("Why is the rest cut short?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, team: Team, now: datetime, language: Language, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._now = now
        longest = team.longest_shift_hours
        hours = [h for h in SHIFT_HOURS if h < longest] + [longest]
        says = N_("{hours} h, until {until}")
        choices = [
            (h, language.say(phrase(says, hours=h, until=now + timedelta(hours=h)))) for h in hours
        ]
        self.fields["hours"] = forms.TypedChoiceField(
            label=_("How long does your shift last?"), choices=choices, coerce=int,
            widget=forms.RadioSelect, initial=8 if longest >= 8 else longest,
        )  # fmt: skip
        if team.rested_from is None or now >= team.rested_from:
            del self.fields["unrested_reason"]
        self.order_fields(["hours", "unrested_reason"])

    def arguments(self) -> dict[str, Any]:
        """Return when the shift ends, and why the rest is cut short."""
        until = self._now + timedelta(hours=self.cleaned_data["hours"])
        return {"until": until, "unrested_reason": self.cleaned_data.get("unrested_reason", "")}
