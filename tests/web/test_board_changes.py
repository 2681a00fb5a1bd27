"""The stream of changes: what was missed, what comes, for whom, and until when."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from najda.application.board import FAR_BEHIND
from najda.application.permissions import Role
from najda.web.board import watch as watching
from najda.web.board.watch import HELD, Reader
from najda.web.serving import Pages
from tests.web import operations as o

PATIENCE = 15


class Listener:
    """An open board: asks for the stream as a browser does, and keeps the events that come."""

    def __init__(self, loop, pages, client, query="", last=None):
        self._loop, self.events, self.status = loop, [], None
        self._text, self._came = b"", threading.Condition()
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [(b"host", b"localhost"), (b"cookie", cookies.encode())]
        headers.append((b"accept", b"text/event-stream"))
        if last is not None:
            headers.append((b"last-event-id", str(last).encode()))
        self._scope = {
            "type": "http", "method": "GET", "path": "/board/changes/",
            "raw_path": b"/board/changes/", "query_string": query.encode(), "root_path": "",
            "scheme": "http", "http_version": "1.1", "headers": headers,
            "client": ("127.0.0.1", 5), "server": ("localhost", 80),
        }  # fmt: skip
        self._leave = None
        self._running = asyncio.run_coroutine_threadsafe(self._run(pages), loop)

    async def _run(self, pages):
        self._leave = asyncio.Event()
        asked = []

        async def receive():
            if not asked:
                asked.append(True)
                return {"type": "http.request", "body": b"", "more_body": False}
            await self._leave.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            with self._came:
                self.status = self.status or message.get("status")
                self._text += message.get("body", b"")
                whole, _, self._text = self._text.rpartition(b"\n\n")
                for part in whole.split(b"\n\n") if whole else ():
                    found = re.fullmatch(rb"id: (\d+)\nevent: (\w+)\ndata: (.*)", part, re.S)
                    said = json.loads(found[3])
                    self.events.append((int(found[1]), found[2].decode(), said))
                self._came.notify_all()

        await pages(self._scope, receive, send)

    def wait(self, is_it=lambda event: True):
        """Return the first event that is so; fails if none comes."""
        with self._came:
            assert self._came.wait_for(lambda: any(map(is_it, self.events)), PATIENCE), self.events
            return next(filter(is_it, self.events))

    def lines(self):
        """Return the keys of the lines that came, by list."""
        return [
            (part, key)
            for _, name, said in self.events
            if name == "lines"
            for part, key, _ in said["lines"]
        ]

    def ended(self):
        return self._running.result(PATIENCE) is None

    def leave(self):
        self._loop.call_soon_threadsafe(self._leave.set)
        self._running.result(PATIENCE)


def is_(name):
    return lambda event: event[1] == name


def about(key):
    return lambda event: key in json.dumps(event[2])


@pytest.fixture
def room(site, monkeypatch):
    """Opens boards: `room(client, query, last=…)`; rights are looked at often."""
    monkeypatch.setattr(watching, "CHECK_SECONDS", 0.2)
    loop, opened = asyncio.new_event_loop(), []
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    pages = Pages(threads=2)

    def open_board(client, query="", last=None):
        opened.append(Listener(loop, pages, client, query, last))
        return opened[-1]

    yield open_board
    for one in opened:
        one.leave()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def head(site):
    with site.desk.store.reading() as view:
        return view.head().size


def test_a_report_is_told_to_an_open_board_as_it_comes(site, signed_in, room):
    board = room(signed_in(Role.DISPATCHER), f"after={head(site)}")
    assert board.wait()[1] == "beat"

    report = o.report(site.desk)

    sequence, _, said = board.wait(is_("lines"))
    ((part, key, html),) = said["lines"]
    assert (part, key) == ("reports", f"reports/{report}")
    assert "Jableh" in html
    assert said["totals"]["reports"] == 1
    assert sequence == head(site)


def test_whoever_comes_back_gets_exactly_what_they_missed(site, signed_in, room):
    client = signed_in(Role.DISPATCHER)
    first = room(client, f"after={head(site)}")
    seen = o.incident(site.desk)
    sequence, *_ = first.wait(about(seen))
    first.leave()
    missed, gone = o.incident(site.desk, o.HOMS), o.team(site.desk)
    o.send(site.desk, seen, gone)

    again = room(client, "after=0", last=sequence)

    assert again.wait()[0] == head(site)
    _, name, said = again.events[0]
    assert name == "lines"
    assert {key for _, key, _ in said["lines"]} >= {f"incidents/{missed}", f"teams/{gone}"}
    assert ["queue", f"incidents/{seen}"] in said["gone"]
    assert ("queue", f"incidents/{seen}") not in again.lines()


def test_what_is_told_is_never_told_twice_nor_left_out_when_much_happens_at_once(
    site, signed_in, room
):
    client, before = signed_in(Role.DISPATCHER), head(site)
    made: list[str] = []
    writer = threading.Thread(
        target=lambda: (
            made.extend(o.report(site.desk) for _ in range(25)),
            site.desk.store.close(),
        )
    )
    writer.start()
    boards = [room(client, f"after={before}") for _ in range(3)]
    writer.join()
    for board in boards:
        board.wait(lambda event: event[0] == head(site))
        told = [key for part, key in board.lines() if part == "reports"]
        assert set(told) == {f"reports/{one}" for one in made}
        ids = [sequence for sequence, *_ in board.events]
        assert ids == sorted(ids)


@pytest.mark.parametrize("after", ["", "-3", "nonsense", "99999999", "9" * 40])
def test_whoever_knows_nothing_or_another_ledger_is_told_to_load_the_page(
    site, signed_in, room, after
):
    assert room(signed_in(Role.DISPATCHER), f"after={after}").wait()[1] == "anew"


def test_whoever_is_too_far_behind_is_told_to_load_the_page(site, signed_in, room, monkeypatch):
    monkeypatch.setattr("najda.application.board.FAR_BEHIND", 5)
    assert FAR_BEHIND > 5
    for _ in range(6):
        o.report(site.desk)
    assert room(signed_in(Role.DISPATCHER), "after=1").wait()[1] == "anew"


def test_what_happens_elsewhere_is_not_told_to_somebody_limited_to_areas(site, signed_in, room):
    from najda.web.accounts.models import Account

    everywhere = room(signed_in(Role.HEAD_OF_OPERATIONS), f"after={head(site)}")
    Account.objects.filter(role=Role.DISPATCHER).update(areas=["SY06"])
    limited = room(signed_in(Role.DISPATCHER), f"after={head(site)}")
    limited.wait(), everywhere.wait()

    elsewhere = o.incident(site.desk, o.HOMS)
    mission = o.send(site.desk, elsewhere, o.team(site.desk, place=o.HOMS))
    mine = o.incident(site.desk)

    everywhere.wait(about(mission))
    limited.wait(about(mine))
    assert elsewhere not in json.dumps(limited.events)
    assert mission not in json.dumps(limited.events)
    assert {key for _, key in limited.lines()} == {f"incidents/{mine}"}


def test_one_area_looked_at_is_one_area_told(site, signed_in, room):
    board = room(signed_in(Role.DISPATCHER), f"after={head(site)}&area=SY06")
    board.wait()
    o.incident(site.desk, o.HOMS)
    mine = o.incident(site.desk)
    board.wait(about(mine))

    assert {key for _, key in board.lines()} == {f"incidents/{mine}"}


def test_each_board_is_told_in_its_own_language(site, signed_in, room):
    from najda.web.accounts.models import Account

    Account.objects.filter(role=Role.AUDITOR).update(language="ar")
    english = room(signed_in(Role.DISPATCHER), f"after={head(site)}")
    arabic = room(signed_in(Role.AUDITOR), f"after={head(site)}")
    english.wait(), arabic.wait()
    o.incident(site.desk)

    assert "Jableh" in english.wait(is_("lines"))[2]["lines"][0][2]
    assert "جبلة" in arabic.wait(is_("lines"))[2]["lines"][0][2]


def test_a_change_is_drawn_once_for_all_who_see_the_same(site, signed_in, room, monkeypatch):
    drawn = []
    real = watching.drawn
    monkeypatch.setattr(watching, "drawn", lambda look, lines: drawn.append(1) or real(look, lines))
    client = signed_in(Role.DISPATCHER)
    boards = [room(client, f"after={head(site)}") for _ in range(8)]
    for board in boards:
        board.wait()

    report = o.report(site.desk)
    for board in boards:
        board.wait(about(report))

    assert len(drawn) == 1


# ---- until when --------------------------------------------------------------------------------


def _end_session(client):
    client.session.flush()


def _shut(client):
    from najda.web.accounts.models import Account

    Account.objects.filter(role=Role.DISPATCHER).update(is_active=False)


def _move(client):
    from najda.web.accounts.models import Account

    Account.objects.filter(role=Role.DISPATCHER).update(areas=["SY06"])


def _demote(client):
    from najda.web.accounts.models import Account

    Account.objects.filter(role=Role.DISPATCHER).update(role=Role.ADMINISTRATOR)


def _change_password(client):
    from najda.web.accounts.models import Account

    account = Account.objects.get(role=Role.DISPATCHER)
    account.set_password("twelve dry stones")
    account.save()


@pytest.mark.parametrize("what", [_end_session, _shut, _move, _demote, _change_password])
def test_the_stream_ends_soon_after_the_right_to_it(site, signed_in, room, what):
    client = signed_in(Role.DISPATCHER)
    board = room(client, f"after={head(site)}")
    board.wait()

    what(client)

    assert board.wait(is_("over"))[1] == "over"
    assert board.ended()
    o.report(site.desk)
    assert board.events[-1][1] == "over"


def test_a_visitor_gets_no_stream(site, visitor, room):
    board = room(visitor, "after=0")
    assert board.ended()
    assert board.status == 401


def test_the_watch_ends_with_its_last_reader_and_begins_with_the_next(site, signed_in, room):
    client = signed_in(Role.DISPATCHER)
    first = room(client, f"after={head(site)}")
    first.wait()
    first.leave()
    for thread in [one for one in threading.enumerate() if one.name == "board"]:
        thread.join(PATIENCE)
        assert not thread.is_alive()

    second = room(client, f"after={head(site)}")
    second.wait()
    report = o.report(site.desk)
    second.wait(about(report))


def test_a_reader_who_takes_nothing_is_let_go_and_holds_no_memory():
    async def slow():
        reader = Reader(None, "", None, 0)
        for number in range(1, HELD + 10):
            reader.put(number, b"x" * 10)
        return reader.ended, len(await reader.next(1))

    with _elsewhere() as run:
        ended, kept = run(slow())

    assert ended
    assert kept <= (HELD + 1) * 10


def test_what_a_reader_was_told_already_is_not_put_again():
    async def twice():
        reader = Reader(None, "", None, 7)
        reader.put(7, b"old")
        reader.put(8, b"new")
        reader.put(8, b"new")
        return await reader.next(1)

    with _elsewhere() as run:
        assert run(twice()) == b"new"


@contextmanager
def _elsewhere():
    with ThreadPoolExecutor(1) as thread:
        yield lambda work: thread.submit(lambda: asyncio.run(work)).result()
