"""The planner in use now: simple, and easy to replace by another behind the same two methods."""

from __future__ import annotations

from .assign import assign
from .plan import Plan, Ranking
from .problem import Problem
from .rank import rank

__all__ = ["SimplePlanner", "assign", "rank"]


class SimplePlanner:
    """Proposes by straightforward assignment."""

    def propose(self, problem: Problem) -> Plan:
        """Return one proposal for all open incidents at once."""
        return assign(problem)

    def rank(self, problem: Problem, incident: str) -> Ranking:
        """Return every team for one incident, fit or not, with reasons."""
        return rank(problem, incident)
