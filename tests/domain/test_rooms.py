"""Whatever is decided in whatever order: facts that the fold takes, or a refusal by name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from najda.application.rooms import ROOMS
from najda.domain.aid.rules import MOST_TEAMS, has_lapsed, is_lasting, stands
from najda.domain.aid.status import Status as AidStatus
from najda.domain.closures.rules import SLOWEST, hinders
from najda.domain.closures.status import Status as ClosureStatus
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.rules import EXPLAINED
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.status import OUT, Part
from najda.domain.missions.status import Status as MissionStatus
from najda.domain.reports.status import Status as ReportStatus
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.errors import NotAllowedNow
from najda.kernel.status import check
from tests.domain.deciding import Deciding, decisions
from tests.domain.strategies import moments, of

LARGE = HealthCheck.large_base_example


class Reports(Deciding):
    room = "reports"

    def holds(self, state):
        assert (state.status == ReportStatus.LINKED) == bool(state.incident)
        assert state.received_at == self.facts[0][1]


class Incidents(Deciding):
    room = "incidents"

    def holds(self, state):
        closed = state.status == IncidentStatus.CLOSED
        assert (state.status == IncidentStatus.SERVED) == bool(state.missions)
        assert closed == (state.ending is not None) == (state.closed_at is not None)
        assert len(set(state.reports)) == len(state.reports)
        assert len(set(state.missions)) == len(state.missions)
        last = self.facts[-1][0]
        if closed and getattr(last, "ending", None) in EXPLAINED:
            assert last.reason is not None


class Hazards(Deciding):
    room = "hazards"

    def holds(self, state):
        assert state.place.position is not None
        assert state.place.words == ""
        assert state.status in (HazardStatus.STANDING, HazardStatus.CLEARED)


class Closures(Deciding):
    room = "closures"
    seldom = frozenset({"reopen"})

    def holds(self, state):
        assert state.place.words == ""
        assert state.spot == self.facts[0][0].spot, "a closure stays where it is"
        assert state.since == self.facts[0][1]
        if state.status == ClosureStatus.CLOSED:
            assert state.times_as_long is None
        if state.status == ClosureStatus.SLOWED:
            assert 1 < state.times_as_long <= SLOWEST
        if state.status == ClosureStatus.REOPENED:
            assert not any(hinders(state, at) for _, at in self.facts)


class Aid(Deciding):
    room = "aid"
    seldom = frozenset({"withdraw", "decline"})

    def holds(self, state):
        asked, at = self.facts[0]
        assert state.place.words == ""
        assert (state.neighbour, state.capability, state.teams) == (
            asked.neighbour,
            asked.capability,
            asked.teams,
        ), "what was asked of whom stays"
        assert state.asked_at == at
        assert state.forecast == asked.forecast, "what was foreseen stays beside it"
        assert state.neighbour.name or state.neighbour.areas
        assert len(set(state.here)) == len(state.here)
        if state.status == AidStatus.GRANTED:
            assert 1 <= state.granted <= MOST_TEAMS
        if state.status in (AidStatus.ASKED, AidStatus.DECLINED):
            assert state.granted == 0
        for _, moment in self.facts:
            over = not is_lasting(state, moment)
            assert not (stands(state, moment) and over)
            assert has_lapsed(state, moment) == (
                over and state.status in (AidStatus.ASKED, AidStatus.GRANTED)
            )


class Teams(Deciding):
    room = "teams"
    seldom = frozenset({"stand_down", "end_shift", "register"})

    def holds(self, state):
        engaged = state.status in (TeamStatus.PREASSIGNED, TeamStatus.COMMITTED)
        on_shift = engaged or state.status == TeamStatus.AVAILABLE
        assert engaged == bool(state.mission)
        assert on_shift == (state.shift_started is not None) == (state.heard_at is not None)
        assert state.alarm_since is None or on_shift
        assert state.capabilities
        assert len({member.id for member in state.members}) == len(state.members)
        assert len({vehicle.id for vehicle in state.vehicles}) == len(state.vehicles)


class Missions(Deciding):
    room = "missions"
    seldom = frozenset({"abort", "plan", "take_off", "withdraw", "refuse"})

    def holds(self, state):
        over = state.status in (MissionStatus.CLOSED, MissionStatus.ABORTED)
        parts = [leg.part for leg in state.legs]
        assert over == (state.ended_at is not None)
        assert not (over and (state.out or state.set_down)), "nobody is kept by what is over"
        if state.status == MissionStatus.PLANNED:
            assert set(parts) <= {Part.SET_DOWN}
        if state.status == MissionStatus.CLOSED:
            assert state.records
        assert all(leg.sent_at for leg in state.legs if leg.part in OUT)
        assert len({leg.team for leg in state.legs}) == len(state.legs)
        assert len({record.id for record in state.records}) == len(state.records)


class Subjects(Deciding):
    room = "subjects"


class Installation(Deciding):
    room = "installation"


MACHINES = (Reports, Incidents, Hazards, Closures, Aid, Teams, Missions, Subjects, Installation)

for machine in MACHINES:
    machine.TestCase.settings = settings(
        stateful_step_count=30,
        # even the shortest story takes some thoughts before one of them is possible
        suppress_health_check=[*settings.default.suppress_health_check, LARGE],
    )

TestReports = Reports.TestCase
TestIncidents = Incidents.TestCase
TestHazards = Hazards.TestCase
TestClosures = Closures.TestCase
TestAid = Aid.TestCase
TestTeams = Teams.TestCase
TestMissions = Missions.TestCase
TestSubjects = Subjects.TestCase
TestInstallation = Installation.TestCase


def test_every_room_is_put_to_the_test():
    assert {machine.room for machine in MACHINES} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_fact_of_a_room_is_in_its_status_table(room):
    assert {fact for _, fact in ROOMS[room].moves} == set(ROOMS[room].facts)


@pytest.mark.parametrize("room", ROOMS)
def test_every_status_is_reached_from_nothing(room):
    reached, left = {None}, True
    while left:
        found = {to for (status, _), to in ROOMS[room].moves.items() if status in reached}
        left = found - reached
        reached |= found
    assert reached - {None} == set(type(next(iter(reached - {None}))))


@pytest.mark.parametrize("room", ROOMS)
@given(data=st.data())
def test_replaying_never_refuses_whatever_history_says(room, data):
    facts = ROOMS[room].facts
    openers = [fact for status, fact in ROOMS[room].moves if status is None]
    kinds = [data.draw(st.sampled_from(openers)), *data.draw(st.lists(st.sampled_from(facts)))]
    state = None
    for kind in kinds:
        state = ROOMS[room].apply(state, data.draw(of(kind)), data.draw(moments))
    assert state.status in set(type(state.status))


@pytest.mark.parametrize("room", ROOMS)
def test_a_move_the_table_does_not_know_is_refused_and_says_what_is_possible(room):
    moves = ROOMS[room].moves
    statuses = {status for status, _ in moves}
    unknown = [(s, f) for s in statuses for f in ROOMS[room].facts if (s, f) not in moves]
    for status, fact in unknown:
        with pytest.raises(NotAllowedNow) as refusal:
            check(moves, "thing", status, fact)
        says = str(refusal.value)
        assert ("Possible now:" in says) != ("Nothing can be done with it any more." in says)
        assert "now: –" not in says
        for before, kind in moves:
            assert (kind.__name__ in str(refusal.value).rpartition("Possible now:")[2]) >= (
                before == status
            )


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_decisions_whose_first_word_is_the_state(room):
    found = decisions(room)
    assert found
    for function in found.values():
        assert next(iter(function.__annotations__)) == "state", function
