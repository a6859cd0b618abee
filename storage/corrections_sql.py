"""Keeps corrections in a database."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

import sqlalchemy as sa

from models.decision import Correction
from models.desk import DeskCase
from storage.corrections import ByField, standing_among
from storage.history import Entry
from storage.history_sql import write_entries
from storage.records import no_such_document
from storage.schema import documents
from storage.schema_desk import corrections, worklist
from storage.sql import Database
from storage.worklist import moved_on

_COLUMNS = [corrections.c[part.name] for part in fields(Correction)]
_OF_APPLICATIONS = (
    sa.select(*_COLUMNS)
    .where(corrections.c.application_id.in_(sa.bindparam("application_ids", expanding=True)))
    .order_by(corrections.c.correction_id)
)


class SqlCorrections:
    """Corrections in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, correction: Correction, *, entry: Entry, seen: DeskCase | None = None) -> Correction:
        """See `Corrections.add`."""
        row = {part.name: getattr(correction, part.name) for part in fields(correction)}
        del row["correction_id"]
        known = sa.select(documents.c.document_id).where(documents.c.document_id == correction.document_id)
        with self._database.writing() as connection:
            if connection.execute(known).first() is None:
                raise no_such_document(correction.document_id)
            if seen is not None and connection.execute(_touched(seen, correction.account)).rowcount != 1:
                raise moved_on()
            insert = corrections.insert().values(row).returning(corrections.c.correction_id)
            correction_id = connection.execute(insert).scalar_one()
            write_entries(connection, self._database, (entry,))
        return replace(correction, correction_id=correction_id)

    def of_application(self, application_id: str) -> tuple[Correction, ...]:
        """See `Corrections.of_application`."""
        return self._found((application_id,))

    def standing(self, application_ids: Sequence[str]) -> Mapping[str, ByField]:
        """See `Corrections.standing`."""
        return standing_among(self._found(application_ids))

    def all(self, *, after: int = 0, limit: int = 1000) -> tuple[Correction, ...]:
        """See `Corrections.all`."""
        query = sa.select(*_COLUMNS).where(corrections.c.correction_id > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(corrections.c.correction_id).limit(limit))
            return tuple(Correction(**row._mapping) for row in rows)

    def _found(self, application_ids: Sequence[str]) -> tuple[Correction, ...]:
        with self._database.asking() as connection:
            rows = connection.execute(_OF_APPLICATIONS, {"application_ids": list(application_ids)})
            return tuple(Correction(**row._mapping) for row in rows)


def _touched(seen: DeskCase, account: str) -> sa.Update:
    stands = (
        worklist.c.application_id == seen.application_id,
        worklist.c.holder == account,
        worklist.c.state == seen.state,
        worklist.c.level == seen.level,
    )
    return worklist.update().where(*stands).values(version=worklist.c.version + 1)
