"""How far backfills are, and who lets them rest: the jobs of a manifest, which run in a lane of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.job import JobState
from services.keepers import Keepers
from storage.backfills import Backfill
from storage.jobs import JobFilter

RATE_MINUTES = 10.0
"""Over which the rate is taken: steady enough at a page a minute, short enough to see workers come and go."""


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
