"""The web server: threads that keep their connections, several processes, streams, clients that leave."""

from __future__ import annotations

import asyncio
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import StreamingHttpResponse

from najda.web.serving import HEARD_OUT, LARGEST_BODY, Pages
from tests.web import installations, server


class Client:
    """An ASGI client that sends one request and keeps what comes back."""

    def __init__(self, body: bytes = b"", path: str = "/health/", leaves_after: int | None = None):
        self.scope = {
            "type": "http", "method": "POST" if body else "GET", "path": path, "raw_path": path.encode(),
            "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
            "headers": [(b"host", b"localhost"), (b"content-length", str(len(body)).encode())],
            "client": ("127.0.0.1", 5), "server": ("localhost", 80),
        }  # fmt: skip
        self.body, self.got, self._asked = body, [], 0
        self.leaves_after, self.left = leaves_after, asyncio.Event()

    async def receive(self):
        self._asked += 1
        if self._asked == 1:
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.got.append(message)
        if self.leaves_after and len(self.got) > self.leaves_after:
            self.left.set()

    @property
    def status(self) -> int:
        return self.got[0]["status"]

    @property
    def text(self) -> bytes:
        return b"".join(m.get("body", b"") for m in self.got[1:])


def ask(pages: Pages, client: Client) -> Client:
    async def once():
        await pages(client.scope, client.receive, client.send)

    with ThreadPoolExecutor(
        1
    ) as elsewhere:  # a thread without a loop, whatever else is tested here
        elsewhere.submit(lambda: asyncio.run(once())).result()
    return client


def test_a_page_is_answered(site):
    client = ask(Pages(threads=1), Client())

    assert (client.status, client.text) == (200, b"ok\n")


def test_more_than_is_taken_is_refused_before_it_is_looked_at(site):
    assert ask(Pages(threads=1), Client(b"x" * (LARGEST_BODY + 1))).status == 413


def test_nobody_who_has_not_signed_in_fills_the_memory(site):
    assert LARGEST_BODY <= 1 << 20


@pytest.mark.parametrize(("speaks", "says"), [("ar", "ميغابايت"), ("en", "larger than 1 MB")])
def test_whoever_sent_too_much_reads_so_in_their_language(site, speaks, says):
    client = Client(b"x" * (LARGEST_BODY + 1), path="/sign-in/")
    client.scope["headers"].append((b"accept-language", speaks.encode()))

    assert says in ask(Pages(threads=1), client).text.decode()


def test_what_is_far_too_much_is_not_even_heard_out(site):
    client = Client(b"x" * (1 << 20))
    part = {"type": "http.request", "body": client.body, "more_body": True}
    heard = 0

    async def receive():
        nonlocal heard
        heard += len(part["body"])
        return part

    client.receive = receive

    assert ask(Pages(threads=1), client).status == 413
    assert HEARD_OUT * LARGEST_BODY < heard <= HEARD_OUT * LARGEST_BODY + (2 << 20)


def test_views_run_in_the_same_few_threads_and_never_on_the_event_loop(site):
    pages, seen = Pages(threads=2), set()
    pages._answer = lambda *_: (
        seen.add(threading.current_thread().name) or StreamingHttpResponse(())
    )

    for _ in range(6):
        pages._threads.submit(pages._answer).result()

    assert all(name.startswith("view") for name in seen)
    assert len(seen) <= 2


def test_a_stream_ends_when_its_reader_leaves(site):
    pages, ended = Pages(threads=1), []

    async def for_ever():
        try:
            while True:
                yield b"data: 1\n\n"
                await asyncio.sleep(0)
        finally:
            ended.append(True)

    pages._answer = lambda *_: StreamingHttpResponse(for_ever(), content_type="text/event-stream")
    client = ask(pages, Client(leaves_after=3))

    assert client.text.startswith(b"data: 1\n\n")
    assert ended == [True]


@pytest.fixture
def folder(made, tmp_path):
    return installations.copy(made, tmp_path / "najda")


def test_two_workers_share_one_address(folder):
    def visit(_):
        with urllib.request.urlopen(f"{address}/sign-in/", timeout=20) as answer:
            return answer.status

    with server.serving(folder, "--workers", "2") as address, ThreadPoolExecutor(8) as many:
        assert set(many.map(visit, range(40))) == {200}
