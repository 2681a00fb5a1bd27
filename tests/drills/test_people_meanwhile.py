"""People take a hand in a drill: teams go where they send them, and it goes on whatever they do."""

from datetime import timedelta
from random import Random

import pytest

from najda.application import codec
from najda.application.desk import Act
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.application.usecases.manage_team import stand_team_down
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.run_shift import end_shift
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
from najda.drills import going
from najda.kernel.errors import Refusal
from najda.kernel.ids import new_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Task
from tests.drills.telling import begin, entries_of, told

NOON = 12 * 3600


class Person:
    """Somebody at a browser, who does what they like to whatever there is."""

    def __init__(self, drill, seed=3):
        self.drill, self.random = drill, Random(seed)

    def do(self, step, **what):
        """Do something; return what it left, nothing if it was refused."""
        now = self.drill.desk.clock.now()
        act = Act(id=new_id(now, self.random), person="person/omar", device="browser")
        try:
            return step(self.drill.desk, act, **what).entries
        except Refusal:
            return ()

    def standing(self, room, *status):
        with self.drill.desk.store.reading() as view:
            rows = view.standings(room, status=status or None)
        return {row.id: codec.state_from(room, row.state) for row in rows}

    def open_and_send(self):
        """Open an incident beside a team that is free, and send that team."""
        id_, team = next(iter(self.standing("teams", "available").items()))
        need = Need(life_threat=LifeThreat.SERIOUS, people_at_risk=2)
        where = Where(position=team.whereabouts)
        opened = self.do(open_incident, task=Task.MEDICAL, need=need, where=where)
        incident = opened[0].stream.partition("/")[2]
        sent = self.do(
            send_teams, incident=incident, teams=[id_], override_reason="they are beside it"
        )
        assert sent
        return incident, id_

    def meddle(self):
        """Do something at random with whatever is going on."""
        missions = self.standing("missions", "planned", "under_way")
        for mission, state in missions.items():
            team = self.random.choice(state.legs).team
            step = self.random.choice((accept_mission, depart, arrive, finish))
            self.do(step, mission=mission, team=team)
            step = self.random.choice((refuse_mission, call_back, None, None))
            if step:
                self.do(step, mission=mission, team=team, reason="they are needed elsewhere")
            if self.random.random() < 0.2:
                self.do(abort_mission, mission=mission, reason="somebody else has gone")
            if self.random.random() < 0.2:
                self.do(close_mission, mission=mission)
        for incident, _ in zip(self.standing("incidents", "waiting"), range(2), strict=False):
            self.do(
                close_incident, incident=incident, ending="nothing_found", reason="a false alarm"
            )
        team = self.random.choice(list(self.standing("teams", "available", "off_shift")))
        if self.random.random() < 0.5:
            self.do(end_shift, team=team)
        if self.random.random() < 0.1:
            self.do(stand_team_down, team=team, reason="the vehicle is gone")


def kinds_about(drill, id_):
    return [entry.kind for entry in entries_of(drill) if id_ in entry.stream]


def test_a_team_sent_by_somebody_goes_and_does_its_work(tmp_path):
    drill = begin(tmp_path / "drill")
    drill.advance(NOON)
    incident, team = Person(drill).open_and_send()
    drill.run()

    assert "incidents.IncidentClosed" in kinds_about(drill, incident)
    own = [
        entry for entry in entries_of(drill) if f'"{team}"' in entry.body or team in entry.stream
    ]
    after = [e.kind for e in own if e.person.startswith("drill/")]
    assert {"missions.TeamAccepted", "missions.TeamArrived", "missions.TeamDone"} <= set(after)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_meanwhile_the_drill_goes_on_to_its_end(tmp_path, seed):
    drill = begin(tmp_path / "drill")
    person = Person(drill, seed)
    for hour in range(7, 24):
        drill.advance(hour * 3600)
        person.meddle()
    drill.run()

    assert drill.over
    assert any(entry.person == "person/omar" for entry in entries_of(drill))


def test_stopped_after_people_took_a_hand_in_it_it_goes_on_where_it_was(tmp_path):
    drill = begin(tmp_path / "drill")
    person = Person(drill)
    for hour in range(7, 18):
        drill.advance(hour * 3600)
        person.meddle()
    last = entries_of(drill)[-1]

    again = begin(tmp_path / "drill")
    while again.hands.catching_up:
        again.advance(again.env.now + 3600)

    assert entries_of(again)[last.sequence - 1] == last
    again.run()
    assert again.over
    drill.desk.store.close()


class Held:
    """A clock that passes a drill minute whenever it is looked at."""

    def __init__(self, at):
        self.at, self.gone, self.pace = at, [], 0.0

    def now(self):
        self.at += timedelta(minutes=1)
        return self.at

    def go(self, at, *, pace, until):
        self.gone.append((at, pace, until))

    def stand(self, at):
        self.at = at


def test_a_drill_follows_its_clock_which_never_runs_far_ahead_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(going, "TICK", 0)
    drill = begin(tmp_path / "drill")
    going.hurry(drill, 8 * 3600)
    clock = Held(going.told(drill))

    left = iter(range(100))
    going.go_on(drill, clock, pace=60, tick=lambda: next(left, None) is not None)

    told_to = drill.stage.moment(drill.env.now)
    assert timedelta() <= clock.at - told_to < timedelta(minutes=20)
    at, pace, until = clock.gone[0]
    assert (pace, until - at) == (60, timedelta(minutes=10))


def test_playing_fast_and_then_at_a_pace_tells_the_same_story(tmp_path, one_day, monkeypatch):
    monkeypatch.setattr(going, "TICK", 0)
    drill = begin(tmp_path / "drill")
    going.hurry(drill, going.opening(drill))
    going.go_on(drill, Held(going.told(drill)), pace=60, tick=lambda: not drill.over)

    assert drill.digest() == one_day == told(tmp_path / "drill").digest()
