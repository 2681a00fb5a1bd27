"""Calls nobody has a way to, and why: told with the reasons, as planning itself has no use for it."""

from __future__ import annotations

import numpy as np

from najda.dispatch.problem import Problem
from najda.dispatch.reading import minutes_of
from najda.kernel.values import replace

from .journeys import Journeys


def with_no_way(problem: Problem, journeys: Journeys) -> Problem:
    """Return the problem with why no vehicle gets to whatever no team has a way to, by the roads the
    journeys go by."""
    shape = len(problem.teams), len(problem.incidents)
    reached = np.isfinite(minutes_of(problem.travel_minutes, shape)).any(axis=0)
    cut_off = [
        one
        for one, has_way in zip(problem.incidents, reached.tolist(), strict=True)
        if one.position is not None and not has_way
    ]
    begins = [team.position for team in problem.teams if team.position is not None]
    whys = journeys.why_none(begins, [one.position for one in cut_off])
    told = {one.id: why for one, why in zip(cut_off, whys, strict=True) if why is not None}
    return replace(problem, no_way=told)
