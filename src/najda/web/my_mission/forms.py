"""What a team is asked, in plain questions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.domain.teams.rules import TeamMustRest
from najda.domain.teams.state import Team
from najda.kernel.phrases import N_, phrase

from ..forms import Form
from ..missions.forms import LONGEST_BELIEVED, OutcomeForm
from ..need_form import CountField

LONGEST_REASON = 1_000
SHIFT_HOURS = (4, 6, 8, 12, 24, 48, 72)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why does your team not go?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The room reads this. Do not name people."),
    )  # fmt: skip


class OwnOutcomeForm(OutcomeForm):
    """The questions on an outcome as a team is asked them, and apart from them what it was told."""

    rescued = CountField(label=_("How many did you bring out alive?"))
    treated = CountField(label=_("How many did you treat?"))
    dead_found = CountField(label=_("How many dead did you find?"))
    hazards_found = forms.MultipleChoiceField(
        label=_("Which dangers did you find?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    believed = forms.CharField(
        required=False, label=_("What were you told, or do you think, and did not see?"),
        max_length=LONGEST_BELIEVED, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept apart from what you saw, and never counted. Say who told you."),
    )  # fmt: skip


class ShiftForm(Form):
    """How long the shift is; and why, if the rest is not over."""

    answers: ClassVar = {TeamMustRest: "unrested_reason"}
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
