"""Figures for the map: how many incidents were opened in each square of the land."""

from __future__ import annotations

from najda.kernel.phrases import N_, phrase

from .cells import edges_of
from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on where the incidents opened lie, in squares too coarse to find a house by.

    A figure's key ends in the south-western corner of its square, in tenths of a degree.
    """
    tally = Tally("places")
    things = [(i.spot, (i.opened[1], *i.described)) for _, i in scope.opened()]
    spots = sorted({spot for spot, _ in things if spot}, reverse=True)
    order = [(spot, f"{spot[0]}_{spot[1]}", _label(spot)) for spot in spots]
    unknown = (None, "unknown", phrase(N_("place not known exactly enough")))
    tally.split("incidents", things, [*order, unknown], depth=0)
    title = phrase(N_("Incidents opened, by square of the map"))
    note = phrase(
        N_(
            "A square measures a tenth of a degree, about ten kilometres: too much to find a house by. "
            "What is only known to lie in an area is in no square."
        )
    )
    return Section("places", title, tuple(tally.figures), (note,), on_map=True)


def _label(spot):
    south, west, north, east = edges_of(spot)
    text = N_("latitude {south} to {north}, longitude {west} to {east}")
    return phrase(text, south=south, north=north, west=west, east=east)
