"""Whatever is sent to the real server by the API's own document, nothing fails there, and what it answers
is what the document says. The same is sent every time, on a fast machine as on a slow one. Everything the
document lets expect, and more at random, by hand: NAJDA_SCHEMATHESIS_EXAMPLES=200 for each operation."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from najda.application.desk import Act
from najda.application.permissions import Role
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.run_shift import start_shift
from najda.application.whereabouts import Where
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Channel, HazardKind, Task
from tests.web import installations, server
from tests.web.api_client import token_of

EXAMPLES = "NAJDA_SCHEMATHESIS_EXAMPLES"
USUALLY = {"--max-examples": "5", "--phases": "examples,fuzzing,stateful"}
SEED = 4711
LEFT_OUT = (
    # what the core refuses with a sentence is valid by its types, and answered 422 with that sentence
    "positive_data_acceptance",
)


@pytest.fixture
def begun(made, tmp_path):
    """A folder in which something goes on already, and the token of a head of operations."""
    folder = installations.copy(made, tmp_path / "najda")
    site = installations.open_(folder)
    desk, where = site.desk, Where(position=Position.at(35.3597, 35.9254))

    def act(name):
        return Act(id=derived_id("begun", name), person="person/administrator")

    receive_report(desk, act("report"), text="A house fell in", channel=Channel.CALL, where=where)
    need = Need(life_threat=LifeThreat.IMMEDIATE, trapped=2)
    open_incident(desk, act("incident"), task=Task.RESCUE, need=need, where=where)
    report_hazard(desk, act("hazard"), kind=HazardKind.ACTIVE_FIRE, where=where, radius_m=100)
    with desk.store.reading() as view:
        (team,) = view.standings("teams")
    until = site.now().replace(microsecond=0) + installations.SHIFT
    start_shift(desk, act("shift"), team=team.id, until=until)
    token = token_of(Role.HEAD_OF_OPERATIONS)
    desk.store.close()
    return folder, token


def test_nothing_that_can_be_sent_makes_the_server_fail_or_answer_otherwise_than_it_says(begun):
    folder, token = begun
    with server.serving(folder) as address:
        ran = subprocess.run(
            [
                Path(sys.executable).parent / "schemathesis", "run",
                f"{address}/api/v1/openapi.json",
                "--header", f"Authorization: Bearer {token}",
                *chain.from_iterable(_how_much().items()), "--seed", str(SEED),
                "--checks", "all", "--exclude-checks", ",".join(LEFT_OUT),
                "--continue-on-failure", "--generation-database", "none",
                "--request-timeout", "20", "--suppress-health-check", "all", "--no-color",
            ],
            capture_output=True, text=True, cwd=folder, check=False,
        )  # fmt: skip
        log = (folder / "server.log").read_text()

    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
    assert "Traceback" not in log, log[-5_000:]
    assert "Tested:" in ran.stdout or "passed" in ran.stdout


def _how_much():
    asked = os.environ.get(EXAMPLES)
    return {"--max-examples": asked} if asked else USUALLY
