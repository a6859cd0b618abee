"""Keeps retention in a database."""

from datetime import datetime

import sqlalchemy as sa

from models.job import JobState
from storage.records import no_such_application
from storage.schema import applications, audit, documents, jobs
from storage.sql import Database

SETTLED_BADLY = (JobState.FAILED, JobState.CANCELLED)


class SqlRetention:
    """Retention in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget_failures(self, *, before: datetime, limit: int) -> int:
        """See `Retention.forget_failures`."""
        old = (
            sa.select(jobs.c.job_id)
            .where(jobs.c.failure_code.is_not(None), jobs.c.state.in_(SETTLED_BADLY), jobs.c.updated_at < before)
            .where(jobs.c.failure_message != "")
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            forgotten = jobs.update().where(jobs.c.job_id.in_(old)).values(failure_message="", failure_trace=None)
            return connection.execute(forgotten).rowcount

    def pictures_of(self, application_id: str) -> tuple[str, ...]:
        """See `Retention.pictures_of`."""
        # A person asks, and seldom: that it walks over the papers once costs less than an index of every digest.
        its = sa.select(documents.c.sha256).where(documents.c.application_id == application_id)
        shared = sa.select(documents.c.sha256).where(
            documents.c.sha256.in_(its), documents.c.application_id != application_id
        )
        query = its.where(documents.c.sha256.not_in(shared)).distinct().order_by(documents.c.sha256)
        known = sa.select(applications.c.application_id).where(applications.c.application_id == application_id)
        with self._database.reading() as connection:
            if connection.execute(known).first() is None:
                raise no_such_application(application_id)
            return tuple(connection.execute(query).scalars())

    def note(self, application_id: str, *, who: str, deed: str, reason: str) -> int:
        """See `Retention.note`."""
        now = self._database.clock()
        its = sa.select(jobs.c.job_id).join(documents, documents.c.document_id == jobs.c.document_id)
        with self._database.writing() as connection:
            ids = connection.execute(its.where(documents.c.application_id == application_id)).scalars().all()
            entries = [{"at": now, "who": who, "deed": deed, "subject": key, "reason": reason} for key in ids]
            if entries:
                connection.execute(audit.insert(), entries)
        return len(entries)
