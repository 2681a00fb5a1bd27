"""What is asked for: days and an area, within the areas of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from najda.application.permissions import Permission, Reach, can
from najda.application.situation.window import days_period
from najda.intake.places import Area
from najda.kernel.time import Period

from ..forms import Form
from ..naming import area_name

LONGEST = 366
"""Days a report may span: a year."""

EVERYWHERE = "all"
"""Chosen in place of an area's code."""

EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=_Day(), input_formats=["%Y-%m-%d"])


class AreaForm(Form):
    """Asks for an area; whoever is limited to some is offered those and what lies in them."""

    area = forms.ChoiceField(label=gettext_lazy("Area"))

    def __init__(self, request: HttpRequest, **more: Any) -> None:
        self.zone = request.site.zone
        self.today = request.site.now().astimezone(ZoneInfo(self.zone)).date()
        choices = list(_choices(request))
        super().__init__(self._asked(request, choices[0][0]), **more)
        self.fields["area"].choices = choices

    def _asked(self, request: HttpRequest, area: str) -> dict[str, str]:
        """Return what the address asks for; a page opened without anything is asked for today, in all
        the areas or the first of the person's own."""
        asked = {name: request.GET.get(name, "").strip() for name in self.base_fields}
        first = asked.get("from") or self.today.isoformat()
        usual = {"area": area, "day": first, "from": first, "to": first}
        return {name: value or usual[name] for name, value in asked.items()}

    def _clean_day(self, name: str) -> date:
        day = self.cleaned_data[name]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Give a day between 1900 and 9000."))
        return day

    @property
    def area_code(self) -> str:
        """Return the code of the area, empty for everywhere."""
        area = self.cleaned_data["area"]
        return "" if area == EVERYWHERE else area


class DayForm(AreaForm):
    """Asks for one day: today, unless told otherwise."""

    day = _day_field(gettext_lazy("Day"))
    field_order = ("day", "area")

    def clean_day(self) -> date:
        """Return the day."""
        return self._clean_day("day")

    def period(self, back: int = 0) -> Period:
        """Return the day, or so many days before it, from midnight to midnight."""
        day = self.cleaned_data["day"] - timedelta(days=back)
        return days_period(day, day, self.zone)

    def query(self, back: int = 0) -> str:
        """Return what asks the situation report for the same."""
        day = (self.cleaned_data["day"] - timedelta(days=back)).isoformat()
        return urlencode({"from": day, "to": day, "area": self.cleaned_data["area"]})


class ReportForm(AreaForm):
    """Asks for a period in whole days: today, unless told otherwise."""

    field_order = ("from", "to", "area")

    def clean_from(self) -> date:
        """Return the first day."""
        return self._clean_day("from")

    def clean_to(self) -> date:
        """Return the last day."""
        return self._clean_day("to")

    def clean(self) -> dict[str, Any]:
        """Check that the last day is not before the first, and not too far from it."""
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", _("The last day is before the first. Give one after it."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("to", _("That is more than a year. Give a shorter period."))
        return self.cleaned_data

    def period(self) -> Period:
        """Return the period from the first day's beginning to the last day's end."""
        return days_period(self.cleaned_data["from"], self.cleaned_data["to"], self.zone)

    def query(self) -> str:
        """Return what asks for the same again."""
        days = {name: self.cleaned_data[name].isoformat() for name in ("from", "to")}
        return urlencode({**days, "area": self.cleaned_data["area"]})


ReportForm.base_fields.update(
    {"from": _day_field(gettext_lazy("First day")), "to": _day_field(gettext_lazy("Last day"))}
)  # "from" cannot be written as a class's attribute


def _choices(request: HttpRequest) -> Iterator[tuple[str, str]]:
    language, gazetteer = request.language, request.desk.gazetteer
    own = request.grant.areas
    if not own:
        yield EVERYWHERE, _("All areas")
    areas = {area.code: area for area in gazetteer.areas()}
    for code in own:  # also what no gazetteer knows (any more)
        if code not in areas:
            yield code, area_name(language, gazetteer, code)
    reached = [a for a in areas.values() if _within(request, areas, a)]
    reached.sort(key=lambda area: _chain(areas, area))
    least = min((area.level for area in reached), default=1)
    for area in reached:
        name = area_name(language, gazetteer, area.code)
        yield area.code, "– " * (area.level - least) + name


def _within(request: HttpRequest, areas: dict[str, Area], area: Area) -> bool:
    return can(request.grant, Permission.DAY_READ, Reach(areas=_chain(areas, area)))


def _chain(areas: dict[str, Area], area: Area) -> tuple[str, ...]:
    """Return the codes of an area and those around it, widest first."""
    codes = [area.code]
    while area.parent and area.parent not in codes:
        codes.append(area.parent)
        area = areas.get(area.parent, Area(code=area.parent))
    return tuple(reversed(codes))
