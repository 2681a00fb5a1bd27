"""Distances as people say them."""

from __future__ import annotations

from najda.application.ports import Language
from najda.kernel.phrases import N_, phrase

_METRES, _KILOMETRES = N_("{distance} m"), N_("{distance} km")


def distance(language: Language, metres: float) -> str:
    """Return a distance rounded to what matters on the way: 40 m, 450 m, 2.3 km, 18 km."""
    if metres < 100:
        return language.say(phrase(_METRES, distance=round(metres)))
    if metres < 1000:
        return language.say(phrase(_METRES, distance=round(metres, -1)))
    km = metres / 1000
    return language.say(phrase(_KILOMETRES, distance=round(km, 1) if km < 10 else round(km)))
