"""The board: what it shows to whom, and that what changed since is all there is to know."""

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.application.board import FAR_BEHIND, Changes, board, narrowed
from najda.application.board_lines import LISTED, Part
from najda.application.permissions import Grant, Role
from najda.application.usecases.assess_incident import assess_need, place_incident
from najda.application.usecases.check_in import check_in, raise_alarms
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.end_mission import abort_mission
from najda.application.usecases.judge_report import set_report_aside
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.report_hazard import clear_hazard, report_hazard
from najda.domain.incidents.events import Ending
from najda.kernel.errors import Refusal
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from najda.kernel.tasks import HazardKind, Task
from tests.application.operations import GRAVE, TOWN, begin
from tests.stores import KEY

SLIGHT = Need(life_threat=LifeThreat.POSSIBLE)
NORTH = Place(areas=("N", "N1"), position=Position.at(36.1, 36.2))
SOUTH = Place(areas=("S", "S1"), position=Position.at(33.1, 36.2))
NOWHERE = Place()
GRANTS = [
    Grant(person="person/any", role=Role.DISPATCHER, areas=areas)
    for areas in ((), ("N",), ("S1",), ("N1", "S"), ("E",))
]
EVERYWHERE = GRANTS[0]


def shown(operations, grant=EVERYWHERE):
    with operations.desk.store.reading() as view:
        return board(view, grant, operations.clock.now())


def keys(found, part):
    return [line.key for line in found.lines[part]]


def incident(operations, place=NORTH, need=GRAVE):
    act = operations.act()
    done = open_incident(operations.desk, act, task=Task.RESCUE, need=need, where=place)
    return done.made("incidents")


# ---- what it shows -----------------------------------------------------------------------------


def test_the_queue_is_by_need_and_the_longest_waiting_first_within_equal_need(operations):
    made = []
    for need in (SLIGHT, GRAVE, SLIGHT, GRAVE):
        made.append(incident(operations, need=need))
        operations.clock.pass_(minutes=5)

    queue = keys(shown(operations), Part.QUEUE)

    assert queue == [f"incidents/{made[at]}" for at in (1, 3, 0, 2)]
    with operations.desk.store.reading() as view:
        rows = view.standings("incidents", status=["waiting"])
    assert queue == [f"incidents/{row.id}" for row in rows]


def test_what_is_over_is_not_on_the_board(operations):
    gone = incident(operations)
    close_incident(
        operations.desk, operations.act(), incident=gone, ending=Ending.NOTHING_FOUND, reason="no"
    )
    set_report_aside(
        operations.desk, operations.act(), report=operations.report(), reason="a wrong number"
    )

    found = shown(operations)

    assert (found.lines[Part.QUEUE], found.lines[Part.REPORTS]) == ([], [])
    assert (found.totals[Part.QUEUE], found.totals[Part.REPORTS]) == (0, 0)


def test_an_incident_leaves_the_queue_for_its_mission_while_it_is_served(operations):
    served, team = incident(operations, Place(position=TOWN)), operations.team()
    mission = operations.send(served, team)

    found = shown(operations)

    assert keys(found, Part.QUEUE) == []
    (line,) = found.lines[Part.MISSIONS]
    assert (line.id, line.incident) == (mission, served)
    assert [name for _, name in line.teams] == ["Team 1"]


def test_a_team_that_was_not_heard_from_stands_among_the_alarms_until_it_is(operations):
    team = operations.team()
    operations.clock.pass_(minutes=61)
    raise_alarms(operations.desk, operations.act())
    assert keys(shown(operations), Part.ALARMS) == [f"teams/{team}"]

    check_in(operations.desk, operations.act(), team=team)
    assert keys(shown(operations), Part.ALARMS) == []


def test_a_hazard_is_shown_until_its_time_is_over(operations):
    until = operations.clock.at + timedelta(minutes=30)
    report_hazard(
        operations.desk, operations.act(), kind=HazardKind.SECOND_STRIKE, where=NORTH,
        radius_m=300, until=until,
    )  # fmt: skip
    assert len(shown(operations).lines[Part.HAZARDS]) == 1

    operations.clock.pass_(minutes=30)
    assert shown(operations).lines[Part.HAZARDS] == []


def test_more_than_fits_is_told_by_its_number(operations):
    with operations.desk.together():
        for _ in range(LISTED[Part.QUEUE].limit + 3):
            incident(operations)

    found = shown(operations)

    assert len(found.lines[Part.QUEUE]) == LISTED[Part.QUEUE].limit
    assert found.totals[Part.QUEUE] == LISTED[Part.QUEUE].limit + 3


# ---- for whom ----------------------------------------------------------------------------------


def test_the_limit_is_filled_from_the_person_s_own_areas(operations):
    with operations.desk.together():
        for _ in range(LISTED[Part.QUEUE].limit):
            incident(operations, SOUTH, GRAVE)
        mine = incident(operations, NORTH, SLIGHT)

    found = shown(operations, GRANTS[1])

    assert keys(found, Part.QUEUE) == [f"incidents/{mine}"]
    assert found.totals[Part.QUEUE] == 1


