"""What each `list` command does: look a room's things up and print them, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from najda.application.look_up import Thing, area_code, things

from .session import Session
from .show import as_json, table, thing_json


def list_things(
    session: Session,
    room: str,
    columns: Sequence[str],
    row: Callable[[Session, Thing], Sequence[Any]],
    *,
    area: str = "",
    **asked: Any,
) -> None:
    """Print the things of a room that were asked for; `area` as somebody typed it, `asked` as `things`
    takes it."""
    found = things(
        session.desk, room, area=area_code(session.desk, area) if area else None, **asked
    )
    if session.options.as_json:
        as_json(session, [thing_json(session, one) for one in found])
        return
    table(session, columns, (row(session, one) for one in found))
