"""Pages that keep themselves fresh: lists of what stands, opened and left open.

`@live` on a view says how far the ledger went before the page was read; `base.html` then loads
`frontend/entries/live.js`, which hears by the board's stream when anything is recorded after that, and
puts each part of the page marked `data-fresh` (with an `id`) in place anew. Whoever may not watch the
board is not told by the stream: their page asks every twenty seconds instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def live(view: View) -> View:
    """Let the page that a view shows keep itself fresh; `request.sequence` is the last entry it surely
    shows, for what is recorded while it is being read comes again rather than not at all."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with request.desk.store.reading() as seen:
            request.sequence = seen.head().size
        return view(request, *args, **kwargs)

    return shown
