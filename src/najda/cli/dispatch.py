"""`najda dispatch`: the plan for all calls at once, its reasons, and what is not covered."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from najda.application.look_up import short
from najda.application.planning.cover import Cover
from najda.application.usecases.propose_teams import (
    explain_incident,
    plan_all_teams,
    watch_cover,
    what_if_sent,
)
from najda.dispatch.explain import Explanation
from najda.dispatch.plan import OpenSlot, Plan
from najda.dispatch.schedule import StandingPlan
from najda.dispatch.surge import Shortage
from najda.dispatch.whatif import WhatIf
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability

from . import aid, given, replays
from .commands import command, group
from .language import say
from .naming import area_name, named, team_name
from .plain import plain
from .session import Session
from .show import as_json, table

_STOPS = (N_("team"), N_("order"), N_("incident"), N_("for"), N_("there in minutes"), N_("when"))
_OPEN = (N_("incident"), N_("asks for"), N_("why nobody goes now"))
_UNFIT = (N_("not fit"), N_("why"))
_GAPS = (N_("in minutes"), N_("area"), N_("asks for"), N_("calls an hour"), N_("what is missing"))
_NOTHING_TO_PLAN = N_("No open incident asks for a team now, so there is nothing to plan.")
_NOBODY_GOES = N_("Nobody can be sent now. Why, for each call:")
_NOW, _LATER = N_("now"), N_("later")
_FOR = N_("For {capability}:")
_FOR_ONE_OF = N_("For {capability}, team {place} of {like}:")
_NOBODY = N_("Nobody is planned for it now.")
_RESTS = (
    N_("This rests on one call of the last {hours} hours."),
    N_("This rests on {count} calls of the last {hours} hours."),
)
_SAYS_LITTLE = N_("Nothing is known yet of where calls come from, so no gap can be seen.")
_STAND_BY, _RUN_OUT = N_("Where teams could stand by"), N_("Where teams run out")
_ASK = N_("Ask neighbours for help in time: `najda aid ask`.")
_ASKED = N_("Aid that is asked for already")

IncidentId = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the end of it.")]
TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]


class NothingAsked(Refusal):
    """The incident asks for no team, so nothing is planned for it."""

    says = N_(
        "{incident} asks for no team now: it is closed, or everybody it asks for is on the way or there."
    )


class NotAsked(Refusal):
    """The incident does not ask for this capability."""

    says = N_("{incident} does not ask for {capability} now. It asks for: {asked}.")


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "dispatch", "The plan for all calls at once, and its reasons.")
    name = "najda dispatch"
    command(made, "plan", example=f"{name} plan")(plan)
    command(made, "why", example=f"{name} why 3fa91c07")(why)
    command(made, "what-if", example=f'{name} what-if 3fa91c07 "Team 4"')(what_if)
    command(made, "cover", example=f"{name} cover")(cover)
    command(made, "replay", example=f"{name} replay --days 7")(replays.replay)


def plan(session: Session) -> None:
    """Show who should go where and in what order, for whoever decides; nobody is sent by it."""
    found = plan_all_teams(session.desk).plan()
    if session.options.as_json:
        as_json(session, plain(session, found))
        return
    if not found.routes and not found.open:
        session.print(phrase(_NOTHING_TO_PLAN))
        return
    _say_estimated(session)
    if found.routes:
        table(session, _STOPS, _stops(session, found))
    else:
        session.print(phrase(_NOBODY_GOES))
    if found.open:
        table(session, _OPEN, [_left_open(session, one) for one in found.open])


def _say_estimated(session: Session) -> None:
    """Say that times are estimates where there is no road map to take them from."""
    if not session.desk.roads.is_mapped():
        session.print(session.desk.roads.about())


def _stops(session: Session, found: Plan) -> list[tuple[Any, ...]]:
    now = {(one.team, one.incident) for one in found.assignments}
    return [
        (
            team_name(session, route.team), order, short(stop.incident), stop.capability,
            round(stop.enters_minutes),
            phrase(_NOW if (route.team, stop.incident) in now else _LATER),
        )
        for route in found.routes
        for order, stop in enumerate(route.stops, 1)
    ]  # fmt: skip


def _left_open(session: Session, slot: OpenSlot) -> tuple[Any, ...]:
    return short(slot.incident), slot.capability, named(session, slot.reason)


def why(session: Session, incident: IncidentId) -> None:
    """Say why the plan sends whom it sends: when they come, who else could, who waits, who may not."""
    id_ = session.id("incidents", incident)
    found = explain_incident(session.desk, incident=id_)
    if not found:
        raise NothingAsked(incident=short(id_))
    if session.options.as_json:
        as_json(session, [plain(session, one) for one in found])
        return
    _say_estimated(session)
    for one in found:
        _show_reasons(session, one)


def _show_reasons(session: Session, found: Explanation) -> None:
    many = phrase(_FOR_ONE_OF, capability=found.capability, place=found.place, like=found.like)
    session.print(phrase(_FOR, capability=found.capability) if found.like == 1 else many)
    if not found.team:
        _show(session, phrase(_NOBODY))
    for said in found.says():
        _show(session, said)
    if found.unfit and found.place == found.like:
        rows = [
            (team_name(session, one.team), _all_said(session, one.obstacles)) for one in found.unfit
        ]
        table(session, _UNFIT, rows)


def _all_said(session: Session, obstacles: Any) -> str:
    return " ".join(say(named(session, each.says)) for each in obstacles)


def what_if(
    session: Session,
    incident: IncidentId,
    team: TeamId,
    capability: Annotated[
        Capability | None,
        given.option("--capability", "-c", help="What for; else all it asks for."),
    ] = None,
) -> None:
    """Say what sending this team now would change against the plan; nobody is sent by it."""
    id_, who = session.id("incidents", incident), session.id("teams", team)
    asked = _asked(plan_all_teams(session.desk), id_)
    if capability is not None and capability not in asked:
        raise NotAsked(incident=short(id_), capability=capability, asked=asked)
    tried = [
        what_if_sent(session.desk, incident=id_, capability=one, team=who)
        for one in ([capability] if capability else asked)
    ]
    found = [one for one in tried if not one.obstacles] or tried
    if session.options.as_json:
        as_json(session, [plain(session, one) for one in found])
        return
    _say_estimated(session)
    for one in found:
        _show_what_if(session, one)


def _show_what_if(session: Session, found: WhatIf) -> None:
    session.print(phrase(_FOR, capability=found.capability))
    for said in found.says():
        _show(session, said)


def _asked(standing: StandingPlan, incident: str) -> tuple[Capability, ...]:
    """Return what an incident asks for by the plan; raise NothingAsked if that is nothing."""
    plan = standing.plan()
    slots = (
        *((one.incident, one.capability) for one in plan.open),
        *((one.incident, one.capability) for one in plan.assignments),
    )
    found = tuple(sorted({capability for id_, capability in slots if id_ == incident}))
    if not found:
        raise NothingAsked(incident=short(incident))
    return found


def cover(session: Session) -> None:
    """Show which areas nobody reaches in time, now and later, who could stand by, where teams run out."""
    found = watch_cover(session.desk)
    if session.options.as_json:
        as_json(session, plain(session, found))
        return
    if found.calls:
        _show_cover(session, found)
    else:
        session.print(phrase(_SAYS_LITTLE))
    if found.asked:
        session.print(phrase(_ASKED))
        table(session, aid.COLUMNS, [aid.row(session, one) for one in found.asked])


def _show_cover(session: Session, found: Cover) -> None:
    _say_estimated(session)
    session.print(counted(*_RESTS, found.calls, hours=round(found.hours)))
    rows = [
        (
            ahead.in_minutes, area_name(session, gap.area), gap.capability, round(gap.calls, 2),
            named(session, gap.says()),
        )
        for ahead in found.ahead for gap in ahead.gaps
    ]  # fmt: skip
    table(session, _GAPS, rows)
    _section(session, _STAND_BY, [move.says() for move in found.moves])
    _section(session, _RUN_OUT, [each for one in found.shortages for each in _short(one)])
    if found.shortages:
        session.print(phrase(_ASK))


def _short(one: Shortage) -> list[Phrase]:
    return [one.says(), *one.who_could_help()]


def _section(session: Session, title: str, sentences: list[Phrase]) -> None:
    if sentences:
        session.print(phrase(title))
    for said in sentences:
        _show(session, said)


def _show(session: Session, said: Phrase) -> None:
    session.print(f"  {say(named(session, said))}")
