"""Keeps backfills in a database. A batch is one transaction, so a manifest can be stopped and started at will."""

from collections.abc import Sequence

import sqlalchemy as sa

from models.errors import NotFound
from models.job import JobState, Lane
from storage.backfills import Backfill, EnrolledRow
from storage.rows import document_row, new_application_row, queued_row
from storage.schema import applications, backfills, documents, jobs
from storage.sql import Database, Row


class SqlBackfills:
    """Backfills in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, backfill_id: str, *, manifest_digest: str) -> Backfill:
        """See `Backfills.open`."""
        begun = {"manifest_digest": manifest_digest, "lines_done": 0, "rejected_count": 0}
        counts = {"enrolled_count": 0, "known_count": 0, "paused": False}
        new = self._database.insert_new(backfills).values(
            backfill_id=backfill_id, created_at=self._database.clock(), **begun, **counts
        )
        key = backfills.c.backfill_id == backfill_id
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_nothing())
            connection.execute(
                backfills.update().where(key, backfills.c.manifest_digest != manifest_digest).values(**begun)
            )
            return _backfill_of(connection.execute(sa.select(backfills).where(key)).one())

    def enrol(self, backfill_id: str, rows: Sequence[EnrolledRow], *, lines_done: int, rejected_count: int) -> Backfill:
        """See `Backfills.enrol`."""
        with self._database.writing() as connection:
            self._add_applications(connection, rows)
            enrolled_count = self._add_documents(connection, backfill_id, rows)
            moved = (
                backfills.update()
                .where(backfills.c.backfill_id == backfill_id)
                .values(
                    lines_done=lines_done,
                    enrolled_count=backfills.c.enrolled_count + enrolled_count,
                    known_count=backfills.c.known_count + len(rows) - enrolled_count,
                    rejected_count=backfills.c.rejected_count + rejected_count,
                )
                .returning(*backfills.c)
            )
            row = connection.execute(moved).first()
            if row is None:
                raise _no_such_backfill(backfill_id)
            return _backfill_of(row)

    def backfill(self, backfill_id: str) -> Backfill:
        """See `Backfills.backfill`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(backfills).where(backfills.c.backfill_id == backfill_id)).first()
        if row is None:
            raise _no_such_backfill(backfill_id)
        return _backfill_of(row)

    def all(self) -> tuple[Backfill, ...]:
        """See `Backfills.all`."""
        query = sa.select(backfills).order_by(backfills.c.created_at.desc(), backfills.c.backfill_id)
        with self._database.reading() as connection:
            return tuple(_backfill_of(row) for row in connection.execute(query))

    def set_paused(self, backfill_id: str, *, paused: bool) -> Backfill:
        """See `Backfills.set_paused`."""
        key = backfills.c.backfill_id == backfill_id
        # Rings that came while it was paused were answered by nobody: after a pause they are owed again.
        unrung = jobs.update().where(jobs.c.backfill_id == backfill_id, jobs.c.state == JobState.QUEUED)
        with self._database.writing() as connection:
            row = connection.execute(
                backfills.update().where(key).values(paused=paused).returning(*backfills.c)
            ).first()
            if row is None:
                raise _no_such_backfill(backfill_id)
            if not paused:
                connection.execute(unrung.values(rung_at=None))
        return _backfill_of(row)

    def _add_applications(self, connection: sa.Connection, rows: Sequence[EnrolledRow]) -> None:
        given = {row.application.application_id: row.application for row in rows if row.application is not None}
        new = [new_application_row(given[key], now=self._database.clock()) for key in sorted(given)]
        if new:
            connection.execute(self._database.insert_new(applications).on_conflict_do_nothing(), new)
        named = {row.document.application_id for row in rows} - set(given)
        known = sa.select(applications.c.application_id).where(applications.c.application_id.in_(named))
        if missing := named - set(connection.execute(known).scalars()):
            raise NotFound(f"expected the ids of known applications, met {len(missing)} others")

    def _add_documents(self, connection: sa.Connection, backfill_id: str, rows: Sequence[EnrolledRow]) -> int:
        now = self._database.clock()
        by_id = {row.document.document_id: row for row in rows}
        if not by_id:
            return 0
        new = self._database.insert_new(documents).on_conflict_do_nothing().returning(documents.c.document_id)
        added = connection.execute(new, [document_row(by_id[key].document, now=now) for key in sorted(by_id)])
        ids = added.scalars().all()
        its_jobs = [
            queued_row(by_id[key].job_id, key, lane=Lane.BACKFILL, now=now) | {"backfill_id": backfill_id}
            for key in ids
        ]
        if its_jobs:
            connection.execute(jobs.insert(), its_jobs)
        return len(ids)


def _backfill_of(row: Row) -> Backfill:
    return Backfill(**row._mapping)


def _no_such_backfill(backfill_id: str) -> NotFound:
    return NotFound(f"expected the name of a backfill, met {backfill_id!r}")
