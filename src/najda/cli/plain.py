"""What the planner gives, for JSON: its sentences said, what cannot be counted left out."""

from __future__ import annotations

from math import isfinite
from typing import Any

from najda.kernel.phrases import Phrase

from .language import say
from .naming import named
from .session import Session


def plain(session: Session, value: Any) -> Any:
    """Return a value of the planner as JSON takes it."""
    if isinstance(value, Phrase):
        return say(named(session, value))
    if isinstance(value, float):
        return round(value, 2) if isfinite(value) else None
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [plain(session, each) for each in value]
    names = getattr(value, "__struct_fields__", None) or getattr(value, "_fields", None)
    if names:
        return {name: plain(session, getattr(value, name)) for name in names}
    return value
