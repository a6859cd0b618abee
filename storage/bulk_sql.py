"""Many new rows in one statement, out of a JSON text.

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
"""Pages of SQLite that a bulk writer keeps. Ids begin with the time, yet digests of papers in the blob store, and
applications in no order, touch pages of a whole index: with the default of 2 MB most would be read again each time."""

_FROM_JSON_IN_SQLITE = "json_extract(value, '$[{}]')", "json_each(?)"
_FROM_JSON_IN_POSTGRESQL = "value->>{}", "jsonb_array_elements(CAST(%s AS jsonb))"
"""One cell of a row by its place, and where the rows come from."""

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


def new_rows(
    dialect: sa.Dialect,
    table: sa.Table,
    varying: Columns,
    *,
    same: Mapping[str, Any],
    beside: "sa.Column[Any] | None" = None,
) -> NewRows:
    """Make the INSERT of rows: columns that differ from row to row, the first of which is a key, and what all share.

    Rows should come in an order that every writer keeps: two who lock each other's rows in none could deadlock.
    With `beside`, a column of another table, only rows that have the value of their column of that name there go in.
    """
    if not next(iter(varying.values())):
        return NewRows(statement="", values=())
    is_sqlite = dialect.name == "sqlite"
    told = [_bound(dialect, table.c[name], value) for name, value in same.items()]
    rows = to_json(list(zip(*varying.values(), strict=True))).decode()
    # For PostgreSQL, arrays would do, too; its driver takes seven times as long to write them.
    cell, source = _FROM_JSON_IN_SQLITE if is_sqlite else _FROM_JSON_IN_POSTGRESQL
    chosen = [cell.format(place) for place in range(len(varying))]
    # What is the same in every row travels once.
    once = ["?" if is_sqlite else f"CAST(%s AS {_kind(table.c[name], dialect)})" for name in same]
    there = "true"
    if beside is not None:
        own = chosen[list(varying).index(beside.name)]
        there = f"EXISTS (SELECT 1 FROM {beside.table.name} AS other WHERE other.{beside.name} = {own})"
    statement = (
        f"INSERT INTO {table.name} ({', '.join((*same, *varying))}) "
        f"SELECT {', '.join((*once, *chosen))} FROM {source} WHERE {there} ON CONFLICT DO NOTHING"
    )
    return NewRows(statement=statement, values=(*told, rows))


def make_room(connection: sa.Connection) -> None:
    """Let this connection keep the pages that bulk writing touches again and again, and leave the log as it grows.

    Copying the log's pages home is for `Database.shorten_log`, which keeps nobody from writing meanwhile.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")


def _bound(dialect: sa.Dialect, column: sa.Column[Any], value: Any) -> Any:
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    one = value.value if isinstance(value, Enum) else value
    return process(one) if process else one


def _kind(column: sa.Column[Any], dialect: sa.Dialect) -> str:
    """The type to cast to: TEXT for text of any length, since a cast to a shorter one cuts silently."""
    return "text" if isinstance(column.type, sa.String) else column.type.compile(dialect)
