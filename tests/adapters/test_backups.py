"""Backups: one moment of the ledger however much is written, opened by one key, whole or not at all."""

import os
import secrets
import signal
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import pyrage
import pytest

from najda import bootstrap
from najda.adapters.backup import archive, taking
from najda.adapters.backup.restoring import NoBackup, OtherRoot
from najda.adapters.backup.sealed import BackupDamaged, NoPrivateKey, NoPublicKey, OtherKey
from najda.adapters.backup.taking import BackingUp, NotBackedUp
from najda.adapters.db.errors import StoreExists
from najda.adapters.folders import FolderInUse
from najda.application.desk import Act
from najda.application.errors import WrongPassphrase
from najda.application.usecases.receive_report import receive_report
from najda.bootstrap.backups import DatabaseAsked
from najda.kernel.ids import derived_id
from najda.kernel.tasks import Channel
from tests.postgres import fresh_database
from tests.stores import BOTH

WORDS, OTHERS = "five invented words for tests", "six other invented words again"
KEYS, STRANGERS = bootstrap.backup_keys(), bootstrap.backup_keys()


class Made:
    """An installation on either store, and somewhere to back it up to and restore it."""

    def __init__(self, tmp_path, url=None, empty_url=None):
        self.folder, self.to, self.into = tmp_path / "najda", tmp_path / "to", tmp_path / "again"
        self.url, self.empty_url = url, empty_url
        self.desk = bootstrap.create(
            self.folder, passphrase=WORDS, name="Invented Rescue", database_url=url
        )
        (self.folder / "places").mkdir()
        (self.folder / "places" / "towns.csv").write_text("an invented gazetteer")

    def report(self, number, desk=None):
        act = Act(id=derived_id("report", str(number)), person="people/amal")
        receive_report(desk or self.desk, act, text="smoke", channel=Channel.CALL)

    def back_up(self, **more):
        given = {"passphrase": WORDS, "to": self.to, "public_key": KEYS.public, **more}
        return bootstrap.back_up(self.folder, **given)

    def restore(self, path, **more):
        given = {"private_key": KEYS.private, "passphrase": lambda _: WORDS, "url": self.empty_url}
        return bootstrap.restore(path, self.into, **{**given, **more})

    def nothing_was_left(self):
        left = [path.name for path in self.into.parent.iterdir() if "again" in path.name]
        return left == [] and (self.url is None or tables(self.empty_url) == 0)


def tables(url):
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()[0]


def everything(desk):
    with desk.store.reading() as view:
        return list(view.entries())


@pytest.fixture(params=BOTH)
def made(request, tmp_path, monkeypatch):
    if request.param == "sqlcipher":
        made = Made(tmp_path)
        yield made
        made.desk.store.close()
        return
    server = request.getfixturevalue("postgres_server")
    with fresh_database(server) as url, fresh_database(server) as empty:
        monkeypatch.setenv(bootstrap.DATABASE_URL, url)
        made = Made(tmp_path, url, empty)
        yield made
        made.desk.store.close()


@pytest.fixture
def one(tmp_path):
    """An installation in an encrypted file, with a backup of it."""
    made = Made(tmp_path)
    made.report(1)
    made.path = made.back_up().path
    yield made
    made.desk.store.close()


def test_what_is_restored_is_what_was_backed_up(made, monkeypatch):
    for number in range(30):
        made.report(number)
    kept = everything(made.desk)
    taken = made.back_up()
    made.report(31)
    done = made.restore(taken.path)

    assert (done.manifest.size, done.changed) == (len(kept), 0)
    if made.empty_url:
        monkeypatch.setenv(bootstrap.DATABASE_URL, made.empty_url)
    again = bootstrap.open_desk(made.into, passphrase=WORDS)
    assert everything(again) == kept
    assert (made.into / "places" / "towns.csv").read_text() == "an invented gazetteer"
    made.report(32, again)
    again.store.close()


