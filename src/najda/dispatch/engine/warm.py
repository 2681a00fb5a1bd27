"""Compiling the inner loop before anybody waits for it."""

from __future__ import annotations

import numpy as np

from .insertion import insert_open
from .instance import Parts, build
from .solve import Stop, solve


def warm_up() -> None:
    """Run the engine once on two slots and one team, so that all of it is compiled or loaded."""
    two, one = np.ones(2), np.zeros(1)
    x = build(
        Parts(
            weight=two, release=np.zeros(2), unserved=two * 720, incident=np.arange(2),
            group=np.zeros(2, int), service=two, need=two, ready=one, end=one + 600,
            direct=np.ones((1, 2)), between=np.ones((2, 2)), may=np.ones((1, 2), bool),
        )
    )  # fmt: skip
    solve(x, insert_open(x, [[]]), Stop(turns=1))
