"""The situation report by the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel, Field

from najda.application.situation.window import days_period
from najda.application.situation.wording import said_label
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase

from ..day.counting import report_on
from . import vocabulary
from .reading import AreaCode, check_within_areas

LONGEST_DAYS = 62
"""Days one report may be about."""


class FigureTold(BaseModel):
    """One number of a situation report, and the entries it rests on."""

    key: str = Field(examples=["people.rescued"])
    label: str
    value: float | None = Field(description="None: there was nothing to measure.")
    unit: Literal["count", "people", "minutes"]
    entries: str = Field(description="Sequences and ranges of them.", examples=["12 15..19"])


class SectionTold(BaseModel):
    """Figures that belong together, and what must be known to read them right."""

    key: str
    title: str
    figures: list[FigureTold]
    notes: list[str]


class Situation(BaseModel):
    """A situation report: what happened and what was done, from the ledger alone."""

    organisation: str
    realm: str = Field(description="`real`, or `drill:` and a name: then nothing in it is real.")
    start: datetime
    end: datetime
    time_zone: str
    area: str
    made_at: datetime
    size: int = Field(description="The number of entries it was made from.")
    root: str = Field(description="The Merkle root over them, hexadecimal.")
    sections: list[SectionTold]


Day = Annotated[
    vocabulary.DAY, Field(description="A day where the installation is.", examples=["2025-03-07"])
]


def situation(
    request: HttpRequest, first: Day, last: Day | None = None, area: AreaCode = None
) -> Any:
    """Report on a period of days and an area."""
    check_within_areas(request, area)
    last = last or first
    if not timedelta() <= last - first < timedelta(days=LONGEST_DAYS):
        expected = phrase(N_("from one day to {most} days"), most=LONGEST_DAYS)
        raise Malformed(what=phrase(N_("period")), given=f"{first} – {last}", expected=expected)
    language = request.language
    made = report_on(request, days_period(first, last, request.site.zone), area or "")
    heading = made.heading
    return {
        "organisation": heading.organisation,
        "realm": heading.realm,
        "start": heading.period.start,
        "end": heading.period.end,
        "time_zone": heading.zone,
        "area": heading.area,
        "made_at": heading.made_at,
        "size": heading.size,
        "root": heading.root,
        "sections": [
            {
                "key": section.key,
                "title": language.say(section.title),
                "notes": [language.say(note) for note in section.notes],
                "figures": [
                    {
                        "key": figure.key,
                        "label": said_label(language, figure.label),
                        "value": figure.value,
                        "unit": figure.unit.value,
                        "entries": str(figure.ground),
                    }
                    for figure in section.figures
                ],
            }
            for section in made.sections
        ],
    }
