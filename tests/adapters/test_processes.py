"""Several processes on one store, killed at any moment: nothing acknowledged is lost, nothing doubled."""

import json
import subprocess
import sys
import threading
import time
from collections import deque
from random import Random

from najda.application.ledger.verify import verify
from tests.adapters.writer import __name__ as WRITER
from tests.stores import draft, everything, record


def start(place, what, name):
    """Start a writing process; returns it and the list of lines it has said so far."""
    given = json.dumps(
        {"path": str(place.path)} if place.kind == "sqlcipher" else {"url": place.url}
    )
    process = subprocess.Popen(
        [sys.executable, "-m", WRITER, what, given, name], stdout=subprocess.PIPE, text=True
    )
    said = []
    reader = threading.Thread(target=lambda: said.extend(line.strip() for line in process.stdout))
    reader.start()
    return process, reader, said


def check_acknowledged(store, said):
    """Every acknowledged act is there whole, with its standing; no act is there in part."""
    parts = {}
    with store.reading() as view:
        for entry in view.entries():
            parts.setdefault(entry.act, []).append(entry.part)
        standing = {row.id for row in view.standings("teams")}
    for line in said:
        act, count = line.split(" ")
        assert parts[act] == list(range(int(count)))
    assert set(parts) == standing


def test_processes_killed_again_and_again_lose_nothing_they_acknowledged(place):
    store, random, said = place.create(), Random(7), []
    crew = deque(start(place, "flood", name) for name in "ab")
    for attempt in range(20):
        process, reader, lines = crew.popleft()
        deadline = time.monotonic() + 60
        while not lines and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.random() * 0.1)
        process.kill()  # while the other one goes on
        process.wait()
        reader.join()
        assert lines, "this process never recorded anything"
        said += lines
        check_acknowledged(store, said)
        crew.append(start(place, "flood", str(attempt)))
    for process, reader, lines in crew:
        process.kill()
        process.wait()
        reader.join()
        said += lines
    check_acknowledged(store, said)
    size = len(everything(store))
    assert record(store, draft())[0].sequence == size + 1
    assert verify(store).problem is None


def test_of_two_processes_exactly_one_wins_each_version(place):
    store = place.create()
    crew = [start(place, "race", name) for name in "ab"]
    for process, reader, _ in crew:
        assert process.wait() == 0
        reader.join()
    won = [int(line) for _, _, lines in crew for line in lines]
    assert sorted(won) == list(range(1, 101))
    assert [entry.version for entry in everything(store)] == list(range(1, 101))
    assert verify(store).problem is None