def test_a_backup_is_of_one_moment_however_much_is_written_meanwhile(made):
    stop, written = threading.Event(), []

    def work():
        desk = bootstrap.open_desk(made.folder, passphrase=WORDS)
        while not stop.is_set():
            made.report(len(written), desk)
            written.append(1)
        desk.store.close()

    writer = threading.Thread(target=work)
    writer.start()
    while len(written) < 5:
        time.sleep(0.01)
    before = len(written)
    taken = made.back_up()
    after = len(written)
    while len(written) == after:
        time.sleep(0.01)
    stop.set()
    writer.join()
    done = made.restore(taken.path)

    assert before < done.manifest.size
    assert done.manifest.size <= after * 2 + 2
    assert done.changed == 0


def test_accounts_are_in_a_backup(tmp_path, monkeypatch):
    folder = tmp_path / "najda"
    code = (
        "import sys; from pathlib import Path; from najda.web.site import open_site;"
        "from najda.web.accounts.people import People; from najda.application.permissions import Role;"
        "open_site(Path(sys.argv[1]), passphrase=sys.argv[2]);"
        "print([a.username for a in People().everybody()] or People().add('amal', Role.DISPATCHER))"
    )
    desk = bootstrap.create(folder, passphrase=WORDS, name="Invented Rescue")
    desk.store.close()
    subprocess.run([sys.executable, "-c", code, folder, WORDS], check=True)
    taken = bootstrap.back_up(folder, passphrase=WORDS, to=tmp_path, public_key=KEYS.public)
    bootstrap.restore(
        taken.path, tmp_path / "again", private_key=KEYS.private, passphrase=lambda _: WORDS
    )
    said = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "again", WORDS], check=True, capture_output=True
    )
    assert b"amal" in said.stdout


def test_a_backup_shows_nothing_without_the_private_key_and_is_its_owners_alone(one):
    held = one.path.read_bytes()
    assert b"Invented" not in held
    assert b"keys.json" not in held
    assert b"drill" not in held
    assert one.path.stat().st_mode & 0o077 == 0


def test_a_backup_opens_with_any_program_that_knows_the_format(one, tmp_path):
    clear = tmp_path / "clear.tar"
    identity = pyrage.x25519.Identity.from_str(KEYS.private)
    pyrage.decrypt_file(str(one.path), str(clear), [identity])
    with tarfile.open(clear) as tar:
        names = tar.getnames()
    assert names[0] == names[-1] == "manifest.json"
    assert {"keys.json", "places/towns.csv", "database/00000000"} <= set(names)


def test_another_key_is_refused_and_nothing_is_left(one):
    with pytest.raises(OtherKey, match="sealed to another"):
        one.restore(one.path, private_key=STRANGERS.private)
    assert one.nothing_was_left()


@pytest.mark.parametrize("given", ["", "age1nonsense", pytest.param(KEYS.private, id="private")])
def test_what_is_no_public_key_is_refused(one, given):
    with pytest.raises(NoPublicKey, match="age1"):
        one.back_up(public_key=given)


@pytest.mark.parametrize(
    "given",
    ["", "# a comment\n", "AGE-SECRET-KEY-1NONSENSE", pytest.param(KEYS.public, id="public")],
)
def test_what_is_no_private_key_is_refused(one, given):
    with pytest.raises(NoPrivateKey):
        one.restore(one.path, private_key=given)


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, 0.9999])
def test_a_backup_that_is_cut_is_refused_and_nothing_is_left(one, share):
    whole = one.path.read_bytes()
    one.path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupDamaged, match="cut or altered"):
        one.restore(one.path)
    assert one.nothing_was_left()


@pytest.mark.parametrize("share", [0.0, 0.0005, 0.2, 0.5, 0.99999])
def test_a_backup_with_one_byte_altered_is_refused_and_nothing_is_left(one, share):
    held = bytearray(one.path.read_bytes())
    held[int((len(held) - 1) * share)] ^= 1
    one.path.write_bytes(held)
    with pytest.raises((BackupDamaged, OtherKey)):
        one.restore(one.path)
    assert one.nothing_was_left()


