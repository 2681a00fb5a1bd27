"""A desk on a real store, and the everyday acts on it in as few words as a test needs.

Names, numbers and places are invented.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import pytest

from najda.adapters.planner import SearchPlanner
from najda.adapters.roads import StraightRoads
from najda.adapters.seals import SubjectSeals
from najda.application import projections
from najda.application.desk import Act, Desk
from najda.application.rooms import ROOMS
from najda.application.usecases.found_installation import found_installation
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.run_shift import start_shift
from najda.application.usecases.send_teams import send_teams
from najda.application.usecases.work_mission import accept_mission, arrive, depart
from najda.application.whereabouts import Where
from najda.intake.places import Area, Names
from najda.kernel.ids import new_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, Channel, Task

AMAL, OMAR = "people/amal", "people/omar"
START = datetime(2025, 3, 7, 6, tzinfo=UTC)
TOWN = Position.at(35.2, 35.9)
GRAVE = Need(life_threat=LifeThreat.IMMEDIATE, people_at_risk=4, trapped=2)
SUBJECTS_KEY = bytes(range(32))


@dataclass
class HeldClock:
    """A clock that stands still until a test moves it."""

    at: datetime = START
    pace: float = 0.0

    def now(self):
        return self.at

    def pass_(self, **time):
        self.at += timedelta(**time)


class NoGazetteer:
    """Knows no place: a test gives coordinates."""

    def search(self, words, *, near=None, area=None, limit=8):
        return []

    def is_name(self, words):
        return False

    def known(self, code):
        return None

    def locate(self, position):
        return ("SY02", "SY0200")

    def area_names(self, code):
        return None

    def areas(self):
        return []


class TwoDistricts(NoGazetteer):
    """Knows one governorate and two districts in it."""

    def areas(self):
        return [
            Area(code="SY02", names=Names(en="Coast", ar="الساحل")),
            Area(code="SY0200", parent="SY02", level=2, names=Names(en="Town", ar="البلدة")),
            Area(code="SY0201", parent="SY02", level=2, names=Names(en="Hills", ar="التلال")),
        ]


class NoSigner:
    """Signs nothing."""

    public = b""

    def sign(self, message):
        raise AssertionError("nothing is signed here")


@dataclass
class Operations:
    """A desk, its clock, and everyday acts. Each act gets an id of its own unless one is given."""

    desk: Desk
    clock: HeldClock
    random: Random = field(default_factory=lambda: Random(7))
    numbers: count = field(default_factory=lambda: count(1))

    def act(self, person=AMAL, **more):
        return Act(id=new_id(self.clock.at, self.random), person=person, **more)

    def report(self, text="دخان كثيف قرب المدرسة", **more):
        where = Where(words="behind the school", position=TOWN)
        given = {"channel": Channel.CALL, "where": where, **more}
        return receive_report(self.desk, self.act(), text=text, **given).made("reports")

    def incident(self, need=GRAVE, task=Task.RESCUE, position=TOWN, **more):
        where = Where(position=position)
        done = open_incident(self.desk, self.act(), task=task, need=need, where=where, **more)
        return done.made("incidents")

    def team(
        self, *, on_shift=True, north=0.0, capabilities=(Capability.SEARCH_AND_RESCUE,), **more
    ):
        base = Where(position=Position.at(TOWN.lat + north, TOWN.lon))
        name = f"Team {next(self.numbers)}"
        done = register_team(
            self.desk, self.act(), name=name, base=base, capabilities=capabilities, **more
        )
        team = done.made("teams")
        if on_shift:
            start_shift(self.desk, self.act(), team=team, until=self.clock.at + timedelta(hours=12))
        return team

    def send(self, incident, *teams, **more):
        done = send_teams(self.desk, self.act(), incident=incident, teams=teams, **more)
        return done.made("missions")

    def on_site(self, incident, team):
        """Send a team and let it get there; return the mission."""
        mission = self.send(incident, team)
        for step in (accept_mission, depart, arrive):
            self.clock.pass_(minutes=5)
            step(self.desk, self.act(), mission=mission, team=team)
        return mission

    def view(self, room, id_):
        return self.desk.view(room, id_)

    def entries(self, **which):
        with self.desk.store.reading() as view:
            return list(view.entries(**which))

    def standings(self):
        with self.desk.store.reading() as view:
            rows = [row for room in ROOMS for row in view.standings(room)]
            return sorted(rows, key=lambda row: row[:2])


def rebuilt(operations):
    """How everything stands by the entries alone."""
    return sorted(projections.rebuilt(operations.entries()), key=lambda row: row[:2])


def desk_on(store, clock, roads=None):
    """Return a desk on a store, without an installation founded."""
    return Desk(
        store=store,
        clock=clock,
        seals=SubjectSeals(SUBJECTS_KEY),
        signer=NoSigner(),
        gazetteer=NoGazetteer(),
        roads=roads or StraightRoads(),
        planner=SearchPlanner(clock=lambda: 0.0),  # by turns alone, on every machine
    )


def begin(store):
    """Return operations founded on an empty store."""
    clock = HeldClock()
    operations = Operations(desk_on(store, clock), clock)
    found_installation(operations.desk, operations.act(), name="Invented Rescue")
    return operations


@pytest.fixture
def operations(store):
    """Operations on an empty store of either kind."""
    return begin(store)
