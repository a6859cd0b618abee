"""Looks at the ledger in a database: by index, a query a state and lane, and by numbers that triggers keep."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

import sqlalchemy as sa

from models.job import Job, JobState, Lane
from storage.jobs import JobFilter
from storage.rows import job_of_row
from storage.schema import documents, jobs
from storage.schema_processes import job_counts
from storage.sql import Database, portions
from storage.wanted_sql import conditions_apart, conditions_of
from storage.workload import Count, HandedIn, Pace, Place, Stuck

_NEWEST_FIRST = (jobs.c.updated_at.desc(), jobs.c.job_id.desc())


class SqlWorkload:
    """The ledger in SQLite or PostgreSQL, looked at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> tuple[Count, ...]:
        """See `Workload.counts`."""
        group = (job_counts.c.lane, job_counts.c.state)
        query = sa.select(*group, sa.func.sum(job_counts.c.jobs_count)).group_by(*group).order_by(*group)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Count(lane=Lane(lane), state=JobState(state), count=int(n)) for lane, state, n in rows if n)

    def recent(self, wanted: JobFilter, *, limit: int, after: Place | None = None) -> tuple[Job, ...]:
        """See `Workload.recent`."""
        first = sa.select(_newest(_one_by_one(wanted, limit, after), limit).subquery().c.job_id)
        query = sa.select(jobs).where(jobs.c.job_id.in_(first)).order_by(*_NEWEST_FIRST)
        with self._database.reading() as connection:
            return tuple(job_of_row(row) for row in connection.execute(query))

    def handed_in(self, document_ids: Iterable[str]) -> Mapping[str, HandedIn]:
        """See `Workload.handed_in`."""
        key = documents.c.document_id
        query = sa.select(key, documents.c.application_id, documents.c.declared_type)
        found: dict[str, HandedIn] = {}
        with self._database.reading() as connection:
            for some in portions(document_ids):
                for document_id, application_id, declared_type in connection.execute(query.where(key.in_(some))):
                    found[document_id] = HandedIn(application_id=application_id, declared_type=declared_type or None)
        return found

    def count(self, wanted: JobFilter, *, most: int) -> int:
        """See `Workload.count`."""
        some = sa.select(jobs.c.job_id).where(*conditions_of(wanted)).limit(most).subquery()
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()

    def stuck(self) -> tuple[Stuck, ...]:
        """See `Workload.stuck`."""
        group = (jobs.c.failure_code, jobs.c.lane, jobs.c.state)
        count = sa.func.count().label("jobs_count")
        query = (
            sa.select(*group, count, sa.func.max(jobs.c.updated_at).label("last_at"))
            .where(jobs.c.failure_code.is_not(None))
            .group_by(*group)
            .order_by(count.desc(), *group)
        )
        with self._database.reading() as connection:
            return tuple(
                Stuck(
                    code=row.failure_code,
                    lane=Lane(row.lane),
                    state=JobState(row.state),
                    count=row.jobs_count,
                    last_at=row.last_at,
                )
                for row in connection.execute(query)
            )

    def lapsed_count(self) -> int:
        """See `Workload.lapsed_count`."""
        late = (jobs.c.state == JobState.RUNNING, jobs.c.lease_until < self._database.clock())
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(jobs).where(*late)).scalar_one()

    def pace(self, lane: Lane, *, seconds: float) -> Pace:
        """See `Workload.pace`."""
        since = self._database.clock() - timedelta(seconds=seconds)
        settled = jobs.c.state.in_((JobState.DONE, JobState.FAILED))
        query = (
            sa.select(jobs.c.state, sa.func.count())
            .where(settled, jobs.c.lane == lane, jobs.c.updated_at >= since)
            .group_by(jobs.c.state)
        )
        with self._database.reading() as connection:
            counted = {JobState(state): count for state, count in connection.execute(query)}
        return Pace(done_count=counted.get(JobState.DONE, 0), failed_count=counted.get(JobState.FAILED, 0))

    def add_up(self, *, limit: int) -> int:
        """See `Workload.add_up`."""
        # Two that add up at once take different rows.
        oldest = sa.select(job_counts.c.row_id).order_by(job_counts.c.row_id).limit(limit)
        taken = job_counts.delete().where(job_counts.c.row_id.in_(oldest.with_for_update(skip_locked=True)))
        sums: Counter[tuple[str, str, str]] = Counter()
        with self._database.writing() as connection:
            rows = connection.execute(taken.returning(*job_counts.c)).all()
            for row in rows:
                sums[(row.lane, row.backfill_id, row.state)] += row.jobs_count
            kept = [
                {"lane": lane, "backfill_id": backfill_id, "state": state, "jobs_count": count}
                for (lane, backfill_id, state), count in sorted(sums.items())
                if count
            ]
            if kept:
                connection.execute(job_counts.insert(), kept)
        return len(rows)


def _one_by_one(wanted: JobFilter, limit: int, after: Place | None) -> sa.FromClause:
    """Choose the ids of a page of each state and lane apart, which the index has in order: only these are sorted."""
    ids = sa.select(jobs.c.job_id, jobs.c.updated_at)
    parts = (_behind(ids.where(*conditions), after).subquery() for conditions in conditions_apart(wanted))
    return sa.union_all(*(sa.select(_newest(part, limit).subquery()) for part in parts)).subquery()


def _behind(query: "sa.Select[tuple[object, ...]]", after: Place | None) -> "sa.Select[tuple[object, ...]]":
    if after is None:
        return query
    return query.where(
        jobs.c.updated_at <= after.moved_at,
        sa.or_(jobs.c.updated_at < after.moved_at, jobs.c.job_id < after.job_id),
    )


def _newest(chosen: sa.FromClause, limit: int) -> "sa.Select[tuple[object, ...]]":
    return sa.select(chosen).order_by(chosen.c.updated_at.desc(), chosen.c.job_id.desc()).limit(limit)