def test_of_a_team_out_elsewhere_one_learns_that_it_is_out_and_not_where(operations):
    team = operations.team()  # its base lies in SY02
    operations.send(incident(operations, SOUTH), team)
    grant = Grant(person="person/any", role=Role.DISPATCHER, areas=("SY02",))

    (line,) = shown(operations, grant).lines[Part.TEAMS]

    assert line.state.status == "committed"
    assert (line.incident, line.about) == ("", None)
    assert shown(operations, grant).lines[Part.MISSIONS] == []


@pytest.mark.parametrize(
    ("area", "around", "areas"),
    [
        ("N1", ("N", "N1"), ("N1",)),
        ("N", ("N",), ("N",)),
        ("S1", ("S", "S1"), ("N",)),
        ("", (), ("N",)),
    ],
)
def test_looking_at_one_area_shows_no_more_than_one_s_own(area, around, areas):
    assert narrowed(GRANTS[1], area, around).areas == areas


# ---- what changed ------------------------------------------------------------------------------

PLACES = st.sampled_from([NORTH, SOUTH, NOWHERE])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["open", "open", "move", "move", "send", "send", "abort", "close", "assess", "report",
             "hazard", "clear", "late"]
        ),
        st.integers(0, 5),
        PLACES,
    ),
    min_size=3, max_size=14,
)  # fmt: skip


class Play:
    """Operations where anything may happen; what is refused does not."""

    def __init__(self, folder):
        from najda.adapters.db.opening import create_sqlcipher

        self.o = begin(create_sqlcipher(folder / "najda.db", KEY, "real"))
        self.teams = [self.o.team() for _ in range(3)]
        self.made = {"incidents": [], "missions": [], "hazards": []}

    def step(self, what, which, place):
        self.o.clock.pass_(minutes=7)
        with suppress(Refusal):
            getattr(self, what)(which, place)

    def act(self):
        return self.o.act()

    def one(self, room, which):
        return self.made[room][which % len(self.made[room])] if self.made[room] else ""

    def open(self, which, place):
        self.made["incidents"].append(incident(self.o, place, (GRAVE, SLIGHT)[which % 2]))

    def move(self, which, place):
        if place != NOWHERE:
            place_incident(
                self.o.desk, self.act(), incident=self.one("incidents", which), where=place
            )

    def assess(self, which, place):
        need = (SLIGHT, GRAVE)[which % 2]
        assess_need(self.o.desk, self.act(), incident=self.one("incidents", which), need=need)

    def send(self, which, place):
        team = self.teams[which % 3]
        self.made["missions"].append(self.o.send(self.one("incidents", which), team))

    def abort(self, which, place):
        mission = self.one("missions", which)
        abort_mission(self.o.desk, self.act(), mission=mission, reason="no way through")

    def close(self, which, place):
        gone = self.one("incidents", which)
        close_incident(
            self.o.desk, self.act(), incident=gone, ending=Ending.OUT_OF_REACH, reason="far"
        )

    def report(self, which, place):
        self.o.report(where=place)

    def hazard(self, which, place):
        done = report_hazard(
            self.o.desk, self.act(), kind=HazardKind.ACTIVE_FIRE, where=place, radius_m=50
        )
        self.made["hazards"].append(done.made("hazards"))

    def clear(self, which, place):
        clear_hazard(self.o.desk, self.act(), hazard=self.one("hazards", which), reason="out")

    def late(self, which, place):
        self.o.clock.pass_(minutes=70)
        raise_alarms(self.o.desk, self.act())


def as_page(found):
    return {(part, line.key): line for part, lines in found.lines.items() for line in lines}


@settings(max_examples=40)
@given(before=STEPS, after=STEPS)
def test_an_old_board_and_what_changed_since_are_the_new_board_for_everybody(before, after):
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Path(folder))
        for step in before:
            play.step(*step)
        pages = {grant: as_page(shown(play.o, grant)) for grant in GRANTS}
        sequence = shown(play.o).sequence
        for step in after:
            play.step(*step)

        with play.o.desk.store.reading() as view:
            changes = Changes(view, sequence, play.o.clock.now())
            for grant, page in pages.items():
                lines, gone = changes.for_(grant)
                for place in gone:
                    page.pop(place, None)
                page.update({(line.part, line.key): line for line in lines})
                assert page == as_page(board(view, grant, play.o.clock.now()))
        play.o.desk.store.close()


@settings(max_examples=25)
@given(steps=STEPS)
def test_of_what_lies_elsewhere_nothing_is_told_not_even_its_id(steps):
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Path(folder))
        sequence = shown(play.o).sequence
        for what, which, _ in steps:
            play.step(what, which, SOUTH)

        with play.o.desk.store.reading() as view:
            lines, gone = Changes(view, sequence, play.o.clock.now()).for_(GRANTS[1])

        told = {line.key for line in lines} | {key for _, key in gone}
        assert {key for key in told if not key.startswith("teams/")} == set()
        play.o.desk.store.close()


def test_whoever_missed_too_much_or_knows_another_ledger_loads_the_board_anew(operations):
    with operations.desk.store.reading() as view:
        head = view.head().size
        now = operations.clock.now()
        assert not Changes(view, head, now).too_many
        assert Changes(view, head + 1, now).too_many
        assert Changes(view, -1, now).too_many
        assert Changes(view, head - FAR_BEHIND - 1, now).too_many
