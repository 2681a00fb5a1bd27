"""Files between being sent and being taken in: kept sealed, for a short time, for whoever sent them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils import timezone

from najda.application.desk import Desk
from najda.kernel.values import Value

from ..sealing import seal, seal_bytes, unseal, unseal_bytes
from .models import SentFile, Stage

KEPT_FOR = timedelta(hours=24)
"""After this a file is gone, and its refused rows with it: whoever sent it still has it."""

MOST = 5
"""Files one person may have here: the oldest goes when another is sent."""

STILL_ALIVE = timedelta(seconds=60)
"""Work that gave no sign for so long was interrupted; if it was not, going on with it ends the other."""

RUNNING = (Stage.LOOKING, Stage.TAKING)


class Wishes(Value, frozen=True):
    """What a person wants of a file: columns by field (`columns.guess`), a sheet, the dates' order."""

    columns: Mapping[str, str] = {}
    sheet: str = ""
    dates: str = ""


def keep(request: HttpRequest, id_: str, name: str, content: bytes) -> tuple[SentFile, bool]:
    """Keep a file that was sent; return it, and whether it was there already, the form sent twice."""
    now = timezone.now()
    about = _about(id_, request.user.pk)
    with request.desk.together():
        if known := SentFile.objects.filter(pk=id_).first():
            if known.account_id != request.user.pk:
                raise Http404
            return known, True
        sent = SentFile.objects.create(
            id=id_, account=request.user, sent_at=now, touched_at=now, stage=Stage.LOOKING,
            name=seal(name, f"{about}/name"), content=seal_bytes(content, about),
            wishes=_packed(about, Wishes()),
        )  # fmt: skip
        _make_room(request, now)
    return sent, False


def mine(request: HttpRequest) -> list[SentFile]:
    """Return the files of whoever asks, the latest first, without what is in them."""
    since = timezone.now() - KEPT_FOR
    rows = SentFile.objects.filter(account=request.user, sent_at__gte=since)
    return list(rows.defer("content", "refused"))


def one(request: HttpRequest, id_: Any) -> SentFile:
    """Return a file of whoever asks; 404 if there is none."""
    rows = SentFile.objects.defer("content", "refused")
    found = rows.filter(
        pk=str(id_), account=request.user, sent_at__gte=timezone.now() - KEPT_FOR
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


def drop(request: HttpRequest, id_: Any) -> None:
    """Throw a file of whoever asks away."""
    with request.desk.together():
        SentFile.objects.filter(pk=str(id_), account=request.user).delete()


def begin(desk: Desk, sent: SentFile, stage: Stage, run: int, wishes: Wishes | None = None) -> bool:
    """Begin to look at a file or take it in; return False if somebody did since its `run` was seen."""
    given: dict[str, Any] = {"stage": stage, "run": F("run") + 1, "rows": 0}
    if wishes is not None:
        given["wishes"] = _packed(_about(sent.id, sent.account_id), wishes)
    with desk.together():
        rows = SentFile.objects.filter(pk=sent.id, run=run)
        if not rows.update(touched_at=timezone.now(), **given):
            return False
    sent.refresh_from_db(fields=["stage", "run", "wishes"])
    return True


def touch(desk: Desk, sent: SentFile, **given: Any) -> bool:
    """Note that work on a file is alive, and how far; return False if it was replaced or thrown away."""
    with desk.together():
        rows = SentFile.objects.filter(pk=sent.id, run=sent.run)
        return bool(rows.update(touched_at=timezone.now(), **given))


def finish(desk: Desk, sent: SentFile, stage: Stage, outcome: dict[str, Any], refused: str) -> None:
    """Keep what came of a file; what was in it is kept only where it is still to be taken in."""
    about = _about(sent.id, sent.account_id)
    given: dict[str, Any] = {
        "outcome": seal(json.dumps(outcome, ensure_ascii=False), f"{about}/outcome"),
        "refused": seal_bytes(refused.encode("utf-8-sig", "replace"), f"{about}/refused")
        if refused
        else b"",
    }
    if stage in (Stage.TAKEN, Stage.UNREADABLE):
        given["content"] = b""
    touch(desk, sent, stage=stage, **given)


def is_alive(sent: SentFile) -> bool:
    """Tell whether somebody is at work on a file."""
    return sent.stage in RUNNING and timezone.now() - sent.touched_at < STILL_ALIVE


def name_of(sent: SentFile) -> str:
    """Return what the file was called where it came from."""
    return unseal(sent.name, f"{_about(sent.id, sent.account_id)}/name") or "…"


def content_of(sent: SentFile) -> bytes | None:
    """Return what is in the file; None if it cannot be opened here."""
    return unseal_bytes(bytes(sent.content), _about(sent.id, sent.account_id))


def refused_of(sent: SentFile) -> bytes | None:
    """Return the refused rows as CSV; None if there are none."""
    return unseal_bytes(bytes(sent.refused), f"{_about(sent.id, sent.account_id)}/refused")


def wishes_of(sent: SentFile) -> Wishes:
    """Return what the person wants of the file."""
    text = unseal(sent.wishes, f"{_about(sent.id, sent.account_id)}/wishes")
    return Wishes(**json.loads(text)) if text else Wishes()


def outcome_of(sent: SentFile) -> dict[str, Any]:
    """Return what came of it (see `working`); empty as long as nothing did."""
    text = unseal(sent.outcome, f"{_about(sent.id, sent.account_id)}/outcome")
    return json.loads(text) if text else {}


def _packed(about: str, wishes: Wishes) -> str:
    said = {"columns": wishes.columns, "sheet": wishes.sheet, "dates": wishes.dates}
    return seal(json.dumps(said, ensure_ascii=False), f"{about}/wishes")


def _about(id_: str, account: Any) -> str:
    return f"sent file/{id_}/{account}"


def _make_room(request: HttpRequest, now: Any) -> None:
    SentFile.objects.filter(sent_at__lt=now - KEPT_FOR).delete()
    own = SentFile.objects.filter(account=request.user).values_list("pk", flat=True)
    SentFile.objects.filter(pk__in=list(own[MOST:])).delete()
