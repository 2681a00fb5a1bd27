"""The import contracts (pyproject.toml) hold, and each of them bites."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PURE_ROOMS = {"kernel", "domain", "dispatch", "linkage", "estimate", "intake", "fairness"}

DOWN = "Imports flow down the list of rooms, never up"
BY_ID = "Domain rooms know each other only by id"
PURE = "What decides reaches no database, framework or network"
BOOTSTRAP = "Only bootstrap chooses adapters"


def lint_imports(folder, source):
    """Check the contracts of the project in `folder`, reading the code in `source`."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    """The project's code and contracts, copied to where a test may spoil them."""
    ignored = shutil.ignore_patterns("__pycache__", "locale")
    shutil.copytree(PROJECT / "src" / "najda", tmp_path / "najda", ignore=ignored)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_hold():
    code, said = lint_imports(PROJECT, PROJECT / "src")
    assert code == 0, said


@pytest.mark.parametrize(
    ("contract", "where", "line"),
    [
        (DOWN, "kernel/spoilt.py", "import najda.domain"),
        (DOWN, "application/spoilt.py", "import najda.adapters"),
        (DOWN, "dispatch/spoilt.py", "import najda.intake"),
        (DOWN, "a_room_nobody_placed/__init__.py", ""),
        (BY_ID, "domain/reports/spoilt.py", "import najda.domain.incidents"),
        (PURE, "kernel/spoilt.py", "import sqlite3"),
        (PURE, "domain/incidents/spoilt.py", "from django.db import models"),
        (PURE, "dispatch/spoilt.py", "import urllib.request"),
        (BOOTSTRAP, "cli/spoilt.py", "import najda.adapters"),
        (BOOTSTRAP, "drills/spoilt.py", "from najda import adapters"),
    ],
)
def test_an_import_that_breaks_a_contract_is_refused(copy, contract, where, line):
    spoilt = copy / "najda" / where
    spoilt.parent.mkdir(exist_ok=True)
    spoilt.write_text(line + "\n")
    code, said = lint_imports(copy, copy)
    assert code != 0
    assert f"{contract} BROKEN" in said, said


def test_every_room_that_decides_is_held_to_purity():
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (held,) = [c["source_modules"] for c in contracts["contracts"] if c["name"] == PURE]
    rooms = {room for room in PURE_ROOMS if list((PROJECT / "src/najda" / room).glob("*.py"))}
    assert rooms <= {name.removeprefix("najda.") for name in held}
