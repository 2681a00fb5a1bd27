"""What is asked about aid from neighbours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.application.usecases.ask_for_aid import LONGEST_NAME
from najda.domain.aid.rules import MOST_TEAMS
from najda.intake.digits import western
from najda.kernel.tasks import Capability

from ..forms import Form
from ..moments import MomentField

LONGEST_REASON = 1_000
Choices = list[tuple[str, str]]


class NumberField(forms.CharField):
    """How many teams, in Arabic or Latin figures."""

    def __init__(self, *, least: int, **kwargs: Any) -> None:
        self._least = least
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=4, widget=widget, **kwargs)

    def clean(self, value: Any) -> int:
        """Return the number; refuse what is no whole number that can be asked for or granted."""
        text = western(super().clean(value))
        if not text.isdecimal() or not self._least <= int(text) <= MOST_TEAMS:
            raise ValidationError(
                _("Write a whole number from %(least)s to %(most)s."),
                params={"least": self._least, "most": MOST_TEAMS},
            )
        return int(text)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why?"), max_length=LONGEST_REASON, help_text=_("Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AskForm(ReasonForm):
    """Who is asked for how many teams, for where and until when. `mine` are the areas whoever asks may
    ask for, `all_` those that may be asked."""

    number = NumberField(label=_("How many teams?"), least=1, initial="1")
    organisation = forms.CharField(
        label=_("Which organisation is asked?"), required=False, max_length=LONGEST_NAME,
        help_text=_("Its name, never a person's."),
    )  # fmt: skip
    until = MomentField(label=_("Until when are they needed?"))
    field_order = ("area", "capability", "number", "organisation", "of_area", "until", "reason")

    def __init__(
        self, *args: Any, language: Language, mine: Choices, all_: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        able = [(one.value, language.word(one)) for one in Capability]
        choose = [("", _("Choose"))]
        self.fields["area"] = forms.ChoiceField(
            label=_("Which area runs out?"), choices=mine if len(mine) == 1 else [*choose, *mine],
            error_messages={"required": _("Choose the area that runs out.")},
        )  # fmt: skip
        self.fields["capability"] = forms.ChoiceField(
            label=_("What must they be able to do?"), choices=[*choose, *able],
            error_messages={"required": _("Choose what they must be able to do.")},
        )  # fmt: skip
        self.fields["of_area"] = forms.ChoiceField(
            label=_("Which area is asked?"), required=False, choices=[("", _("None")), *all_]
        )
        self.order_fields(self.field_order)

    def arguments(self) -> dict[str, Any]:
        """Return what the use case takes."""
        return {**self.cleaned_data, "capability": Capability(self.cleaned_data["capability"])}


class AnswerForm(ReasonForm):
    """What the neighbour says: how many teams come, and why no more."""

    number = NumberField(
        label=_("How many teams do they give?"), least=0, help_text=_("0 if they give none.")
    )
    field_order = ("number", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What do they say?")


class LongerForm(ReasonForm):
    """Until when the teams are needed now."""

    until = MomentField(
        label=_("Until when are they needed?"),
        help_text=_("Earlier or later than was said. What lapsed stands again."),
    )
    field_order = ("until", "reason")


class CameForm(Form):
    """Which team came; `teams` are those that may have, by id and name."""

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"] = forms.ChoiceField(
            label=_("Which team came?"),
            choices=[("", _("Choose a team")), *teams],
            help_text=_("Teams that are registered here. It goes on shift like any other."),
        )
