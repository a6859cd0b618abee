"""Keeps the library of proven education in a database."""

from collections.abc import Sequence

import sqlalchemy as sa

from models.history import ProvenEducation
from storage.library import newest_first
from storage.schema_history import known_education
from storage.sql import Database
from storage.written import from_json, to_json


class SqlLibrary:
    """Proven education in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, application_id: str, holder: str, entries: Sequence[ProvenEducation]) -> None:
        """See `Library.keep`."""
        its = known_education.c.application_id == application_id
        rows = [
            {"application_id": application_id, "holder": holder, "content": to_json(one).decode()}
            for one in newest_first(entries)
        ]
        if self._kept(its) == [(row["holder"], row["content"]) for row in rows]:
            return
        now = self._database.clock()
        with self._database.writing() as connection:
            connection.execute(known_education.delete().where(its))
            if rows:
                connection.execute(known_education.insert(), [row | {"kept_at": now} for row in rows])

    def of(self, holder: str) -> tuple[ProvenEducation, ...]:
        """See `Library.of`."""
        found = self._kept(known_education.c.holder == holder)
        return newest_first([from_json(ProvenEducation, content) for _, content in found])

    def _kept(self, condition: sa.ColumnElement[bool]) -> list[tuple[str, str]]:
        query = (
            sa.select(known_education.c.holder, known_education.c.content)
            .where(condition)
            .order_by(known_education.c.entry_id)
        )
        with self._database.reading() as connection:
            return [(row.holder, row.content) for row in connection.execute(query)]
