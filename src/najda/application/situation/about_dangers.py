"""Figures about hazards: reported, cleared, and what still stands."""

from __future__ import annotations

from najda.application.words import word
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import HazardKind

from .gather_hazards import Hazard
from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on hazards."""
    tally, hazards = Tally("hazards"), list(scope.hazards())
    inside, kinds = scope.window.inside, [(kind, kind.value, word(kind)) for kind in HazardKind]
    reported = [h for h in hazards if inside(h.reported[0])]
    cleared = [h.cleared for h in hazards if h.cleared and inside(h.cleared[0])]
    standing = [h for h in hazards if stands(h, scope.now)]
    lapsed = [
        h for h in hazards if not h.cleared and h.until and inside(h.until) and h.until <= scope.now
    ]
    tally.count("reported", phrase(N_("Hazards reported")), ((h.reported[1],) for h in reported))
    tally.split("reported", ((h.kind, (h.reported[1],)) for h in reported), kinds)
    tally.count("cleared", phrase(N_("Hazards cleared by somebody")), ((s,) for _, s in cleared))
    tally.count("lapsed", phrase(N_("Hazards whose time ran out")), (h.ground for h in lapsed))
    label = phrase(N_("Hazards standing at the end, whenever reported"))
    tally.count("standing", label, (h.ground for h in standing))
    tally.split("standing", ((h.kind, h.ground) for h in standing), kinds)
    return Section("hazards", phrase(N_("Hazards")), tuple(tally.figures))


def stands(hazard: Hazard, now: str) -> bool:
    """Tell whether a hazard is to be reckoned with at a moment."""
    return not hazard.cleared and (not hazard.until or now < hazard.until)
