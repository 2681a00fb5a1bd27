"""Nobody changes or removes an entry: triggers refuse everyone, grants refuse the service's role."""

import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from najda.adapters.db import cipher, postgres
from najda.adapters.db.errors import NotKept
from najda.application.ledger.verify import verify
from tests.stores import KEY, File, Server, draft, everything, fill, record, standing

CHANGES = [
    "UPDATE entry SET person = 'people/nobody'",
    "UPDATE entry SET sequence = sequence + 1000",
    "DELETE FROM entry WHERE sequence = 1",
    "UPDATE installation SET realm = 'drill:x'",
    "DELETE FROM installation",
]


@pytest.mark.parametrize("change", [*CHANGES, "INSERT OR REPLACE INTO entry SELECT * FROM entry"])
def test_the_file_refuses_change(tmp_path, change):
    store = File(tmp_path / "ledger.sqlcipher").create()
    fill(store, 3)
    connection = cipher.connect(tmp_path / "ledger.sqlcipher", KEY)
    with pytest.raises(cipher.sqlcipher.IntegrityError, match="append-only: record a new entry"):
        connection.execute(change)
    connection.close()
    assert verify(store).problem is None


def test_a_second_realm_cannot_be_added_to_a_file(tmp_path):
    File(tmp_path / "ledger.sqlcipher").create()
    connection = cipher.connect(tmp_path / "ledger.sqlcipher", KEY)
    with pytest.raises(cipher.sqlcipher.IntegrityError):
        connection.execute("INSERT INTO installation VALUES (2, 'drill:x')")
    connection.close()


def test_what_a_smuggled_trigger_swallows_is_not_acknowledged(tmp_path):
    store = File(tmp_path / "ledger.sqlcipher").create()
    fill(store, 3)
    connection = cipher.connect(tmp_path / "ledger.sqlcipher", KEY)
    connection.execute(
        "CREATE TRIGGER swallow BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END"
    )
    connection.close()
    with pytest.raises(NotKept):
        record(store, draft())
    assert len(everything(store)) == 3


@pytest.mark.parametrize("change", [*CHANGES, "TRUNCATE entry", "TRUNCATE installation"])
@pytest.mark.parametrize("session", ["origin", "replica"])
def test_the_server_refuses_change_even_to_its_administrator(postgres_url, change, session):
    store = Server(postgres_url).create()
    fill(store, 3)
    with psycopg.connect(postgres_url) as connection:
        connection.execute(f"SET session_replication_role = {session}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            connection.execute(change)
    assert verify(store).problem is None


@pytest.fixture
def service(postgres_url):
    """A store on PostgreSQL, and the URL of a role that may only serve it."""
    store = Server(postgres_url).create()
    record(store, draft())
    role, password = f"najda_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        create = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
        admin.execute(create.format(sql.Identifier(role), sql.Literal(password)))
        postgres.grant_service_role(postgres_url, role)
        parts = urlsplit(postgres_url)
        yield urlunsplit(parts._replace(netloc=f"{role}:{password}@{parts.hostname}:{parts.port}"))
        admin.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.mark.parametrize(
    "change",
    [
        *CHANGES,
        "TRUNCATE entry",
        "UPDATE tile SET level = 0",
        "INSERT INTO installation VALUES (2, 'drill:x')",
        "DROP TRIGGER entry_refuses_change ON entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "ALTER TABLE entry OWNER TO CURRENT_USER",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP TABLE entry",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
    ],
)
def test_the_services_role_is_refused_by_grant(service, change):
    with (
        psycopg.connect(service) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege) as refusal,
    ):
        connection.execute(change)
    assert "append-only" not in str(refusal.value)  # the grant came before the trigger


def test_the_services_role_can_do_all_that_serving_needs(service):
    store = Server(service).open("real")
    fill(store, 300)
    with store.writing() as tx:
        tx.put([standing()])
        tx.keep_subject_key("s", b"wrapped")
    with store.writing() as tx:
        tx.clear()
        assert tx.destroy_subject_key("s")
    assert verify(store).problem is None
    assert len(everything(store)) == 301
    store.close()
