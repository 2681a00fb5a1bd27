"""A person who decides anything at any time: draws decisions of a room until its rules are known.

The decisions are found by looking, so that a new one is tried without being named here.
"""

import importlib
import inspect
import typing
from datetime import timedelta
from functools import cache

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from najda.application import codec
from najda.application.rooms import ROOMS
from najda.kernel.errors import Refusal
from najda.kernel.status import can
from najda.kernel.values import Fact, folded
from tests.domain.strategies import START, called, moments, of


def module(room, name):
    """Return a room's module by its name, or None if the room has none."""
    try:
        return importlib.import_module(f"najda.domain.{room}.{name}")
    except ModuleNotFoundError:
        return None


@cache
def decisions(room):
    """Return a room's decisions by name."""
    decide = module(room, "decide")
    functions = inspect.getmembers(decide, inspect.isfunction)
    return {
        name: function
        for name, function in functions
        if function.__module__ == decide.__name__ and not name.startswith("_")
    }


def takes_nothing(function):
    """Tell whether a decision can be asked for before the thing is there."""
    state = typing.get_type_hints(function)["state"]
    return type(None) in typing.get_args(state)


@cache
def _signature(function):
    hints = typing.get_type_hints(function, include_extras=True)
    return hints, inspect.signature(function).parameters


@st.composite
def arguments(draw, function, at):
    """Draw what a decision is asked for by name; `at` is the time it is asked."""
    hints, parameters = _signature(function)
    given = {}
    for name, parameter in parameters.items():
        if name == "state":
            continue
        if name == "at":
            given[name] = at
        elif typing.get_origin(hints[name]) is not None and "Sequence" in str(hints[name]):
            (item,) = typing.get_args(hints[name])
            given[name] = draw(st.lists(of(item), max_size=3))
        elif parameter.default is inspect.Parameter.empty or draw(st.booleans()):
            given[name] = draw(called(name, hints[name]))
    return given


TRIES = 4
"""Most of what comes to mind is refused; so many thoughts make one step, or nothing would ever end."""


class Deciding(RuleBasedStateMachine):
    """One thing in one room, and whoever decides about it. `room` is set by the subclass."""

    room: str
    seldom = frozenset()  # decisions after which little can happen

    def __init__(self):
        super().__init__()
        self.state, self.facts, self.at = None, [], START
        self.moves = ROOMS[self.room].moves
        self.decisions = decisions(self.room)

    @initialize(data=st.data())
    def begin(self, data):
        first = [f for f in self.decisions.values() if takes_nothing(f)]
        self._decide(data, data.draw(st.sampled_from(first)))

    @rule(data=st.data())
    def decide_until_something_is_possible(self, data):
        able = [f for f in self._in_mind() if self.state is not None or takes_nothing(f)]
        for _ in range(TRIES):
            if self._decide(data, data.draw(st.sampled_from(able))):
                break

    @rule(minutes=st.integers(0, 900))
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule(at=moments)
    def something_old_is_told_now(self, at):
        self.at = at

    def _in_mind(self):
        return [f for n, f in self.decisions.items() for _ in range(1 if n in self.seldom else 6)]

    def _decide(self, data, function):
        given = data.draw(arguments(function, self.at), label=function.__name__)
        try:
            facts = function(self.state, **given)
        except Refusal as refusal:
            self._check_named(refusal)
            return False
        assert isinstance(facts, list)
        for fact in facts:
            self._keep(fact)
        return bool(facts)

    def _check_named(self, refusal):
        assert refusal.name != "Refusal", "a refusal has a name"
        assert "{" not in str(refusal), "a refusal can be said"

    def _keep(self, fact):
        assert isinstance(fact, Fact)
        before = self.state.status if self.state else None
        assert can(self.moves, before, type(fact)), f"{before} does not know {type(fact)}"
        self.state = ROOMS[self.room].apply(self.state, fact, self.at)
        assert self.state.status == self.moves[before, type(fact)]
        self.facts.append((fact, self.at))
        assert codec.state_from(self.room, codec.state_text(self.state)) == self.state
        assert codec.fact_from(codec.KINDS[type(fact)], codec.body_of(fact)) == fact

    @invariant()
    def what_the_room_says_of_itself_holds(self):
        if self.state is not None:
            self.holds(self.state)

    def teardown(self):
        """Whoever begins with nothing and reads it all comes to the same."""
        assert folded(ROOMS[self.room].apply, self.facts) == self.state

    def holds(self, state):
        """What must be true of any state in this room, whatever was decided."""
