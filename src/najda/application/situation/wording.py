"""How the parts of a report are said, whatever form it takes."""

from __future__ import annotations

from najda.application.ports import Language
from najda.intake.places import Names
from najda.kernel.phrases import N_, Phrase, phrase

from .model import Figure, Heading, Label, Unit

DRILL_MARK = "DRILL – NOTHING HERE IS REAL / تدريب – لا شيء هنا حقيقي"
"""Said in both languages whatever the report's own, so that nobody can mistake it."""

SHORT_MARK = "DRILL / تدريب"
"""Repeated wherever the report may be cut into pages."""

TITLE = N_("Situation report")
ROOT_DIGITS = 16
"""How much of the Merkle root is printed: enough to tell any two ledgers apart."""


def said_label(language: Language, label: Label) -> str:
    """Return what a row is called."""
    if isinstance(label, Names):
        label = phrase("{name}", name=name_in(language, label))
    return language.say(label)


def name_in(language: Language, names: Names) -> str:
    """Return a place's name in the language, or in the other one if it has none."""
    return (names.ar or names.en) if language.right_to_left else (names.en or names.ar)


def said_value(language: Language, figure: Figure) -> str:
    """Return a figure's value with its unit where that is not plain; a dash where there is none."""
    if figure.value is None:
        return "–"
    if figure.unit is Unit.MINUTES:
        return language.say(duration(figure.value))
    return language.number(figure.value)


def duration(minutes: float) -> Phrase:
    """Return a length of time in the two units that matter; below ten minutes with a decimal."""
    if minutes < 9.95:
        return phrase(N_("{minutes} min"), minutes=round(minutes, 1))
    whole = round(minutes)
    if whole < 60:
        return phrase(N_("{minutes} min"), minutes=whole)
    hours, rest = divmod(whole, 60)
    if hours < 48:
        return phrase(N_("{hours} h {minutes} min"), hours=hours, minutes=rest)
    return phrase(N_("{days} d {hours} h"), days=hours // 24, hours=hours % 24)


def heading_lines(language: Language, heading: Heading) -> list[str]:
    """Return what the report is about, a line for each thing."""
    area = phrase(N_("everywhere"))
    if heading.area:
        names = name_in(language, heading.area_names)
        area = names if names == heading.area else f"{names} ({heading.area})"
    period = phrase(
        N_("Period: {start} – {end} ({zone})"),
        start=heading.period.start,
        end=heading.period.end,
        zone=heading.zone,
    )
    ledger = phrase(
        N_("Made {at} from the first {size} entries of the ledger (root {root})"),
        at=heading.made_at,
        size=heading.size,
        root=heading.root[:ROOT_DIGITS],
    )
    nameless = phrase(N_("(no organisation named yet)"))
    return [
        language.say(phrase("{name}", name=heading.organisation or nameless)),
        language.say(period),
        language.say(phrase(N_("Area: {area}"), area=area)),
        language.say(ledger),
    ]
