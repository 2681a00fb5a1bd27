"""Django's SQLite backend on the encrypted driver. OPTIONS: `key` (32 raw bytes), `read_only`."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from najda.adapters.db import cipher

for _name, _read in {
    "bool": b"1".__eq__,
    "date": base.decoder(parse_date),
    "time": base.decoder(parse_time),
    "datetime": base.decoder(parse_datetime),
    "timestamp": base.decoder(parse_datetime),
}.items():
    sqlcipher.register_converter(_name, _read)
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, base.adapt_date)
sqlcipher.register_adapter(datetime.datetime, base.adapt_datetime)


class Cursor(sqlcipher.Cursor):
    """Takes Django's `%s` and `%(name)s` placeholders, as its own SQLite cursor does."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Cursor:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Cursor:
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose file is opened by a key. Reading connections begin without the write lock."""

    Database = sqlcipher

    def get_connection_params(self) -> dict[str, Any]:
        options = self.settings_dict["OPTIONS"]
        read_only = options.get("read_only", False)
        self.transaction_mode = "DEFERRED" if read_only else "IMMEDIATE"
        return {
            "path": Path(self.settings_dict["NAME"]),
            "key": options["key"],
            "read_only": read_only,
        }

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlcipher.Connection:
        connection = cipher.connect(**conn_params)
        register_functions(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)
