"""The real web server, as `najda serve` starts it, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30


class ServerFailed(Exception):
    """The server did not start; the message carries what it said."""


@contextmanager
def serving(
    folder: Path, *options: str, port: int | None = None, kill: bool = False
) -> Iterator[str]:
    """Serve the installation in a folder while the block runs; gives the address. With `kill` the server
    ends as by a power cut."""
    port = port or free_port()
    address = f"http://localhost:{port}"
    with (folder / "server.log").open("w+") as log:
        server = subprocess.Popen(
            [Path(sys.executable).parent / "najda", "serve", "-f", folder, "--port", str(port), *options],
            stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        try:
            _wait(server, address, log)
            yield address
        finally:
            server.kill() if kill else server.terminate()
            server.wait(PATIENCE)


def _wait(server: subprocess.Popen, address: str, log) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    log.seek(0)
    raise ServerFailed(log.read())


def free_port() -> int:
    """Return a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
