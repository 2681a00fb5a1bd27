"""The planner in use: prepared once, and whoever waits for that is told why."""

from threading import Event

import pytest

from najda.adapters import planner as planners
from najda.adapters.planner import SearchPlanner
from tests.dispatch.build import incident, problem, team

ONE = problem([incident()], [team()], [[5.0]])


class SlowToStart(SearchPlanner):
    """A planner on a machine that never planned: it is prepared when the test says so."""

    def __init__(self):
        super().__init__()
        self.go_on, self.prepared = Event(), 0

    def _warm_up(self):
        self.go_on.wait(30)
        self.prepared += 1
        self._ready.set()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(planners, "PATIENCE_SECONDS", 0.01)


@pytest.mark.usefixtures("impatient")
def test_whoever_waits_for_the_planner_to_be_prepared_is_told_why_and_only_then():
    planner, told = SlowToStart(), []

    def waits(why):
        told.append(str(why))
        planner.go_on.set()

    planner.get_ready(waits)
    planner.get_ready(waits)
    assert len(told) == 1
    assert "only once" in told[0]
    assert planner.prepared == 1


def test_by_turns_no_clock_cuts_a_plan_short():
    hurried = SearchPlanner(seconds=0.0)
    assert (
        hurried.plan(ONE, by_turns=True).plan() == SearchPlanner().plan(ONE, by_turns=True).plan()
    )
    assert [one.team for one in hurried.plan(ONE).plan().assignments] == ["team"]
