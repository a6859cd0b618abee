"""Keeps the job ledger in a database: one UPDATE ... WHERE state = ? a move."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from models.job import Failure, Job, JobState, Lane, StartFrom
from models.report import Report
from storage.claims_sql import DONE, claimed, due
from storage.jobs import (
    CANCELLABLE,
    LAPSED,
    LOST_CODE,
    RERUNNABLE,
    AuditEntry,
    JobFilter,
    Lapsed,
    hurried_to,
    lease_lost,
    no_such_job,
)
from storage.lanes import EVER, GateState
from storage.questions_sql import JOB, JOB_OF, NEW_REPORT, TOUCH_OWNER
from storage.rows import failure_columns, job_of_row, report_row
from storage.schema import audit, backfills, jobs
from storage.schema_lanes import gates
from storage.sql import Database
from storage.wanted_sql import conditions_apart, conditions_of, counted

MOST_PASSED_OVER = 100_000
"""Waiting jobs of paused backfills that the longest wait is looked for behind."""


class SqlJobs:
    """The ledger in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, job_id: str, *, worker: str, lease_seconds: float) -> Job | None:
        """See `Jobs.claim`."""
        now = self._database.clock()
        until = now + timedelta(seconds=lease_seconds)
        claim = {"job": job_id, "now": now, "until": until, "claimer": worker}
        with self._database.writing(survives_power_cut=False) as connection:
            row = connection.execute(claimed(), claim).first()
        return None if row is None else job_of_row(row)

    def finish(self, job: Job, report: Report) -> None:
        """See `Jobs.finish`."""
        now = self._database.clock()
        row = report_row(report, attempt=job.attempt, now=now)
        moved = {"job": job.job_id, "fence": job.attempt, "now": now}
        with self._database.writing() as connection:
            # The application first: whoever changes it takes its lock before its jobs, too.
            connection.execute(TOUCH_OWNER, {"paper": job.document_id, "now": now})
            if connection.execute(DONE, moved).rowcount != 1:
                raise lease_lost(job)
            connection.execute(NEW_REPORT, row | {"paper": job.document_id})

    def fail(self, job: Job, failure: Failure, *, retry_after_seconds: float | None) -> None:
        """See `Jobs.fail`."""
        now = self._database.clock()
        state = JobState.FAILED if retry_after_seconds is None else JobState.QUEUED
        moved = _release(job, state, now).values(
            due_at=now + timedelta(seconds=retry_after_seconds or 0),
            rung_at=None,
            retries=jobs.c.retries + 1,
            losses=jobs.c.losses + int(failure.code == LOST_CODE),
            **failure_columns(failure),
        )
        with self._database.writing() as connection:
            if connection.execute(moved).rowcount != 1:
                raise lease_lost(job)

    def release(self, job: Job) -> None:
        """See `Jobs.release`."""
        now = self._database.clock()
        with self._database.writing() as connection:
            moved = _release(job, JobState.QUEUED, now).values(due_at=now, rung_at=None)
            if connection.execute(moved).rowcount != 1:
                raise lease_lost(job)

    def job(self, job_id: str) -> Job:
        """See `Jobs.job`."""
        return self._one(JOB, job_id)

    def job_of(self, document_id: str) -> Job:
        """See `Jobs.job_of`."""
        return self._one(JOB_OF, document_id)

    def find(self, wanted: JobFilter, *, limit: int, after: str | None = None) -> tuple[Job, ...]:
        """See `Jobs.find`."""
        query = _page(sa.select(jobs), conditions_of(wanted), limit, after)
        if wanted.states or wanted.codes or wanted.lane:
            # Walked by key, or sorted whole, a state that holds few jobs or many would take longer the more there are.
            ids = (_page(sa.select(jobs.c.job_id), part, limit, after) for part in conditions_apart(wanted))
            some = sa.union_all(*(sa.select(page.subquery()) for page in ids)).subquery()
            first = sa.select(some.c.job_id).order_by(some.c.job_id).limit(limit)
            query = sa.select(jobs).where(jobs.c.job_id.in_(first)).order_by(jobs.c.job_id)
        with self._database.reading() as connection:
            return tuple(job_of_row(row) for row in connection.execute(query))

    def tally(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """See `Jobs.tally`."""
        with self._database.reading() as connection:
            return {JobState(state): int(count) for state, count in connection.execute(counted(wanted)) if count}

    def waiting_since(self, lane: Lane) -> datetime | None:
        """See `Jobs.waiting_since`."""
        # By index, the first row: whether its backfill is paused is not asked of each job.
        due = (
            sa.select(jobs.c.due_at, jobs.c.backfill_id)
            .where(jobs.c.state == JobState.QUEUED, jobs.c.lane == lane, jobs.c.due_at <= self._database.clock())
            .order_by(jobs.c.due_at)
        )
        with self._database.reading() as connection:
            paused = connection.execute(sa.select(backfills.c.backfill_id).where(backfills.c.paused)).scalars().all()
            if not paused or not lane.gives_way:
                return connection.execute(due.limit(1)).scalar()
            some = due.limit(MOST_PASSED_OVER).subquery()
            counts = sa.or_(some.c.backfill_id.is_(None), some.c.backfill_id.not_in(paused))
            return connection.execute(sa.select(sa.func.min(some.c.due_at)).where(counts)).scalar()

    def rerun(
        self, wanted: JobFilter, *, who: str, reason: str, start_from: StartFrom, limit: int, before: datetime
    ) -> tuple[Job, ...]:
        """See `Jobs.rerun`."""
        now = self._database.clock()
        these = (*conditions_of(wanted), jobs.c.state.in_(RERUNNABLE), jobs.c.updated_at < before)
        with self._database.writing() as connection:
            moved = _requeue(connection, these, limit, now, start_from=start_from, retries=0, losses=0)
            _write_audit(connection, moved, who=who, deed=f"rerun from {start_from}", reason=reason, now=now)
        return moved

    def hurry(self, job_id: str, *, lane: Lane, who: str, reason: str) -> Job:
        """See `Jobs.hurry`."""
        its = (jobs.c.job_id == job_id, jobs.c.lane != lane, jobs.c.state != JobState.RUNNING)
        now = self._database.clock()
        moved = jobs.update().where(*its).values(lane=lane, rung_at=now)
        with self._database.writing() as connection:
            row = connection.execute(moved.returning(*jobs.c)).first()
            if row is not None:
                _write_audit(connection, [job_of_row(row)], who=who, deed=hurried_to(lane), reason=reason, now=now)
        return self.job(job_id) if row is None else job_of_row(row)

    def cancel(self, wanted: JobFilter, *, who: str, reason: str, limit: int) -> tuple[Job, ...]:
        """See `Jobs.cancel`."""
        now = self._database.clock()
        these = (*conditions_of(wanted), jobs.c.state.in_(CANCELLABLE))
        with self._database.writing() as connection:
            moved = _move_some(connection, these, limit, _left_alone(JobState.CANCELLED, now))
            _write_audit(connection, moved, who=who, deed="cancel", reason=reason, now=now)
        return moved

    def release_all(self, worker: str) -> tuple[Job, ...]:
        """See `Jobs.release_all`."""
        now = self._database.clock()
        its = _held_by(worker)
        freed = _left_alone(JobState.QUEUED, now) | {"due_at": now, "rung_at": now}
        with self._database.writing() as connection:
            moved = connection.execute(jobs.update().where(*its).values(**freed).returning(*jobs.c))
            return tuple(job_of_row(row) for row in moved)

    def end_leases(self, worker: str) -> None:
        """See `Jobs.end_leases`."""
        with self._database.writing() as connection:
            connection.execute(jobs.update().where(*_held_by(worker)).values(lease_until=self._database.clock()))

    def lapse(self, *, max_losses: int, limit: int) -> Lapsed:
        """See `Jobs.lapse`."""
        now = self._database.clock()
        late = (jobs.c.state == JobState.RUNNING, jobs.c.lease_until < now)
        lost = {"losses": jobs.c.losses + 1, "retries": jobs.c.retries + 1, **failure_columns(LAPSED)}
        parked_as = {"state": JobState.FAILED, "updated_at": now, "lease_until": None, "worker": None, **lost}
        with self._database.writing() as connection:
            parked = _move_some(connection, (*late, jobs.c.losses + 1 >= max_losses), limit, parked_as)
            left = limit - len(parked)
            requeued = _requeue(connection, (*late, jobs.c.losses + 1 < max_losses), left, now, **lost)
        return Lapsed(requeued=requeued, parked=parked)

    def take_unrung(self, lane: Lane, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """See `Jobs.take_unrung`."""
        now = self._database.clock()
        with self._database.writing() as connection:
            gate = connection.execute(sa.select(gates).where(gates.c.lane == lane)).first()
            if gate is not None and gate.state != GateState.OPEN:
                return ()
            heard_since = max(now - timedelta(seconds=quiet_seconds), EVER if gate is None else gate.since)
            unrung = sa.or_(jobs.c.rung_at.is_(None), jobs.c.rung_at < heard_since)
            these = (*due(now), jobs.c.lane == lane, unrung)
            taken = _move_some(connection, these, limit, {"rung_at": now}, order_by=jobs.c.due_at)
        return tuple(job.job_id for job in sorted(taken, key=lambda job: job.due_at))

    def forget_rings(self) -> None:
        """See `Jobs.forget_rings`."""
        with self._database.writing() as connection:
            connection.execute(jobs.update().where(jobs.c.state == JobState.QUEUED).values(rung_at=None))

    def audit_of(self, job_id: str) -> tuple[AuditEntry, ...]:
        """See `Jobs.audit_of`."""
        query = sa.select(audit).where(audit.c.subject == job_id).order_by(audit.c.audit_id)
        with self._database.reading() as connection:
            return tuple(
                AuditEntry(at=row.at, who=row.who, deed=row.deed, subject=row.subject, reason=row.reason)
                for row in connection.execute(query)
            )

    def _one(self, query: sa.Select[Any], key: str) -> Job:
        with self._database.asking() as connection:
            row = connection.execute(query, {"key": key}).first()
        if row is None:
            raise no_such_job(key)
        return job_of_row(row)


def _page(
    query: sa.Select[Any], conditions: Sequence[sa.ColumnElement[bool]], limit: int, after: str | None
) -> sa.Select[Any]:
    behind = [] if after is None else [jobs.c.job_id > after]
    return query.where(*conditions, *behind).order_by(jobs.c.job_id).limit(limit)


def _held_by(process: str) -> tuple[sa.ColumnElement[bool], ...]:
    return jobs.c.state == JobState.RUNNING, jobs.c.worker.startswith(f"{process}:", autoescape=True)


def _left_alone(state: JobState, now: datetime) -> dict[str, Any]:
    return {"state": state, "updated_at": now, "lease_until": None, "worker": None}


def _release(job: Job, state: JobState, now: datetime) -> sa.Update:
    """Begin the UPDATE by which the holder of a claim, and nobody else, gives the job away."""
    return (
        jobs.update()
        .where(jobs.c.job_id == job.job_id, jobs.c.state == JobState.RUNNING, jobs.c.attempt == job.attempt)
        .values(state=state, updated_at=now, lease_until=None, worker=None)
    )


def _requeue(
    connection: sa.Connection, these: Sequence[sa.ColumnElement[bool]], limit: int, now: datetime, **values: Any
) -> tuple[Job, ...]:
    queued = {"state": JobState.QUEUED, "due_at": now, "updated_at": now, "rung_at": None}
    return _move_some(connection, these, limit, queued | {"lease_until": None, "worker": None} | values)


def _move_some(
    connection: sa.Connection,
    these: Sequence[sa.ColumnElement[bool]],
    limit: int,
    values: Mapping[str, Any],
    *,
    order_by: sa.ColumnElement[datetime] | None = None,
) -> tuple[Job, ...]:
    # Rows that another transaction moves right now are left to it: waiting for them in no set order could deadlock.
    chosen = sa.select(jobs.c.job_id).where(*these).limit(limit).with_for_update(skip_locked=True, of=jobs)
    # Sorting a million settled jobs for each thousand that are rerun would take hours: only rings have an order.
    ids = connection.execute(chosen if order_by is None else chosen.order_by(order_by)).scalars().all()
    if not ids:
        return ()
    moved = jobs.update().where(jobs.c.job_id.in_(ids)).values(**values).returning(*jobs.c)
    return tuple(job_of_row(row) for row in connection.execute(moved))


def _write_audit(
    connection: sa.Connection, moved: Sequence[Job], *, who: str, deed: str, reason: str, now: datetime
) -> None:
    entries = [{"at": now, "who": who, "deed": deed, "subject": job.job_id, "reason": reason} for job in moved]
    if entries:
        connection.execute(audit.insert(), entries)
