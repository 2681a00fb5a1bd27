"""An invented organisation at work, through the use cases a person would use, on a real store.

Every name here is invented.
"""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from najda.adapters.db.opening import create_sqlcipher
from najda.adapters.planner import SearchPlanner
from najda.adapters.roads import StraightRoads
from najda.adapters.seals import SubjectSeals
from najda.application.codec import fact_of
from najda.application.desk import Act, Desk
from najda.application.usecases.assess_incident import assess_need, place_incident, revise_incident
from najda.application.usecases.check_in import answer_alarm, check_in, raise_alarms
from najda.application.usecases.close_incident import close_incident, reopen_incident
from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.application.usecases.found_installation import found_installation
from najda.application.usecases.judge_report import (
    link_report,
    set_report_aside,
    split_report,
    take_report_up,
)
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.record_outcome import correct_outcome, record_outcome
from najda.application.usecases.report_hazard import clear_hazard, extend_hazard, report_hazard
from najda.application.usecases.run_shift import end_shift, start_shift
from najda.application.usecases.send_teams import send_teams
from najda.application.usecases.work_mission import (
    accept_mission,
    arrive,
    call_back,
    depart,
    finish,
    refuse_mission,
)
from najda.application.whereabouts import Where
from najda.domain.incidents.events import Ending
from najda.domain.missions.events import Outcome
from najda.intake.places import Names
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Capability, Channel, HazardKind, Task

AREAS = {
    "SY06": Names(en="Latakia", ar="اللاذقية"),
    "SY0601": Names(en="Latakia district", ar="منطقة اللاذقية"),
    "SY0602": Names(en="Jablah", ar="جبلة"),
    "SY10": Names(en="Tartus", ar="طرطوس"),
}
PLACES = {
    "latakia": Place(
        name_en="Latakia", position=Position(lat=35.52, lon=35.79),
        precision=Precision.SETTLEMENT, areas=("SY06", "SY0601"),
    ),
    "jablah": Place(
        name_en="Jablah", position=Position(lat=35.36, lon=35.92),
        precision=Precision.SETTLEMENT, areas=("SY06", "SY0602"),
    ),
    "tartus": Place(
        name_en="Tartus", position=Position(lat=34.89, lon=35.89),
        precision=Precision.SETTLEMENT, areas=("SY10",),
    ),
    "nowhere": Place(),
}  # fmt: skip


class NoGazetteer:
    """Places are given here, never looked up."""

    def search(self, words, *, near=None, area=None, limit=8):
        return []

    def is_name(self, words):
        return False

    def known(self, code):
        return None

    def locate(self, position):
        return next((p.areas for p in PLACES.values() if p.position == position), ())

    def area_names(self, code):
        return AREAS.get(code)

    def areas(self):
        return []


class Operation:
    """An organisation with a desk, a clock that stands where it is put, and short words for its work."""

    def __init__(self, store, start, zone="Asia/Damascus", name="Coast Rescue (invented)"):
        self.time, self.store, self._numbers = start, store, count(1)
        self.desk = Desk(
            store=store, clock=self, seals=SubjectSeals(bytes(32)), signer=None,
            gazetteer=NoGazetteer(), roads=StraightRoads(), planner=SearchPlanner(clock=lambda: 0.0),
        )  # fmt: skip
        found_installation(self.desk, self.act(), name=name, time_zone=zone)

    def now(self):
        return self.time

    def at(self, text):
        """Put the clock to a moment written in UTC: `7 10:30` is the 7th of March 2025."""
        day, _, time = text.partition(" ")
        hour, minute = time.split(":")
        self.time = datetime(2025, 3, int(day), int(hour), int(minute), tzinfo=UTC)
        return self

    def act(self, occurred_at=None):
        id_ = derived_id("act", str(next(self._numbers)))
        return Act(id=id_, person="people/invented", occurred_at=occurred_at)

    def do(self, usecase, occurred_at=None, **given):
        return usecase(self.desk, self.act(occurred_at), **given)

    def team(self, place="latakia", capabilities=(Capability.AMBULANCE,), **rules):
        done = self.do(
            register_team, name=f"Team {next(self._numbers)} (invented)", base=PLACES[place],
            capabilities=capabilities, **{"rest_hours": 1, **rules},
        )  # fmt: skip
        return done.made("teams")

    def on_shift(self, place="latakia", hours=24, **more):
        team = self.team(place, **more)
        self.do(start_shift, team=team, until=self.time + timedelta(hours=hours))
        return team

    def report(self, place="latakia", channel=Channel.CALL, occurred_at=None):
        return self.do(
            receive_report, occurred_at, text="invented", channel=channel, where=PLACES[place]
        ).made("reports")

    def incident(self, place="latakia", threat=LifeThreat.IMMEDIATE, task=Task.MEDICAL, **more):
        need = Need(life_threat=threat, people_at_risk=int(threat != LifeThreat.NONE))
        given = {"where": PLACES[place]} if place else {}
        done = self.do(open_incident, task=task, need=need, **given, **more)
        return done.made("incidents")

    def send(self, incident, *teams):
        done = self.do(send_teams, incident=incident, teams=teams, override_reason="invented")
        return done.made("missions")

    def go(self, mission, team):
        """Let a team accept, leave and arrive at once."""
        for step in (accept_mission, depart, arrive):
            self.do(step, mission=mission, team=team)

    def outcome(self, mission, team, found):
        """Record what a team found; return the record's id, by which it can be corrected."""
        done = self.do(record_outcome, mission=mission, team=team, outcome=found)
        return fact_of(done.entries[0]).record


@contextmanager
def operation(start=datetime(2025, 3, 7, tzinfo=UTC), realm="real", **more):
    """Give an organisation at work on a fresh encrypted store."""
    with TemporaryDirectory(prefix="najda-situation-") as folder:
        store = create_sqlcipher(Path(folder) / "ledger.sqlcipher", bytes(range(32)), realm)
        try:
            yield Operation(store, start, **more)
        finally:
            store.close()


__all__ = [
    "AREAS", "PLACES", "Ending", "HazardKind", "Operation", "Outcome", "Where", "abort_mission",
    "answer_alarm", "assess_need", "call_back", "check_in", "clear_hazard", "close_incident",
    "close_mission", "correct_outcome", "end_shift", "extend_hazard", "finish", "link_report",
    "operation", "place_incident", "raise_alarms", "refuse_mission", "reopen_incident",
    "report_hazard", "revise_incident", "set_report_aside", "split_report", "take_report_up",
]  # fmt: skip
