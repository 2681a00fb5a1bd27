"""Keep the teams: who is in them, what they can do, what they drive, which rules they keep."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.desk import Act, Desk, Done, Work
from najda.application.whereabouts import Where, resolved
from najda.domain.teams import decide
from najda.domain.teams.events import (
    MemberJoined,
    MemberLeft,
    TeamRegistered,
    TeamRevised,
    TeamStoodDown,
    VehicleJoined,
    VehicleLeft,
)
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place
from najda.kernel.tasks import Capability
from najda.kernel.values import replace
from najda.kernel.visible import visible

CHECK_IN_MINUTES, REST_HOURS, LONGEST_SHIFT_HOURS = 60, 8, 24
"""A team's rules unless told otherwise."""

LONGEST_NAME = 80
"""Characters a team's or a vehicle's name may have."""


def register_team(
    desk: Desk,
    act: Act,
    *,
    name: str,
    base: Where | Place,
    capabilities: Sequence[Capability],
    check_in_minutes: int = CHECK_IN_MINUTES,
    rest_hours: int = REST_HOURS,
    longest_shift_hours: int = LONGEST_SHIFT_HOURS,
) -> Done:
    """Register a team; `name` is the team's, never a person's. Its id is `Done.made("teams")`."""
    registered = TeamRegistered(
        name=_name("team name", name),
        base=_base(desk, base),
        capabilities=tuple(dict.fromkeys(capabilities)),
        check_in_minutes=check_in_minutes,
        rest_hours=rest_hours,
        longest_shift_hours=longest_shift_hours,
    )

    def work(work: Work) -> None:
        team = work.new_id("team")
        work.add("teams", team, decide.register(work.find("teams", team), registered))

    return desk.perform(act, work, TeamRegistered)


def revise_team(
    desk: Desk,
    act: Act,
    *,
    team: str,
    base: Where | Place,
    capabilities: Sequence[Capability],
    check_in_minutes: int,
    rest_hours: int,
    longest_shift_hours: int,
) -> Done:
    """Change a team's base, capabilities or rules."""
    revised = TeamRevised(
        base=_base(desk, base),
        capabilities=tuple(dict.fromkeys(capabilities)),
        check_in_minutes=check_in_minutes,
        rest_hours=rest_hours,
        longest_shift_hours=longest_shift_hours,
    )

    def work(work: Work) -> None:
        work.add("teams", team, decide.revise(work.get("teams", team), revised))

    return desk.perform(act, work, TeamRevised, team)


def _name(what: str, given: str) -> str:
    """Return the name of a thing without surrounding space; raise Malformed if it is none."""
    name = visible(given)
    if not 1 <= len(name) <= LONGEST_NAME:
        expected = phrase(N_("1 to {most} characters"), most=LONGEST_NAME)
        raise Malformed(what=what, given=given[:LONGEST_NAME], expected=expected)
    return name


def _base(desk: Desk, base: Where | Place) -> Place:
    place = resolved(desk, base)
    return replace(place, words="")


def join_team(
    desk: Desk, act: Act, *, team: str, name: str, capabilities: Sequence[Capability] = ()
) -> Done:
    """Let a person join; their name is sealed under an id of their own."""
    if not visible(name):
        raise Malformed(
            what=phrase(N_("name")), given=name, expected=phrase(N_("the name of whoever joins"))
        )

    def work(work: Work) -> None:
        member = work.new_id("member")
        sealed = work.seal(member, visible(name))
        state = work.get("teams", team)
        joined = decide.join(state, member=member, name=sealed, capabilities=capabilities)
        work.add("teams", team, joined)

    return desk.perform(act, work, MemberJoined, team)


def leave_team(desk: Desk, act: Act, *, team: str, member: str) -> Done:
    """Let a person leave."""

    def work(work: Work) -> None:
        work.add("teams", team, decide.leave(work.get("teams", team), member=member))

    return desk.perform(act, work, MemberLeft, team)


def give_vehicle(
    desk: Desk, act: Act, *, team: str, name: str, seats: int, stretchers: int = 0
) -> Done:
    """Give the team a vehicle."""
    if not 1 <= seats <= 100 or not 0 <= stretchers <= 20:
        given = f"{seats} / {stretchers}"
        expected = phrase(N_("1 to 100 seats and 0 to 20 stretchers"))
        raise Malformed(what=phrase(N_("vehicle")), given=given, expected=expected)

    def work(work: Work) -> None:
        vehicle = work.new_id("vehicle")
        given = decide.give_vehicle(
            work.get("teams", team),
            vehicle=vehicle,
            name=_name("vehicle name", name),
            seats=seats,
            stretchers=stretchers,
        )
        work.add("teams", team, given)

    return desk.perform(act, work, VehicleJoined, team)


def take_vehicle(desk: Desk, act: Act, *, team: str, vehicle: str, reason: str) -> Done:
    """Take a vehicle from the team, and say why."""

    def work(work: Work) -> None:
        why = work.seal_reason(team, reason, N_("take vehicle"))
        state = work.get("teams", team)
        work.add("teams", team, decide.take_vehicle(state, vehicle=vehicle, reason=why))

    return desk.perform(act, work, VehicleLeft, team)


def stand_team_down(desk: Desk, act: Act, *, team: str, reason: str) -> Done:
    """End a team that is off shift."""

    def work(work: Work) -> None:
        why = work.seal_reason(team, reason, N_("stand down"))
        work.add("teams", team, decide.stand_down(work.get("teams", team), reason=why))

    return desk.perform(act, work, TeamStoodDown, team)
