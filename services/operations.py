"""Looking after work: the sweep that heals, and the deeds of operators."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from models.case import Document
from models.errors import CertcheckError, InputError, QueueUnavailable
from models.job import Job, JobState, Lane, StartFrom
from services.breakers import forget_gone_hosts, note_broker
from services.desk.history import anchor_history
from services.failures import MAX_LOSSES
from services.intake import ring_all
from services.keepers import Keepers
from services.meters import rings, rings_failed
from services.meters import swept as swept_count
from storage.jobs import AuditEntry, JobFilter
from storage.workload import Place

log = logging.getLogger(__name__)

MOST_RINGS = {Lane.LIVE: 5000, Lane.BACKFILL: 2000}
"""Rings that the sweep lets lie in the broker, a lane: some minutes of work for many workers, and little memory."""
QUIET_SECONDS = {Lane.LIVE: 60.0, Lane.BACKFILL: 600.0}
"""A due job whose last ring is older than this is rung again."""
DOSSIER_QUIET_SECONDS = 60.0
"""A dossier that is behind for longer was left behind by a process that ended."""
HEALINGS = 3
"""Times a day that the sweep judges again for one dossier; what still fails is a defect for a person to see."""
HEALED_WITHIN = timedelta(days=1)
"""An applicant who takes papers back before they are read leaves the dossier behind each time, for months."""
BATCH = 1000
SWEEPER = "sweep"
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepResult:
    """What one sweep did."""

    rung: int
    requeued: int
    """Taken from workers whose lease had run out."""
    parked: int
    """Lost too often."""
    dossiers_behind: int
    """Applicants whose papers are judged again because their dossier was left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneWork:
    """How much work stands in one lane."""

    lane: Lane
    jobs: Mapping[JobState, int]
    """How many jobs are in each state; a state that holds none is left out."""
    rings_count: int | None
    """Rings in the broker; None where it does not answer."""
    waiting_seconds: float
    """For how long the longest waiting due job has been due; 0 where none waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How much work stands where."""

    lanes: tuple[LaneWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShown:
    """A job with what an operator asks next."""

    job: Job
    document: Document
    audit: tuple[AuditEntry, ...]


def sweep(*, keepers: Keepers) -> SweepResult:
    """Free jobs of lost workers, ring what is due and was not heard, and heal dossiers. Safe to run anywhere, at once.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    lapsed = keepers.jobs.lapse(max_losses=MAX_LOSSES, limit=BATCH)
    keepers.lanes.settle()
    forget_gone_hosts(keepers=keepers)
    behind = _heal_dossiers(keepers)
    rung = sum(_ring_lane(lane, keepers) for lane in Lane)
    anchor_history(now=datetime.now(UTC), keepers=keepers)
    swept = SweepResult(rung=rung, requeued=len(lapsed.requeued), parked=len(lapsed.parked), dossiers_behind=behind)
    for deed in ("rung", "requeued", "parked", "dossiers_behind"):
        swept_count.labels(deed).inc(getattr(swept, deed))
    if swept != SweepResult(rung=0, requeued=0, parked=0, dossiers_behind=0):
        log.info("swept", extra={"rung": rung, "requeued": swept.requeued, "parked": swept.parked, "behind": behind})
    return swept


def ring_again(job_ids: Iterable[str], *, keepers: Keepers) -> None:
    """Ring jobs whose rings were heard by a process that was leaving. What is away is left to the sweep."""
    try:
        ring_all((keepers.jobs.job(job_id) for job_id in job_ids), keepers=keepers)
    except CertcheckError as error:
        log.warning("rings not passed on", extra={"code": error.code})


def list_jobs(wanted: JobFilter, *, keepers: Keepers, limit: int = 100, after: Place | None = None) -> tuple[Job, ...]:
    """Return jobs, the one that moved last first, beginning behind a place."""
    return keepers.workload.recent(wanted, limit=limit, after=after)


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


def work_now(*, keepers: Keepers) -> Work:
    """Count work, for people and for monitors.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return Work(lanes=tuple(_lane_work(lane, keepers) for lane in Lane))


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
    """Put done, failed and cancelled jobs back in the queue and return how many; live ones are rung at once.

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
            ring_all((job for job in moved if job.lane is Lane.LIVE), keepers=keepers)


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


def _lane_work(lane: Lane, keepers: Keepers) -> LaneWork:
    since = keepers.jobs.waiting_since(lane)
    try:
        rings_count = keepers.queue.depth(lane)
    except QueueUnavailable:
        rings_count = None
    return LaneWork(
        lane=lane,
        jobs=keepers.jobs.tally(JobFilter(lane=lane)),
        rings_count=rings_count,
        waiting_seconds=0.0 if since is None else max(0.0, (datetime.now(UTC) - since).total_seconds()),
    )


def _check(wanted: JobFilter, reason: str, keepers: Keepers) -> None:
    if not reason.strip():
        raise InputError("expected a reason, met none")
    for job_id in wanted.job_ids:
        keepers.jobs.job(job_id)


def _ring_lane(lane: Lane, keepers: Keepers) -> int:
    try:
        room = MOST_RINGS[lane] - keepers.queue.depth(lane)
        if room <= 0:
            note_broker(None, keepers=keepers)
            return 0
        due = keepers.jobs.take_unrung(lane, quiet_seconds=QUIET_SECONDS[lane], limit=min(room, MOST_RINGS[lane]))
        for job_id in due:
            keepers.queue.ring(job_id, lane=lane)
            rings.labels(lane).inc()
    except QueueUnavailable as error:
        rings_failed.labels(lane).inc()
        log.warning("broker away", extra={"code": error.code})
        note_broker(error, keepers=keepers)
        return 0
    note_broker(None, keepers=keepers)
    return len(due)


def _heal_dossiers(keepers: Keepers) -> int:
    behind = keepers.records.stale_applications(quiet_seconds=DOSSIER_QUIET_SECONDS, limit=BATCH)
    return sum(_judge_one_again(application_id, keepers) for application_id in behind)


def _judge_one_again(application_id: str, keepers: Keepers) -> bool:
    """Any one paper will do: its job ends with a new dossier of them all."""
    done = JobFilter(application_id=application_id, states=(JobState.DONE,))
    for job in keepers.jobs.find(done, limit=1):
        since = datetime.now(UTC) - HEALED_WITHIN
        healed = sum(entry.who == SWEEPER and entry.at > since for entry in keepers.jobs.audit_of(job.job_id))
        if healed >= HEALINGS:
            return False
        keepers.jobs.rerun(
            JobFilter(job_ids=(job.job_id,)),
            who=SWEEPER,
            reason="the dossier was left behind",
            start_from=StartFrom.JUDGE,
            limit=1,
            before=datetime.now(UTC),
        )
        return True
    return False
