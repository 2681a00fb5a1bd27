"""The stream of what has changed, to one open board (server-sent events).

An event's id is a number of the ledger, so that a browser that comes back (`Last-Event-ID`, or `?after=`)
gets what it missed: what changed since then, as it stands now. Events:

lines   lines that are new or otherwise, lines that are gone, how many there are
beat    nothing happened; what time it is
anew    too much happened: load the page again
over    the session has ended, or its rights are others
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from najda.kernel.values import replace

from ..access import may
from .views import narrowed
from .watch import Reader, Sight, Watch, watch_of

BEAT_SECONDS = 10.0
"""How often a quiet stream says that it is alive; browsers give up on it after twice as long."""


@may("board.watch")
@require_GET
def changes(request: HttpRequest) -> StreamingHttpResponse:
    """Send what changes on the board, as it changes."""
    seen = narrowed(request, request.GET.get("area", ""))
    sight = Sight(request.language.code, replace(seen, person=""))
    asked = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 16 else -1
    # Without the server (tests) there are no threads of views to borrow.
    in_thread = request.pages.in_thread if hasattr(request, "pages") else asyncio.to_thread
    stream = _stream(
        in_thread, watch_of(request.site), sight, request.session.session_key or "",
        request.grant, after,
    )  # fmt: skip
    answer = StreamingHttpResponse(stream, content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store, no-transform"
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy must not collect what is to come at once
    return answer


async def _stream(
    in_thread: Callable[..., Any],
    watch: Watch,
    sight: Sight,
    session: str,
    grant: object,
    after: int,
) -> AsyncIterator[bytes]:
    reader = Reader(sight, session, grant, after)
    try:
        yield await in_thread(watch.join, reader)
        while not reader.ended:
            message = await reader.next(BEAT_SECONDS)
            yield watch.beat(reader) if message is None else message
    finally:
        watch.leave(reader)
