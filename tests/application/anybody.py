"""Anybody doing anything: every use case that writes, with any arguments, refused or not.

The use cases are found by looking, so that a new one is tried without being named here.
"""

import inspect
from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from najda.application import codec
from najda.application.desk import Act
from najda.application.projections import rebuilt
from najda.application.rooms import ROOMS
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.send_teams import plan_mission
from najda.application.whereabouts import Where
from najda.domain.missions.status import OUT, Part
from najda.kernel.entry import first_break
from najda.kernel.errors import Refusal
from najda.kernel.ids import split_stream
from najda.kernel.personal import Sealed
from najda.kernel.tasks import HazardKind, Task
from tests.application import operations
from tests.application.test_one_way_in import HANDS_ON, WRITING
from tests.domain.strategies import of

USE_CASES = {p.values[0].__name__: p.values[0] for p in WRITING}
SELDOM = {"erase_subject", "stand_team_down", "revise_installation", "found_installation"}
SELDOM |= {"open_public_reports", "end_public_reports"}
SELDOM |= {"abort_mission", "end_shift", "close_incident"}
OFTEN = {
    "send_teams",
    "accept_mission",
    "depart",
    "arrive",
    "finish",
    "record_outcome",
    "start_shift",
}
OFTEN |= {"set_team_down", "plan_mission", "close_mission", "raise_alarms", "answer_alarm"}
IN_MIND = [
    name
    for name in USE_CASES
    if name not in HANDS_ON
    for _ in range(1 if name in SELDOM else 8 if name in OFTEN else 3)
]
TRIES = 6
"""Most of what anybody tries is refused; so many tries make one step."""

HOUR = timedelta(hours=1)
PEOPLE = st.sampled_from([operations.AMAL] * 6 + [operations.OMAR] * 6 + [""])
NOBODY = "0195bbbb-0000-7000-8000-000000000000"

wheres = st.sampled_from([operations.TOWN, None]).map(lambda at: Where(words="there", position=at))
WORDS = {
    "reason": st.sampled_from(["why not", "because", ""]),
    "unrested_reason": st.sampled_from(["", "an earthquake"]),
    "override_reason": st.sampled_from(["they know the place", ""]),
    "name": st.sampled_from(["Invented", "Other", ""]),
    "text": st.sampled_from(["smoke", "دخان", ""]),
    "reporter": st.sampled_from(["", "0999"]),
    "area": st.sampled_from(["anywhere", "SY0200"]),
    "of_area": st.sampled_from(["", "SY0201", "nowhere"]),
    "organisation": st.sampled_from(["", "Invented Rescue North"]),
    "time_zone": st.just("Asia/Damascus"),
    "phone": st.sampled_from(["", "113", "a number"]),
}


