"""Calls as they are being typed, kept on the server so that a crash of anything loses nothing.

A draft has the id of the act it becomes. What was saved is never kept again as a draft, and saving drops
the draft in the transaction that records the report: there is always one of the two, and never both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest

from najda.kernel.errors import Malformed, Refusal
from najda.kernel.ids import check_id
from najda.kernel.phrases import N_

from ..acting import fresh_id
from ..sealing import seal, unseal
from .models import Draft

KEPT_FOR = timedelta(days=7)
"""After this a draft is no call any more; whoever began it has been back since."""

MOST = 20
"""Drafts one person may have: the oldest goes when another is begun."""

LONGEST = 60_000
"""Characters a draft may have: a report's longest text three times over."""


class DraftTooLong(Refusal):
    """More was typed than a draft holds."""

    says = N_(
        "This is too long to be kept while it is typed ({given} characters). Save it in parts."
    )


class Kept(NamedTuple):
    """What a person typed: when it was begun and last kept, and the fields of the form."""

    id: str
    revision: int
    begun_at: datetime
    kept_at: datetime
    fields: dict[str, str]

    @property
    def beginning(self) -> str:
        """Return the first words, to know it by."""
        names = ("text", "where", "where-at", "reporter")
        words = next((self.fields[name] for name in names if name in self.fields), "…")
        return words if len(words) <= 60 else f"{words[:60]}…"


def keep(request: HttpRequest, id_: str, revision: int, fields: Mapping[str, str]) -> Kept | None:
    """Keep what was typed; None if there is nothing to keep, or it was saved as a report already.

    Where another window has kept something since `revision`, or the draft is somebody else's, this one
    becomes a draft of its own: its id is in what is returned.
    """
    text = json.dumps(dict(fields), ensure_ascii=False)
    if len(text) > LONGEST:
        raise DraftTooLong(given=len(text))
    now, id_ = request.site.now(), check_id(id_)
    with request.desk.together():
        if _is_recorded(request, id_):
            return None
        row = Draft.objects.filter(pk=id_).first()
        if row is not None and (row.account_id != request.user.pk or row.revision != revision):
            if (known := _opened(request, row)) and known.fields == dict(fields):
                return known  # sent twice, as on leaving the page
            row, id_ = None, fresh_id(request)
        if row is None:
            row = Draft(id=id_, account=request.user, begun_at=now, revision=0)
        row.kept_at, row.revision = now, row.revision + 1
        row.box = seal(text, _about(request, id_))
        row.save()
        _make_room(request, now)
    return Kept(row.id, row.revision, row.begun_at, row.kept_at, dict(fields))


def kept(request: HttpRequest) -> list[Kept]:
    """Return the drafts of whoever asks, the latest first."""
    rows = Draft.objects.filter(
        account=request.user, kept_at__gte=request.site.now() - KEPT_FOR
    )  # fmt: skip
    return [one for row in rows if (one := _opened(request, row)) is not None]


def one(request: HttpRequest, id_: str) -> Kept | None:
    """Return a draft of whoever asks, or None."""
    try:
        id_ = check_id(id_)
    except Malformed:
        return None
    row = Draft.objects.filter(pk=id_, account=request.user).first()
    return _opened(request, row) if row else None


def drop(request: HttpRequest, id_: str) -> None:
    """Drop a draft of whoever asks, as once it is saved or discarded."""
    Draft.objects.filter(pk=id_, account=request.user).delete()


def _opened(request: HttpRequest, row: Draft) -> Kept | None:
    text = unseal(row.box, _about(request, row.id))
    if text is None:
        return None
    fields: dict[str, Any] = json.loads(text)
    return Kept(row.id, row.revision, row.begun_at, row.kept_at, fields)


def _about(request: HttpRequest, id_: str) -> str:
    return f"draft/{id_}/{request.user.pk}"


def _is_recorded(request: HttpRequest, id_: str) -> bool:
    with request.desk.store.reading() as view:
        return bool(view.by_act(id_))


def _make_room(request: HttpRequest, now: datetime) -> None:
    Draft.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    mine = Draft.objects.filter(account=request.user).values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(mine[MOST:])).delete()
