"""The form anybody may fill in: what happened, where, and few plain questions. Never who somebody is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from najda.application.whereabouts import Where
from najda.intake.digits import western
from najda.kernel.need import MOST_PEOPLE, LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Task

from ..forms import Form

LONGEST, OTHER = 2_000, "other"

WHAT = (
    (Task.RESCUE.value, _("Somebody is trapped or buried")),
    (Task.FIREFIGHTING.value, _("Fire")),
    (Task.MEDICAL.value, _("Somebody is hurt or ill")),
    (Task.DANGER_AREAS.value, _("A bomb, shell or mine that has not exploded")),
    (OTHER, _("Something else")),
)
DANGER = (
    (LifeThreat.IMMEDIATE.value, _("Yes, now")),
    (LifeThreat.POSSIBLE.value, _("Not now, but it may come to it")),
    (LifeThreat.NONE.value, _("No")),
    (LifeThreat.UNKNOWN.value, _("I do not know")),
)


class Figure(forms.CharField):
    """A number of people in the figures of either script; empty is not known."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})
        super().__init__(required=False, max_length=9, widget=widget, **more)

    def clean(self, value: Any) -> int | None:
        """Return the number; refuse what is none."""
        figures = western(super().clean(value))
        if not figures:
            return None
        if not (figures.isascii() and figures.isdecimal() and int(figures) <= MOST_PEOPLE):
            raise forms.ValidationError(gettext("Write a number, or leave it empty."))
        return int(figures)


class ReportForm(Form):
    """What anybody may tell us."""

    use_required_attribute = False  # where it is may be said by position alone

    what = forms.ChoiceField(
        label=_("What is it?"), choices=WHAT, initial=OTHER, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What happened?"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Where?"), max_length=400,
        error_messages={"required": _("Say where: in words, or with your position.")},
        help_text=_("Town or village, street, what is near it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    danger = forms.ChoiceField(
        label=_("Is anybody's life in danger?"), choices=DANGER, widget=forms.RadioSelect,
        initial=LifeThreat.UNKNOWN.value,
    )  # fmt: skip
    people = Figure(label=_("How many people need help?"))
    trapped = Figure(label=_("How many of them are trapped?"))
    contact = forms.CharField(
        label=_("How can we reach you?"), max_length=200, required=False,
        help_text=_("A number, if we may call back. It is kept locked away."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = not (self.data.get("lat") and self.data.get("lon"))

    def arguments(self) -> dict[str, Any]:
        """Return what the use case is called with."""
        given = self.cleaned_data
        need = Need(
            life_threat=LifeThreat(given["danger"]),
            people_at_risk=given["people"],
            trapped=given["trapped"],
        )
        return {
            "text": given["text"],
            "where": Where(words=given["place"], position=self._position()),
            "task": Task(given["what"]) if given["what"] != OTHER else None,
            "need": None if need == Need() else need,
            "reporter": given["contact"],
        }

    def _position(self) -> Position | None:
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if lat is None or lon is None else Position.at(lat, lon)


class ReceiptForm(Form):
    """A receipt's code."""

    code = forms.CharField(
        label=_("Your code"), max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        ),
    )  # fmt: skip
