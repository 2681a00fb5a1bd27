"""The server raises the alarm for teams that were not heard from, by itself and once."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from najda import bootstrap
from najda.web.alarm_watch import PERSON, keep_watch, raise_due_alarms
from tests.web import operations as o


class Ahead:
    """A clock some time ahead of another."""

    pace = 1.0

    def __init__(self, clock, **time):
        self._clock, self._ahead = clock, timedelta(**time)

    def now(self):
        return self._clock.now() + self._ahead


@contextmanager
def later(site, **time):
    """Let it be later in an installation while the block runs."""
    clock = site.desk.clock
    site.desk.clock = Ahead(clock, **time)
    try:
        yield
    finally:
        site.desk.clock = clock


def alarms(site):
    with site.desk.store.reading() as view:
        entries = view.entries(kinds=["teams.CheckInMissed"])
        return [(entry.stream, entry.person) for entry in entries]


def test_a_team_that_is_late_is_noticed_and_once_is_enough(site):
    team = o.team(site.desk, check_in_minutes=15)
    assert raise_due_alarms(site.desk) == 0

    with later(site, minutes=16):
        assert raise_due_alarms(site.desk) == 1
        assert raise_due_alarms(site.desk) == 0

    assert alarms(site) == [(f"teams/{team}", PERSON)]


def test_two_servers_that_look_at_once_raise_one_alarm(site):
    o.team(site.desk, check_in_minutes=15)
    with later(site, minutes=16):
        threads = [keep_watch(site, every=0.05) for _ in range(2)]
        for _ in range(200):
            threads[0].join(0.05)
            if alarms(site):
                break
        threads[0].join(0.5)

    assert len(alarms(site)) == 1


def test_where_a_story_is_told_its_own_people_raise_the_alarms(site):
    bootstrap.drill_time(site.folder).stand(site.desk.clock.now())
    o.team(site.desk, check_in_minutes=15)
    with later(site, minutes=16):
        keep_watch(site, every=0.02).join(0.5)

    assert alarms(site) == []
