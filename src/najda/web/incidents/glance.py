"""What stands at the top of every page about an incident."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from najda.kernel.need import Level, reasons

from ..finding import Thing


def glance(request: HttpRequest, incident: Thing) -> dict[str, Any]:
    """Return the level with its reasons; None and nothing until somebody has assessed the need."""
    state = incident.state
    level = Level(state.level) if state.level else None
    return {"level": level, "why": reasons(state.need) if state.need else ()}
