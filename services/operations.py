"""Looking after work: what operators see of jobs, and what they do to them."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from models.case import Document
from models.errors import CertcheckError, InputError
from models.job import Job, JobState, StartFrom
from services.intake import ring_all
from services.keepers import Keepers
from storage.jobs import AuditEntry, JobFilter
from storage.workload import HandedIn, Place

log = logging.getLogger(__name__)

BATCH = 1000
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShown:
    """A job with what an operator asks next."""

    job: Job
    document: Document
    audit: tuple[AuditEntry, ...]


def ring_again(job_ids: Iterable[str], *, keepers: Keepers) -> None:
    """Ring jobs whose rings were heard by a process that was leaving. What is away is left to the sweep."""
    try:
        ring_all((keepers.jobs.job(job_id) for job_id in job_ids), keepers=keepers)
    except CertcheckError as error:
        log.warning("rings not passed on", extra={"code": error.code})


def list_jobs(wanted: JobFilter, *, keepers: Keepers, limit: int = 100, after: Place | None = None) -> tuple[Job, ...]:
    """Return jobs, the one that moved last first, beginning behind a place."""
    return keepers.workload.recent(wanted, limit=limit, after=after)


def handed_in(found: Iterable[Job], *, keepers: Keepers) -> Mapping[str, HandedIn]:
    """Return whose the papers of jobs are and what they were said to be, by their documents."""
    return keepers.workload.handed_in(job.document_id for job in found)


def place_of(job_id: str, *, keepers: Keepers) -> Place:
    """Return where a job stands in a list now.

    Raises:
        NotFound: there is none of that id.
    """
    return Place(moved_at=keepers.jobs.job(job_id).updated_at, job_id=job_id)


def count_some(wanted: JobFilter, *, keepers: Keepers) -> int:
    """Count jobs, up to `MOST_COUNTED`: whoever lists them need not know whether they are one million or two."""
    return keepers.workload.count(wanted, most=MOST_COUNTED)


def count_movable(wanted: JobFilter, *, states: Collection[JobState], keepers: Keepers) -> Mapping[JobState, int]:
    """Count the jobs that a deed would take, which takes those in some states only."""
    meant = tuple(state for state in states if state in (wanted.states or states))
    return keepers.jobs.tally(replace(wanted, states=meant)) if meant else {}


def count_jobs(wanted: JobFilter, *, keepers: Keepers) -> Mapping[JobState, int]:
    """Count jobs by state."""
    return keepers.jobs.tally(wanted)


def show_job(job_id: str, *, keepers: Keepers) -> JobShown:
    """Return a job, its document and what was done to it by hand.

    Raises:
        NotFound: there is no such job.
    """
    job = keepers.jobs.job(job_id)
    return JobShown(job=job, document=keepers.records.document(job.document_id), audit=keepers.jobs.audit_of(job_id))


def rerun_jobs(
    wanted: JobFilter,
    *,
    reason: str,
    keepers: Keepers,
    start_from: StartFrom = StartFrom.JUDGE,
    who: str = "operator",
) -> int:
    """Put done, failed and cancelled jobs back in the queue and return how many; uploads are rung at once.

    Raises:
        InputError: no reason is given.
        NotFound: one job is named, and there is none of that id.
    """
    _check(wanted, reason, keepers)
    # Jobs that are done again while this runs are not taken a second time.
    before = datetime.now(UTC)
    count = 0
    while True:
        moved = keepers.jobs.rerun(wanted, who=who, reason=reason, start_from=start_from, limit=BATCH, before=before)
        if not moved:
            return count
        count += len(moved)
        if count <= BATCH:
            ring_all((job for job in moved if not job.lane.gives_way), keepers=keepers)


def cancel_jobs(wanted: JobFilter, *, reason: str, keepers: Keepers, who: str = "operator") -> int:
    """Cancel queued, running and failed jobs and return how many.

    A worker is not interrupted: it finds its job taken away, and what it found is thrown away.

    Raises:
        InputError: no reason is given.
        NotFound: one job is named, and there is none of that id.
    """
    _check(wanted, reason, keepers)
    count = 0
    while moved := keepers.jobs.cancel(wanted, who=who, reason=reason, limit=BATCH):
        count += len(moved)
    return count


def _check(wanted: JobFilter, reason: str, keepers: Keepers) -> None:
    if not reason.strip():
        raise InputError("expected a reason, met none")
    for job_id in wanted.job_ids:
        keepers.jobs.job(job_id)
