"""Find things as people name them: by a part of an id, or a team by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from najda.domain.teams.status import Status as TeamStatus
from najda.intake.places import Gazetteer, clearly_best
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.phrases import N_, phrase

from . import codec
from .desk import THE_INSTALLATION, Desk
from .errors import NotFound
from .ports import Reading, Standing
from .rooms import INSTALLATION
from .states import not_found
from .words import thing_word

SHOWN = 8
"""Letters of an id that are shown, from its end, as its beginning tells the time it was made. Of a
million things, one in four thousand shares them with another."""


LOOKED_THROUGH = 200
"""Ids that begin or end so, of which somebody who may not see all of them is told."""

COPIED_ALONG = " \t\u2066\u2067\u2068\u2069"
"""What comes along when an id is copied from a line of Arabic: the marks that keep it readable."""


class IdAmbiguous(Refusal):
    """Several things have ids that begin or end so."""

    says = N_("Several ids have “{given}” in common: {ids}. Give more of the one you mean.")


class NameAmbiguous(Refusal):
    """Several teams have this name."""

    says = N_("Several teams are called “{given}”: {ids}. Give the id of the one you mean.")


class TeamUnknown(NotFound):
    """No team is called so, or has such an id."""

    says = N_(
        "There is no team called “{given}”, and none with such an id. `najda teams list` shows those "
        "known."
    )


class AreaUnknown(Refusal):
    """No area has this name or code."""

    says = N_(
        "There is no area “{given}”. Give a governorate, district or subdistrict by name or code; "
        "`najda places search` finds them."
    )


class Thing(NamedTuple):
    """A thing as it stands, with its version."""

    id: str
    version: int
    state: Any


def find_id(
    desk: Desk, room: str, given: str, may_see: Callable[[Reading, Standing], bool] | None = None
) -> str:
    """Return the id of the one thing in a room whose id begins or ends so; a team may be named.

    With `may_see` whatever somebody may not see is not there, nor told of by a refusal. Raises NotFound,
    IdAmbiguous or NameAmbiguous.
    """
    wanted = given.strip(COPIED_ALONG).lower()
    if not wanted:
        what, expected = thing_word(room), phrase(N_("its id, or the end of it"))
        raise Malformed(what=what, given=given, expected=expected)
    ids: list[str] = []
    if re.fullmatch(r"[0-9a-f-]{1,36}", wanted):
        with desk.store.reading() as view:
            ids = view.ids(room, part=wanted, limit=4 if may_see is None else LOOKED_THROUGH)
            if may_see is not None:
                rows = (view.standing(room, id_) for id_ in ids)
                ids = [row.id for row in rows if row and may_see(view, row)][:4]
    if len(ids) == 1:
        return ids[0]
    if room == "teams" and (named := _team_called(desk, wanted)):
        return named
    if ids:
        raise IdAmbiguous(given=given, ids=", ".join(ids))
    if room == "teams":
        raise TeamUnknown(given=given)
    raise not_found(room, given)


def short(id_: str) -> str:
    """Return so much of an id as is shown."""
    return id_[-SHOWN:]


def meant(ids: Iterable[str], given: str) -> str:
    """Return the one id of these that begins or ends so; `given` itself if there is not exactly one."""
    part = given.strip().lower()
    found = [id_ for id_ in ids if part and (id_.startswith(part) or id_.endswith(part))]
    return found[0] if len(found) == 1 else given


def _team_called(desk: Desk, name: str) -> str | None:
    found = [team.id for team in things(desk, "teams") if team.state.name.lower() == name]
    if len(found) > 1:
        raise NameAmbiguous(given=name, ids=", ".join(found))
    return found[0] if found else None


def thing(desk: Desk, room: str, id_: str) -> Thing:
    """Return a thing as it stands; raise NotFound if it is not there."""
    with desk.store.reading() as view:
        row = view.standing(room, id_)
    if row is None:
        raise not_found(room, id_)
    return Thing(id_, row.version, codec.state_from(room, row.state))


def things(
    desk: Desk,
    room: str,
    *,
    status: Sequence[str] | None = None,
    parent: str | None = None,
    area: str | None = None,
    limit: int | None = None,
) -> Iterator[Thing]:
    """Yield things as they stand: heaviest first, then longest waiting, then by id."""
    with desk.store.reading() as view:
        rows = view.standings(room, status=status, parent=parent, area=area, limit=limit)
    for row in rows:
        yield Thing(row.id, row.version, codec.state_from(room, row.state))


def installation(desk: Desk) -> Any:
    """Return the installation's own state: its name, its area, its time zone."""
    return thing(desk, INSTALLATION.name, THE_INSTALLATION).state


def area_code(desk: Desk, given: str) -> str:
    """Return the code of an area given by code or by name; raise AreaUnknown if none is clearly meant."""
    if desk.gazetteer.area_names(given) is not None:
        return given
    best = clearly_best(_areas_called(desk.gazetteer, given))
    if best is None:
        raise AreaUnknown(given=given)
    return best.code


def _areas_called(gazetteer: Gazetteer, name: str) -> list[Any]:
    return [found for found in gazetteer.search(name, limit=20) if found.kind.is_area]


ALIVE_TEAMS = tuple(status for status in TeamStatus if status != TeamStatus.STOOD_DOWN)
