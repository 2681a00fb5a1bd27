"""What tests of the team's page, of teams and of hazards begin with: somebody sent, a danger near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from najda.application.desk import Act, Desk, Done
from najda.application.usecases import run_shift
from najda.application.usecases.manage_team import register_team, revise_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.send_teams import send_teams
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Capability, HazardKind, Task
from najda.kernel.values import replace

SITE = Position.at(35.3614, 35.9276)
BASE = Position.at(35.52, 35.79)
UXO = Position.at(35.3654, 35.9276)
JABLEH = Place(name_en="Jableh", name_ar="جبلة", position=SITE, precision=Precision.SETTLEMENT)
ROOM = "person/dispatcher"
TEAM_NAME = "Team 1"

_numbers = count()


class Sent(NamedTuple):
    """A team that was sent: ids of the team, the mission, the incident, the hazard near it."""

    team: str
    mission: str
    incident: str
    hazard: str


def do(
    desk: Desk,
    use_case: Callable[..., Done],
    person: str = ROOM,
    at: datetime | None = None,
    **given: Any,
) -> Done:
    """Let somebody do something, as an act of its own; `at` an earlier time if one is given."""
    id_ = derived_id("crews", str(next(_numbers)))
    return use_case(desk, Act(id=id_, person=person, occurred_at=at), **given)


def team_of(desk: Desk) -> str:
    """Return the id of the team that the account with the role team belongs to."""
    with desk.store.reading() as view:
        return next(row.id for row in view.standings("teams") if TEAM_NAME in row.state)


def ready(desk: Desk, *, since: timedelta = timedelta()) -> str:
    """Give the team of the role team a base and a shift begun so long ago; return its id."""
    team = team_of(desk)
    place = Place(
        name_en="Latakia", name_ar="اللاذقية", position=BASE, precision=Precision.SETTLEMENT
    )
    do(
        desk, revise_team, team=team, base=place, capabilities=[Capability.SEARCH_AND_RESCUE],
        check_in_minutes=60, rest_hours=8, longest_shift_hours=24,
    )  # fmt: skip
    now = desk.clock.now()
    do(desk, run_shift.start_shift, at=now - since, team=team, until=now + timedelta(hours=8))
    return team


def sent(desk: Desk, *, since: timedelta = timedelta()) -> Sent:
    """Send the team to an incident with a hazard near it; it was last heard from so long ago."""
    ready(desk, since=since)
    return send(desk)


def send(desk: Desk, *teams: str, directions: str = "") -> Sent:
    """Send the team, on shift already, and others to an incident with a hazard near it."""
    team = team_of(desk)
    incident, hazard = an_incident(desk, directions), a_hazard(desk)
    mission = do(
        desk, send_teams, incident=incident, teams=[team, *teams], override_reason="nearest by far"
    ).made("missions")
    return Sent(team, mission, incident, hazard)


def mission(desk: Desk, id_: str) -> Any:
    """Return a mission as it stands."""
    return desk.view("missions", id_)


def team(desk: Desk, id_: str) -> Any:
    """Return a team as it stands."""
    return desk.view("teams", id_)


def an_incident(desk: Desk, directions: str = "") -> str:
    """Open an incident at Jableh, its need judged, with words on how to find it; return its id."""
    judged = Need(life_threat=LifeThreat.IMMEDIATE, people_at_risk=4, trapped=2)
    return do(
        desk, open_incident, task=Task.RESCUE, where=replace(JABLEH, words=directions), need=judged
    ).made("incidents")


def a_hazard(desk: Desk, at: Position = UXO) -> str:
    """Report unexploded ordnance near Jableh; return its id."""
    place = Place(name_en="Jableh", name_ar="جبلة", position=at, precision=Precision.EXACT)
    return do(
        desk, report_hazard, kind=HazardKind.UNEXPLODED_ORDNANCE, where=place, radius_m=200
    ).made("hazards")


def another_team(desk: Desk, name: str = "Team 2") -> str:
    """Register another team, on shift; return its id."""
    place = Place(name_en="Banias", name_ar="بانياس", position=BASE, precision=Precision.SETTLEMENT)
    team = do(
        desk, register_team, name=name, base=place, capabilities=[Capability.SEARCH_AND_RESCUE]
    ).made("teams")
    do(desk, run_shift.start_shift, team=team, until=desk.clock.now() + timedelta(hours=8))
    return team
