"""Reports taken over HTTP by many at once, through the server as it runs; beside the bare use case, which
one process calls with nothing in between."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from statistics import median, quantiles
from urllib.parse import urlsplit, urlunsplit

from najda import bootstrap
from najda.application.permissions import Role
from najda.kernel.ids import new_id
from najda.web.site import set_up

from .operations import PASSPHRASE, TEXTS, _receive
from .table import Rate, console, rate, show, slower

CLIENTS, EACH = 16, 50
SINGLE = 200
START_SECONDS = 60


def run(postgres: str | None, *, clients: int = CLIENTS, each: int = EACH) -> None:
    """Print how many reports a second the server acknowledges, each on the disk."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows += _measured("SQLCipher", Path(folder) / "bench", None, clients, each, workers=1)
    if postgres:
        for workers in (1, 2):
            with _database(postgres) as url, tempfile.TemporaryDirectory() as folder:
                where = Path(folder) / "bench"
                rows += _measured("PostgreSQL", where, url, clients, each, workers=workers)
    else:
        console.print("PostgreSQL was left out: name an URL with --postgres.")
    show(
        f"Take a report over HTTP, {clients} clients (reports a second, each acknowledged on the disk)",
        ["store, workers", "over HTTP", "bare use case", "slower", "median", "p99"],
        rows,
    )


def _measured(
    name: str, folder: Path, url: str | None, clients: int, each: int, *, workers: int
) -> list[list[str]]:
    desk = bootstrap.create(
        folder, passphrase=PASSPHRASE, name="bench", realm="drill:bench", area="anywhere",
        database_url=url,
    )  # fmt: skip
    random = Random(1)
    bare = rate(lambda: _receive(desk, random, SINGLE))
    desk.store.close()
    before = os.environ.get(bootstrap.DATABASE_URL)
    if url:
        os.environ[bootstrap.DATABASE_URL] = url
    try:
        token = _token(folder)
        with _served(folder, workers) as port, ThreadPoolExecutor(clients) as many:
            _client(port, token, 3)  # what is made at the first request is not measured
            began = time.perf_counter()
            took = [
                t
                for times in many.map(lambda _: _client(port, token, each), range(clients))
                for t in times
            ]
            served = Rate(len(took) / (time.perf_counter() - began))
    finally:
        if before is None:
            os.environ.pop(bootstrap.DATABASE_URL, None)
    p99 = quantiles(took, n=100)[98]
    return [[
        f"{name}, {workers}", str(served), str(bare), slower(bare, served),
        f"{median(took) * 1000:,.0f} ms", f"{p99 * 1000:,.0f} ms",
    ]]  # fmt: skip


def _token(folder: Path) -> str:
    """Return the token of a call-taker's device."""
    from najda.web.accounts.people import People
    from najda.web.site import open_site

    site = open_site(folder, passphrase=PASSPHRASE)
    from najda.web.api.models import Scope
    from najda.web.api.tokens import new_device

    account = People().let_in("bench", Role.CALL_TAKER, secrets.token_hex(16))
    token = new_device(account, "bench", Scope("everything"))[1]
    site.desk.store.close()
    return token


def _client(port: int, token: str, count: int) -> list[float]:
    """Take reports over one connection, one after another; return how long each took, in seconds."""
    connection, random, took = http.client.HTTPConnection("localhost", port), SystemRandom(), []
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for number in range(count):
        body = {
            "text": f"{TEXTS[number % len(TEXTS)]} {number}",
            "channel": "call",
            "where": {"position": {"lat": 35.52, "lon": 35.79}},
        }
        began = time.perf_counter()
        act = new_id(datetime.now(UTC), random)
        connection.request(
            "POST", "/api/v1/reports", json.dumps(body), {**headers, "Idempotency-Key": act}
        )
        answer = connection.getresponse()
        said = answer.read()
        took.append(time.perf_counter() - began)
        if answer.status not in (200, 201):
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
    return took


@contextmanager
def _served(folder: Path, workers: int) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from najda.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "-f", folder,
         "--port", str(port), "--workers", str(workers)],
        stdout=subprocess.DEVNULL, env={**os.environ, "NAJDA_PASSPHRASE": PASSPHRASE},
    )  # fmt: skip
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _database(url: str) -> Iterator[str]:
    """Make an empty database on the server and drop it afterwards."""
    import psycopg

    name = f"najda_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> None:
    """Measure, in a process that is set up for pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", default=os.environ.get("NAJDA_BENCH_POSTGRES"), help="URL")
    parser.add_argument("--each", type=int, default=EACH, help="reports of each client")
    asked = parser.parse_args()
    set_up()
    run(asked.postgres, each=asked.each)


if __name__ == "__main__":
    main()
