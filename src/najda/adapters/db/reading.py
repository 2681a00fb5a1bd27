"""What can be asked of the store: one view, in which nothing changes while it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, radians
from typing import Any

from najda.adapters.db.sessions import Row, Session
from najda.adapters.db.tiles import Tiles
from najda.application.ports import Head, Standing
from najda.kernel.entry import GENESIS, Entry
from najda.kernel.merkle import RangeRoot
from najda.kernel.places import EARTH_RADIUS_KM, Position

ENTRY = ",".join(Entry._fields)
STANDING = ",".join(Standing._fields)
KM_PER_DEGREE = 2 * pi * EARTH_RADIUS_KM / 360
QUEUE = "ORDER BY weight DESC, since, id"
BEYOND = "(weight < %s OR (weight = %s AND (since > %s OR (since = %s AND id > %s))))"

_make_entry = Entry._make


class View:
    """Answers from one transaction; fulfils `ports.Reading`."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def head(self) -> Head:
        """Return the end of the ledger."""
        last = self.session.rows("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
        return Head(*last[0]) if last else Head(0, GENESIS)

    def entries(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        stream: str | None = None,
        kinds: Sequence[str] | None = None,
    ) -> Iterator[Entry]:
        """Yield entries in order, with a sequence above `after` and at most `upto`; memory stays flat."""
        where, values = ["sequence > %s"], [after]
        if upto is not None:
            where.append("sequence <= %s")
            values.append(upto)
        if stream is not None:
            where.append("stream = %s")
            values.append(stream)
        if kinds is not None:
            where.append(f"kind IN ({self.session.listed})")
            values.append(self.session.many_values(kinds))
        sql = f"SELECT {ENTRY} FROM entry WHERE {' AND '.join(where)} ORDER BY sequence"
        # One thing's history is short: fetching it at once saves a server cursor's round trips.
        rows = self.session.stream if stream is None else self.session.rows
        yield from map(_make_entry, rows(sql, *values))

    def by_act(self, act: str) -> list[Entry]:
        """Return the entries an act left, in order; empty if it is not known."""
        rows = self.session.rows(f"SELECT {ENTRY} FROM entry WHERE act = %s ORDER BY part", act)
        return [Entry._make(row) for row in rows]

    def standing(self, room: str, id_: str) -> Standing | None:
        """Return how a thing stands, or None if there is no such thing."""
        sql = f"SELECT {STANDING} FROM standing WHERE room = %s AND id = %s"
        rows = self.session.rows(sql, room, id_)
        return _standing(rows[0]) if rows else None

    def standings(
        self,
        room: str,
        *,
        status: Sequence[str] | None = None,
        parent: str | None = None,
        area: str | None = None,
        within: Sequence[str] = (),
        due_before: str | None = None,
        beyond: Standing | None = None,
        limit: int | None = None,
    ) -> list[Standing]:
        """Return what stands so: heaviest first, then longest waiting, then by id.

        `due_before` leaves out what has no due time, `within` what lies in other areas only, `beyond`
        what does not come after that one.
        """
        where, values = self._where(room, status, parent, area, due_before, within)
        if beyond is not None:
            where += f" AND {BEYOND}"
            values += [beyond.weight, beyond.weight, beyond.since, beyond.since, beyond.id]
        sql = f"SELECT {STANDING} FROM standing WHERE {where} {QUEUE}"
        if limit is not None:
            sql += " LIMIT %s"
            values.append(limit)
        return [_standing(row) for row in self.session.rows(sql, *values)]

    def count(self, room: str, *, status: Sequence[str], within: Sequence[str] = ()) -> int:
        """Return how many things `standings` would return."""
        where, values = self._where(room, status, None, None, None, within)
        ((count,),) = self.session.rows(f"SELECT count(*) FROM standing WHERE {where}", *values)
        return count

    def _where(
        self,
        room: str,
        status: Sequence[str] | None,
        parent: str | None,
        area: str | None,
        due_before: str | None,
        within: Sequence[str] = (),
    ) -> tuple[str, list[Any]]:
        where, values = ["room = %s"], [room]
        if status is not None:
            marks = ",".join(["%s"] * len(status))
            where.append(f"status IN ({marks})" if status else "1 = 0")
            values.extend(str(each) for each in status)
        if parent is not None:
            where.append("parent = %s")
            values.append(parent)
        if area is not None:
            where.append(f"{self.session.contains}(areas, %s) > 0")
            values.append(f"\n{area}\n")
        if within:
            one = f"{self.session.contains}(areas, %s) > 0"
            where.append(f"(areas = '' OR {' OR '.join([one] * len(within))})")
            values.extend(f"\n{code}\n" for code in within)
        if due_before is not None:
            where.append("due <> '' AND due < %s")
            values.append(due_before)
        return " AND ".join(where), values

    def nearest(
        self, room: str, position: Position, *, status: Sequence[str], km: float, limit: int
    ) -> list[Standing]:
        """Return what stands so and has a position at most about `km` away, the nearest first.

        The box around the position is cut out by the database, so that only what is near is read.
        """
        narrowing = cos(radians(position.lat))
        high = km / KM_PER_DEGREE
        wide = high / max(narrowing, 0.01)
        where, values = self._where(room, status, None, None, None)
        sql = (
            f"SELECT {STANDING} FROM standing WHERE {where} "
            "AND lat BETWEEN %s AND %s AND lon BETWEEN %s AND %s "
            "ORDER BY (lat - %s) * (lat - %s) + (lon - %s) * (lon - %s) * %s, id LIMIT %s"
        )
        lat, lon = position.lat, position.lon
        box = [lat - high, lat + high, lon - wide, lon + wide]
        order = [lat, lat, lon, lon, narrowing * narrowing, limit]
        return [_standing(row) for row in self.session.rows(sql, *values, *box, *order)]

    def latest(self, room: str, *, before: str = "", limit: int) -> list[Standing]:
        """Return things by id, the highest first, only those below `before` if it is given."""
        below = " AND id < %s" if before else ""
        sql = f"SELECT {STANDING} FROM standing WHERE room = %s{below} ORDER BY id DESC LIMIT %s"
        values = [room, before, limit] if before else [room, limit]
        return [_standing(row) for row in self.session.rows(sql, *values)]

    def ids(self, room: str, *, part: str, limit: int) -> list[str]:
        """Return ids in a room that begin or end so, in order."""
        so = "(id LIKE %s OR id LIKE %s)"
        sql = f"SELECT id FROM standing WHERE room = %s AND {so} ORDER BY id LIMIT %s"
        rows = self.session.rows(sql, room, f"{part}%", f"%{part}", limit)
        return [id_ for (id_,) in rows]

    def subject_key(self, subject: str) -> bytes | None:
        """Return the wrapped key of a subject; None if there never was one or it was destroyed."""
        rows = self.session.rows("SELECT wrapped FROM subject_key WHERE subject = %s", subject)
        return bytes(rows[0][0]) if rows else None

    def range_root(self) -> RangeRoot:
        """Return the function that gives Merkle roots over ranges of entries (from 0)."""
        return Tiles(self.session).range_root


def standing_row(standing: Standing) -> Row:
    """Return a standing as its table keeps it: the areas in one text, a line each."""
    areas = "".join(f"\n{area}" for area in standing.areas) + "\n" if standing.areas else ""
    return (*standing[:8], areas, *standing[9:])


def _standing(row: Row) -> Standing:
    return Standing(*row[:8], tuple(row[8].split("\n")[1:-1]), *row[9:])
