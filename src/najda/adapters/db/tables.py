"""The tables as first made. A change to them is a new migration, never an edit here.

`entry` is the ledger. `tile` holds Merkle roots of full blocks of 256, 256², … entries; `standing` how
things stand now: both can be made again from `entry`. `subject_key` holds wrapped keys and is the only
table from which anything is ever destroyed. `installation` says in one row which realm this is.
"""

from __future__ import annotations

REFUSAL = "the ledger is append-only: record a new entry that corrects the old one"
PROTECTED = ("entry", "installation")
"""Tables in which nothing is ever changed or removed."""

_ENTRY = """CREATE TABLE entry (
    sequence {integer} NOT NULL{sequence_key},
    stream {text} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    kind {text} NOT NULL,
    act {text} NOT NULL,
    part {integer} NOT NULL,
    realm {text} NOT NULL,
    occurred_at {text} NOT NULL,
    recorded_at {text} NOT NULL,
    person {text} NOT NULL,
    device {text} NOT NULL,
    source {text} NOT NULL,
    body {text} NOT NULL,
    previous {text} NOT NULL,
    hash {text} NOT NULL,
    {stream_key} (stream, version),
    UNIQUE (act, part)
){strict}"""

_OTHERS = (
    """CREATE TABLE standing (
    room {text} NOT NULL,
    id {text} NOT NULL,
    version {integer} NOT NULL,
    status {text} NOT NULL,
    since {text} NOT NULL,
    weight {real} NOT NULL,
    parent {text} NOT NULL,
    due {text} NOT NULL,
    areas {text} NOT NULL,
    lat {real},
    lon {real},
    state {text} NOT NULL,
    PRIMARY KEY (room, id)
){strict}""",
    "CREATE INDEX standing_queue ON standing (room, status, weight DESC, since, id)",
    "CREATE INDEX standing_parent ON standing (room, parent) WHERE parent <> ''",
    "CREATE INDEX standing_due ON standing (room, due) WHERE due <> ''",
    """CREATE TABLE tile (
    level {integer} NOT NULL,
    position {integer} NOT NULL,
    root {blob} NOT NULL,
    PRIMARY KEY (level, position)
){strict}""",
    "CREATE TABLE subject_key (subject {text} NOT NULL PRIMARY KEY, wrapped {blob} NOT NULL){strict}",
    """CREATE TABLE installation (
    only_one {integer} NOT NULL PRIMARY KEY CHECK (only_one = 1),
    realm {text} NOT NULL
){strict}""",
)

_SQLITE = {
    "text": "TEXT", "integer": "INTEGER", "real": "REAL", "blob": "BLOB", "strict": " STRICT",
    "sequence_key": " PRIMARY KEY", "stream_key": "UNIQUE",
}  # fmt: skip
_POSTGRES = {
    "text": 'text COLLATE "C"', "integer": "bigint", "real": "double precision", "blob": "bytea",
    "strict": "", "sequence_key": " UNIQUE", "stream_key": "PRIMARY KEY",
}  # fmt: skip

_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in PROTECTED
    for change in ("UPDATE", "DELETE")
)

# ALWAYS: even a session that plays a replica, in which ordinary triggers are silent, is refused.
_POSTGRES_TRIGGERS = (
    f"""CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$""",
    *(
        statement
        for table in PROTECTED
        for statement in (
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuses_change",
            f"REVOKE ALL ON {table} FROM PUBLIC",
        )
    ),
)

STATEMENTS = {
    "sqlite": tuple(s.format(**_SQLITE) for s in (_ENTRY, *_OTHERS)) + _SQLITE_TRIGGERS,
    "postgresql": tuple(s.format(**_POSTGRES) for s in (_ENTRY, *_OTHERS)) + _POSTGRES_TRIGGERS,
}
"""What the first migration runs, by Django's name of the database."""
