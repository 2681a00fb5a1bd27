"""What might happen in an operation, as steps that Hypothesis draws; what is refused did not happen."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st

from najda.kernel.errors import Refusal
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Channel, HazardKind, Task
from najda.kernel.triage import TriageClass
from tests.situation import operation as do
from tests.situation.operation import PLACES, Outcome

BASES = ("latakia", "jablah", "latakia", "tartus", "nowhere")
PLACE_NAMES, THREATS = list(PLACES), list(LifeThreat)


class Life:
    """Drives an operation, remembering what there is to act on."""

    def __init__(self, op):
        self.op = op
        self.reports, self.incidents, self.missions, self.hazards, self.records = [], [], [], [], []
        self.teams = [
            op.on_shift(place, hours=20, check_in_minutes=60)
            for place in ("latakia", "jablah", "latakia", "tartus", "nowhere")
        ]

    def step(self, name, a, b, minutes):
        """Let time pass, then try one thing."""
        self.op.time += timedelta(minutes=minutes, seconds=7 * minutes)
        with suppress(Refusal, IndexError):
            getattr(self, f"do_{name}")(a, b)

    def _past(self, a):
        return self.op.time - timedelta(minutes=a * 97) if a > 3 else None

    def do_report(self, a, b):
        place = PLACE_NAMES[a % 4]
        self.reports.append(self.op.report(place, list(Channel)[b], occurred_at=self._past(a)))

    def do_open(self, a, b):
        if b % 2 and self.reports:
            made = self.op.incident(None, THREATS[a % 5], report=self.reports[-1])
        else:
            made = self.op.incident(PLACE_NAMES[a % 4], THREATS[b % 5], list(Task)[a])
        self.incidents.append(made)

    def do_judge(self, a, b):
        report, why = self.reports[a % len(self.reports or [0])], {"reason": "invented"}
        status = self.op.desk.view("reports", report).status
        if status == "linked":
            self.op.do(do.split_report, report=report, **why)
        elif status == "set_aside":
            self.op.do(do.take_report_up, report=report, **why)
        elif b < 4:
            self.op.do(do.link_report, report=report, incident=self.incidents[-1 - b % 3])
        else:
            self.op.do(do.set_report_aside, report=report, **why)

    def do_correct(self, a, b):
        incident = self.incidents[a % len(self.incidents or [0])]
        if b < 2:
            self.op.do(do.revise_incident, incident=incident, task=list(Task)[b])
        elif b < 4:
            where = do.Where(position=PLACES[PLACE_NAMES[a % 3]].position)
            self.op.do(do.place_incident, incident=incident, where=where)
        else:
            need = Need(life_threat=THREATS[a % 5], trapped=a)
            self.op.do(do.assess_need, incident=incident, need=need)

    def do_send(self, a, b):
        free = [t for t in self.teams if self.op.desk.view("teams", t).status == "available"]
        team = free[b % len(free)] if free else self.teams[b % len(self.teams)]
        incident = self.incidents[-1 - a % 3]
        self.missions.append((self.op.send(incident, team), team))

    def do_go(self, a, b):
        mission, team = self.missions[-1 - a % 2]
        if b == 0:
            self.op.do(do.refuse_mission, mission=mission, team=team, reason="invented")
        elif b == 1:
            self.op.do(do.call_back, mission=mission, team=team, reason="invented")
        else:
            self.op.go(mission, team)

    def do_outcome(self, a, b):
        mission, team = self.missions[-1 - a % 2]
        found = Outcome(
            rescued=a, treated=b, moved={list(TriageClass)[a % 5]: b}, dead_found=a % 2,
            hazards_found=(list(HazardKind)[b % 4],) if a % 2 else (),
        )  # fmt: skip
        if b % 3 == 0 and self.records:
            mission, record = self.records[-1]
            given = {"mission": mission, "record": record, "outcome": found}
            self.op.do(do.correct_outcome, **given, reason="invented")
        else:
            self.records.append((mission, self.op.outcome(mission, team, found)))

    def do_serve(self, a, b):
        """A whole rescue, as far as it goes, some minutes for each step."""
        self.do_report(a % 4, b)
        self.do_open(b, a)
        for go_on, step in enumerate((self.do_send, self.do_go, self.do_outcome, self.do_end)):
            self.op.time += timedelta(minutes=3 * a + 1)
            step(0, b if go_on == 0 else b if a == 5 else 4)

    def do_end(self, a, b):
        mission, team = self.missions[-1 - a % 2]
        if b == 0:
            self.op.do(do.abort_mission, mission=mission, reason="invented")
            return
        self.op.do(do.finish, mission=mission, team=team)
        ending = do.Ending.RESOLVED if b % 2 else None
        self.op.do(do.close_mission, mission=mission, ending=ending)

    def do_close(self, a, b):
        incident = self.incidents[a % len(self.incidents or [0])]
        if b < 4:
            given = {"ending": list(do.Ending)[b], "reason": "invented"}
            self.op.do(do.close_incident, incident=incident, **given)
        else:
            self.op.do(do.reopen_incident, incident=incident, reason="invented")

    def do_hazard(self, a, b):
        if b < 3 or not self.hazards:
            given = {
                "kind": list(HazardKind)[a % 4],
                "where": PLACES[PLACE_NAMES[a % 3]],
                "radius_m": 100,
            }
            until = self.op.time + timedelta(hours=a) if b == 1 and a else None
            self.hazards.append(self.op.do(do.report_hazard, until=until, **given).made("hazards"))
        elif b == 3:
            self.op.do(do.clear_hazard, hazard=self.hazards[-1], reason="invented")
        else:
            until = self.op.time + timedelta(hours=a + 1) if a else None
            self.op.do(do.extend_hazard, hazard=self.hazards[-1], until=until, reason="invented")

    def do_watch(self, a, b):
        team = self.teams[a % len(self.teams)]
        if b % 2 == 0:
            self.op.do(do.raise_alarms)
            self.op.time += timedelta(minutes=a * 5)
        if b == 2:
            self.op.do(do.answer_alarm, team=team, reason="invented")
        elif b == 3:
            self.op.do(do.check_in, team=team)
        elif b == 4:
            self.op.do(do.end_shift, team=team)
        elif b == 5:
            with suppress(Refusal):
                self.op.do(do.end_shift, team=team)
            until = self.op.time + timedelta(hours=10)
            self.op.do(
                do.start_shift, team=team, until=until, unrested_reason="invented" if a % 2 else ""
            )


NAMES = [name.removeprefix("do_") for name in vars(Life) if name.startswith("do_")]
OFTEN = [*NAMES, "open", "send", "go", "outcome", "end", *["serve"] * 4, "watch", "judge"]
steps = st.lists(
    st.tuples(
        st.sampled_from(OFTEN),
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from([0, 1, 20, 75, 200]),
    ),
    min_size=30,
    max_size=80,
)
