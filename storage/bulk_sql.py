"""Many new rows in one statement: out of a JSON text for SQLite, out of arrays for PostgreSQL.

One statement that the database works off by itself, because a row at a time costs twice: SQLAlchemy builds the text for
each batch anew, and a driver that comes back to Python for each row waits there for whoever else wants to run, with
SQLite's one write lock in its hands (measured 2026: uploads waited half a second beside an enrolment).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json

CACHE_KB = 131_072
"""Pages of SQLite that a bulk writer keeps: ids are spread evenly, so each batch touches pages of the whole index, and
with the default of 2 MB most of them are read again each time."""

Columns = Mapping[str, Sequence[str | None]]
"""Values of text by the names of their columns, row by row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRows:
    """An INSERT of rows that skips those that are there by any key; made before the transaction that it runs in."""

    statement: str
    values: tuple[Any, ...]

    def add(self, connection: sa.Connection) -> int:
        """Insert them and return how many were new."""
        return connection.exec_driver_sql(self.statement, self.values).rowcount if self.statement else 0


def new_rows(dialect: sa.Dialect, table: sa.Table, varying: Columns, *, same: Mapping[str, Any]) -> NewRows:
    """Make the INSERT of rows: columns that differ from row to row, the first of which is a key, and what all share.

    Rows should come in the order of their keys: two writers that lock each other's rows in no set order could deadlock.
    """
    if not next(iter(varying.values())):
        return NewRows(statement="", values=())
    told = [_bound(dialect, table.c[name], value) for name, value in same.items()]
    write = _from_json if dialect.name == "sqlite" else _from_arrays
    chosen, source, given = write([(table.c[name], values) for name, values in varying.items()])
    # What is the same in every row travels once.
    once = ["?" if dialect.name == "sqlite" else f"CAST(%s AS {_kind(table.c[name])})" for name in same]
    statement = (
        f"INSERT INTO {table.name} ({', '.join((*same, *varying))}) "
        f"SELECT {', '.join((*once, *chosen))} FROM {source} WHERE true ON CONFLICT DO NOTHING"
    )
    return NewRows(statement=statement, values=(*told, *given))


def make_room(connection: sa.Connection) -> None:
    """Let this connection keep the pages that bulk writing touches again and again, and leave the log as it grows.

    Copying the log's pages home is for `Database.shorten_log`, which keeps nobody from writing meanwhile.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")


_Varying = Sequence[tuple[sa.Column[Any], Sequence[str | None]]]


def _from_json(varying: _Varying) -> tuple[list[str], str, tuple[Any, ...]]:
    rows = list(zip(*(values for _, values in varying), strict=True))
    chosen = [f"json_extract(value, '$[{place}]')" for place in range(len(varying))]
    return chosen, "json_each(?)", (to_json(rows).decode(),)


def _from_arrays(varying: _Varying) -> tuple[list[str], str, tuple[Any, ...]]:
    arrays = ", ".join(f"CAST(%s AS {_kind(column)}[])" for column, _ in varying)
    listed = ", ".join(column.name for column, _ in varying)
    chosen = [f"new.{column.name}" for column, _ in varying]
    return chosen, f"unnest({arrays}) AS new({listed})", tuple(list(values) for _, values in varying)


def _bound(dialect: sa.Dialect, column: sa.Column[Any], value: Any) -> Any:
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    one = value.value if isinstance(value, Enum) else value
    return process(one) if process else one


def _kind(column: sa.Column[Any]) -> str:
    """The type to cast to: TEXT for text of any length, since a cast to a shorter one cuts silently."""
    if isinstance(column.type, sa.String):
        return "text"
    return "timestamptz" if isinstance(column.type, sa.types.TypeDecorator) else "bigint"
