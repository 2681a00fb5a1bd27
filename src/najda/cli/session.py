"""One command being run: which installation, who runs it, in which language, and where it prints."""

from __future__ import annotations

import getpass
import re
import sys
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from random import SystemRandom
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console

from najda import bootstrap
from najda.application.desk import Act, Desk
from najda.application.look_up import find_id, installation
from najda.kernel.entry import check_plain
from najda.kernel.errors import Refusal
from najda.kernel.ids import check_id, derived_id, new_id, stream
from najda.kernel.phrases import N_, phrase

from .harmless import Harmless
from .language import Language, say, speak
from .passphrase import passphrase_for
from .times import read_moment

DEVICE = "cli"
_PLAIN_WIDTH = 10_000  # what is piped is never folded
_DRILL = N_("DRILL / تدريب — “{name}”: nothing here is real.")


class Options(NamedTuple):
    """What every command may be told; see `commands`."""

    folder: Path
    language: Language | None = None
    debug: bool = False
    as_json: bool = False
    person: str = ""
    act: str = ""
    at: str = ""
    seen: int | None = None


class Session:
    """What a command needs besides its own arguments."""

    def __init__(self, options: Options) -> None:
        self.options = options
        speak(options.language)
        self.prints_data = options.as_json
        self.out = _console(sys.stdout)
        self.err = _console(sys.stderr)

    @cached_property
    def desk(self) -> Desk:
        """Open the installation; a drill says first that it is one."""
        folder = self.need_installation()
        desk = bootstrap.open_desk(folder, passphrase=passphrase_for(folder))
        with suppress(Refusal):  # a rebuild mends it, and has to be able to run
            speak(self.options.language, installation(desk).time_zone)
        self.head(desk.store.realm)
        desk.planning.waits = lambda why: self.err.print(say(why), highlight=False)
        return desk

    def need_installation(self) -> Path:
        """Return the folder; raise NoInstallation if there is none in it."""
        folder = self.options.folder
        if bootstrap.realm_in(folder) is None:
            raise bootstrap.NoInstallation(where=folder)
        return folder

    def head(self, realm: str) -> None:
        """Say that this is a drill, if it is one: above what is shown, or beside data."""
        if realm != bootstrap.REAL:
            where = self.err if self.prints_data else self.out
            name = realm.partition(":")[2]
            where.print(say(phrase(_DRILL, name=name)), style="bold reverse", highlight=False)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the installation's days."""
        return ZoneInfo(installation(self.desk).time_zone)

    @cached_property
    def person(self) -> str:
        """Who acts: as told, or whoever the operating system says."""
        return self.person_called(self.options.person)

    def person_called(self, given: str) -> str:
        """Return how the ledger names a person; whoever the operating system says if nobody is named."""
        given = given or _user()
        return check_plain("person", given if "/" in given else f"person/{given}")

    @cached_property
    def now(self) -> datetime:
        """When this command began to look."""
        return self.desk.clock.now()

    def act(self, room: str = "", id_: str = "", *, part: str = "") -> Act:
        """Return the act of this command, on the thing named if it matters what had been seen of it.

        A command that comes to several acts tells them apart by `part`.
        """
        own = self._act_id
        at = read_moment(self.options.at, zone=self.zone, now=self.now) if self.options.at else None
        seen = {} if self.options.seen is None else {stream(room, id_): self.options.seen}
        return Act(
            id=derived_id(own, part) if part else own,
            person=self.person,
            device=DEVICE,
            occurred_at=at,
            seen=seen,
        )

    @cached_property
    def _act_id(self) -> str:
        if self.options.act:
            return check_id(self.options.act)
        return new_id(self.now, SystemRandom())

    def id(self, room: str, given: str) -> str:
        """Return the id of the thing meant by its first letters."""
        return find_id(self.desk, room, given)

    def print(self, said: Any) -> None:
        """Print a line for the person."""
        self.out.print(say(said), highlight=False, markup=False, soft_wrap=True)


def _user() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = ""
    return re.sub(r"[^A-Za-z0-9._-]", "", name) or "unknown"


def _console(stream: Any) -> Console:
    terminal = stream.isatty()
    console = Console(
        file=stream,
        width=None if terminal else _PLAIN_WIDTH,
        no_color=None if terminal else True,
        force_terminal=None if terminal else False,
        emoji=False,
    )
    console.push_render_hook(Harmless())
    return console
