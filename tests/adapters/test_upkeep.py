"""Keeping an installation: a passphrase changed, a role that only serves."""

import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from najda import bootstrap
from najda.adapters.db.errors import RightsMissing
from najda.application.desk import Act
from najda.application.errors import WrongPassphrase
from najda.application.usecases.receive_report import receive_report
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


def test_a_changed_passphrase_opens_the_same_data_and_the_old_one_does_not(made):
    folder, desk = made
    bootstrap.change_passphrase(folder, old=OLD, new=NEW)
    again = bootstrap.open_desk(folder, passphrase=NEW)
    assert everything(again) == everything(desk)
    again.store.close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(folder, passphrase=OLD)


def test_where_there_is_no_installation_that_is_said(tmp_path):
    with pytest.raises(bootstrap.NoInstallation):
        bootstrap.change_passphrase(tmp_path / "nowhere", old=OLD, new=NEW)


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
    keys = bootstrap.backup_keys()
    taken = bootstrap.back_up(
        folder, passphrase=OLD, to=tmp_path / "backup", public_key=keys.public
    )
    assert taken.manifest.size == 2, "the role that serves may back up, too"
