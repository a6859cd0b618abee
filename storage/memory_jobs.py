"""Keeps the job ledger in memory."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from models.job import Failure, Job, JobState, Lane, StartFrom
from models.report import Report
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
from storage.lanes import Gate, GateState
from storage.memory import Ledger


class MemoryJobs:
    """The ledger in dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def claim(self, job_id: str, *, worker: str, lease_seconds: float) -> Job | None:
        """See `Jobs.claim`."""
        with self._ledger.lock:
            now = self._ledger.clock()
            job = self._ledger.jobs.get(job_id)
            if job is None or not self._is_due(job, now) or self._gate(job.lane).state is not GateState.OPEN:
                return None
            lease_until = now + timedelta(seconds=lease_seconds)
            return self._move(job, JobState.RUNNING, attempt=job.attempt + 1, worker=worker, lease_until=lease_until)

    def finish(self, job: Job, report: Report) -> None:
        """See `Jobs.finish`."""
        with self._ledger.lock:
            held = self._held(job)
            self._move(held, JobState.DONE, failure=None, due_at=self._ledger.clock())
            self._ledger.reports.append(report)
            entry = self._ledger.cases[self._ledger.documents[job.document_id].application_id]
            entry.version, entry.touched_at = entry.version + 1, self._ledger.clock()

    def fail(self, job: Job, failure: Failure, *, retry_after_seconds: float | None) -> None:
        """See `Jobs.fail`."""
        with self._ledger.lock:
            held = self._held(job)
            self._ledger.rung_at.pop(job.job_id, None)
            self._move(
                held,
                JobState.FAILED if retry_after_seconds is None else JobState.QUEUED,
                failure=failure,
                due_at=self._ledger.clock() + timedelta(seconds=retry_after_seconds or 0),
                retries=held.retries + 1,
                losses=held.losses + (failure.code == LOST_CODE),
            )

    def release(self, job: Job) -> None:
        """See `Jobs.release`."""
        with self._ledger.lock:
            self._requeue(self._held(job))

    def job(self, job_id: str) -> Job:
        """See `Jobs.job`."""
        try:
            return self._ledger.jobs[job_id]
        except KeyError:
            raise no_such_job(job_id) from None

    def job_of(self, document_id: str) -> Job:
        """See `Jobs.job_of`."""
        for job in self._ledger.jobs.values():
            if job.document_id == document_id:
                return job
        raise no_such_job(document_id)

    def find(self, wanted: JobFilter, *, limit: int, after: str | None = None) -> tuple[Job, ...]:
        """See `Jobs.find`."""
        found = self._chosen(wanted, lambda job: after is None or job.job_id > after)
        return tuple(sorted(found, key=lambda job: job.job_id)[:limit])

    def tally(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """See `Jobs.tally`."""
        return Counter(job.state for job in self._chosen(wanted, lambda _: True))

    def waiting_since(self, lane: Lane) -> datetime | None:
        """See `Jobs.waiting_since`."""
        now = self._ledger.clock()
        waiting = self._chosen(JobFilter(lane=lane), lambda job: self._is_due(job, now))
        return min((job.due_at for job in waiting), default=None)

    def rerun(
        self, wanted: JobFilter, *, who: str, reason: str, start_from: StartFrom, limit: int, before: datetime
    ) -> tuple[Job, ...]:
        """See `Jobs.rerun`."""
        with self._ledger.lock:
            chosen = self._chosen(wanted, lambda job: job.state in RERUNNABLE and job.updated_at < before)[:limit]
            self._write_audit(chosen, who=who, deed=f"rerun from {start_from}", reason=reason)
            return tuple(self._requeue(job, start_from=start_from, retries=0, losses=0) for job in chosen)

    def hurry(self, job_id: str, *, lane: Lane, who: str, reason: str) -> Job:
        """See `Jobs.hurry`."""
        with self._ledger.lock:
            job = self.job(job_id)
            if job.lane is lane or job.state is JobState.RUNNING:
                return job
            self._write_audit([job], who=who, deed=hurried_to(lane), reason=reason)
            job = replace(job, lane=lane)
            self._ledger.jobs[job_id] = job
            self._ledger.rung_at[job_id] = self._ledger.clock()
            return job

    def cancel(self, wanted: JobFilter, *, who: str, reason: str, limit: int) -> tuple[Job, ...]:
        """See `Jobs.cancel`."""
        with self._ledger.lock:
            chosen = self._chosen(wanted, lambda job: job.state in CANCELLABLE)[:limit]
            self._write_audit(chosen, who=who, deed="cancel", reason=reason)
            return tuple(self._move(job, JobState.CANCELLED) for job in chosen)

    def release_all(self, worker: str) -> tuple[Job, ...]:
        """See `Jobs.release_all`."""
        with self._ledger.lock:
            its = self._held_by(worker)
            now = self._ledger.clock()
            self._ledger.rung_at.update((job.job_id, now) for job in its)
            return tuple(self._move(job, JobState.QUEUED, due_at=now) for job in its)

    def end_leases(self, worker: str) -> None:
        """See `Jobs.end_leases`."""
        with self._ledger.lock:
            for job in self._held_by(worker):
                self._ledger.jobs[job.job_id] = replace(job, lease_until=self._ledger.clock())

    def lapse(self, *, max_losses: int, limit: int) -> Lapsed:
        """See `Jobs.lapse`."""
        with self._ledger.lock:
            now = self._ledger.clock()
            late = self._chosen(JobFilter(), lambda job: job.lease_until is not None and job.lease_until < now)[:limit]
            parked, requeued = [], []
            for job in late:
                lost: dict[str, Any] = {"losses": job.losses + 1, "retries": job.retries + 1, "failure": LAPSED}
                if job.losses + 1 >= max_losses:
                    parked.append(self._move(job, JobState.FAILED, **lost))
                else:
                    requeued.append(self._requeue(job, **lost))
            return Lapsed(requeued=tuple(requeued), parked=tuple(parked))

    def take_unrung(self, lane: Lane, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """See `Jobs.take_unrung`."""
        with self._ledger.lock:
            now = self._ledger.clock()
            gate = self._gate(lane)
            if gate.state is not GateState.OPEN:
                return ()
            heard_since = max(now - timedelta(seconds=quiet_seconds), gate.since)
            owed = self._chosen(
                JobFilter(lane=lane),
                lambda job: (
                    self._is_due(job, now)
                    and (job.job_id not in self._ledger.rung_at or self._ledger.rung_at[job.job_id] < heard_since)
                ),
            )
            ids = [job.job_id for job in sorted(owed, key=lambda job: job.due_at)[:limit]]
            self._ledger.rung_at.update(dict.fromkeys(ids, now))
            return tuple(ids)

    def forget_rings(self) -> None:
        """See `Jobs.forget_rings`."""
        with self._ledger.lock:
            self._ledger.rung_at.clear()

    def audit_of(self, job_id: str) -> tuple[AuditEntry, ...]:
        """See `Jobs.audit_of`."""
        return tuple(entry for entry in self._ledger.audit if entry.subject == job_id)

    def _gate(self, lane: Lane) -> Gate:
        return self._ledger.gates.get(lane, Gate(lane=lane))

    def _held_by(self, process: str) -> list[Job]:
        running = JobFilter(states=(JobState.RUNNING,))
        return self._chosen(running, lambda job: (job.worker or "").startswith(f"{process}:"))

    def _is_due(self, job: Job, now: datetime) -> bool:
        backfill = self._ledger.backfills.get(job.backfill_id or "")
        is_held = job.lane.gives_way and backfill is not None and backfill.paused
        return job.state is JobState.QUEUED and job.due_at <= now and not is_held

    def _chosen(self, wanted: JobFilter, test: Callable[[Job], bool]) -> list[Job]:
        with self._ledger.lock:
            return [job for job in self._ledger.jobs.values() if self._is_wanted(job, wanted) and test(job)]

    def _is_wanted(self, job: Job, wanted: JobFilter) -> bool:
        return (
            (not wanted.job_ids or job.job_id in wanted.job_ids)
            and (not wanted.document_ids or job.document_id in wanted.document_ids)
            and (not wanted.states or job.state in wanted.states)
            and (not wanted.codes or (job.failure is not None and job.failure.code in wanted.codes))
            and wanted.lane in (None, job.lane)
            and wanted.backfill_id in (None, job.backfill_id)
            and (wanted.moved_since is None or job.updated_at >= wanted.moved_since)
            and (wanted.moved_until is None or job.updated_at <= wanted.moved_until)
            and wanted.application_id in (None, self._ledger.documents[job.document_id].application_id)
        )

    def _held(self, job: Job) -> Job:
        held = self._ledger.jobs[job.job_id]
        if held.state is not JobState.RUNNING or held.attempt != job.attempt:
            raise lease_lost(job)
        return held

    def _move(self, job: Job, state: JobState, **values: Any) -> Job:
        settled = {"lease_until": None, "worker": None, "updated_at": self._ledger.clock()}
        moved = replace(job, **{**settled, "state": state, **values})
        self._ledger.jobs[job.job_id] = moved
        return moved

    def _requeue(self, job: Job, **values: Any) -> Job:
        self._ledger.rung_at.pop(job.job_id, None)
        return self._move(job, JobState.QUEUED, due_at=self._ledger.clock(), **values)

    def _write_audit(self, chosen: Sequence[Job], *, who: str, deed: str, reason: str) -> None:
        now = self._ledger.clock()
        self._ledger.audit.extend(
            AuditEntry(at=now, who=who, deed=deed, subject=job.job_id, reason=reason) for job in chosen
        )


def new_job(job_id: str, document_id: str, *, lane: Lane, ledger: Ledger, backfill_id: str | None = None) -> Job:
    """Make a queued job, due now."""
    now = ledger.clock()
    return Job(
        job_id=job_id,
        document_id=document_id,
        lane=lane,
        state=JobState.QUEUED,
        attempt=0,
        start_from=StartFrom.JUDGE,
        created_at=now,
        updated_at=now,
        due_at=now,
        backfill_id=backfill_id,
        correlation_id=job_id,
    )
