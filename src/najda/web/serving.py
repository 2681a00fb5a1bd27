"""The web server: uvicorn, with Django's views in threads that keep their database connections.

Django's own ASGI handler gives every request a new thread, and so a new connection to the database.
Here a fixed set of threads runs the views; only a streaming answer (the live board) lives on the event
loop, where hundreds of them cost next to nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 8
"""Views are short and mostly wait for the disk; writers queue at the store anyway."""

LARGEST_BODY = 1 << 20
"""Bytes a request may carry: the longest form there is, several times over. It is held in memory, also
that of somebody who has not signed in: nothing anybody sends lies unencrypted on a disk."""

LARGEST_FILE = 32 << 20
"""Bytes a file may have, with all else that goes along, where files are taken."""

LARGEST_ELSEWHERE = {"/reports/import/": LARGEST_FILE}
"""More, where somebody needs more."""

HEARD_OUT = 8
"""How many times the largest body is still received, and thrown away as it comes, before the connection
is closed: a browser shows an answer only once it could send everything."""


class TooLarge(Exception):
    """The request carries more than is taken."""

    def __init__(self, largest: int) -> None:
        super().__init__(largest)
        self.largest = largest


class Pages(ASGIHandler):
    """An ASGI application that runs Django's views in threads of its own.

    A view that answers with a StreamingHttpResponse over an asynchronous generator is streamed from the
    event loop until it ends or the client leaves; the generator must not touch the database itself but
    through `in_thread`.
    """

    def __init__(self, threads: int = THREADS) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="view")

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Najda speaks HTTP only, not {scope['type']}.")
        too_large = 0
        try:
            body = await self.read_body(receive, _largest(scope["path"]))
        except RequestAborted:
            return
        except TooLarge as error:
            body, too_large = BytesIO(), error.largest
        response = await self.in_thread(self._answer, scope, body, too_large)
        if response.streaming:
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)
        await self.in_thread(response.close)

    async def read_body(self, receive: Callable, largest: int = LARGEST_BODY) -> BytesIO:
        """Return what the request carries; raises TooLarge, or RequestAborted if the client leaves."""
        body, size = BytesIO(), 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RequestAborted
            part = message.get("body", b"")
            size += len(part)
            if size <= largest:
                body.write(part)
            else:
                body = BytesIO()
            if size > largest and (
                size > HEARD_OUT * largest or not message.get("more_body", False)
            ):
                raise TooLarge(largest)
            if not message.get("more_body", False):
                body.seek(0)
                return body

    async def in_thread(self, work: Callable, *arguments: Any) -> Any:
        """Return what `work` returns, run in one of the threads that views run in."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def _answer(self, scope: dict[str, Any], body: BytesIO, too_large: int) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, error = self.create_request(scope, body)
        if request is None:
            return error
        request.pages, request.too_large = self, too_large
        response = self.get_response(request)
        return _whole(response) if response.streaming and not response.is_async else response

    async def _stream(self, response: HttpResponseBase, receive: Callable, send: Callable) -> None:
        sending = asyncio.ensure_future(self.send_response(response, send))
        leaving = asyncio.ensure_future(self.listen_for_disconnect(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)


def _largest(path: str) -> int:
    """Return how many bytes a request for an address may carry."""
    return next(
        (most for at, most in LARGEST_ELSEWHERE.items() if path.startswith(at)), LARGEST_BODY
    )


def _whole(response: HttpResponseBase) -> HttpResponse:
    """Read an answer to its end in the thread of its view, where its view of the store is open."""
    whole = HttpResponse(b"".join(response), status=response.status_code)
    whole.headers, whole.cookies = response.headers, response.cookies
    response.close()
    return whole
