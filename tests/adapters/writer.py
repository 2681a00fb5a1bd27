"""A process that records as fast as it can and says what was acknowledged; tests kill it at any moment.

python -m tests.adapters.writer flood|race '{"kind": …}'
"""

import json
import os
import sys
from pathlib import Path
from random import Random

from najda.application.errors import StaleVersion
from tests.stores import File, Server, draft, standing


def say(what):
    """Say it in one piece or not at all."""
    os.write(1, f"{what}\n".encode())


def flood(place, name):
    """Record acts of one to three parts for ever; say each act's id once it is lasting."""
    store, random, number = place.open(), Random(name), 0
    while True:
        number += 1
        act, parts = f"{name}-{number}", random.choice([1, 1, 2, 3])
        with store.writing() as tx:
            tx.append([draft(f"teams/{act}-{n}", act=act, part=n) for n in range(parts)])
            tx.put([standing(act, room="teams", status="here")])
            if random.random() < 0.2:
                tx.keep_subject_key(f"people/{act}", b"wrapped")
        say(f"{act} {parts}")


def race(place, name):
    """Try to record every version of one stream from 1 to 100; say which ones this process won."""
    store = place.open()
    for version in range(1, 101):
        try:
            with store.writing() as tx:
                tx.append(
                    [draft("teams/1", version, act=f"{name}-{version}", person=f"people/{name}")]
                )
            say(version)
        except StaleVersion:
            continue


if __name__ == "__main__":
    what, given, name = sys.argv[1:]
    said = json.loads(given)
    place = File(Path(said["path"])) if "path" in said else Server(said["url"])
    {"flood": flood, "race": race}[what](place, name)
