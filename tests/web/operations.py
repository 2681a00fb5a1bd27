"""Everyday acts on the open installation of a test. Names and places are invented."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from random import Random

from najda.application.desk import Act, Desk
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.run_shift import start_shift
from najda.application.usecases.send_teams import send_teams
from najda.kernel.ids import new_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from najda.kernel.tasks import Capability, Channel, HazardKind, Task

_random, _numbers = Random(5), count(1)
GRAVE = Need(life_threat=LifeThreat.IMMEDIATE, people_at_risk=4, trapped=2)
LATAKIA = Place(
    name_en="Jableh", name_ar="جبلة", areas=("SY06",), position=Position.at(35.362, 35.928)
)
HOMS = Place(name_en="Homs", name_ar="حمص", areas=("SY04",), position=Position.at(34.733, 36.713))


def act(desk: Desk, person: str = "person/amal") -> Act:
    """Return an act of its own."""
    return Act(id=new_id(desk.clock.now(), _random), person=person)


def report(desk: Desk, place: Place = LATAKIA, text: str = "invented: smoke") -> str:
    """Take a report in; return its id."""
    done = receive_report(desk, act(desk), text=text, channel=Channel.CALL, where=place)
    return done.made("reports")


def incident(desk: Desk, place: Place = LATAKIA, need: Need = GRAVE) -> str:
    """Open an incident; return its id."""
    done = open_incident(desk, act(desk), task=Task.RESCUE, need=need, where=place)
    return done.made("incidents")


def team(desk: Desk, name: str = "", place: Place = LATAKIA, **more: int) -> str:
    """Register a team and start its shift; return its id."""
    done = register_team(
        desk, act(desk), name=name or f"Invented {next(_numbers)}", base=place,
        capabilities=[Capability.SEARCH_AND_RESCUE], **more,
    )  # fmt: skip
    made = done.made("teams")
    start_shift(desk, act(desk), team=made, until=desk.clock.now() + timedelta(hours=8))
    return made


def hazard(desk: Desk, place: Place = LATAKIA, radius_m: int = 400) -> str:
    """Report a fire; return its id."""
    done = report_hazard(
        desk, act(desk), kind=HazardKind.ACTIVE_FIRE, where=place, radius_m=radius_m
    )
    return done.made("hazards")


def send(desk: Desk, incident: str, *teams: str) -> str:
    """Send teams to an incident; return the mission's id."""
    return send_teams(desk, act(desk), incident=incident, teams=teams).made("missions")
