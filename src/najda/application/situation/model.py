"""What a situation report is: figures in sections, each with the entries it rests on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from najda.intake.places import Names
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase
from najda.kernel.time import Period

from .ground import Ground


class FigureUnknown(Refusal):
    """The report has no such figure."""

    says = N_(
        "This report has no figure “{key}”. The keys stand in the CSV form of the report; close to it: "
        "{near}."
    )


class Unit(StrEnum):
    """What a value counts."""

    COUNT = "count"
    PEOPLE = "people"
    MINUTES = "minutes"


Label = Phrase | Names
"""What a row is called: a phrase, or the names of an area."""


class Figure(NamedTuple):
    """One number. `value` None says that there was nothing to measure. `depth` sets a part of the figure
    above it in; `key` names it for ever, whatever the language."""

    key: str
    label: Label
    value: int | float | None
    unit: Unit
    ground: Ground
    depth: int = 0


class Grid(NamedTuple):
    """Figures of a section that are read side by side: `cells` holds a row of keys for each of `rows`."""

    title: Phrase
    columns: tuple[Phrase, ...]
    rows: tuple[Phrase, ...]
    cells: tuple[tuple[str, ...], ...]


class Section(NamedTuple):
    """Figures that belong together, and what must be known to read them right. Those `on_map` are drawn
    where there are pictures, and left out of plain text."""

    key: str
    title: Phrase
    figures: tuple[Figure, ...]
    notes: tuple[Phrase, ...] = ()
    grids: tuple[Grid, ...] = ()
    on_map: bool = False


class Heading(NamedTuple):
    """What the report is about and what it was made from. `root` is the Merkle root over the first `size`
    entries, in hex: a checkpoint of that size proves it. `area` is empty for everywhere."""

    organisation: str
    realm: str
    period: Period
    zone: str
    area: str
    area_names: Names
    made_at: datetime
    size: int
    root: str

    @property
    def is_drill(self) -> bool:
        """Tell whether nothing in the report is real."""
        return self.realm != "real"


class SituationReport(NamedTuple):
    """The report: heading and sections, the first being what one reads at a glance."""

    heading: Heading
    sections: tuple[Section, ...]

    def in_words(self) -> tuple[Section, ...]:
        """Return the sections that are read; the others are seen on a map."""
        return tuple(section for section in self.sections if not section.on_map)

    def section(self, key: str) -> Section:
        """Return a section by its key."""
        return next(section for section in self.sections if section.key == key)

    def figures(self) -> dict[str, Figure]:
        """Return every figure by its key."""
        return {figure.key: figure for section in self.sections for figure in section.figures}

    def figure(self, key: str) -> Figure:
        """Return one figure; raise FigureUnknown, naming some that are like it, if there is none."""
        known = self.figures()
        if key not in known:
            near = [other for other in known if other.split(".")[0] == key.split(".")[0]] or known
            raise FigureUnknown(key=key, near=", ".join(list(near)[:6]))
        return known[key]
