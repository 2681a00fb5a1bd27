"""`najda dispatch replay`: the past lived again under the planner, and what overrides brought."""

from __future__ import annotations

from typing import Annotated, Any

from najda.application.look_up import short
from najda.application.planning.judging import AS_GOOD, Verdict
from najda.application.planning.overrides import Override
from najda.application.usecases.live_again import (
    AGAINST,
    CLOSEST_PAIR,
    PLANNER,
    RECORDED,
    LivedAgain,
    live_again,
)
from najda.kernel.phrases import N_, counted, phrase

from . import given
from .language import heading
from .naming import team_name
from .plain import plain
from .progress import stages
from .session import Session
from .show import as_json, table

_WAYS = {
    RECORDED: N_("as it was done"),
    CLOSEST_PAIR: N_("closest fit pair"),
    PLANNER: N_("planner"),
}
_STAGES = {**_WAYS, AGAINST: N_("sent against the proposal")}
_READING = N_("living the calls again:")
_COLUMNS = (
    N_("priority"), N_("way of dispatching"), N_("calls"), N_("middle wait"), N_("nine in ten within"),
    N_("nobody came"),
)  # fmt: skip
_TOTALS = (N_("way of dispatching"), N_("mean wait by need"), N_("minutes driven"))
_AGAINST = (
    N_("when"), N_("incident"), N_("sent"), N_("took"), N_("proposed"), N_("expected"), N_("came of it"),
    N_("for all calls, simulated"),
)  # fmt: skip
_LIVED = (
    N_("One call lived again: when it came, who was there and how long work took is as recorded; who "
       "goes is decided anew. Roads are closed and dangers stand as they did, and journeys take what the "
       "roads say. It shows what a way of dispatching does to waiting, not what would have happened."),
    N_("{count} calls lived again: when they came, who was there and how long work took is as recorded; "
       "who goes is decided anew. Roads are closed and dangers stand as they did, and journeys take what "
       "the roads say. It shows what a way of dispatching does to waiting, not what would have "
       "happened."),
)  # fmt: skip
_NOTHING_LIVED = N_(
    "Nobody came to a call in these days, so there is nothing to live again. Give more days with --days."
)
_LEFT_OUT = (
    N_("One call is left out: nobody came to it, so nobody can say what it would have taken."),
    N_(
        "{count} calls are left out: nobody came to them, so nobody can say what they would have taken."
    ),
)
_OVERRIDES = N_(
    "Sent against the proposal: minutes it took, beside minutes expected then for those proposed. That "
    "compares this call's own wait alone; what either meant for others it does not tell."
)
_SOONER, _LATER = N_("sooner than the proposal"), N_("later than the proposal")
_GOOD, _BAD, _EQUAL = N_("better"), N_("worse"), N_("about as good")
_SAME, _UNKNOWN = N_("as soon as the proposal"), N_("cannot be compared")
_AS_SOON_MINUTES = 2.0
_SIMULATED = N_(
    "Simulated, all calls counted by need: four hours from each sending on are lived twice, with the "
    "teams sent and with those proposed, and the plan is followed in all else."
)
_BETTER = (
    N_("One sending was better than the proposal, by {minutes} minutes of one person in immediate "
       "danger."),
    N_("{count} sendings were better than the proposal, together by {minutes} minutes of one person in "
       "immediate danger."),
)  # fmt: skip
_WORSE = (
    N_("One sending was worse than the proposal, by {minutes} minutes of one person in immediate "
       "danger."),
    N_("{count} sendings were worse than the proposal, together by {minutes} minutes of one person in "
       "immediate danger."),
)  # fmt: skip
_AS_GOOD = (
    N_("One sending was about as good as the proposal."),
    N_("{count} sendings were about as good as the proposal."),
)
_NOT_KNOWN = (
    N_("One sending cannot be compared: nobody came, nobody was proposed, or many came after it."),
    N_("{count} sendings cannot be compared: nobody came, nobody was proposed, or many came after them."),
)  # fmt: skip


def replay(
    session: Session,
    days: Annotated[
        float, given.option("--days", min=0.01, max=366, help="Only the last so many days.")
    ] = 7.0,
) -> None:
    """Live the last days again under the planner, for whoever wonders what following it would bring."""
    with stages(session) as told:
        found = live_again(
            session.desk,
            days=days,
            progress=lambda way, share: told(
                f"{heading(_READING)} {heading(_STAGES[way])}", int(share * 100)
            ),
        )
    if session.options.as_json:
        as_json(session, plain(session, found))
        return
    _show(session, found)


def _show(session: Session, found: LivedAgain) -> None:
    if found.left_out:
        session.print(counted(*_LEFT_OUT, found.left_out))
    if not found.calls:
        session.print(phrase(_NOTHING_LIVED))
        return
    session.print(counted(*_LIVED, found.calls))
    if not session.desk.roads.is_mapped():
        session.print(session.desk.roads.about())
    rows = [
        (waits.level, phrase(_WAYS[way.called]), waits.calls, round(waits.median),
         round(waits.nine_in_ten), waits.unserved)
        for way in found.ways for waits in way.waits
    ]  # fmt: skip
    table(session, _COLUMNS, sorted(rows, key=lambda row: row[0]))
    totals = [
        (phrase(_WAYS[way.called]), round(way.weighted, 1), round(way.driven)) for way in found.ways
    ]
    table(session, _TOTALS, totals)
    if found.overrides:
        session.print(phrase(_OVERRIDES))
        rows = zip(found.overrides, found.saved, strict=True)
        table(session, _AGAINST, [_override(session, one, saved) for one, saved in rows])
        _show_verdict(session, found.verdict)


def _show_verdict(session: Session, found: Verdict) -> None:
    session.print(phrase(_SIMULATED))
    for count, says, minutes in (
        (found.better, _BETTER, found.better_minutes),
        (found.worse, _WORSE, found.worse_minutes),
        (found.as_good, _AS_GOOD, None),
        (found.unknown, _NOT_KNOWN, None),
    ):
        by = {} if minutes is None else {"minutes": round(minutes)}
        if count:
            session.print(counted(*says, count, **by))


def _override(session: Session, one: Override, saved: float | None) -> tuple[Any, ...]:
    return (
        one.at, short(one.incident), [team_name(session, team) for team in one.teams],
        "" if one.took is None else round(one.took),
        [team_name(session, team) for team in one.proposed],
        "" if one.expected is None else round(one.expected), phrase(_came_of(one)),
        phrase(_turned_out(saved)),
    )  # fmt: skip


def _turned_out(saved: float | None) -> str:
    if saved is None:
        return _UNKNOWN
    if abs(saved) <= AS_GOOD:
        return _EQUAL
    return _GOOD if saved > 0 else _BAD


def _came_of(one: Override) -> str:
    if one.sooner_by is None:
        return _UNKNOWN
    if abs(one.sooner_by) < _AS_SOON_MINUTES:
        return _SAME
    return _SOONER if one.sooner_by > 0 else _LATER
