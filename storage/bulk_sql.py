"""Many new rows in one statement: an executemany for SQLite, arrays that are unrolled by the server for PostgreSQL.

SQLAlchemy's own way builds the statement anew for each batch, which takes longer than the database needs for the rows.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import sqlalchemy as sa

CACHE_KB = 131_072
"""Pages of SQLite that a bulk writer keeps: ids are spread evenly, so each batch touches pages of the whole index, and
with the default of 2 MB most of them are read again each time."""


def add_new(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows of the same columns, skip those that are there by any key, and return how many were new.

    Rows should come in the order of their keys: two writers that lock each other's rows in no set order could deadlock.
    """
    if not rows:
        return 0
    columns = [table.c[name] for name in rows[0]]
    values = [_column(connection, column, [row[column.name] for row in rows]) for column in columns]
    names = ", ".join(column.name for column in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        return connection.exec_driver_sql(statement, list(zip(*values, strict=True))).rowcount
    return _unrolled(connection, table, columns, values)


def make_room(connection: sa.Connection) -> None:
    """Let this connection keep the pages that bulk writing touches again and again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")


def _unrolled(
    connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]], values: Sequence[list[Any]]
) -> int:
    """What is the same in every row travels once; the first column, a key, says how many rows there are."""
    told: list[str] = []
    given: list[Any] = []
    arrays: list[tuple[str, str, list[Any]]] = []
    for place, (column, its) in enumerate(zip(columns, values, strict=True)):
        kind = _kind(column)
        if place and all(value is its[0] for value in its):
            told.append(f"CAST(%s AS {kind})")
            given.append(its[0])
        else:
            told.append(f"new.{column.name}")
            arrays.append((column.name, kind, its))
    unnested = ", ".join(f"CAST(%s AS {kind}[])" for _, kind, _ in arrays)
    statement = (
        f"INSERT INTO {table.name} ({', '.join(column.name for column in columns)}) "
        f"SELECT {', '.join(told)} "
        f"FROM unnest({unnested}) AS new({', '.join(name for name, _, _ in arrays)}) ON CONFLICT DO NOTHING"
    )
    return connection.exec_driver_sql(statement, (*given, *(its for _, _, its in arrays))).rowcount


def _column(connection: sa.Connection, column: sa.Column[Any], values: list[Any]) -> list[Any]:
    process: Callable[[Any], Any] | None = column.type.dialect_impl(connection.dialect).bind_processor(
        connection.dialect
    )
    first = values[0]
    if all(value is first for value in values):
        one = first.value if isinstance(first, Enum) else first
        return [process(one) if process else one] * len(values)
    return [process(value) for value in values] if process else values


def _kind(column: sa.Column[Any]) -> str:
    """The type that an array is cast to: TEXT for text of any length, since a cast to a shorter one cuts silently."""
    if isinstance(column.type, sa.String):
        return "text"
    return "timestamptz" if isinstance(column.type, sa.types.TypeDecorator) else "bigint"
