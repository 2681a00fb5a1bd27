"""What is asked about a part of the roads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.application.ways import around
from najda.domain.closures.rules import SLOWEST
from najda.intake.coordinates import read_pair
from najda.intake.digits import western
from najda.kernel.errors import Refusal
from najda.kernel.places import Position
from najda.kernel.roads import MOST_CORNERS, RoadPart, RoadSpot, SaidBy

from ..fields import PlaceField
from ..forms import Form
from ..hazards.forms import LONGEST_REASON, MetresField
from ..moments import MomentField
from ..site import the_site

CLOSED, SLOW = "closed", "slow"
SAYS_WHICH = ("where", "part", "radius_m", "corners")
"""The fields that together say which roads are meant."""


class TimesField(forms.CharField):
    """So many times as long, in Arabic or Latin figures."""

    def clean(self, value: Any) -> float | None:
        """Return the figure; the core says what is too little or too much."""
        text = western(super().clean(value)).replace("٫", ".").replace(",", ".").strip()
        if not text:
            return None
        try:
            times = float(text)
        except ValueError:
            times = 0.0
        if not 1 < times <= SLOWEST:
            raise ValidationError(_("Write a figure above 1 and up to 20, such as 3 or 1.5."))
        return times


class OptionalMetres(MetresField):
    """Metres, or nothing."""

    def clean(self, value: Any) -> int | None:
        """Return the metres; None where it was left empty."""
        return super().clean(value) if str(value or "").strip() else None


class CornersField(forms.CharField):
    """Corners of an area: pairs of coordinates, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"})
        super().__init__(max_length=40 * MOST_CORNERS, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> tuple[Position, ...]:
        """Return the corners; none where it was left empty."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        try:
            return tuple(read_pair(line) for line in lines)
        except Refusal as refusal:
            raise ValidationError(_language().say(refusal.phrase)) from None


class SaidForm(Form):
    """Whose word it is, and how it is known."""

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"] = forms.ChoiceField(
            label=_("Whose word is it?"), initial=SaidBy.OWN_TEAM.value,
            choices=[(one.value, language.word(one)) for one in SaidBy],
        )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("What is there, and how is that known?"), max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Kept sealed."),
        )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return what the use case takes."""
        given = self.cleaned_data
        return {**given, "said_by": SaidBy(given["said_by"])}


class ReopenForm(SaidForm):
    """Asks who says that vehicles pass again."""


class ExtendForm(SaidForm):
    """Asks until when it lasts now."""

    until = MomentField(
        label=_("Until when?"), required=False, help_text=_("Left empty: until it is reopened.")
    )


class CloseForm(SaidForm):
    """Asks which part of the roads, whether it is closed or slow, and until when."""

    where = PlaceField(
        label=_("Where is it?"), required=False,
        help_text=_("Point at the map, or write coordinates or a place."),
    )  # fmt: skip
    part = forms.ChoiceField(
        label=_("Which roads are meant?"), widget=forms.RadioSelect, initial=RoadPart.STRETCH.value,
        choices=[
            (RoadPart.STRETCH.value, _("The nearest stretch, from crossing to crossing")),
            (RoadPart.CROSSING.value, _("The nearest crossing, with every road at it")),
            (RoadPart.AREA.value, _("Every road in an area")),
        ],
    )  # fmt: skip
    radius_m = OptionalMetres(
        label=_("Area: how far around the place, in metres?"), initial="100", required=False
    )
    corners = CornersField(
        label=_("Area: or its corners"),
        help_text=_("Latitude and longitude, a corner a line. Pointing at the map adds corners."),
    )
    how = forms.ChoiceField(
        label=_("Do vehicles pass?"), widget=forms.RadioSelect, initial=CLOSED,
        choices=[(CLOSED, _("No: the road is closed")), (SLOW, _("Slowly"))],
    )  # fmt: skip
    times = TimesField(
        label=_("Slowly: how many times as long does it take?"), required=False, max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    until = MomentField(
        label=_("Until when?"), required=False, help_text=_("Left empty: until it is reopened.")
    )
    meant = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    field_order: Sequence[str] = (
        "where", "part", "radius_m", "corners", "how", "times", "until", "said_by", "reason", "meant",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Put the spot together, and ask for what is missing."""
        given = super().clean()
        if given.get("how") == SLOW and given.get("times") is None and "times" not in self.errors:
            self.add_error("times", _("Say how many times as long it takes, such as 3."))
        if not set(SAYS_WHICH) & set(self.errors):
            given["spot"] = self._spot(given)
        return given

    def _spot(self, given: dict[str, Any]) -> RoadSpot | None:
        part = RoadPart(given["part"])
        try:
            if part is RoadPart.AREA and given["corners"]:
                return RoadSpot(part=part, points=given["corners"])
        except Refusal as refusal:
            self.add_error("corners", _language().say(refusal.phrase))
            return None
        where = given["where"]
        if where is None or where.position is None:
            self.add_error("where", _("Say where: point at the map, or give coordinates."))
            return None
        if part is RoadPart.AREA:
            return around(where.position, given["radius_m"] or 100)
        return RoadSpot(part=part, points=(where.position,))

    def arguments(self) -> dict[str, Any]:
        """Return what closing takes, or slowing."""
        given = super().arguments()
        wanted = {name: given[name] for name in ("spot", "said_by", "reason", "until")}
        return wanted | ({"times_as_long": given["times"]} if given["how"] == SLOW else {})


def _language() -> Language:
    return the_site().language("ar" if (get_language() or "").startswith("ar") else "en")
