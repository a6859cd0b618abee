"""The promise of looking at work: what a person or a monitor asks of the ledger, however many jobs there are.

Each question is answered from an index or from numbers that are kept as jobs move, never by counting settled jobs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.job import Job, JobState, Lane
from storage.jobs import JobFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many jobs of a lane are in one state."""

    lane: Lane
    state: JobState
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What was settled in a lane within some time."""

    done_count: int
    failed_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Jobs that share the code of their last failure."""

    code: str
    lane: Lane
    state: JobState
    """Failed, queued or running where they are tried again, or cancelled."""
    count: int
    last_at: datetime
    """When the one that moved last moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a list of jobs goes on: behind a job that stood there when it was listed."""

    moved_at: datetime
    job_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """Whose a paper is, and as what it was handed in."""

    application_id: str
    declared_type: str | None


class Workload(Protocol):
    """Looks at the ledger. Every method may raise StorageUnavailable."""

    def counts(self) -> tuple[Count, ...]:
        """Count jobs by lane and state; what holds none is left out."""
        ...

    def recent(self, wanted: JobFilter, *, limit: int, after: Place | None = None) -> tuple[Job, ...]:
        """Return jobs, the one that moved last first, beginning behind a place."""
        ...

    def handed_in(self, document_ids: Iterable[str]) -> Mapping[str, HandedIn]:
        """Return whose these papers are and what they were said to be, some hundreds a question."""
        ...

    def count(self, wanted: JobFilter, *, most: int) -> int:
        """Count jobs, and stop counting at a number."""
        ...

    def stuck(self) -> tuple[Stuck, ...]:
        """Return jobs whose last attempt failed, by code, lane and state, most first."""
        ...

    def lapsed_count(self) -> int:
        """Count running jobs whose lease has run out; the sweep takes them back."""
        ...

    def pace(self, lane: Lane, *, seconds: float) -> Pace:
        """Count what was settled within the last so many seconds."""
        ...

    def add_up(self, *, limit: int) -> int:
        """Add up kept numbers, so many rows at most, and return how many there were; the sweep does it."""
        ...