def test_a_damaged_backup_leaves_the_database_empty(made):
    made.report(1)
    path = made.back_up().path
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(BackupDamaged):
        made.restore(path)
    assert made.nothing_was_left()


def test_the_passphrase_is_asked_for_and_a_wrong_one_leaves_nothing(made):
    made.report(1)
    path = made.back_up().path
    with pytest.raises(WrongPassphrase):
        made.restore(path, passphrase=lambda _: OTHERS)
    assert made.nothing_was_left()


def test_what_was_restored_is_held_to_the_manifest(made, monkeypatch):
    honest = archive.write

    def lying(sink, manifest, files, pieces):
        import msgspec

        honest(sink, msgspec.structs.replace(manifest, root="00" * 32), files, pieces)

    monkeypatch.setattr(taking, "write", lying)
    path = made.back_up().path
    with pytest.raises(OtherRoot, match="not what was backed up"):
        made.restore(path)
    assert made.nothing_was_left()


def test_a_folder_in_use_and_a_database_in_use_are_left_alone(made, monkeypatch):
    path = made.back_up().path
    if made.url:
        with pytest.raises(DatabaseAsked):
            made.restore(path, url=None)
        with pytest.raises(StoreExists):
            made.restore(path, url=made.url)
        assert everything(made.desk)
    made.into.mkdir()
    (made.into / "notes.txt").write_text("mine")
    with pytest.raises(FolderInUse, match=r"notes\.txt"):
        made.restore(path)
    assert [one.name for one in made.into.iterdir()] == ["notes.txt"]


def test_a_file_that_is_not_there_is_said(one, tmp_path):
    with pytest.raises(NoBackup):
        one.restore(tmp_path / "nowhere")


def test_only_the_newest_are_kept_and_others_are_left_alone(one):
    others = one.to / "najda-real-00000000-20200101T000000Z-5.tar.age"
    others.write_bytes(b"of another installation")
    paths = [one.path]
    for number in range(3):
        time.sleep(1.1)
        one.report(10 + number)
        taken = one.back_up(keep=2)
        paths.append(taken.path)
    assert sorted(p for p in one.to.iterdir() if p != others) == paths[-2:]
    assert others.exists()


def test_a_full_disk_is_said_and_nothing_is_left(one, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taking.os, "fsync", full)
    with pytest.raises(NotBackedUp, match="No space left"):
        one.back_up(to=one.to / "more")
    assert list((one.to / "more").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_disk_that_fills_up_while_sealing_is_said(one, monkeypatch):
    monkeypatch.setattr(
        taking.os, "open",
        lambda path, *more, _open=os.open: _open("/dev/full", os.O_WRONLY)
        if Path(str(path)).name.startswith(taking.HALF + "najda") else _open(path, *more),
    )  # fmt: skip
    with pytest.raises(NotBackedUp, match="No space left"):
        one.back_up(to=one.to / "more")
    assert [path.name for path in (one.to / "more").iterdir()] == []


def test_two_backups_into_one_folder_do_not_meet(one):
    with taking.alone_in(one.to), pytest.raises(BackingUp):
        one.back_up()


def test_killed_on_the_way_it_leaves_nothing_that_looks_whole_and_the_next_one_clears_up(one):
    (one.folder / "places" / "large.bin").write_bytes(secrets.token_bytes(64 << 20))
    code = (
        "import sys; from pathlib import Path; from najda import bootstrap;"
        "bootstrap.back_up(Path(sys.argv[1]), passphrase=sys.argv[2], to=Path(sys.argv[3]),"
        " public_key=sys.argv[4])"
    )
    arguments = (one.folder, WORDS, one.to, KEYS.public)
    running = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)])
    while not (found := list(one.to.glob(f"{taking.HALF}najda*"))) or not found[0].stat().st_size:
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert [path for path in one.to.iterdir() if not path.name.startswith(".")] == [one.path]
    one.back_up()
    assert not list(one.to.glob(f"{taking.HALF}*"))
