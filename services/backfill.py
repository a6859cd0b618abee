"""Enrolling historical records: a manifest is kept line by line, and its jobs run in a lane of their own.

Nothing is rung here: the sweep rings as many jobs as workers can soon take, so that a million of them fill no broker.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from models.job import JobState
from services.backfill_manifest import BadLine, Line, check_manifest, digest_of, held_alone, is_csv, lines_of
from services.backfill_rows import Enroller, Sorted
from services.keepers import Keepers
from services.rejected_lines import check_rejects, forget_rejects, write_rejects
from storage.backfills import Backfill, EnrolledBatch
from storage.jobs import JobFilter

BATCH_LINES = 4000
"""Lines of one transaction, for all of which an upload to SQLite waits: a quarter of a second at the 95th percentile
(measured 2026, two cores)."""
COLLECT_EVERY = 200_000
"""Objects that are new, and are not gone yet, after which Python looks for cycles."""
RATE_MINUTES = 10.0
"""Over which the rate is taken: steady enough at a page a minute, short enough to see workers come and go."""
Rejected = Sequence[tuple[int, BadLine]]
Progress = Callable[[int, int], None]
"""Takes bytes done and bytes in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillStatus:
    """How far a backfill is."""

    backfill: Backfill
    jobs: Mapping[JobState, int]
    """How many of its jobs are in each state; a state that holds none is left out."""
    jobs_per_minute: float
    """Jobs that ended in the last minutes; counted from the enrolment where that is not so long ago."""

    @property
    def left_count(self) -> int:
        """Jobs that are still to be done."""
        return sum(self.jobs.get(state, 0) for state in (JobState.QUEUED, JobState.RUNNING))

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at this rate; None where nothing moves."""
        if not self.left_count:
            return 0.0
        return self.left_count / self.jobs_per_minute * 60 if self.jobs_per_minute else None


def enrol(
    manifest: Path,
    *,
    backfill_id: str,
    keepers: Keepers,
    rejects: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Backfill:
    """Keep the papers of a manifest and queue their jobs. Goes on where it was stopped; what is there is skipped.

    Bad lines are written to `rejects` (by default the manifest's name with `.rejected.jsonl`) with their reasons.

    Raises:
        ManifestInvalid: the manifest cannot be read at all; nothing is kept of it.
        InputError: `rejects` names something else than a new file or the rejected lines of before.
        Conflict: the same manifest is being enrolled by another process.
        ConfigInvalid: a line names an object, and no archive is configured.
        StorageUnavailable: the database or the blob store does not answer; call again later.
    """
    check_manifest(manifest)
    rejected_to = _place_of_rejects(manifest, rejects)
    with held_alone(manifest), _few_collections():
        known = keepers.backfills.open(backfill_id, manifest_digest=digest_of(manifest))
        forget_rejects(rejected_to, after=known.lines_done)
        size = manifest.stat().st_size
        enroller = Enroller(keepers=keepers, folder=manifest.parent)

        def made_ready(made: Sorted, lines_before: int) -> Callable[[], Backfill]:
            return keepers.backfills.made_ready(
                EnrolledBatch(
                    backfill_id=backfill_id,
                    rows=made.rows,
                    lines_before=lines_before,
                    lines_done=made.last.number,
                    rejected_count=len(made.bad),
                )
            )

        def write(enrol: Callable[[], Backfill], bad: Rejected, last: Line) -> Backfill:
            # First, so that no rejected line is lost; those of a batch that then is not kept are cut off again.
            write_rejects(rejected_to, bad, has_head=is_csv(manifest))
            kept = enrol()
            progress(last.bytes_done, size)
            return kept

        # One batch is written while the next is made: for the greater part writing is waiting for the disk.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="enrol") as writer:
            writing: Future[Backfill] | None = None
            lines_done = known.lines_done
            lines = lines_of(manifest, after=lines_done)
            while made := enroller.sort_out(islice(lines, BATCH_LINES)):
                ready = made_ready(made, lines_done)
                lines_done = made.last.number
                known = writing.result() if writing else known
                writing = writer.submit(write, ready, made.bad, made.last)
            return writing.result() if writing else known


def status(backfill_id: str, *, keepers: Keepers, now: datetime | None = None) -> BackfillStatus:
    """Say how far a backfill is.

    Raises:
        NotFound: there is none of that name.
    """
    known = keepers.backfills.backfill(backfill_id)
    now = now or datetime.now(UTC)
    minutes = min(RATE_MINUTES, max(1.0, (now - known.created_at).total_seconds() / 60))
    ended_count = keepers.backfills.ended_count(backfill_id, since=now - timedelta(minutes=minutes))
    return BackfillStatus(
        backfill=known,
        jobs=keepers.jobs.tally(JobFilter(backfill_id=backfill_id)),
        jobs_per_minute=ended_count / minutes,
    )


def all_statuses(*, keepers: Keepers) -> tuple[BackfillStatus, ...]:
    """Say how far every backfill is, newest first."""
    return tuple(status(known.backfill_id, keepers=keepers) for known in keepers.backfills.all())


def pause(backfill_id: str, *, keepers: Keepers, who: str = "operator", reason: str = "") -> Backfill:
    """Let no more jobs of a backfill begin; those that run end as usual. Idempotent; kept in the audit.

    Raises:
        NotFound: there is none of that name.
    """
    return keepers.backfills.set_paused(backfill_id, paused=True, who=who, reason=reason)


def resume(backfill_id: str, *, keepers: Keepers, who: str = "operator", reason: str = "") -> Backfill:
    """Let a paused backfill go on; the next sweep rings its jobs. Idempotent; kept in the audit.

    Raises:
        NotFound: there is none of that name.
    """
    return keepers.backfills.set_paused(backfill_id, paused=False, who=who, reason=reason)


def _place_of_rejects(manifest: Path, named: Path | None) -> Path:
    rejects = named or manifest.with_name(f"{manifest.name}.rejected.jsonl")
    check_rejects(rejects, manifest=manifest)
    return rejects


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles seldom: the thousands of rows of a batch hold none, and were gone through each time.

    A third of what making rows computes (measured 2026).
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
