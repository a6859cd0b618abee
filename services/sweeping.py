"""The sweep: what it frees, rings again, heals and adds up, and the note of what came of it.

Which process sweeps, and when, is for `wiring.sweeping` to say.
"""

import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from models.errors import CertcheckError, QueueUnavailable
from models.job import JobState, Lane, StartFrom
from services.breakers import forget_gone_hosts, note_broker
from services.desk.history import anchor_history
from services.failures import MAX_LOSSES
from services.keepers import Keepers
from services.meters import rings, rings_failed
from services.meters import swept as swept_count
from storage.jobs import JobFilter
from storage.processes import SweepNote

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
ROWS_AT_ONCE = 20_000
"""Rows of kept numbers that one transaction adds up: some tenths of a second on SQLite, where others wait for it."""
MOST_BATCHES = 50


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


def sweep_and_note(*, keepers: Keepers, who: str) -> SweepResult:
    """Sweep, add numbers up, and keep a note for whoever asks when it was done last, by whom, and what came of it.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    began = time.monotonic()
    try:
        swept = sweep(keepers=keepers)
        _add_up(keepers)
    except CertcheckError as error:
        with suppress(CertcheckError):
            keepers.processes.note_sweep(_note(who, began, failure_code=error.code))
        raise
    keepers.processes.note_sweep(_note(who, began, swept=swept))
    return swept


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
    counts = asdict(swept)
    for deed, count in counts.items():
        swept_count.labels(deed).inc(count)
    if any(counts.values()):
        log.info("swept", extra=counts)
    return swept


def _ring_lane(lane: Lane, keepers: Keepers) -> int:
    try:
        room = MOST_RINGS[lane] - keepers.queue.depth(lane)
        if room <= 0:
            note_broker(None, keepers=keepers)
            return 0
        due = keepers.jobs.take_unrung(lane, quiet_seconds=QUIET_SECONDS[lane], limit=room)
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


def _add_up(keepers: Keepers) -> None:
    for _ in range(MOST_BATCHES):
        if keepers.workload.add_up(limit=ROWS_AT_ONCE) < ROWS_AT_ONCE:
            return


def _note(who: str, began: float, *, swept: SweepResult | None = None, failure_code: str = "") -> SweepNote:
    return SweepNote(
        who=who,
        took_seconds=round(time.monotonic() - began, 3),
        failure_code=failure_code,
        counts={} if swept is None else asdict(swept),
    )
