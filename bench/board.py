"""The board: how soon 300 of them know of a report, how long the server takes, what pages weigh."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import urljoin

from najda import bootstrap
from najda.application.desk import Act, Desk
from najda.application.permissions import Role
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.domain.incidents.events import Ending
from najda.kernel.ids import new_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from najda.kernel.tasks import Channel, Task

from .table import show

BOARDS, REPORTS, EVERY = 300, 60, 0.1
OPEN, CLOSED = 100, 99_900
LOADS = 25
PLACE = Place(name_en="Invented", areas=("SY06",), position=Position.at(35.4, 35.9))
MAP_LIBRARY = re.compile(r"maplibre|map-worker|/map-[0-9A-Z]{8}\.css")
_random = Random(1)


def run(boards: int = BOARDS) -> None:
    """Print what the board costs."""
    with tempfile.TemporaryDirectory() as folder:
        desk, cookie = _installation(Path(folder) / "najda")
        _open(desk, OPEN)
        with _served(Path(folder) / "najda") as address:
            few = _server_time(address, cookie)
            live = asyncio.run(_live(desk, address, cookie, boards))
            _weigh(address, cookie)
            _close(desk, CLOSED)
            many = _server_time(address, cookie)
        desk.store.close()
    show(
        f"From a report to {boards} open boards, {REPORTS} reports, one every {EVERY:g} s",
        ["", "median", "99th percentile"],
        [["milliseconds", f"{median(live):.0f}", f"{_percentile(live):.0f}"]],
    )
    show(
        "The board's server time (a request over HTTP, milliseconds)",
        ["incidents", "open", "median", "slowest of 25"],
        [
            [f"{count:,}", str(OPEN), f"{median(times):.0f}", f"{max(times):.0f}"]
            for count, times in ((OPEN, few), (OPEN + CLOSED, many))
        ],
    )


def _installation(folder: Path) -> tuple[Desk, str]:
    """Make a drill with a dispatcher who is signed in; return its desk and their cookies."""
    from najda.web.site import open_site, set_up

    set_up(hosts=["testserver"])
    bootstrap.create(
        folder, passphrase=bootstrap.DRILL_PASSPHRASE, name="bench", realm="drill:bench"
    ).store.close()
    site = open_site(folder, passphrase=bootstrap.DRILL_PASSPHRASE)
    from django.test import Client

    from najda.web.accounts.models import Account

    account = Account.objects.add("bench", Role.HEAD_OF_OPERATIONS, wants_second_factor=False)
    browser = Client()
    browser.force_login(account)
    return site.desk, "; ".join(f"{k}={v.value}" for k, v in browser.cookies.items())


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("najda")), "serve", "-f", str(folder)]
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(300):
            with suppress(OSError), urllib.request.urlopen(f"{address}/health/"):
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _act(desk: Desk) -> Act:
    return Act(id=new_id(datetime.now(UTC), _random), person="person/bench")


def _open(desk: Desk, count: int) -> None:
    with desk.together():
        for number in range(count):
            need = Need(life_threat=list(LifeThreat)[number % len(LifeThreat)], people_at_risk=3)
            open_incident(desk, _act(desk), task=Task.RESCUE, need=need, where=PLACE)


def _close(desk: Desk, count: int) -> None:
    """Put so many closed incidents into the read model. What they look like is what one looks like that
    was opened and closed; their entries, which a board never reads, are spared."""
    done = open_incident(desk, _act(desk), task=Task.RESCUE, need=Need(), where=PLACE)
    one = done.made("incidents")
    close_incident(
        desk, _act(desk), incident=one, ending=Ending.NOTHING_FOUND, reason="nothing there"
    )
    with desk.store.reading() as view:
        row = view.standing("incidents", one)
    assert row is not None
    with desk.store.writing() as tx:
        for start in range(0, count - 1, 5000):
            ids = (new_id(datetime.now(UTC), _random) for _ in range(min(5000, count - 1 - start)))
            tx.put([row._replace(id=id_) for id_ in ids])


def _get(address: str, cookie: str) -> bytes:
    request = urllib.request.Request(address, headers={"Cookie": cookie, "Accept": "text/html"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def _server_time(address: str, cookie: str) -> list[float]:
    times = []
    for at in range(LOADS + 5):
        start = time.perf_counter()
        _get(f"{address}/board/", cookie)
        if at >= 5:
            times.append((time.perf_counter() - start) * 1000)
    return times


def _percentile(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


# ---- live --------------------------------------------------------------------------------------


async def _live(desk: Desk, address: str, cookie: str, boards: int) -> list[float]:
    """Return, for every report and board, the milliseconds from handing the report in to its arrival."""
    port = int(address.rpartition(":")[2])
    after = await asyncio.to_thread(_head, desk)
    arrived: list[list[float]] = [[] for _ in range(boards)]
    ready = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(_listen(port, cookie, after, times, ready)) for times in arrived]
    for _ in tasks:
        await ready.acquire()
    handed: list[float] = []
    for _ in range(REPORTS):
        handed.append(time.perf_counter())
        await asyncio.to_thread(_report, desk)
        await asyncio.sleep(EVERY)
    await asyncio.sleep(2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    short = [len(times) for times in arrived if len(times) != REPORTS]
    assert not short, f"some boards heard of {short} of {REPORTS} reports"
    return [
        (came - sent) * 1000 for times in arrived for sent, came in zip(handed, times, strict=True)
    ]


def _head(desk: Desk) -> int:
    with desk.store.reading() as view:
        return view.head().size


def _report(desk: Desk) -> None:
    receive_report(
        desk, _act(desk), text="DRILL: an invented report", channel=Channel.CALL, where=PLACE
    )


async def _listen(
    port: int, cookie: str, after: int, times: list[float], ready: asyncio.Semaphore
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    writer.write(
        f"GET /board/changes/?after={after} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
        "Accept: text/event-stream\r\n\r\n".encode()
    )
    while line := await reader.readline():
        if line.startswith(b"event: beat") and not times:
            ready.release()
        if line.startswith(b"data:"):
            times += [time.perf_counter()] * line.count(b'["reports",')


# ---- weight ------------------------------------------------------------------------------------


def _weigh(address: str, cookie: str) -> None:
    """Print what pages weigh compressed: files by their brotli size, the page and its data by gzip."""
    rows = []
    for path in ("/board/", "/my-mission/", "/calls/new/", "/reports/", "/teams/", "/day/"):
        with suppress(OSError):
            kinds = _loaded(address, path, cookie)
            library = sum(size for name, size in kinds.items() if MAP_LIBRARY.search(name))
            whole = sum(kinds.values())
            rows.append([path, *(f"{size / 1000:.0f}" for size in (whole - library, library))])
    show("What a page weighs, compressed (kB)", ["page", "without the map library", "it"], rows)


def _loaded(address: str, path: str, cookie: str) -> dict[str, int]:
    """Return everything a page loads, by address, with its compressed size: what it names, and what the
    styles and scripts it names name in turn. What a script fetches only for a map counts where one is."""
    page = _get(address + path, cookie)
    sizes, left = {path: len(gzip.compress(page))}, []
    named = re.findall(r'(?:href|src|data-worker|data-sheet|data-base)="(/[^"#]+)', page.decode())
    left += [name for name in named if name.startswith(("/static/", "/map/"))]
    while left:
        name = left.pop()
        if name in sizes:
            continue
        content = _get(address + name, cookie)
        packed = _static(name)
        sizes[name] = packed.stat().st_size if packed else len(gzip.compress(content))
        if name.endswith((".css", ".js")) and "map-worker" not in name:
            text = content.decode()
            inner = re.findall(r"""(?:url\(|from\s*|import\s*)["']?(\./[\w.-]+)["']?""", text)
            if b"data-map" in page:
                inner += re.findall(r"""import\(["'](\./[\w.-]+)["']\)""", text)
            left += [urljoin(name, one) for one in inner]
    return sizes


def _static(name: str) -> Path | None:
    from importlib.resources import files

    folder = Path(str(files("najda.web"))) / "static" / "dist"
    plain = folder / Path(name).name
    packed = plain.with_name(f"{plain.name}.br")
    return packed if packed.exists() else plain if plain.exists() else None


if __name__ == "__main__":
    run()
