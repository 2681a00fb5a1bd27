"""What a team did and found, asked in figures; what is only believed is asked apart, never counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.domain.missions.events import Outcome
from najda.kernel.tasks import HazardKind
from najda.kernel.triage import TriageClass

from ..forms import Form
from ..incidents.forms import LONGEST_REASON
from ..need_form import CountField

LONGEST_BELIEVED = 4_000

_MOVED = "moved_"


class OutcomeForm(Form):
    """People rescued, treated, moved by triage class, dead found, and hazards found; empty is none."""

    rescued = CountField(label=_("Rescued alive"))
    treated = CountField(label=_("Treated at the place"))
    dead_found = CountField(label=_("Dead found"))
    hazards_found = forms.MultipleChoiceField(
        label=_("Hazards found"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word = language.word
        for triage in TriageClass:
            self.fields[_MOVED + triage.value] = CountField(label=word(triage))
        self.fields["hazards_found"].choices = [(kind.value, word(kind)) for kind in HazardKind]

    def outcome(self) -> Outcome:
        """Return what the answers say; call it once the form is valid."""
        given = self.cleaned_data
        moved = {kind: given[_MOVED + kind.value] for kind in TriageClass}
        return Outcome(
            rescued=given["rescued"] or 0,
            treated=given["treated"] or 0,
            moved={kind: count for kind, count in moved.items() if count},
            dead_found=given["dead_found"] or 0,
            hazards_found=tuple(HazardKind(kind) for kind in given["hazards_found"]),
        )

    def arguments(self) -> dict[str, Any]:
        """Return the outcome for the use case, and whatever else an inheriting form asked."""
        others = ("team", "believed", "reason")
        given = {name: value for name, value in self.cleaned_data.items() if name in others}
        return {**given, "outcome": self.outcome()}

    @staticmethod
    def initial_of(outcome: Outcome) -> dict[str, Any]:
        """Return the answers that say an outcome."""
        moved = {_MOVED + kind.value: count for kind, count in outcome.moved.items()}
        return {
            "rescued": outcome.rescued,
            "treated": outcome.treated,
            "dead_found": outcome.dead_found,
            "hazards_found": [kind.value for kind in outcome.hazards_found],
            **moved,
        }

    @property
    def living(self) -> list[Any]:
        """Return the questions about the living, for templates."""
        return [self["rescued"], self["treated"]]

    @property
    def moved(self) -> list[Any]:
        """Return the questions about those moved, for templates."""
        return [self[_MOVED + kind.value] for kind in TriageClass]


class RecordForm(OutcomeForm):
    """Asks whose outcome it is, too, and what the team believes and has not seen."""

    team = forms.ChoiceField(label=_("Which team tells it"))
    believed = forms.CharField(
        label=_("What it was told, or believes, and did not see"), required=False,
        max_length=LONGEST_BELIEVED, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept sealed and apart, with who said it; never counted."),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams


class CorrectForm(OutcomeForm):
    """Asks why, too."""

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