class Anybody(RuleBasedStateMachine):
    """Operations on a store of their own, and people who try everything. `store` is set by the test."""

    make_store = None

    def __init__(self):
        super().__init__()
        self.store = type(self).make_store()
        self.o = operations.begin(self.store)
        self.o.desk.gazetteer = operations.TwoDistricts()
        self.random = Random(11)
        self.known = {room: [] for room in ROOMS}
        self.boxes, self.done = [], []

    @initialize()
    def a_day_has_begun(self):
        o = self.o
        first, second, *_free = (o.team() for _ in range(4))
        o.on_site(o.incident(), first)
        incident = o.incident()
        plan_mission(o.desk, o.act(), incident=incident, teams=[second])
        o.report(reporter="0999")
        open_incident(o.desk, o.act(), task=Task.RESCUE, need=operations.GRAVE, report=o.report())
        where = Where(position=operations.TOWN)
        report_hazard(o.desk, o.act(), kind=HazardKind.ACTIVE_FIRE, where=where, radius_m=50)
        self._learn(o.entries())

    @rule(data=st.data())
    def somebody_tries_until_something_is_done(self, data):
        self.o.clock.pass_(minutes=data.draw(st.sampled_from([1, 1, 1, 10, 90])))
        if self.done and data.draw(st.integers(0, 7)) == 7:
            self._send_again(data)
        for _ in range(TRIES):
            name = data.draw(st.sampled_from(IN_MIND))
            act = Act(
                id=self.o.act().id,
                person=data.draw(PEOPLE),
                occurred_at=data.draw(st.sampled_from([None] * 5 + [self.o.clock.at - HOUR])),
                seen=self._seen(data),
            )
            if self._try(USE_CASES[name], act, self._arguments(data, USE_CASES[name])):
                break

    def _send_again(self, data):
        use_case, act, given = data.draw(st.sampled_from(self.done))
        before = self._head()
        done = use_case(self.o.desk, act, **given)
        assert use_case.__name__ in ("open_sealed", "open_words", "mask_words") or done.again
        assert self._head() == before

    def _try(self, use_case, act, given):
        before = self._head()
        try:
            use_case(self.o.desk, act, **given)
        except Refusal as refusal:
            assert self._head() == before, f"refused and yet recorded: {refusal}"  # noqa: PT017
            return False
        with self.store.reading() as view:
            left = view.by_act(act.id)
        assert {entry.person for entry in left} <= {act.person} - {""}
        if left:
            self.done.append((use_case, act, given))
        self._learn(left)
        return bool(left)

    def _head(self):
        with self.store.reading() as view:
            return view.head(), sorted(row[:3] for room in ROOMS for row in view.standings(room))

    def _learn(self, entries):
        for entry in entries:
            room, id_ = split_stream(entry.stream)
            if id_ not in self.known[room]:
                self.known[room].append(id_)
            fact = codec.fact_of(entry)
            fields = (getattr(fact, name) for name in fact.__struct_fields__)
            self.boxes += [value for value in fields if isinstance(value, Sealed)]

    # ---- what people ask for -------------------------------------------------------------------

    def _seen(self, data):
        room = data.draw(st.sampled_from([""] * 9 + ["incidents", "teams"]))
        if not room:
            return {}
        return {f"{room}/{self._one_of(data, room)}": data.draw(st.integers(0, 5))}

    def _one_of(self, data, room):
        return data.draw(st.sampled_from([*(self.known[room][-4:] * 3), NOBODY]))

    def _arguments(self, data, use_case):
        hints = inspect.get_annotations(use_case, eval_str=True)
        parameters = list(inspect.signature(use_case).parameters.values())[2:]
        given = {
            p.name: self._argument(data, p.name, hints[p.name])
            for p in parameters
            if p.default is inspect.Parameter.empty or data.draw(st.booleans())
        }
        if given.get("mission") in self.known["missions"]:
            self._make_fit(data, given, self.o.view("missions", given["mission"]))
        return given

    def _make_fit(self, data, given, mission):
        """Let a mission mostly be named with its own teams and incident."""
        fitting = {"team": [leg.team for leg in mission.legs], "incident": [mission.incident]}
        for name in given.keys() & fitting.keys():
            given[name] = data.draw(st.sampled_from([*fitting[name] * 4, given[name]]))

    def _argument(self, data, name, hint):
        room = name if name == "aid" else f"{name}s"
        if room in ROOMS:
            return self._one_of(data, room)
        if name == "teams" and hint is not int:
            return [
                self._one_of(data, "teams") for _ in range(data.draw(st.sampled_from([1, 2, 0])))
            ]
        if name in ("member", "vehicle", "record"):
            return data.draw(st.sampled_from([*(self._inner(name) * 3), NOBODY]))
        if name == "sealed" and "Sequence" in str(hint):
            return [data.draw(st.sampled_from(self.boxes or [Sealed(subject=NOBODY, box="AAAA")]))]
        if name == "sealed":
            return data.draw(st.sampled_from(self.boxes or [Sealed(subject=NOBODY, box="AAAA")]))
        if name == "subject":
            return data.draw(st.sampled_from([*(box.subject for box in self.boxes), NOBODY]))
        if name == "until":
            return self.o.clock.at + timedelta(hours=data.draw(st.integers(-1, 30)))
        if name in ("where", "base"):
            return data.draw(wheres)
        if name in WORDS:
            return data.draw(WORDS[name])
        if "Sequence" in str(hint):
            return data.draw(st.lists(of(hint.__args__[0]), max_size=2))
        return data.draw(of(hint))

    def _inner(self, name):
        teams = [self.o.view("teams", id_) for id_ in self.known["teams"]]
        missions = [self.o.view("missions", id_) for id_ in self.known["missions"]]
        if name == "record":
            return [record.id for mission in missions for record in mission.records]
        return [thing.id for team in teams for thing in getattr(team, f"{name}s")]

    # ---- what always holds ---------------------------------------------------------------------

    def _all(self, room):
        with self.store.reading() as view:
            rows = view.standings(room)
        return {row.id: codec.state_from(room, row.state) for row in rows}

    @invariant()
    def rooms_that_name_each_other_agree(self):
        missions, incidents = self._all("missions"), self._all("incidents")
        self._teams_agree(self._all("teams"), missions)
        for id_, mission in missions.items():
            under_way = mission.status == "under_way"
            assert (id_ in incidents[mission.incident].missions) == under_way
        assert all(m in missions for i in incidents.values() for m in i.missions)
        for id_, report in self._all("reports").items():
            holders = {key for key, incident in incidents.items() if id_ in incident.reports}
            assert holders == ({report.incident} if report.incident else set())

    def _teams_agree(self, teams, missions):
        for id_, team in teams.items():
            legs = {key: mission.leg(id_) for key, mission in missions.items() if mission.leg(id_)}
            out = {key for key, leg in legs.items() if leg.part in OUT}
            down = {key for key, leg in legs.items() if leg.part == Part.SET_DOWN}
            mission = {team.mission} if team.mission else set()
            assert out == (mission if team.status == "committed" else set()), (
                "on one mission at most"
            )
            assert down == (mission if team.status == "preassigned" else set())

    def teardown(self):
        """Nothing was rewritten, and everything can be made again from the entries alone."""
        entries = self.o.entries()
        assert first_break(entries) is None
        again = sorted(rebuilt(entries), key=lambda row: row[:2])
        assert self.o.standings() == again
        self.store.close()
