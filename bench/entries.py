"""Invented entries to grow a ledger with: reports received, set aside and taken up again, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from najda.application import codec
from najda.application.ports import Draft
from najda.application.rooms import REPORTS
from najda.domain.reports.events import ReportReceived, ReportSetAside, ReportTakenUp
from najda.kernel.ids import new_id
from najda.kernel.personal import Sealed
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Channel, Task
from najda.kernel.time import as_text
from najda.kernel.values import Fact

START = datetime(2026, 1, 1, tzinfo=UTC)
BOX = "A" * 120  # as long as a short sealed message


def _facts(id_: str) -> list[Fact]:
    sealed = Sealed(subject=id_, box=BOX)
    place = Place(
        name_en="Jableh",
        name_ar="جبلة",
        position=Position.at(35.361, 35.926),
        precision=Precision.SETTLEMENT,
        areas=("SY06", "SY0602"),
    )
    received = ReportReceived(
        channel=Channel.CALL, text=sealed, place=place, language="ar", task=Task.RESCUE
    )
    return [received, ReportSetAside(reason=sealed), ReportTakenUp(reason=sealed)]


def drafts(count: int, seed: int) -> Iterator[Draft]:
    """Yield `count` drafts, three to a report."""
    random = Random(seed)
    made = 0
    while made < count:
        at = START + timedelta(seconds=made)
        id_ = new_id(at, random)
        for version, fact in enumerate(_facts(id_), 1):
            if made == count:
                return
            yield Draft(
                stream=f"reports/{id_}",
                version=version,
                kind=codec.kind_of(REPORTS, type(fact)),
                act=new_id(at, random),
                part=0,
                occurred_at=as_text(at),
                recorded_at=as_text(at),
                person="person/bench",
                device="",
                source="",
                body=codec.body_of(fact),
            )
            made += 1
