"""What people do: use cases one by one and together, an import of messages, a drill; on SQLCipher."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from najda import bootstrap
from najda.application.desk import Act, Desk
from najda.application.usecases.receive_report import receive_report
from najda.application.whereabouts import Where
from najda.kernel.ids import new_id
from najda.kernel.places import Position
from najda.kernel.tasks import Channel

from .bare import BareSqlcipher
from .table import Rate, console, rate, show, slower

PASSPHRASE = "only for measuring"
SINGLE, TOGETHER = 200, 5000
TEXTS = (
    "DRILL: a wall came down near the bakery, two people may be under it",
    "تدريب: سقط جدار قرب الفرن وقد يكون شخصان تحته",
    "DRILL: smoke from a house by the harbour, nobody seen",
    "تدريب: دخان من بيت قرب الميناء ولا يرى أحد",
)
TOWNS = ("Jableh", "جبلة", "Latakia", "طرطوس", "Baniyas", "حماة", "Homs", "")


def run(messages: int) -> None:
    """Print the rates of whole use cases, of an import and of a drill."""
    with tempfile.TemporaryDirectory() as folder:
        _use_cases(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        _import(Path(folder), messages)
    _drill()


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    yield bootstrap.create(
        folder / "desk", passphrase=PASSPHRASE, name="bench", realm="drill:bench", area="anywhere"
    )


def _use_cases(folder: Path) -> None:
    random = Random(1)
    bare = BareSqlcipher(str(folder), bytes(32))
    with _desk(folder) as desk:
        one = rate(lambda: _receive(desk, random, SINGLE))

        def together() -> int:
            with desk.together():
                return _receive(desk, random, TOGETHER)

        many = rate(together)
        with desk.store.reading() as view:
            rows = [entry for entry in view.entries(upto=TOGETHER)]
    bare_one = rate(lambda: bare.singly(rows[:SINGLE]))
    bare_many = rate(lambda: bare.batched(rows, len(rows)))
    show(
        "Receive a report: the whole use case, sealed and projected (reports a second)",
        ["kept", "use case", "bare insert", "slower"],
        [
            ["each at once", str(one), str(bare_one), slower(bare_one, one)],
            [f"{TOGETHER:,} together", str(many), str(bare_many), slower(bare_many, many)],
        ],
    )


def _receive(desk: Desk, random: Random, count: int) -> int:
    where = Where(position=Position.at(35.52, 35.79))
    for number in range(count):
        act = Act(id=new_id(datetime.now(UTC), random), person="person/bench")
        text = f"{TEXTS[number % len(TEXTS)]} {number}"
        receive_report(desk, act, text=text, channel=Channel.CALL, where=where)
    return count


def _import(folder: Path, messages: int) -> None:
    file = folder / "messages.csv"
    _write(file, messages)
    with _desk(folder):
        pass
    command = ["reports", "import", str(file), "--yes", "--folder", str(folder / "desk")]
    seconds, _ = _najda(*command)
    again, _ = _najda(*command)
    show(
        "Import a CSV file of messages, the whole command",
        ["messages", "seconds", "rate", "again, all known"],
        [[f"{messages:,}", f"{seconds:.1f}", str(Rate(messages / seconds)), f"{again:.1f} s"]],
    )


def _write(file: Path, messages: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["message", "sent at", "town"])
        for number in range(messages):
            at = start + timedelta(seconds=number)
            text = f"{TEXTS[number % len(TEXTS)]} {number}"
            rows.writerow([text, at.isoformat(), TOWNS[number % len(TOWNS)]])


def _drill() -> None:
    rows = []
    for scale in ("1", "10"):
        days = "3" if scale == "1" else "1"
        with tempfile.TemporaryDirectory() as folder:
            options = ["--days", days, "--seed", "7", "--scale", scale]
            where = ["--folder", f"{folder}/drill"]
            seconds, _ = _najda("drill", "run", "coast", "--headless", *options, *where)
            _, found = _najda("ledger", "verify", "--json", *where)
        entries = json.loads(found)["size"]
        rows.append([scale, days, f"{entries:,}", f"{seconds:.1f}", str(Rate(entries / seconds))])
    show(
        "The coast drill, the whole command", ["scale", "days", "entries", "seconds", "rate"], rows
    )


def _najda(*command: str) -> tuple[float, str]:
    """Run a command as a process of its own; return its seconds and what it said."""
    environment = {**os.environ, "NAJDA_LANGUAGE": "en"}
    environment.pop("NAJDA_PASSPHRASE", None)  # a drill opens by itself
    if command[0] == "reports":
        environment["NAJDA_PASSPHRASE"] = PASSPHRASE
    console.print(f"najda {' '.join(command[:3])} …", style="dim")
    start = perf_counter()
    done = subprocess.run(
        [str(Path(sys.executable).with_name("najda")), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return perf_counter() - start, done.stdout
