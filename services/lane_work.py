"""How much work stands in each lane: the one count that the status of the house and the measures of it both tell.

Every answer comes from an index or from numbers that are kept as jobs move; settled jobs are never counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from models.job import JobState, Lane
from services.keepers import Keepers
from storage.workload import Stuck


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneWork:
    """The work of one lane."""

    lane: Lane
    jobs: Mapping[JobState, int]
    """How many jobs are in each state, every state named."""
    failed: Mapping[str, int]
    """Failed jobs by the code of their failure."""
    retrying_count: int
    """Queued jobs whose last attempt failed; among those queued."""
    waiting_seconds: float
    """For how long the longest waiting due job of no paused backfill has been due; 0 where none waits."""


def work_now(*, keepers: Keepers, stuck: Collection[Stuck] | None = None) -> tuple[LaneWork, ...]:
    """Count the work of every lane; `stuck` saves asking for it again.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    counted = {(one.lane, one.state): one.count for one in keepers.workload.counts()}
    met = keepers.workload.stuck() if stuck is None else stuck
    return tuple(
        LaneWork(
            lane=lane,
            jobs={state: counted.get((lane, state), 0) for state in JobState},
            failed={one.code: one.count for one in met if one.lane is lane and one.state is JobState.FAILED},
            retrying_count=sum(one.count for one in met if one.lane is lane and one.state is JobState.QUEUED),
            waiting_seconds=_waiting_seconds(lane, keepers),
        )
        for lane in Lane
    )


def _waiting_seconds(lane: Lane, keepers: Keepers) -> float:
    since = keepers.jobs.waiting_since(lane)
    return 0.0 if since is None else max(0.0, (datetime.now(UTC) - since).total_seconds())
