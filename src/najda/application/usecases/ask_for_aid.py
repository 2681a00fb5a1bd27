"""Ask neighbours for teams before our own run out, and note what they answer and who came."""

from __future__ import annotations

from datetime import datetime

from najda.application.areas import area_place
from najda.application.desk import Act, Desk, Done, Work
from najda.application.planning.cover import foreseen
from najda.application.planning.past import area_of
from najda.domain.aid import decide
from najda.domain.aid.events import (
    AidAsked,
    AidDeclined,
    AidExtended,
    AidGranted,
    AidTeamCame,
    AidTeamLeft,
    AidWithdrawn,
    Forecast,
    Neighbour,
)
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Capability
from najda.kernel.time import moment
from najda.kernel.visible import visible

LONGEST_NAME = 80
"""Characters the name of an organisation may have."""


def ask_for_aid(
    desk: Desk,
    act: Act,
    *,
    area: str,
    capability: Capability,
    number: int,
    until: datetime,
    reason: str,
    organisation: str = "",
    of_area: str = "",
) -> Done:
    """Ask a neighbouring `organisation`, the area `of_area`, or both, for a `number` of teams for an area
    until a time. Areas are codes. What the planner foresees for the area is kept beside the reason. Its
    id is `Done.made("aid")`."""
    neighbour = Neighbour(
        name=_name(organisation),
        areas=area_place(desk.gazetteer, of_area).areas if of_area else (),
    )
    place = area_place(desk.gazetteer, area)
    forecast = _forecast(desk, area_of(place.areas), capability)

    def work(work: Work) -> None:
        aid = work.new_id("aid")
        asked = decide.ask(
            work.find("aid", aid),
            neighbour=neighbour,
            capability=capability,
            teams=number,
            place=place,
            until=moment(until),
            reason=work.seal_reason(aid, reason, N_("ask for aid")),
            forecast=forecast,
            at=work.at,
        )
        work.add("aid", aid, asked)

    return desk.perform(act, work, AidAsked)


def grant_aid(desk: Desk, act: Act, *, aid: str, number: int, reason: str = "") -> Done:
    """Note how many teams the neighbour gives, and in `reason` what they said; the last answer holds."""

    def work(work: Work) -> None:
        state = work.get("aid", aid)
        words = work.seal(aid, visible(reason)) if visible(reason) else None
        work.add("aid", aid, decide.grant(state, teams=number, words=words, at=work.at))

    return desk.perform(act, work, AidGranted, aid)


def decline_aid(desk: Desk, act: Act, *, aid: str, reason: str) -> Done:
    """Note that the neighbour gives no team, or no longer any, and why."""

    def work(work: Work) -> None:
        why = work.seal_reason(aid, reason, N_("decline aid"))
        work.add("aid", aid, decide.decline(work.get("aid", aid), reason=why, at=work.at))

    return desk.perform(act, work, AidDeclined, aid)


def extend_aid(desk: Desk, act: Act, *, aid: str, until: datetime, reason: str) -> Done:
    """Say that the aid is needed until another time."""

    def work(work: Work) -> None:
        why = work.seal_reason(aid, reason, N_("extend the request"))
        state = work.get("aid", aid)
        work.add("aid", aid, decide.extend(state, until=moment(until), reason=why, at=work.at))

    return desk.perform(act, work, AidExtended, aid)


def withdraw_aid(desk: Desk, act: Act, *, aid: str, reason: str) -> Done:
    """Say that the aid is needed no longer. Teams that came stay until they leave."""

    def work(work: Work) -> None:
        why = work.seal_reason(aid, reason, N_("withdraw the request"))
        work.add("aid", aid, decide.withdraw(work.get("aid", aid), reason=why))

    return desk.perform(act, work, AidWithdrawn, aid)


def welcome_team(desk: Desk, act: Act, *, aid: str, team: str) -> Done:
    """Note that a team is here on this request. It is registered and goes on shift like any other."""

    def work(work: Work) -> None:
        state = work.get("aid", aid)
        work.get("teams", team)
        work.add("aid", aid, decide.welcome(state, team=team, at=work.at))

    return desk.perform(act, work, AidTeamCame, aid)


def let_team_go(desk: Desk, act: Act, *, aid: str, team: str) -> Done:
    """Note that a team is no longer here on this request. Its shift and its missions are ended apart."""

    def work(work: Work) -> None:
        work.add("aid", aid, decide.take_leave(work.get("aid", aid), team=team))

    return desk.perform(act, work, AidTeamLeft, aid)


def _name(given: str) -> str:
    """Return an organisation's name; raise Malformed if it is too long."""
    name = visible(given)
    if len(name) > LONGEST_NAME:
        expected = phrase(N_("1 to {most} characters"), most=LONGEST_NAME)
        what = phrase(N_("organisation"))
        raise Malformed(what=what, given=given[:LONGEST_NAME], expected=expected)
    return name


def _forecast(desk: Desk, area: str, capability: Capability) -> Forecast | None:
    """Return what the planner foresees for an area now; None if it foresees no shortage."""
    with desk.store.reading() as view:
        found = foreseen(desk.planning, view, desk.clock.now(), area=area, capability=capability)
    if found is None:
        return None
    return Forecast(
        in_minutes=found.in_minutes, until_minutes=found.until_minutes, short=found.short
    )
