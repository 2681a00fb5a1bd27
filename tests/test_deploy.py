"""The files in deploy/ are what the docs show, and what systemd and nginx take."""

import configparser
import re
import subprocess

import pytest

from tests.conftest import PROJECT
from tests.deploying import needs

DEPLOY = PROJECT / "deploy"
FILES = sorted(DEPLOY.iterdir())
UNITS = [path for path in FILES if path.suffix in (".service", ".timer")]
PAGE = (PROJECT / "docs" / "running.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_docs_show_a_file_as_it_is(path):
    assert f"```ini\n{path.read_text()}```" in PAGE or f"```nginx\n{path.read_text()}```" in PAGE


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one(path):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(path)
    assert unit["Unit"]["Description"].startswith("Najda:")
    assert set(unit) >= ({"Service"} if path.suffix == ".service" else {"Timer", "Install"})


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_a_unit(path, tmp_path):
    needs("systemd-analyze")
    # A timer is looked at with its service; what they start is not installed here.
    for one in UNITS:
        text = re.sub(r"/opt/najda/\S+", "/bin/true", one.read_text())
        (tmp_path / one.name).write_text(re.sub(r"(User|Group)=najda", r"\1=root", text))
    found = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / path.name], capture_output=True, text=True
    )
    ours = [line for line in found.stderr.splitlines() if "najda" in line]
    assert (found.returncode, ours) == (0, [])


def test_the_commands_in_the_units_are_ours():
    from tests.test_docs import _commands_in, _resolved

    for path in UNITS:
        for line in re.findall(r"^ExecStart=.*?/najda (.*)$", path.read_text(), re.M):
            words = next(iter(_commands_in(f"`najda {line}`")))
            assert _resolved(words)[0] is not None
