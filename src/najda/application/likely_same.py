"""Which open incidents and waiting reports a message may tell of: the nearest are compared, closely.

Words are compared by the machine alone, and only how many are in common is ever shown: no person reads
anything here, so nothing is recorded as read. Words somebody types are compared only for whoever may read
originals (the shell leaves `text` empty otherwise), as trying words one by one would tell what is sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.reports.status import Status as ReportStatus
from najda.intake.likeness import FARTHEST_KM, Likeness, Told, likeness, words_of
from najda.kernel.errors import Refusal
from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.tasks import Task

from . import codec
from .desk import Desk
from .ports import Reading, Standing

COMPARED = 60
"""So many of the nearest in each room are compared: beyond, a person could not look at them either."""

WITHOUT_POSITION = 200
"""So many, the heaviest first, are compared where the position is not known."""

SHOWN = 5
REPORTS_OF_INCIDENT = 4
RECENT = timedelta(hours=48)
"""A report that has waited for longer is looked at for its own sake, not beside a new call."""

OPEN = (IncidentStatus.WAITING, IncidentStatus.SERVED)

MaySee = Callable[[Reading, Standing], bool]


class Likely(NamedTuple):
    """An incident or a report that may be the same, as it stands, and why."""

    room: str
    id: str
    version: int
    state: Any
    likeness: Likeness


def likely_same(
    desk: Desk,
    *,
    place: Place,
    at: datetime,
    task: Task | None = None,
    text: str = "",
    may_see: MaySee,
    leave_out: str = "",
    reports: bool = True,
    limit: int = SHOWN,
) -> list[Likely]:
    """Return what is likely the same, the likeliest first. `text` is empty where words may not be
    compared; `leave_out` is the id of the report itself."""
    words = words_of([text]) if text else None
    if place.position is None and not words:
        return []
    told = Told(place=place, at=at, task=task, words=words)
    found: list[Likely] = []
    with desk.store.reading() as view:
        for row in _candidates(view, place, at, reports):
            if row.id == leave_out or not may_see(view, row):
                continue
            state = codec.state_from(row.room, row.state)
            if row.room == "reports" and abs(state.received_at - at) > RECENT:
                continue
            other = _told(desk, view, row, state, with_words=bool(words))
            alike = likeness(told, other)
            if alike.is_likely:
                found.append(Likely(row.room, row.id, row.version, state, alike))
    found.sort(key=lambda one: (-one.likeness.score, one.id))
    return found[:limit]


def likely_of_report(
    desk: Desk, id_: str, state: Any, *, may_see: MaySee, **more: Any
) -> list[Likely]:
    """Return what a report that was received likely tells of."""
    with desk.store.reading() as view:
        text = "\n".join(_opened(desk, view, _said(state)))
    return likely_same(
        desk, place=state.place, at=state.received_at, task=state.task, text=text,
        may_see=may_see, leave_out=id_, **more,
    )  # fmt: skip


def _candidates(view: Reading, place: Place, at: datetime, reports: bool) -> Iterator[Standing]:
    rooms = [("incidents", OPEN), *([("reports", (ReportStatus.RECEIVED,))] if reports else [])]
    for room, status in rooms:
        if place.position is not None:
            rows = view.nearest(room, place.position, status=status, km=FARTHEST_KM, limit=COMPARED)
        else:
            rows = view.standings(room, status=status, limit=WITHOUT_POSITION)
        yield from rows


def _told(desk: Desk, view: Reading, row: Standing, state: Any, *, with_words: bool) -> Told:
    when = state.received_at if row.room == "reports" else state.opened_at
    words = words_of(_opened(desk, view, _texts(view, row, state))) if with_words else None
    return Told(place=state.place, at=when, task=state.task, words=words)


def _texts(view: Reading, row: Standing, state: Any) -> list[Sealed]:
    if row.room == "reports":
        return _said(state)
    rows = (view.standing("reports", id_) for id_ in state.reports[:REPORTS_OF_INCIDENT])
    return [
        one for found in rows if found for one in _said(codec.state_from("reports", found.state))
    ]


def _said(report: Any) -> list[Sealed]:
    """Return what somebody said: what happened, and where in their own words, which is all that tells of
    the place where no map knows it."""
    return [each for each in (report.text, report.directions) if each is not None]


def _opened(desk: Desk, view: Reading, sealed: list[Sealed]) -> list[str]:
    """Return the texts that can still be opened; one that is erased or spoilt is compared by no word."""
    texts = []
    for each in sealed:
        try:
            texts.append(desk.seals.open(view, each) or "")
        except Refusal:
            continue
    return texts
