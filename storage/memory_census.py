"""Counts what stands in the ledger in memory."""

from collections import Counter

from models.job import Job, JobState, Lane
from storage.census import MOST_COUNTED, Census, LaneCensus
from storage.memory import Ledger


class MemoryCounting:
    """The census of dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def census(self) -> Census:
        """See `Counting.census`."""
        with self._ledger.lock:
            return Census(lanes={lane: self._lane(lane) for lane in Lane})

    def check_schema(self) -> None:
        """See `Counting.check_schema`."""

    def _lane(self, lane: Lane) -> LaneCensus:
        now = self._ledger.clock()
        held = [job for job in self._ledger.jobs.values() if job.lane is lane]
        states = Counter(job.state for job in held)
        due = [job.due_at for job in held if self._is_due(job)]
        return LaneCensus(
            queued=min(states[JobState.QUEUED], MOST_COUNTED),
            pausing=sum(job.state is JobState.QUEUED and job.due_at > now for job in held),
            running=states[JobState.RUNNING],
            failed=Counter(job.failure.code if job.failure else "none" for job in held if job.state is JobState.FAILED),
            oldest_due_seconds=(now - min(due)).total_seconds() if due else 0.0,
        )

    def _is_due(self, job: Job) -> bool:
        backfill = self._ledger.backfills.get(job.backfill_id or "")
        is_paused = backfill is not None and backfill.paused
        return job.state is JobState.QUEUED and job.due_at <= self._ledger.clock() and not is_paused
