"""What is asked about a team."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.application.usecases.manage_team import (
    CHECK_IN_MINUTES,
    LONGEST_NAME,
    LONGEST_SHIFT_HOURS,
    REST_HOURS,
)
from najda.domain.subjects.events import Purpose
from najda.domain.teams.rules import TeamMustRest
from najda.domain.teams.state import Team
from najda.intake.coordinates import read_pair
from najda.kernel.errors import Refusal
from najda.kernel.places import Position
from najda.kernel.tasks import Capability

from ..fields import PlaceField
from ..forms import Form
from ..moments import MomentField
from ..site import the_site

LONGEST_REASON = 1_000
CHECK_IN, NAMES = "check-in-%s", "names-%s"
"""How the ids of fields begin where a page has several forms."""

_LINES = {"rows": 3}


class EmptyForm(Form):
    """A form that asks nothing: its button is the answer."""


class ReasonForm(Form):
    """Why; its question is the page's."""

    reason = forms.CharField(
        label=_("Why?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs=_LINES)
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["reason"].label = question


class CheckInForm(Form):
    """Where the team said it is."""

    position = forms.CharField(
        label=_("Position, if it said one"), required=False, max_length=100,
        help_text=_("Coordinates, such as 35.3614, 35.9276."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_position(self) -> Position | None:
        """Return the position, or say that it cannot be read."""
        given = self.cleaned_data["position"].strip()
        try:
            return read_pair(given) if given else None
        except Refusal as refusal:
            raise forms.ValidationError(language_now().say(refusal.phrase)) from None


class StartShiftForm(Form):
    """Until when; and why, if the rest is cut short."""

    answers: ClassVar = {TeamMustRest: "unrested_reason"}
    until = MomentField(label=_("Until when?"))
    unrested_reason = forms.CharField(
        label=_("Why is the rest cut short?"), required=False, max_length=LONGEST_REASON,
        help_text=_("Needed only while the team must rest. It is kept."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ExtendShiftForm(ReasonForm):
    """Until when the shift goes on, and why."""

    until = MomentField(label=_("Until when?"))
    field_order = ("until", "reason")


class CapabilitiesField(forms.TypedMultipleChoiceField):
    """What somebody is trained and equipped for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=Capability, widget=forms.CheckboxSelectMultiple, **kwargs)


class ReviseForm(Form):
    """A team's base, capabilities and rules."""

    base = PlaceField(label=_("Where is its base?"))
    capabilities = CapabilitiesField(label=_("What is it trained and equipped for?"))
    check_in_minutes = forms.IntegerField(
        label=_("Minutes between two check-ins"), initial=CHECK_IN_MINUTES
    )
    rest_hours = forms.IntegerField(label=_("Hours of rest after a shift"), initial=REST_HOURS)
    longest_shift_hours = forms.IntegerField(
        label=_("Longest shift in hours"), initial=LONGEST_SHIFT_HOURS
    )

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capabilities"].choices = _capabilities(language)


class RegisterForm(ReviseForm):
    """A new team."""

    name = forms.CharField(
        label=_("Name of the team"), max_length=LONGEST_NAME,
        help_text=_("The team's name, never a person's."),
    )  # fmt: skip
    field_order = ("name", "base", "capabilities")


class JoinForm(Form):
    """Who joins."""

    name = forms.CharField(
        label=_("Name of the person"), max_length=200,
        help_text=_("Kept sealed: whoever opens it is recorded."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    capabilities = CapabilitiesField(label=_("Trained for"), required=False)

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capabilities"].choices = _capabilities(language)


class VehicleForm(Form):
    """Which vehicle."""

    name = forms.CharField(label=_("What is painted on it"), max_length=LONGEST_NAME)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, initial=5)
    stretchers = forms.IntegerField(label=_("Stretchers"), min_value=0, initial=0)


class NamesForm(Form):
    """What names are read for."""

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"] = forms.TypedChoiceField(
            label=_("What do you need the names for?"), coerce=Purpose,
            choices=[(purpose.value, language.word(purpose)) for purpose in Purpose],
        )  # fmt: skip


def language_now() -> Language:
    """Return the language the page is speaking."""
    return the_site().language("ar" if (get_language() or "").startswith("ar") else "en")


def as_it_is(team: Team) -> dict[str, Any]:
    """Return what the form of a team begins with."""
    names = ("base", "check_in_minutes", "rest_hours", "longest_shift_hours")
    return {
        **{name: getattr(team, name) for name in names},
        "capabilities": [capability.value for capability in team.capabilities],
    }


def _capabilities(language: Language) -> list[tuple[str, str]]:
    return [(capability.value, language.word(capability)) for capability in Capability]
