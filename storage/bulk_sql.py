"""Many new rows in one statement: out of a JSON text for SQLite, out of arrays for PostgreSQL.

One statement that the database works off by itself, because a row at a time costs twice: SQLAlchemy builds the text for
each batch anew, and a driver that comes back to Python for each row waits there for whoever else wants to run, with
SQLite's one write lock in its hands (measured 2026: uploads waited half a second beside an enrolment).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

CACHE_KB = 131_072
"""Pages of SQLite that a bulk writer keeps: ids are spread evenly, so each batch touches pages of the whole index, and
with the default of 2 MB most of them are read again each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRows:
    """An INSERT of rows that skips those that are there by any key; made before the transaction that it runs in."""

    statement: str
    values: tuple[Any, ...]

    def add(self, connection: sa.Connection) -> int:
        """Insert them and return how many were new."""
        return connection.exec_driver_sql(self.statement, self.values).rowcount if self.statement else 0


def new_rows(dialect: sa.Dialect, table: sa.Table, rows: Sequence[dict[str, Any]]) -> NewRows:
    """Make the INSERT of rows of the same columns, the first of which is a key.

    Rows should come in the order of their keys: two writers that lock each other's rows in no set order could deadlock.
    """
    if not rows:
        return NewRows(statement="", values=())
    columns = [table.c[name] for name in rows[0]]
    its = [_values(dialect, column, [row[column.name] for row in rows]) for column in columns]
    same = [bool(place) and all(value is its_[0] for value in its_) for place, its_ in enumerate(its)]
    told = [values[0] for values, is_same in zip(its, same, strict=True) if is_same]
    varying = [(column, values) for column, values, is_same in zip(columns, its, same, strict=True) if not is_same]
    write = _from_json if dialect.name == "sqlite" else _from_arrays
    names, source, given = write(varying)
    # What is the same in every row travels once.
    once = "?" if dialect.name == "sqlite" else "CAST(%s AS {})"
    chosen = [
        once.format(_kind(column)) if is_same else next(names) for column, is_same in zip(columns, same, strict=True)
    ]
    statement = (
        f"INSERT INTO {table.name} ({', '.join(column.name for column in columns)}) "
        f"SELECT {', '.join(chosen)} FROM {source} WHERE true ON CONFLICT DO NOTHING"
    )
    return NewRows(statement=statement, values=(*told, *given))


def make_room(connection: sa.Connection) -> None:
    """Let this connection keep the pages that bulk writing touches again and again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")


_Varying = Sequence[tuple[sa.Column[Any], list[Any]]]


def _from_json(varying: _Varying) -> tuple[Any, str, tuple[Any, ...]]:
    rows = list(zip(*(values for _, values in varying), strict=True))
    names = (f"json_extract(value, '$[{place}]')" for place in range(len(varying)))
    return names, "json_each(?)", (json.dumps(rows, ensure_ascii=False),)


def _from_arrays(varying: _Varying) -> tuple[Any, str, tuple[Any, ...]]:
    names = (f"new.{column.name}" for column, _ in varying)
    arrays = ", ".join(f"CAST(%s AS {_kind(column)}[])" for column, _ in varying)
    listed = ", ".join(column.name for column, _ in varying)
    return names, f"unnest({arrays}) AS new({listed})", tuple(values for _, values in varying)


def _values(dialect: sa.Dialect, column: sa.Column[Any], values: list[Any]) -> list[Any]:
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    first = values[0]
    if all(value is first for value in values):
        one = first.value if isinstance(first, Enum) else first
        return [process(one) if process else one] * len(values)
    return [process(value) for value in values] if process else values


def _kind(column: sa.Column[Any]) -> str:
    """The type of an array: TEXT for text of any length, since a cast to a shorter one cuts silently."""
    if isinstance(column.type, sa.String):
        return "text"
    return "timestamptz" if isinstance(column.type, sa.types.TypeDecorator) else "bigint"
