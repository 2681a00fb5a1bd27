"""An installation is there whole or not at all, opens only with its own keys, and never mixes realms."""

import shutil
import signal
import subprocess
import sys

import pytest

from najda import bootstrap
from najda.adapters.folders import FolderInUse
from najda.application.errors import WrongPassphrase, WrongRealm
from najda.application.look_up import installation
from najda.kernel.errors import Malformed, Refusal

from .conftest import PASSPHRASE

GIVEN = {"passphrase": PASSPHRASE, "name": "Invented Rescue", "realm": "drill:test"}


def _made(folder, **more):
    return bootstrap.create(folder, **{**GIVEN, **more})


def test_what_was_made_opens_and_knows_its_name_area_and_time_zone(tmp_path):
    _made(tmp_path / "x", area="34,35,36,37", time_zone="Asia/Beirut").store.close()
    found = installation(bootstrap.open_desk(tmp_path / "x", passphrase=PASSPHRASE))
    assert (found.name, found.area, found.time_zone) == (
        "Invented Rescue",
        "34,35,36,37",
        "Asia/Beirut",
    )


@pytest.mark.parametrize("realm", ["", "drill", "drill:", "Real", "drill:A b", "real:x"])
def test_a_realm_is_real_or_a_named_drill(tmp_path, realm):
    with pytest.raises(Malformed):
        _made(tmp_path / "x", realm=realm)
    assert not (tmp_path / "x").exists()


def test_another_realm_than_asked_for_is_refused(tmp_path):
    _made(tmp_path / "x")
    for realm in ("real", "drill:other"):
        with pytest.raises(WrongRealm):
            bootstrap.open_desk(tmp_path / "x", passphrase=PASSPHRASE, realm=realm)


@pytest.mark.parametrize(
    "wrong", [{"area": "somewhere"}, {"time_zone": "Mars/Olympus"}, {"name": " ", "person": ""}]
)
def test_what_is_refused_leaves_no_folder(tmp_path, wrong):
    with pytest.raises(Refusal):
        _made(tmp_path / "x", **wrong)
    assert not (tmp_path / "x").exists()


KILLED = """
import os, sys
from pathlib import Path
from najda import bootstrap

def killed(event, given):
    if event in ("open", "os.rename") and str(given[0]).startswith(sys.argv[1]):
        killed.left -= 1
        if not killed.left:
            os.kill(os.getpid(), 9)

killed.left = int(sys.argv[2])
sys.addaudithook(killed)
bootstrap.create(Path(sys.argv[1]), passphrase=sys.argv[3], name="Invented Rescue", realm="drill:test")
"""


@pytest.mark.parametrize("step", range(1, 12))
def test_killed_at_any_step_it_is_whole_or_can_be_asked_again(tmp_path, step):
    folder = tmp_path / "x"
    typed = [sys.executable, "-c", KILLED, str(folder), str(step), PASSPHRASE]
    code = subprocess.run(typed, capture_output=True).returncode
    if code == -signal.SIGKILL and not (folder / "keys.json").exists():
        assert bootstrap.realm_in(folder) is None
        with pytest.raises(bootstrap.NoInstallation):
            bootstrap.open_desk(folder, passphrase=PASSPHRASE)
        _made(folder, passphrase="another passphrase").store.close()
        bootstrap.open_desk(folder, passphrase="another passphrase")
    else:
        desk = bootstrap.open_desk(folder, passphrase=PASSPHRASE)
        assert installation(desk).name == "Invented Rescue"


def test_two_who_make_one_folder_at_once_never_undo_each_other(tmp_path):
    program = (
        "import sys; from pathlib import Path; from najda import bootstrap; "
        "bootstrap.create(Path(sys.argv[1]), passphrase=sys.argv[2], name='X', realm='drill:test')"
    )
    folder = tmp_path / "x"
    running = [
        subprocess.Popen([sys.executable, "-c", program, folder, f"passphrase {n}"], stderr=-3)
        for n in range(3)
    ]
    codes = [each.wait() for each in running]
    (first,) = [number for number, code in enumerate(codes) if code == 0]
    bootstrap.open_desk(folder, passphrase=f"passphrase {first}")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file" / "x", tmp_path / "file"):
        with pytest.raises(Refusal):
            _made(folder)
    assert (tmp_path / "file").read_text() == "mine"


def test_an_installation_in_postgresql_keeps_no_password_and_opens_with_its_own_keys_only(
    postgres_url, tmp_path, monkeypatch
):
    _made(tmp_path / "x", database_url=postgres_url).store.close()
    kept = (tmp_path / "x" / "settings.json").read_text()
    password = postgres_url.split("@")[0].rsplit(":", 1)[1]
    assert password not in kept
    monkeypatch.setenv(bootstrap.DATABASE_URL, postgres_url)
    desk = bootstrap.open_desk(tmp_path / "x", passphrase=PASSPHRASE)
    assert installation(desk).name == "Invented Rescue"
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(tmp_path / "x", passphrase="not this one")
    _made(tmp_path / "y")
    shutil.copy(tmp_path / "y" / "keys.json", tmp_path / "x" / "keys.json")
    with pytest.raises(bootstrap.OtherDatabase):
        bootstrap.open_desk(tmp_path / "x", passphrase=PASSPHRASE)


def test_interrupted_in_postgresql_the_same_can_be_asked_again(postgres_url, tmp_path):
    desk = _made(tmp_path / "x", database_url=postgres_url)
    desk.store.close()
    (tmp_path / "x" / "keys.json").rename(tmp_path / "x" / "unfinished-keys.json")
    with pytest.raises(Refusal):
        _made(tmp_path / "x", database_url=postgres_url, passphrase="not this one")


def test_resumed_with_its_passphrase_a_founding_in_postgresql_goes_on(postgres_url, tmp_path):
    _made(tmp_path / "x", database_url=postgres_url).store.close()
    (tmp_path / "x" / "keys.json").rename(tmp_path / "x" / "unfinished-keys.json")
    desk = _made(tmp_path / "x", database_url=postgres_url)
    with desk.store.reading() as view:
        assert view.head().size == 1


def test_a_folder_in_use_is_refused_even_if_only_its_keys_are_lost(tmp_path):
    _made(tmp_path / "x").store.close()
    (tmp_path / "x" / "keys.json").unlink()
    with pytest.raises(FolderInUse):
        _made(tmp_path / "x")
    assert (tmp_path / "x" / "najda.db").exists()
