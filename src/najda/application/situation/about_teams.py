"""Figures about teams: who was on shift, whose rest was cut short, which alarms were raised."""

from __future__ import annotations

from najda.application.words import word
from najda.domain.teams.status import Status
from najda.kernel.phrases import N_, phrase

from .gather_teams import Alarm, Settled, Shift
from .model import Section
from .scope import Scope
from .tally import LONGEST, MEDIAN, P90, Tally, Wait
from .window import Window, minutes_between


def section(scope: Scope) -> Section:
    """Return the section on teams, by where they are based."""
    tally, teams, window = Tally("teams"), list(scope.teams()), scope.window
    worked = [[s for s in team.shifts if _overlaps(s, window)] for team in teams]
    on_shift = [_entries(shifts) for shifts in worked if shifts]
    label = phrase(N_("Teams at the end, by where they stand"))
    tally.count("known", label, ((team.turned,) for team in teams))
    by_status = ((team.status, (team.turned,)) for team in teams)
    tally.split("known", by_status, [(s, s.value, word(s)) for s in Status])
    tally.count("on_shift", phrase(N_("Teams on shift at some time")), on_shift)
    still = [team.shifts[-1] for team in teams if team.shifts and not team.shifts[-1].ended]
    tally.count("on_shift_at_end", phrase(N_("Teams on shift at the end")), map(_entry, still))
    started = [s for team in teams for s in team.shifts if window.inside(s.started[0])]
    tally.count("shifts_started", phrase(N_("Shifts started")), map(_entry, started))
    label = phrase(N_("before the rest was over, with a reason"))
    tally.count("unrested", label, (_entry(s) for s in started if s.unrested), depth=1)
    raised = [a for team in teams for a in team.alarms if window.inside(a.raised[0])]
    _alarms(scope, tally, raised)
    return Section("teams", phrase(N_("Teams and alarms")), tuple(tally.figures))


def _alarms(scope: Scope, tally: Tally, raised: list[Alarm]) -> None:
    tally.count("alarms", phrase(N_("Alarms raised (check-ins missed)")), map(_ground, raised))
    for how, key, label in (
        (Settled.ANSWERED, "alarms.answered", phrase(N_("answered by somebody"))),
        (Settled.HEARD, "alarms.heard", phrase(N_("ended by the team being heard from"))),
        (Settled.SHIFT_ENDED, "alarms.shift_ended", phrase(N_("ended with the shift"))),
        (None, "alarms.open", phrase(N_("still open"))),
    ):
        tally.count(key, label, (_ground(a) for a in raised if a.how == how), depth=1)
    answered = [_wait(a, a.settled[0]) for a in raised if a.how == Settled.ANSWERED and a.settled]
    says = N_("Time until an alarm was answered: {measure}")
    labels = tuple(phrase(says, measure=measure) for measure in (MEDIAN, P90, LONGEST))
    tally.times("alarms.until_answered", labels, answered)
    waiting = [_wait(a, scope.now) for a in raised if a.how is None]
    tally.longest("alarms.open.so_far", phrase(N_("Longest alarm still open, so far")), waiting)


def _overlaps(shift: Shift, window: Window) -> bool:
    return shift.ended is None or shift.ended[0] > window.start


def _entry(shift: Shift) -> tuple[int, ...]:
    return (shift.started[1],)


def _entries(shifts: list[Shift]) -> tuple[int, ...]:
    ended = (s.ended[1] for s in shifts if s.ended)
    return (*(s.started[1] for s in shifts), *ended)


def _ground(alarm: Alarm) -> tuple[int, ...]:
    return (alarm.raised[1], alarm.settled[1]) if alarm.settled else (alarm.raised[1],)


def _wait(alarm: Alarm, until: str) -> Wait:
    return max(minutes_between(alarm.raised[0], until), 0.0), _ground(alarm)
