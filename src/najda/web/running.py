"""Starting the web server: one process, or several that share one port."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import uvicorn

from .alarm_watch import keep_watch
from .public import limits as _counted_by_all  # noqa: F401 - in memory before processes are copied
from .site import open_site, the_site


def serve(
    folder: Path,
    *,
    passphrase: str,
    host: str,
    port: int,
    workers: int = 1,
    tls: bool | None = None,
    hosts: Sequence[str] = (),
    proxies: str = "127.0.0.1",
) -> None:
    """Serve the pages of the installation in a folder until told to stop.

    Several workers are copies of this process, made after the passphrase opened the installation, so
    that it is asked for once and its tables are up to date before anybody is served.
    """
    site = open_site(folder, passphrase=passphrase, tls=tls, hosts=[*hosts, *_named(host)])
    listening = _listen(host, port)
    config = uvicorn.Config(
        _pages, factory=True, log_level="warning", access_log=False, server_header=False,
        date_header=True, forwarded_allow_ips=proxies, timeout_graceful_shutdown=5, lifespan="off",
    )  # fmt: skip
    if workers == 1:
        _Server(config).run(sockets=[listening])
        return
    site.desk.store.close()  # a connection is not carried into another process
    _Copies(config, listening).run(workers)


def _pages() -> object:
    from .serving import Pages

    keep_watch(the_site())
    Thread(target=the_site().desk.planning.get_ready, name="planner", daemon=True).start()
    return Pages()


class _Server(uvicorn.Server):
    """Lets open boards go before it waits for what is still being answered; they come back."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from .board.watch import watch_of  # Django is set up by now

        watch_of(the_site()).end()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.set_inheritable(True)
    return listening


def _named(host: str) -> list[str]:
    return [] if host in ("0.0.0.0", "::") else [host]


class _Copies:
    """Keeps a number of worker processes alive."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket) -> None:
        self._config, self._listening = config, listening
        self._alive: set[int] = set()
        self._stopping = False

    def run(self, workers: int) -> None:
        """Return when every worker has ended after a signal to stop."""
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, self._stop)
        for _ in range(workers):
            self._start()
        while self._alive:
            ended, status = os.wait()
            self._alive.discard(ended)
            if not self._stopping:
                logging.getLogger(__name__).error(
                    "worker %s ended (%s); starting another", ended, status
                )
                self._start()

    def _start(self) -> None:
        child = os.fork()
        if child:
            self._alive.add(child)
            return
        code = 1
        try:
            for wanted in (signal.SIGTERM, signal.SIGINT):
                signal.signal(wanted, signal.SIG_DFL)
            _Server(self._config).run(sockets=[self._listening])
            code = 0
        finally:
            os._exit(code)

    def _stop(self, *_: object) -> None:
        self._stopping = True
        for child in self._alive:
            os.kill(child, signal.SIGTERM)
