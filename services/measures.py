"""How much work stands where, and how long the oldest has waited: what an operator's monitor asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from models.job import JobState, Lane
from services.keepers import Keepers
from storage.jobs import JobFilter

MOST_AGED = 5000
"""Queued jobs of a lane whose ages are looked at; where more wait, their number says enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneWork:
    """The work of one lane."""

    lane: Lane
    jobs: Mapping[JobState, int]
    """Every state, also those that hold none."""
    oldest_queued_seconds: float | None
    """Since the oldest queued job came into the queue; 0 where none waits, None where too many do."""


def work_now(*, keepers: Keepers) -> tuple[LaneWork, ...]:
    """Measure the work of every lane.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return tuple(_of_lane(lane, keepers) for lane in Lane)


def _of_lane(lane: Lane, keepers: Keepers) -> LaneWork:
    counted = keepers.jobs.tally(JobFilter(lane=lane))
    counts = {state: counted.get(state, 0) for state in JobState}
    return LaneWork(lane=lane, jobs=counts, oldest_queued_seconds=_oldest(lane, counts[JobState.QUEUED], keepers))


def _oldest(lane: Lane, queued_count: int, keepers: Keepers) -> float | None:
    if queued_count > MOST_AGED:
        return None
    queued = keepers.jobs.find(JobFilter(lane=lane, states=(JobState.QUEUED,)), limit=MOST_AGED)
    now = datetime.now(UTC)
    return max((max(0.0, (now - job.updated_at).total_seconds()) for job in queued), default=0.0)
