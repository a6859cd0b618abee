"""Counts what stands in a database's ledger, by its index over state, lane and due time alone."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from models.errors import ConfigInvalid
from models.job import JobState, Lane
from storage.census import MOST_COUNTED, Census, LaneCensus
from storage.migrate import revisions
from storage.schema import backfills, jobs
from storage.sql import Database


class SqlCounting:
    """The census of SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def census(self) -> Census:
        """See `Counting.census`."""
        now = self._database.clock()
        with self._database.reading() as connection:
            paused = connection.execute(sa.select(backfills.c.backfill_id).where(backfills.c.paused)).scalars().all()
            return Census(lanes={lane: _lane(connection, lane, now, tuple(paused)) for lane in Lane})

    def check_schema(self) -> None:
        """See `Counting.check_schema`."""
        with self._database.reading() as connection:
            met = MigrationContext.configure(connection).get_current_revision()
        head, known = _revisions()
        if met != head and (met is None or met in known):
            raise ConfigInvalid(f"expected the database schema {head} or a later one, met {met or 'none'}")


@cache
def _revisions() -> tuple[str, frozenset[str]]:
    # Reading the files of all migrations takes tens of milliseconds, and a probe comes every few seconds.
    return revisions()


def _lane(connection: sa.Connection, lane: Lane, now: datetime, paused: tuple[str, ...]) -> LaneCensus:
    queued = _of(lane, JobState.QUEUED)
    since = _longest_due(connection, lane, now, paused)
    return LaneCensus(
        queued=_count(connection, queued),
        pausing=_count(connection, queued.where(jobs.c.due_at > now)),
        running=_count(connection, _of(lane, JobState.RUNNING)),
        failed=_failed(connection, lane),
        oldest_due_seconds=0.0 if since is None else max(0.0, (now - since).total_seconds()),
    )


def _of(lane: Lane, state: JobState) -> "sa.Select[int]":
    return sa.select(sa.literal(1)).where(jobs.c.state == state, jobs.c.lane == lane)


def _count(connection: sa.Connection, rows: "sa.Select[int]") -> int:
    some = rows.limit(MOST_COUNTED).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


def _failed(connection: sa.Connection, lane: Lane) -> dict[str, int]:
    some = (
        sa.select(jobs.c.failure_code)
        .where(jobs.c.state == JobState.FAILED, jobs.c.lane == lane)
        .limit(MOST_COUNTED)
        .subquery()
    )
    counted = sa.select(some.c.failure_code, sa.func.count()).group_by(some.c.failure_code)
    return {code or "none": count for code, count in connection.execute(counted)}


def _longest_due(connection: sa.Connection, lane: Lane, now: datetime, paused: tuple[str, ...]) -> datetime | None:
    due = (
        sa.select(jobs.c.due_at, jobs.c.backfill_id)
        .where(jobs.c.state == JobState.QUEUED, jobs.c.lane == lane, jobs.c.due_at <= now)
        .order_by(jobs.c.due_at)
    )
    if not paused:
        return connection.execute(due.limit(1)).scalar()
    # A million jobs of a paused backfill may stand before the first that counts: they are not walked through.
    some = due.limit(MOST_COUNTED).subquery()
    counts = sa.or_(some.c.backfill_id.is_(None), some.c.backfill_id.not_in(paused))
    return connection.execute(sa.select(sa.func.min(some.c.due_at)).where(counts)).scalar()
