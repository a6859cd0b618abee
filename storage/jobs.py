"""The promise of the job ledger. The ledger is the truth: whoever holds a job holds it here, and nowhere else.

Every move is one compare-and-set, and one that `models.job.MOVES` allows. The attempt number is the fence: a worker
whose lease has lapsed cannot finish over its successor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.errors import Disposition, LeaseLost, NotFound, WorkerLost
from models.job import Failure, Job, JobState, Lane, StartFrom
from models.report import Report

RERUNNABLE = (JobState.FAILED, JobState.DONE, JobState.CANCELLED)
"""States from which a job goes back to the queue by hand."""
CANCELLABLE = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
"""States from which a job may be cancelled."""
LOST_CODE = WorkerLost.code
"""A failure of this code counts as a loss."""
LAPSED = Failure(code=LOST_CODE, disposition=Disposition.RETRY, message="the lease ran out")
"""The failure of a job whose worker did not come back in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which jobs; empty parts ask nothing, several parts must all hold."""

    job_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    application_id: str | None = None
    states: tuple[JobState, ...] = ()
    codes: tuple[str, ...] = ()
    """Codes of the last failure."""
    lane: Lane | None = None
    backfill_id: str | None = None
    moved_since: datetime | None = None
    """Whose last move was then or later."""
    moved_until: datetime | None = None
    """Whose last move was then or earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to a job, and why."""

    at: datetime
    who: str
    deed: str
    subject: str
    """Id of the job."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """Jobs taken from workers that did not come back in time."""

    requeued: tuple[Job, ...] = ()
    parked: tuple[Job, ...] = ()
    """Lost too often: failed with code `worker_lost`."""


class Jobs(Protocol):
    """Keeps jobs and moves them. Every method may raise StorageUnavailable."""

    def claim(self, job_id: str, *, worker: str, lease_seconds: float) -> Job | None:
        """Take a queued, due job of an open lane that no pause of its backfill holds: attempt + 1, lease from now.

        None where it is not to be had.
        """
        ...

    def finish(self, job: Job, report: Report) -> None:
        """Append the report and move the claimed job to done, in one transaction.

        Raises:
            LeaseLost: the job has been taken away since.
        """
        ...

    def fail(self, job: Job, failure: Failure, *, retry_after_seconds: float | None) -> None:
        """Move the claimed job to failed, or back to the queue where it is to be tried again after a pause.

        Raises:
            LeaseLost: the job has been taken away since.
        """
        ...

    def release(self, job: Job) -> None:
        """Put the claimed job back in the queue unspent: due now, not rung, no retry and no loss counted.

        Raises:
            LeaseLost: the job has been taken away since.
        """
        ...

    def job(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def job_of(self, document_id: str) -> Job:
        """Return a document's job.

        Raises:
            NotFound: there is no such document.
        """
        ...

    def find(self, wanted: JobFilter, *, limit: int, after: str | None = None) -> tuple[Job, ...]:
        """Return jobs in the order of their ids, beginning after a given one."""
        ...

    def tally(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """Count jobs by state; a state that holds none is left out."""
        ...

    def waiting_since(self, lane: Lane) -> datetime | None:
        """Return when the longest waiting due job of a lane became due, be the lane open or closed.

        None where none waits. The jobs of a paused backfill do not count; behind a hundred thousand of them no other is
        looked for.
        """
        ...

    def rerun(
        self, wanted: JobFilter, *, who: str, reason: str, start_from: StartFrom, limit: int, before: datetime
    ) -> tuple[Job, ...]:
        """Put up to `limit` settled jobs, last moved before some time, back in the queue; with an audit entry each.

        Losses and retries begin anew. The jobs count as not rung.
        """
        ...

    def hurry(self, job_id: str, *, lane: Lane, who: str, reason: str) -> Job:
        """Let a job go by another lane from now on, and return it: a pause of its backfill holds it back no more.

        It stays a job of that backfill. Counts as rung now: who calls rings. Idempotent, with an audit entry for what
        changes something; a running job is left where it is.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def cancel(self, wanted: JobFilter, *, who: str, reason: str, limit: int) -> tuple[Job, ...]:
        """Cancel up to `limit` queued, running or failed jobs, with an audit entry each.

        Who holds a running one finds it taken away, and what he found is thrown away.
        """
        ...

    def release_all(self, worker: str) -> tuple[Job, ...]:
        """Put the running jobs of a process back in the queue, as if it had never claimed them, and return them.

        The process is named by the beginning of its workers' names, up to a colon. No retry and no loss is counted; the
        attempt stays used, so that what still comes of it is thrown away. The jobs count as rung now: who calls rings.
        """
        ...

    def end_leases(self, worker: str) -> None:
        """Let the leases of a process that is known to be gone run out now: what it held counts as lost, as by itself.

        The process is named as in `release_all`.
        """
        ...

    def lapse(self, *, max_losses: int, limit: int) -> Lapsed:
        """Take jobs whose lease has run out from their workers: back to the queue, or failed after so many losses."""
        ...

    def take_unrung(self, lane: Lane, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """Return jobs to be had that nobody has rung for some time, and count them as rung now; longest due first.

        A closed lane has none. Rings from before it was opened were answered by nobody and do not count.
        """
        ...

    def forget_rings(self) -> None:
        """Count every queued job as not rung: the broker that held the rings began empty."""
        ...

    def audit_of(self, job_id: str) -> tuple[AuditEntry, ...]:
        """Return what was done to a job by hand, oldest first."""
        ...


def hurried_to(lane: Lane) -> str:
    """Name in the audit that a job was let go by another lane."""
    return f"move to lane {lane}"


def no_such_job(job_id: str) -> NotFound:
    """Make the error for a job that is not in the ledger."""
    return NotFound(f"expected the id of a job, met {job_id!r}")


def lease_lost(job: Job) -> LeaseLost:
    """Make the error for a claim that has been taken away."""
    return LeaseLost(f"expected attempt {job.attempt} of job {job.job_id} to be running, met a later move")
