"""Work: a job, the states it may be in, and the moves it may make. The ledger that keeps jobs is the truth."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.errors import Disposition


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNSETTLED = (JobState.QUEUED, JobState.RUNNING)
"""States of the jobs of papers that are still to be judged."""
MOVES: frozenset[tuple[JobState, JobState]] = frozenset(
    {
        (JobState.QUEUED, JobState.RUNNING),
        (JobState.QUEUED, JobState.CANCELLED),
        (JobState.RUNNING, JobState.DONE),
        (JobState.RUNNING, JobState.FAILED),
        (JobState.RUNNING, JobState.QUEUED),
        (JobState.RUNNING, JobState.CANCELLED),
        (JobState.FAILED, JobState.QUEUED),
        (JobState.DONE, JobState.QUEUED),
        (JobState.CANCELLED, JobState.QUEUED),
        (JobState.FAILED, JobState.CANCELLED),
    }
)
"""(from, to): every move a job may make."""


class Lane(StrEnum):
    """A road of its own through queue and workers, so that history never stands before an upload."""

    LIVE = "live"
    BACKFILL = "backfill"

    @property
    def gives_way(self) -> bool:
        """Its work waits for that of other lanes: it has readers of its own, which take what time is left over."""
        return self is Lane.BACKFILL


class StartFrom(StrEnum):
    """Which half of the pipeline a job begins with."""

    SEE = "see"
    """Read the pixels again even where text is kept."""
    JUDGE = "judge"
    """Use kept text where there is any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an attempt did not end in a report."""

    code: str
    disposition: Disposition
    message: str = ""
    """Never holds personal data."""
    trace: str = ""
    """Of a defect: kinds of errors and the places they came by, a line each; never what an error said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to be read and judged."""

    job_id: str
    document_id: str
    lane: Lane
    state: JobState
    attempt: int
    """Counts claims; the fence: only the worker that holds the newest attempt may finish."""
    start_from: StartFrom
    created_at: datetime
    updated_at: datetime
    due_at: datetime
    """Not to be claimed before."""
    lease_until: datetime | None = None
    worker: str | None = None
    failure: Failure | None = None
    backfill_id: str | None = None
    retries: int = 0
    """Failed attempts since the job was last put in the queue by hand."""
    losses: int = 0
    """How many of them ended with their worker, by a crash or a lapsed lease."""
    correlation_id: str = ""
    """That of the upload; of a job that none was kept with, its own id."""
    traceparent: str | None = None
    """The span that brought it about, where uploads are traced."""

    @property
    def is_waiting(self) -> bool:
        """It failed for a reason that passes, and will be tried again at `due_at`."""
        return self.state is JobState.QUEUED and self.failure is not None and self.retries > 0

    @property
    def is_suspect(self) -> bool:
        """A worker that held it was lost. It may be the cause, so it is run with no other page beside it."""
        return self.losses > 0
