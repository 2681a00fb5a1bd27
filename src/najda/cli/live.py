"""A drill with its pages served: played fast to where much happens, then at a pace people can follow."""

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
from functools import partial
from pathlib import Path

from rich.live import Live
from rich.text import Text

from najda import bootstrap
from najda.application.permissions import Role, role_word
from najda.application.situation.wording import DRILL_MARK
from najda.domain.teams.status import Status as TeamStatus
from najda.drills import going, play
from najda.drills.ending import LANGUAGES
from najda.drills.folder import SERVER_LOG, alone_in, open_drill
from najda.drills.profile import Plan
from najda.drills.run import Drill, clock_and_time
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .progress import PATIENCE_SECONDS

HOST = "localhost"
MINUTE = 60.0
START_SECONDS = 60

INVENTED = {
    Role.CALL_TAKER: "amal",
    Role.DISPATCHER: "omar",
    Role.TEAM: "rami",
    Role.HEAD_OF_OPERATIONS: "salma",
    Role.AUDITOR: "nour",
    Role.ADMINISTRATOR: "karim",
}
"""Nobody bears these names here: they are the accounts of a drill."""

_HURRYING = N_("Playing up to {when} …")
_TAKEN = N_("Port {port} is taken; {other} is used instead.")
_AT = N_("The board is at {address}")
_WHO = N_("Sign in as one of these invented people, all with the password {password}")
_HOW = N_("Minutes of the drill in a second: {speed}. Ctrl-C stops it.")
_STATE = N_("{when}: {waiting} waiting, {missions} missions under way")
_TOLD = N_("{when}: the drill has been told to its end; its pages are served until Ctrl-C.")


class ServerEnded(Refusal):
    """The web server of a drill could not be started, or ended by itself."""

    says = N_("The web server ended. What it said is in {log}. The drill is kept; start it again.")


def serve_drill(plan: Plan, show: play.Show, port: int) -> None:
    """Run a drill and serve its pages until stopped; then show and write its situation report."""
    from najda.web.site import set_up

    set_up()
    env, time_told = clock_and_time()
    desk = open_drill(
        show.folder, plan, time_told, fresh=show.fresh, database_url=show.database_url
    )
    with alone_in(show.folder):
        drill = Drill(plan, desk, env)
        desk.planning.waits = partial(play.say, show)
        play.say(show, DRILL_MARK, style="bold reverse")
        with play.stoppable(drill):
            play.catch_up(drill, show)
            _hurry(drill, show)
            if not drill.stopping:
                _watched(drill, show, port)
        if drill.stopping and not drill.over:
            play.say(show, phrase(play.STOPPED, when=going.told(drill)))
        play.end(drill, show)


def _hurry(drill: Drill, show: play.Show) -> None:
    """Play fast to where people begin to watch; whoever waits sees how far it is."""
    until, began = going.opening(drill), time.monotonic()
    said = show.speaks.say(phrase(_HURRYING, when=drill.stage.moment(until)))
    with show.console.status(said) as status:
        status.stop()

        def progress(hour: int) -> None:
            if show.console.is_terminal and time.monotonic() - began > PATIENCE_SECONDS:
                status.update(f"{said} {show.speaks.number(min(99, hour * 360_000 // until))} %")
                status.start()

        going.hurry(drill, until, progress)


def _watched(drill: Drill, show: play.Show, port: int) -> None:
    clock = bootstrap.drill_time(show.folder)
    if not (show.folder / bootstrap.CLOCK).exists():
        clock.stand(going.told(drill))
    password = accounts(drill, show.folder)
    free = free_port(port)
    if free != port:
        play.say(show, phrase(_TAKEN, port=str(port), other=str(free)))
    with served(show.folder, free) as server:
        _tell(show, f"http://{HOST}:{free}/", password)
        with Live(console=show.console, auto_refresh=False, transient=True) as line:
            ended = False

            def tick() -> bool:
                nonlocal ended
                if drill.over and not ended:
                    ended = True
                    play.say(show, phrase(_TOLD, when=going.told(drill)))
                if show.console.is_terminal:
                    line.update(_state(drill, show), refresh=True)
                return server.poll() is None

            going.go_on(drill, clock, pace=(show.speed or 1.0) * MINUTE, tick=tick)
        if server.poll() is not None:
            raise ServerEnded(log=show.folder / SERVER_LOG)


def accounts(drill: Drill, folder: Path) -> str:
    """Make the drill's invented accounts and return their password."""
    from najda.web.accounts.people import People
    from najda.web.site import open_site

    site = open_site(folder, passphrase=bootstrap.DRILL_PASSPHRASE)
    password = bootstrap.demo_password(site.desk)
    for role, username in INVENTED.items():
        team = _busy_team(drill) if role is Role.TEAM else ""
        People().let_in(username, role, password, team=team)
    site.desk.store.close()
    return password


def _busy_team(drill: Drill) -> str:
    """Return the first team that is on a mission; the first of all if none is."""
    teams = list(drill.stage.crews)
    board = drill.hands.board
    return next((id_ for id_ in teams if board.team(id_).status == TeamStatus.COMMITTED), teams[0])


def free_port(port: int) -> int:
    """Return the port if nobody listens there, or else one where nobody does."""
    for wanted in (port, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
                return probe.getsockname()[1]
            except OSError:
                continue
    return port


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the pages in a process of its own, which Ctrl-C does not reach; raises ServerEnded."""
    code = "from najda.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "-f", folder, "--host", HOST]
    log = folder / SERVER_LOG
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*command, "--port", str(port)],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            env={**os.environ, "NAJDA_PASSPHRASE": bootstrap.DRILL_PASSPHRASE},
        )  # fmt: skip
        try:
            _await(server, f"http://{HOST}:{port}/health/", log)
            yield server
        finally:
            server.terminate()
            server.wait()


def _await(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ServerEnded(log=log)


def _tell(show: play.Show, address: str, password: str) -> None:
    """Say in both languages where the pages are and who may sign in."""
    for code in LANGUAGES:
        speaks = play.speaker(code)
        play.say(show, "")
        play.say(show, speaks.say(phrase(_AT, address=address)), style="bold")
        play.say(show, speaks.say(phrase(_WHO, password=password)))
        wide = max(map(len, INVENTED.values()))
        for role, username in INVENTED.items():
            play.say(show, f"  {username:<{wide}}  {speaks.say(role_word(role))}")
        play.say(show, speaks.say(phrase(_HOW, speed=show.speed or 1.0)))
    play.say(show, "")


def _state(drill: Drill, show: play.Show) -> Text:
    board, when = drill.hands.board, going.told(drill)
    counts = {"waiting": board.waiting, "missions": board.under_way}
    return Text(show.speaks.say(phrase(_STATE, when=when, **counts)))
