"""Where a PostgreSQL database is, in Django's words; and a role that may serve but not rewrite."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from najda.adapters.db.errors import BUSY_SECONDS, translated
from najda.adapters.db.tables import PROTECTED

_SESSION = f"-c lock_timeout={BUSY_SECONDS}s"
READING = {
    "isolation_level": psycopg.IsolationLevel.REPEATABLE_READ,
    "options": f"{_SESSION} -c default_transaction_read_only=on",
}
"""OPTIONS that make a connection's every transaction one unchanging view."""


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database given as URL or libpq connection string."""
    parts: dict[str, Any] = conninfo_to_dict(url)
    named = {
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
    }
    options = {"connect_timeout": BUSY_SECONDS, "options": _SESSION, **parts}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": options}


def where(url: str) -> str:
    """Return what to call the database in a sentence: never with its password."""
    parts = conninfo_to_dict(url)
    return f"{parts.get('host', 'this machine')}/{parts.get('dbname', '')}"


def grant_service_role(url: str, role: str) -> None:
    """Let `role`, which must exist, run Najda without any means to change or remove an entry.

    `url` connects as the owner of the tables. The role may read and add entries and tiles, write read
    models and whatever other tables there are, and owns `subject_key`, the one table from which things
    are destroyed (an owner alone may VACUUM it, which removes a destroyed key from the disk). UPDATE,
    DELETE, TRUNCATE and DROP TRIGGER on the ledger are refused to it by grant, before any trigger.
    """
    with translated(where(url)), psycopg.connect(url) as connection:
        ((schema,),) = connection.execute("SELECT current_schema()").fetchall()
        names = {"role": sql.Identifier(role), "schema": sql.Identifier(schema)}
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]
        )
        for (table,) in tables.fetchall():
            there = {**names, "table": sql.Identifier(table), "rights": sql.SQL(_rights(table))}
            connection.execute(sql.SQL("REVOKE ALL ON {table} FROM {role}").format(**there))
            connection.execute(sql.SQL("GRANT {rights} ON {table} TO {role}").format(**there))
        for statement in _SCHEMA_GRANTS:
            connection.execute(sql.SQL(statement).format(**names))


_SCHEMA_GRANTS = (
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}",  # an owner needs CREATE to become one
    "ALTER TABLE subject_key OWNER TO {role}",
    "REVOKE CREATE ON SCHEMA {schema} FROM {role}",
)


def _rights(table: str) -> str:
    if table in ("installation", "django_migrations"):
        return "SELECT"
    return "SELECT, INSERT" if table in (*PROTECTED, "tile") else "SELECT, INSERT, UPDATE, DELETE"
