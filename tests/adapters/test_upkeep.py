"""Keeping an installation: backups that open again, a passphrase changed, a role that only serves."""

import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from najda import bootstrap
from najda.adapters.db.errors import RightsMissing, StoreExists
from najda.application.desk import Act
from najda.application.errors import WrongPassphrase
from najda.application.usecases.receive_report import receive_report
from najda.bootstrap.upkeep import KeptByServer
from najda.kernel.ids import derived_id
from najda.kernel.tasks import Channel

OLD, NEW = "five invented words for tests", "six other invented words again"


def report(desk, number):
    act = Act(id=derived_id("report", str(number)), person="people/amal")
    return receive_report(desk, act, text="smoke", channel=Channel.CALL)


def everything(desk):
    with desk.store.reading() as view:
        return list(view.entries())


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "najda"
    desk = bootstrap.create(folder, passphrase=OLD, name="Invented Rescue")
    yield folder, desk
    desk.store.close()


def restored(folder, backup, to):
    """Put a backup and the keys kept elsewhere into a new folder."""
    to.mkdir()
    (to / "najda.db").write_bytes(backup.read_bytes())
    (to / "keys.json").write_bytes((folder / "keys.json").read_bytes())
    return bootstrap.open_desk(to, passphrase=OLD)


def test_a_backup_made_while_people_work_opens_again_as_it_was(made, tmp_path):
    folder, desk = made
    report(desk, 1)
    kept = everything(desk)
    with desk.store.reading():  # somebody is reading
        bootstrap.back_up(folder, passphrase=OLD, to=tmp_path / "copy.db")
    report(desk, 2)
    again = restored(folder, tmp_path / "copy.db", tmp_path / "again")
    assert everything(again) == kept
    report(again, 3)
    again.store.close()


def test_a_backup_cannot_be_read_without_the_keys_and_only_by_its_owner(made, tmp_path):
    folder, _ = made
    copy = tmp_path / "copy.db"
    bootstrap.back_up(folder, passphrase=OLD, to=copy)
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    assert b"Invented" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_backup_never_takes_the_place_of_another_file(made, tmp_path):
    folder, _ = made
    there = tmp_path / "there.db"
    there.write_text("last month")
    with pytest.raises(StoreExists):
        bootstrap.back_up(folder, passphrase=OLD, to=there)
    assert there.read_text() == "last month"
    assert not list(tmp_path.glob("*.new"))


def test_a_backup_asks_for_the_passphrase(made, tmp_path):
    folder, _ = made
    with pytest.raises(WrongPassphrase):
        bootstrap.back_up(folder, passphrase=NEW, to=tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_changed_passphrase_opens_the_same_data_and_the_old_one_does_not(made):
    folder, desk = made
    bootstrap.change_passphrase(folder, old=OLD, new=NEW)
    again = bootstrap.open_desk(folder, passphrase=NEW)
    assert everything(again) == everything(desk)
    again.store.close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(folder, passphrase=OLD)


@pytest.mark.parametrize("ask", [bootstrap.change_passphrase, bootstrap.back_up])
def test_where_there_is_no_installation_that_is_said(tmp_path, ask):
    given = {"old": OLD, "new": NEW} if ask is bootstrap.change_passphrase else {}
    given = given or {"passphrase": OLD, "to": tmp_path / "copy.db"}
    with pytest.raises(bootstrap.NoInstallation):
        ask(tmp_path / "nowhere", **given)


@pytest.fixture
def roles(postgres_url):
    """URLs of the database's owner, who is no administrator, and of a role that is to serve."""
    names = {which: f"najda_{which}_{secrets.token_hex(4)}" for which in ("owner", "service")}
    parts = urlsplit(postgres_url)
    database = sql.Identifier(parts.path.removeprefix("/"))
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        owner, service = (sql.Identifier(name) for name in names.values())
        for role in (owner, service):
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'invented'").format(role))
        admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, owner))
        admin.execute(sql.SQL("GRANT {} TO {}").format(service, owner))
    place = f"{parts.hostname}:{parts.port}"
    yield (
        [urlunsplit(parts._replace(netloc=f"{name}:invented@{place}")) for name in names.values()],
        names,
    )
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        admin.execute(sql.SQL("REASSIGN OWNED BY {}, {} TO CURRENT_USER").format(owner, service))
        admin.execute(sql.SQL("DROP OWNED BY {}, {}").format(owner, service))
        admin.execute(sql.SQL("DROP ROLE {}, {}").format(owner, service))


def test_an_owner_who_is_no_administrator_lets_a_role_serve(roles, tmp_path, monkeypatch):
    (owner, service), names = roles
    folder = tmp_path / "najda"
    made = bootstrap.create(folder, passphrase=OLD, name="Invented Rescue", database_url=owner)
    made.store.close()
    monkeypatch.setenv(bootstrap.DATABASE_URL, service)
    with pytest.raises(RightsMissing, match="installation grant"):
        bootstrap.open_desk(folder, passphrase=OLD)
    bootstrap.grant_service(owner, names["service"])
    desk = bootstrap.open_desk(folder, passphrase=OLD)
    assert report(desk, 1).entries
    desk.store.close()
    with pytest.raises(KeptByServer, match="pg_dump"):
        bootstrap.back_up(folder, passphrase=OLD, to=tmp_path / "copy.db")
