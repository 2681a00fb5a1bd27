"""A coast drill of two days, told to its end, with somebody of every role: what reports are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from najda import bootstrap
from najda.application.look_up import things
from najda.web.site import open_site
from tests.drills.telling import told
from tests.web import installations

FIRST, SECOND = "2024-09-02", "2024-09-03"
"""The days of the drill."""

NOW = datetime(2024, 9, 3, 20, 30, tzinfo=UTC)
"""Half an hour before midnight in Damascus on the second day."""


def make(folder: Path) -> None:
    """Tell the drill, and add an account for every role."""
    told(folder, days=2).desk.store.close()
    site = open_site(folder, passphrase=bootstrap.DRILL_PASSPHRASE)
    team = next(iter(things(site.desk, "teams")))
    installations.add_accounts(team=team.id)
    site.desk.store.close()
    bootstrap.drill_time(folder).stand(NOW)


@pytest.fixture(scope="session")
def drilled(tmp_path_factory) -> Path:
    """The drill's folder, to copy; nobody writes to it."""
    folder = tmp_path_factory.mktemp("drilled") / "made"
    make(folder)
    return folder


@pytest.fixture
def site(drilled, tmp_path):
    """The drill open in this process, a copy of the test's own."""
    site = installations.open_(installations.copy(drilled, tmp_path / "najda"))
    yield site
    site.desk.store.close()
