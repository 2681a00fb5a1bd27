"""A full disk, a damaged file, a wrong key, a busy neighbour: refused clearly, nothing half-written."""

import os
import shutil
import subprocess
import threading
from contextlib import suppress

import pytest
from django.db import connections

from najda.adapters.db import cipher, errors, opening
from najda.adapters.db import store as store_module
from najda.adapters.db.errors import LibraryTooOld, StoreMissing, StoreOutOfReach, StoreUnreachable
from najda.application.errors import StoreBusy, StoreDamaged, StoreFull, WrongPassphrase
from najda.application.ledger.verify import verify
from tests.stores import KEY, File, draft, everything, fill, record


@pytest.fixture
def file(tmp_path):
    return File(tmp_path / "ledger.sqlcipher")


def recorded_until_full(store):
    """Record until the store is full; return how many entries were acknowledged."""
    kept = 0
    try:
        while True:
            kept += len(fill(store, 20, body=f'"{"x" * 5000}"'))
    except StoreFull:
        return kept


def test_a_store_that_may_not_grow_refuses_whole_acts(file):
    store = file.create()
    record(store, draft())
    connections[store._writer].connection.execute("PRAGMA max_page_count = 200")
    kept = recorded_until_full(store)
    assert len(everything(store)) == kept + 1
    assert verify(store).problem is None
    connections[store._writer].connection.execute("PRAGMA max_page_count = 100000")
    assert len(fill(store, 5)) == 5


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_refuses_whole_acts_and_goes_on_when_there_is_room(small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(500_000))
    file = File(small_disk / "ledger.sqlcipher")
    store = file.create()
    kept = recorded_until_full(store)
    ballast.unlink()
    assert len(everything(store)) == kept
    fill(store, 5)
    store.close()
    again = file.open()
    assert len(everything(again)) == kept + 5
    assert verify(again).problem is None
    again.close()


def test_a_disk_too_full_to_open_the_file_is_not_taken_for_damage(small_disk):
    file = File(small_disk / "ledger.sqlcipher")
    fill(file.create(), 5)
    connections.close_all()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(bytes(4096))
    with pytest.raises((StoreFull, StoreOutOfReach)):
        file.open()
    (small_disk / "ballast").unlink()
    assert len(everything(file.open())) == 5
    connections.close_all()


def test_a_disk_that_may_only_be_read_is_not_taken_for_damage(small_disk):
    file = File(small_disk / "ledger.sqlcipher")
    fill(file.create(), 5)
    connections.close_all()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreOutOfReach, match="cannot be read or written now"):
        file.open()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert len(everything(file.open())) == 5
    connections.close_all()


def test_another_program_that_holds_the_file_is_waited_for_and_then_named(file, monkeypatch):
    file.create().close()
    monkeypatch.setattr(cipher, "BUSY_SECONDS", 0.2)
    store = file.open()
    other = cipher.connect(file.path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        record(store, draft())
    release = threading.Timer(0.1, other.execute, ["COMMIT"])
    release.start()
    assert record(store, draft())[0].sequence == 1
    release.join()
    other.close()


def test_another_program_that_holds_the_server_is_waited_for_and_then_named(
    postgres_url, monkeypatch
):
    import psycopg

    from najda.adapters.db import postgres, sessions

    monkeypatch.setattr(postgres, "_SESSION", "-c lock_timeout=200ms")
    store = opening.create_postgres(postgres_url, "real")
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sessions._LEDGER_LOCK])
        with pytest.raises(StoreBusy):
            record(store, draft())
    assert record(store, draft())[0].sequence == 1


def test_a_thread_that_waits_too_long_for_its_turn_is_told(file, monkeypatch):
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.1)
    store, refusals = file.create(), []

    def late():
        try:
            record(store, draft())
        except StoreBusy as refusal:
            refusals.append(refusal)

    with store.writing():
        thread = threading.Thread(target=late)
        thread.start()
        thread.join()
    assert len(refusals) == 1


def test_a_wrong_key_is_refused_and_the_file_untouched(file):
    fill(file.create(), 3)
    before = file.path.read_bytes()
    with pytest.raises(WrongPassphrase):
        opening.open_sqlcipher(file.path, bytes(32))
    assert file.path.read_bytes() == before
    assert len(everything(file.open())) == 3


def damaged(file, at, length=200):
    """Overwrite part of the closed file."""
    with file.path.open("r+b") as raw:
        raw.seek(at)
        raw.write(bytes(length))


def closed(file, size=3000):
    """Make a file of some size and close it whole."""
    store = file.create()
    fill(store, size)
    store.close()
    assert not file.path.with_name(f"{file.path.name}-wal").exists()


def test_a_damaged_first_page_is_told_from_a_wrong_key(file):
    closed(file)
    damaged(file, 1000)
    with pytest.raises(StoreDamaged):
        file.open()


def test_damage_further_in_is_found_when_it_is_read(file):
    closed(file)
    size = file.path.stat().st_size
    damaged(file, size // 2, size // 4)
    with pytest.raises(StoreDamaged, match=r"ledger\.sqlcipher"):
        verify(file.open())
    with pytest.raises(StoreDamaged):
        file.open().scan(helpers=2)


@pytest.mark.parametrize("text", [b"", b"not a database", b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_store_is_refused_and_untouched(file, text):
    file.path.write_bytes(text)
    with pytest.raises((StoreMissing, WrongPassphrase, StoreDamaged)):
        file.open()
    assert file.path.read_bytes() == text


def test_a_half_made_file_left_by_a_crash_does_not_stand_in_the_way(file):
    half = file.path.with_name(f"{file.path.name}.new")
    half.write_bytes(b"half")
    with pytest.raises(StoreMissing):
        file.open()
    fill(file.create(), 1)
    assert not half.exists()


def test_only_its_owner_may_read_the_file(file):
    fill(file.create(), 1)
    for path in file.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_nothing_readable_stands_in_the_file(file):
    store = file.create()
    record(store, draft(body='"a very telling word"'))
    for path in file.path.parent.iterdir():
        raw = path.read_bytes()
        assert b"telling" not in raw
        assert b"incidents" not in raw
        assert b"SQLite format" not in raw


def test_a_copy_of_the_file_opens_with_its_key_alone(file, tmp_path):
    closed(file, 10)
    copy = tmp_path / "copy"
    shutil.copy(file.path, copy)
    assert len(everything(File(copy).open())) == 10


def test_an_sqlite_that_can_damage_the_file_is_refused():
    with pytest.raises(LibraryTooOld, match=r"3\.51\.2"):
        cipher.check_library((3, 51, 2))
    cipher.check_library((3, 51, 3))


def test_a_server_that_does_not_answer_is_said_not_to_and_no_password_shown():
    with pytest.raises(StoreUnreachable) as refusal:
        opening.open_postgres("postgresql://najda:hush@127.0.0.1:1/najda")
    assert "hush" not in str(refusal.value)


def test_what_is_not_the_stores_trouble_passes_as_it_is():
    def stumble():
        with errors.translated("here"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
