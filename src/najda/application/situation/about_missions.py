"""Figures about missions: sent, ended, refused, overridden; by day and by kind."""

from __future__ import annotations

from najda.application.words import word
from najda.domain.missions.status import Status
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Task

from .gather_missions import Mission
from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on what was sent and what became of it."""
    tally, missions = Tally("missions"), list(scope.missions())
    tally.count("sent", phrase(N_("Missions sent")), ((s,) for _, s, _ in _sent(scope)))
    for key, label, status in (
        ("closed", phrase(N_("Missions closed")), Status.CLOSED),
        ("aborted", phrase(N_("Missions aborted, with a reason")), Status.ABORTED),
    ):
        tally.count(key, label, _ended(scope, missions, status))
    out = [m for m in missions if m.status == Status.UNDER_WAY and m.sent]
    tally.count(
        "under_way", phrase(N_("Missions under way at the end")), ((m.sent[1],) for m in out)
    )
    for key, label, entries in (
        ("teams_sent", N_("Times a team was sent"), lambda m: m.teams_sent),
        (
            "overrides",
            N_("against the proposal or a warning, with a reason"),
            lambda m: m.overridden,
        ),
        ("refusals", N_("Times a team refused, with a reason"), lambda m: m.refused),
        ("called_back", N_("Times a team was called back, with a reason"), lambda m: m.called_back),
    ):
        grounds = ((s,) for m in missions for s in entries(m))
        tally.count(key, phrase(label), grounds, depth=int(key == "overrides"))
    return Section("missions", phrase(N_("Missions")), tuple(tally.figures))


def by_day(scope: Scope) -> Section:
    """Return the section on the days missions were first sent, each day of the period in it."""
    tally = Tally("missions")
    groups: dict = {day: [] for day in scope.window.days}
    for at, sequence, _ in _sent(scope):
        groups[scope.window.day_of(at)].append((sequence,))
    for day, grounds in groups.items():
        tally.count(f"by_day.{day.isoformat()}", phrase("{day}", day=day), grounds)
    return Section("missions_by_day", phrase(N_("Missions sent, by day")), tuple(tally.figures))


def by_kind(scope: Scope) -> Section:
    """Return the section on what the missions were for."""
    tally = Tally("missions")
    kinds = [(task, task.value, word(task)) for task in Task]
    things = ((m.task, (m.planned, s)) for _, s, m in _sent(scope))
    tally.split("by_kind", things, kinds, depth=0)
    return Section("missions_by_kind", phrase(N_("Missions sent, by kind")), tuple(tally.figures))


def _sent(scope: Scope) -> list[tuple[str, int, Mission]]:
    """Return the missions whose first team was sent in the period, with when and the entry."""
    sent = ((m.sent, m) for m in scope.missions() if m.sent)
    return [(at, s, m) for (at, s), m in sent if scope.window.inside(at)]


def _ended(scope: Scope, missions: list[Mission], status: Status) -> list[tuple[int]]:
    ended = (m.ended for m in missions if m.ended and m.status == status)
    return [(s,) for at, s in ended if scope.window.inside(at)]
