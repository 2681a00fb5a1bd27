"""Figures about people, as the teams recorded them: numbers only, never who."""

from __future__ import annotations

from najda.application.words import word
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import HazardKind
from najda.kernel.triage import TriageClass

from .gather_missions import Record
from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on whom the teams helped and found, by the outcomes recorded in the period."""
    tally, records = Tally("people"), _records(scope)
    for key, label in (
        ("rescued", N_("People rescued by our teams")),
        ("treated", N_("People treated by our teams")),
    ):
        found = ((getattr(r.outcome, key), r.ground) for r in records)
        tally.people(key, phrase(label), found)
    moved = [(sum(r.outcome.moved.values()), r.ground) for r in records]
    tally.people("moved", phrase(N_("People moved by our teams")), moved)
    for triage in TriageClass:
        group = [
            (r.outcome.moved[triage], r.ground) for r in records if r.outcome.moved.get(triage)
        ]
        if group:
            tally.people(f"moved.{triage.value}", word(triage), group, depth=1)
    dead = ((r.outcome.dead_found, r.ground) for r in records)
    tally.people("dead_found", phrase(N_("Dead found by our teams")), dead)
    found = [(kind, r.ground) for r in records for kind in r.outcome.hazards_found]
    tally.count("hazards_found", phrase(N_("Hazards noted in outcomes")), (g for _, g in found))
    tally.split("hazards_found", found, [(kind, kind.value, word(kind)) for kind in HazardKind])
    tally.count("records", phrase(N_("Outcome records behind these figures")), _grounds(records))
    corrected = [r for r in records if r.corrected]
    tally.count("corrected", phrase(N_("of them corrected since")), _grounds(corrected), depth=1)
    title = phrase(N_("People, as recorded by our teams"))
    return Section("people", title, tuple(tally.figures), _notes(len(corrected)))


def _records(scope: Scope) -> list[Record]:
    records = (r for mission in scope.missions() for r in mission.records.values())
    return [record for record in records if scope.window.inside(record.at)]


def _grounds(records: list[Record]) -> list[tuple[int, ...]]:
    return [record.ground for record in records]


def _notes(corrected: int) -> tuple[Phrase, ...]:
    dead = phrase(
        N_("The dead are those our teams found. Who they were and how they died is not said here.")
    )
    if not corrected:
        return (dead,)
    corrected_ones = counted(
        N_("One outcome record was corrected; the figures are the corrected ones."),
        N_("{count} outcome records were corrected; the figures are the corrected ones."),
        corrected,
    )
    return (dead, corrected_ones)
