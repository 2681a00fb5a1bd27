"""Runs drills for the tests, whole or cut short, in this process or in another."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from najda.drills.folder import open_drill
from najda.drills.profile import plan
from najda.drills.run import Drill, clock_and_time


class Crash(Exception):
    """Stands for the power going out."""


def begin(folder, *, name="coast", seed=7, days=1, scale=1.0, database_url=None):
    """Return a drill in a folder, begun or going on."""
    env, clock = clock_and_time()
    wanted = plan(name, seed=seed, days=days, scale=scale)
    desk = open_drill(folder, wanted, clock, database_url=database_url)
    return Drill(wanted, desk, env)


def told(folder, **how):
    """Return a drill told to its end."""
    drill = begin(folder, **how)
    drill.run()
    return drill


def crash_at(drill, act):
    """Run a drill until its act of this number, then let it crash in the midst of it."""
    seen = 0

    def watch(deed):
        nonlocal seen
        seen += 1
        if seen == act:
            raise Crash

    drill.hands.watchers.append(watch)
    try:
        drill.run()
    except Crash:
        return
    raise AssertionError(f"the drill has no {act} acts")


def entries_of(drill):
    """Return every entry of a drill."""
    with drill.desk.store.reading() as view:
        return list(view.entries())


def facts(entries, *kinds):
    """Yield (id, moment, body) of the entries of these kinds."""
    for entry in entries:
        if entry.kind in kinds:
            _, _, id_ = entry.stream.partition("/")
            yield id_, datetime.fromisoformat(entry.occurred_at), json.loads(entry.body)


def kinds_in(entries):
    """Return how often each kind of fact occurs."""
    return Counter(entry.kind for entry in entries)


def command(*arguments, **environment):
    """Return `najda drill …` as a process, its output piped."""
    code = "from najda.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "NAJDA_LANGUAGE": "en", **environment},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def digest_in(output):
    """Return the digest a drill printed."""
    found = re.search(r"\b[0-9a-f]{64}\b", output)
    assert found, output
    return found[0]
