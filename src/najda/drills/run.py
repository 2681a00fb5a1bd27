"""A drill from its first minute to its last, as fast as it goes or at the pace of whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from zoneinfo import ZoneInfo

import simpy

from najda.application.desk import Desk
from najda.application.planning.fresh import FreshPlanning

from .board import Board
from .callers import call_taker, calls
from .chance import Chance
from .crews import muster
from .digest import drill_digest
from .dispatchers import dispatcher
from .hands import DrillClock, Halted, Hands
from .past import Past
from .people import take_in
from .places import survey
from .profile import HOUR, Plan
from .shifts import roster, shift_leader, watch
from .stage import Stage
from .story import story
from .waiting import look_again

ACTS_TOGETHER = 400
"""Acts kept in one transaction when nobody watches; a crash undoes no more than these."""


class Drill:
    """A drill at a desk. `desk.clock` must be the `DrillClock` of the same environment."""

    def __init__(self, plan: Plan, desk: Desk, env: simpy.Environment) -> None:
        self.plan, self.desk, self.env = plan, desk, env
        desk.planning = FreshPlanning(desk.roads, desk.planner)
        chance = Chance(f"{plan.profile.name}/{plan.seed}")
        self.hands = Hands(desk=desk, chance=chance, board=Board(), past=Past(desk.store))
        self._land = survey(desk.gazetteer, plan.profile.governorates)
        self._chance = chance
        self.stopping = False
        self.stage = Stage(plan=plan, env=env, hands=self.hands, land=self._land, chance=chance)
        self.hands.others.append(partial(take_in, self.stage))
        env.process(self._begin())

    def _begin(self):
        stage, env = self.stage, self.env
        for crew in muster(self.plan, self._land, self._chance, self.hands):
            stage.crews[crew.id] = crew
            env.process(shift_leader(stage, crew))
            env.process(roster(stage, crew))
        env.process(calls(stage, story(self.plan, self._land, self._chance)))
        env.process(watch(stage))
        env.process(look_again(stage))
        for number in range(self.plan.call_takers):
            env.process(call_taker(stage, number))
        rooms = dict.fromkeys(
            town.governorate if self.plan.rooms else "" for town in self._land.towns
        )
        for room in rooms:
            for number in range(self.plan.dispatchers):
                env.process(dispatcher(stage, room, number))
        yield env.timeout(0)

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which the drill's days are counted."""
        return ZoneInfo("Asia/Damascus")

    @property
    def over(self) -> bool:
        """Tell whether the drill has been told to its end."""
        return self.env.peek() >= self.plan.seconds

    def advance(self, until: float, *, together: int = 0) -> None:
        """Let the drill go on to a second of it, or until `stopping` is set; with `together`, so many
        acts at a time are kept in one transaction."""
        until = min(until, self.plan.seconds)
        while self.env.peek() < until and not self.stopping:
            first = self.hands.acts
            with self.desk.together() if together and not self.hands.catching_up else nullcontext():
                while self.env.peek() < until and not self.stopping:
                    self._step()
                    if not together or self.hands.acts - first >= together:
                        break

    def _step(self) -> None:
        try:
            self.env.step()
        except Halted:
            raise self.hands.trouble from None  # type: ignore[misc]

    def run(self, progress: Callable[[float], None] = lambda share: None) -> None:
        """Tell the whole drill as fast as it goes; `progress` hears of every hour, as a share of all."""
        second = 0
        while not self.over and not self.stopping:
            second += HOUR
            self.advance(second, together=ACTS_TOGETHER)
            progress(min(1.0, second / self.plan.seconds))

    def digest(self) -> str:
        """Return the digest of the ledger as it stands."""
        with self.desk.store.reading() as view:
            return drill_digest(view.entries())


def clock_and_time() -> tuple[simpy.Environment, DrillClock]:
    """Return a new time, at its beginning, and the clock that shows it."""
    env = simpy.Environment()
    return env, DrillClock(env)
