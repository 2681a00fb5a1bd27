"""Commands run as a person would: in this process for speed, or as programs of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from najda import bootstrap
from najda.cli.app import app

PASSPHRASE = "four invented short words"
NAJDA = Path(sys.executable).parent / "najda"
CLEARED = ("NAJDA_PASSPHRASE_FILE", "NAJDA_LANGUAGE", "NAJDA_DATABASE_URL", "NAJDA_DEBUG")
ENGLISH = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "200"}


class Commands:
    """`najda` in one folder: call it with arguments, get its result; `made` gives what `--json` says."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {"NAJDA_FOLDER": str(folder), "NAJDA_PASSPHRASE": PASSPHRASE}

    def __call__(self, *arguments, exits=0, **env):
        given = [str(argument) for argument in arguments]
        result = CliRunner().invoke(app, given, env={**self.env, **env})
        assert result.exit_code == exits, (given, result.output, result.exception)
        return result

    def made(self, *arguments):
        return json.loads(self(*arguments, "--json").stdout)

    def program(self, *arguments, env=None, **more):
        """Run `najda` as a program of its own."""
        given = [str(argument) for argument in arguments]
        return subprocess.run(
            [NAJDA, *given],
            env=clean_env(**self.env, **(env or {})),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            **more,
        )


def clean_env(**more):
    return {k: v for k, v in os.environ.items() if k not in CLEARED} | ENGLISH | more


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in CLEARED:
        monkeypatch.delenv(name, raising=False)
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)


def _founded(folder, realm):
    desk = bootstrap.create(folder, passphrase=PASSPHRASE, name="Invented Rescue", realm=realm)
    desk.store.close()
    return folder


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory):
    return _founded(tmp_path_factory.mktemp("real") / "najda", "real")


@pytest.fixture(scope="session")
def drill_folder(tmp_path_factory):
    return _founded(tmp_path_factory.mktemp("drill") / "najda", "drill:test")


@pytest.fixture
def najda(real_folder, tmp_path):
    """Commands in a new installation for real operations."""
    return Commands(shutil.copytree(real_folder, tmp_path / "najda"))


@pytest.fixture
def drill(drill_folder, tmp_path):
    """Commands in a new installation that is a drill, whose keys open quickly."""
    return Commands(shutil.copytree(drill_folder, tmp_path / "drill"))
