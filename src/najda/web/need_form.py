"""The need, asked in plain questions: the same wherever somebody says how bad it is.

A form that asks for more inherits `NeedForm` and calls `need()`; `NeedForm.initial_of(need)` fills it
with what is known. Who somebody is is never asked.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from najda.kernel.need import MOST_PEOPLE, LifeThreat, Need
from najda.kernel.triage import TriageClass

from .forms import Form

_THREATS = (
    (LifeThreat.IMMEDIATE, _("Yes: somebody will die without help soon")),
    (LifeThreat.SERIOUS, _("Yes: badly hurt, trapped or cut off, and stable for now")),
    (LifeThreat.POSSIBLE, _("Not yet: it may come to that")),
    (LifeThreat.NONE, _("No")),
    (LifeThreat.UNKNOWN, _("Not known yet")),
)


class CountField(forms.IntegerField):
    """A number of people or minutes, in European or Arabic digits; empty is "not known"."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "size": 7, "class": "count"}
        given = {
            "min_value": 0,
            "max_value": MOST_PEOPLE,
            "required": False,
            "widget": forms.TextInput(attrs=attrs),
            "error_messages": {"invalid": _("Write a whole number, such as 3.")},
            **kwargs,
        }
        super().__init__(**given)


class NeedForm(Form):
    """The danger to life, the people, the trapped, the time left, and triage where there was one."""

    life_threat = forms.ChoiceField(
        label=_("Is anybody's life in danger?"), choices=_THREATS, widget=forms.RadioSelect,
        initial=LifeThreat.UNKNOWN, required=False,
    )  # fmt: skip
    people_at_risk = CountField(label=_("How many people are in danger?"))
    trapped = CountField(label=_("How many of them are trapped or cannot get away?"))
    minutes_left = CountField(label=_("For how many minutes can they hold out?"))
    immediate = CountField(label=_("Help at once (red)"))
    delayed = CountField(label=_("Can wait a little (yellow)"))
    minimal = CountField(label=_("Minor injuries (green)"))
    expectant = CountField(label=_("Not likely to survive (grey)"))
    deceased = CountField(label=_("Dead (black)"))

    def need(self) -> Need:
        """Return what the answers say; call it once the form is valid."""
        given = self.cleaned_data
        triage = {kind: given[kind.value] for kind in TriageClass if given.get(kind.value)}
        return Need(
            life_threat=LifeThreat(given.get("life_threat") or LifeThreat.UNKNOWN),
            people_at_risk=given.get("people_at_risk"),
            trapped=given.get("trapped"),
            minutes_left=given.get("minutes_left"),
            triage=triage,
        )

    def arguments(self) -> dict[str, Any]:
        """Return the need for the use case, and whatever else an inheriting form asked."""
        own = NeedForm.base_fields
        others = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return {**others, "need": self.need()}

    @staticmethod
    def initial_of(need: Need | None) -> dict[str, Any]:
        """Return the answers that say a need."""
        if need is None:
            return {}
        counts = {kind.value: count for kind, count in need.triage.items()}
        return {
            "life_threat": need.life_threat,
            "people_at_risk": need.people_at_risk,
            "trapped": need.trapped,
            "minutes_left": need.minutes_left,
            **counts,
        }

    @property
    def counted(self) -> list[Any]:
        """Return the questions of every assessment that a number answers, for templates."""
        return [self[name] for name in ("people_at_risk", "trapped", "minutes_left")]

    @property
    def triaged(self) -> list[Any]:
        """Return the questions for whoever has triaged at the place, for templates."""
        return [self[kind.value] for kind in TriageClass]

    @property
    def says_triage(self) -> bool:
        """Tell whether there is something to see among the triage questions."""
        return any(field.value() not in (None, "") or field.errors for field in self.triaged)
