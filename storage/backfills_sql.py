"""Keeps backfills in a database. A batch is one transaction, so a manifest can be stopped and started at will."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter

import sqlalchemy as sa

from models.errors import NotFound
from models.job import JobState, Lane
from storage.backfills import Backfill, EnrolledBatch, EnrolledRow, deed_of, no_such_backfill, overtaken
from storage.bulk_sql import Columns, NewRows, make_room, new_rows
from storage.rows import queued_columns, shared_application_columns
from storage.schema import applications, audit, backfills, documents, jobs
from storage.sql import Database, Row
from storage.written import to_json

ENDED = (JobState.DONE, JobState.FAILED)
"""States in which a job waits for nobody but a person."""


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

    def enrol(self, batch: EnrolledBatch) -> Backfill:
        """See `Backfills.enrol`."""
        return self.made_ready(batch)()

    def made_ready(self, batch: EnrolledBatch) -> Callable[[], Backfill]:
        """See `Backfills.made_ready`."""
        # All of it is written down before the transaction: while it lasts, SQLite lets no upload write.
        return partial(self._enrol, batch, *self._written(batch))

    def _enrol(self, batch: EnrolledBatch, people: NewRows, papers: NewRows, owed: NewRows) -> Backfill:
        # What a power cut takes is enrolled again: the count of lines goes with it.
        with self._database.writing(survives_power_cut=False) as connection:
            make_room(connection)
            _check_name(connection, batch.backfill_id)
            people.add(connection)
            _check_applications(connection, batch.rows)
            # A document and its one job come and go together, so what is new of the one is new of the other.
            enrolled_count = papers.add(connection)
            owed.add(connection)
            moved = (
                backfills.update()
                .where(backfills.c.backfill_id == batch.backfill_id, backfills.c.lines_done == batch.lines_before)
                .values(
                    lines_done=batch.lines_done,
                    enrolled_count=backfills.c.enrolled_count + enrolled_count,
                    known_count=backfills.c.known_count + len(batch.rows) - enrolled_count,
                    rejected_count=backfills.c.rejected_count + batch.rejected_count,
                )
                .returning(*backfills.c)
            )
            row = connection.execute(moved).first()
            if row is None:
                raise overtaken(batch.backfill_id)
        self._database.shorten_log()
        return _backfill_of(row)

    def known_applications(self, application_ids: Collection[str]) -> frozenset[str]:
        """See `Backfills.known_applications`."""
        key = applications.c.application_id
        with self._database.reading() as connection:
            return frozenset(connection.execute(sa.select(key).where(key.in_(application_ids))).scalars())

    def ended_count(self, backfill_id: str, *, since: datetime) -> int:
        """See `Backfills.ended_count`.

        A job that has ended is due at its end, so that the index of what is due finds the newest of millions.
        """
        ended = (jobs.c.state.in_(ENDED), jobs.c.lane.in_(list(Lane)), jobs.c.due_at >= since)
        query = sa.select(sa.func.count()).select_from(jobs).where(*ended, jobs.c.backfill_id == backfill_id)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def backfill(self, backfill_id: str) -> Backfill:
        """See `Backfills.backfill`."""
        with self._database.reading() as connection:
            return _one(connection, backfill_id)

    def all(self) -> tuple[Backfill, ...]:
        """See `Backfills.all`."""
        query = sa.select(backfills).order_by(backfills.c.created_at.desc(), backfills.c.backfill_id)
        with self._database.reading() as connection:
            return tuple(_backfill_of(row) for row in connection.execute(query))

    def set_paused(self, backfill_id: str, *, paused: bool, who: str, reason: str) -> Backfill:
        """See `Backfills.set_paused`."""
        its = (backfills.c.backfill_id == backfill_id, backfills.c.paused.is_not(paused))
        deed = {"who": who, "deed": deed_of(paused=paused), "subject": backfill_id, "reason": reason}
        # Rings that came while it was paused were answered by nobody: after a pause they are owed again.
        unrung = jobs.update().where(jobs.c.backfill_id == backfill_id, jobs.c.state == JobState.QUEUED)
        with self._database.writing() as connection:
            row = connection.execute(
                backfills.update().where(*its).values(paused=paused).returning(*backfills.c)
            ).first()
            if row is None:
                return _one(connection, backfill_id)
            connection.execute(audit.insert().values(at=self._database.clock(), **deed))
            if not paused:
                connection.execute(unrung.values(rung_at=None))
        return _backfill_of(row)

    def _written(self, batch: EnrolledBatch) -> tuple[NewRows, NewRows, NewRows]:
        now, dialect = self._database.clock(), self._database.engine.dialect
        given = {row.application.application_id: row.application for row in reversed(batch.rows) if row.application}
        by_identity = {row.document.identity: row for row in reversed(batch.rows)}
        # PostgreSQL locks rows: all who write keep one order, by what makes a paper the same, since its id is named by
        # each for himself. SQLite has one writer, and is quickest with keys that grow.
        order = attrgetter("document.document_id" if dialect.name == "sqlite" else "document.identity")
        rows = sorted(by_identity.values(), key=order)
        papers = [row.document for row in rows]
        people = sorted(given)
        ids = [paper.document_id for paper in papers]
        person = shared_application_columns(now=now)
        owed = queued_columns(Lane.BACKFILL, now=now) | {"backfill_id": batch.backfill_id}
        stated = [to_json(given[key]).decode() for key in people]
        its: Columns = {
            "document_id": ids,
            "application_id": [paper.application_id for paper in papers],
            "file": [paper.file for paper in papers],
            "sha256": [paper.sha256 for paper in papers],
            "declared_type": [paper.declared_type or "" for paper in papers],
            "object_key": [paper.object_key for paper in papers],
        }
        its_jobs: Columns = {"job_id": [row.job_id for row in rows], "document_id": ids}
        return (
            new_rows(dialect, applications, {"application_id": people, "content": stated}, same=person),
            new_rows(dialect, documents, its, same={"created_at": now}),
            # A paper that stood already, under another id, has a job.
            new_rows(
                dialect,
                jobs,
                {**its_jobs, "correlation_id": its_jobs["job_id"]},
                same=owed,
                beside=documents.c.document_id,
            ),
        )


def _one(connection: sa.Connection, backfill_id: str) -> Backfill:
    row = connection.execute(sa.select(backfills).where(backfills.c.backfill_id == backfill_id)).first()
    if row is None:
        raise no_such_backfill(backfill_id)
    return _backfill_of(row)


def _check_applications(connection: sa.Connection, rows: Sequence[EnrolledRow]) -> None:
    named = {row.document.application_id for row in rows if row.application is None}
    named -= {row.application.application_id for row in rows if row.application is not None}
    known = sa.select(applications.c.application_id).where(applications.c.application_id.in_(named))
    if named and (missing := named - set(connection.execute(known).scalars())):
        raise NotFound(f"expected the ids of known applications, met {len(missing)} others")


def _check_name(connection: sa.Connection, backfill_id: str) -> None:
    key = backfills.c.backfill_id
    if connection.execute(sa.select(key).where(key == backfill_id)).first() is None:
        raise no_such_backfill(backfill_id)


def _backfill_of(row: Row) -> Backfill:
    return Backfill(**row._mapping)
