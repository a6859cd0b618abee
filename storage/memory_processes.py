"""Keeps processes, leadership and the view of work in memory."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.job import Job, JobState, Lane
from storage.jobs import JobFilter
from storage.leadership import PATIENCE_SECONDS, Watch
from storage.memory import Ledger
from storage.memory_jobs import MemoryJobs
from storage.processes import LastSweep, Process, Seen, SweepNote
from storage.workload import Count, HandedIn, Pace, Place, Stuck


class MemoryProcesses:
    """The register in a dict."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[str, tuple[Process, datetime]] = {}
        self._sweep: LastSweep | None = None

    def beat(self, process: Process) -> None:
        """See `Processes.beat`."""
        self._seen[process.process_id] = (process, self._ledger.clock())

    def leave(self, process_id: str) -> None:
        """See `Processes.leave`."""
        self._seen.pop(process_id, None)

    def all(self) -> tuple[Seen, ...]:
        """See `Processes.all`."""
        now = self._ledger.clock()
        seen = [
            Seen(process=process, seen_at=at, silent_seconds=max(0.0, (now - at).total_seconds()))
            for process, at in list(self._seen.values())
        ]
        return tuple(sorted(seen, key=lambda one: (one.process.role, one.process.started_at, one.process.process_id)))

    def forget(self, *, silent_seconds: float) -> int:
        """See `Processes.forget`."""
        last = self._ledger.clock() - timedelta(seconds=silent_seconds)
        gone = [key for key, (_, at) in list(self._seen.items()) if at < last]
        for key in gone:
            self._seen.pop(key, None)
        return len(gone)

    def note_sweep(self, note: SweepNote) -> None:
        """See `Processes.note_sweep`."""
        self._sweep = LastSweep(note=note, at=self._ledger.clock())

    def last_sweep(self) -> LastSweep | None:
        """See `Processes.last_sweep`."""
        return self._sweep


@dataclass(kw_only=True)
class MemorySeat:
    """What contenders for one seat share."""

    holder: str = ""
    term: int = 0
    beat: int = 0


@dataclass(kw_only=True)
class MemoryLeadership:
    """One contender for a seat in memory."""

    seat: MemorySeat = field(default_factory=MemorySeat)
    patience_seconds: float = PATIENCE_SECONDS
    elapsed: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._watch = Watch(self.patience_seconds)
        self._term: int | None = None

    def lead(self, holder: str) -> bool:
        """See `Leadership.lead`."""
        seat = self.seat
        sits = self._term == seat.term and seat.holder != ""
        shown = (seat.term, seat.beat)
        if not sits and seat.holder and not self._watch.stands_still(shown, now=self.elapsed()):
            return False
        if not sits:
            seat.holder, seat.term = holder, seat.term + 1
            self._term = seat.term
        seat.beat += 1
        return True

    def resign(self) -> None:
        """See `Leadership.resign`."""
        if self._term == self.seat.term:
            self.seat.holder = ""
        self._term = None

    def holder(self) -> str | None:
        """See `Leadership.holder`."""
        return self.seat.holder or None


class MemoryWorkload:
    """The ledger in dicts, looked at."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._jobs = MemoryJobs(ledger)

    def counts(self) -> tuple[Count, ...]:
        """See `Workload.counts`."""
        counted = Counter((job.lane, job.state) for job in self._all())
        return tuple(Count(lane=lane, state=state, count=count) for (lane, state), count in sorted(counted.items()))

    def recent(self, wanted: JobFilter, *, limit: int, after: Place | None = None) -> tuple[Job, ...]:
        """See `Workload.recent`."""
        found = self._jobs.find(wanted, limit=len(self._ledger.jobs))
        newest = sorted(found, key=_moved, reverse=True)
        if after is not None:
            newest = [job for job in newest if _moved(job) < (after.moved_at, after.job_id)]
        return tuple(newest[:limit])

    def handed_in(self, document_ids: Iterable[str]) -> Mapping[str, HandedIn]:
        """See `Workload.handed_in`."""
        known = self._ledger.documents
        found = [known[document_id] for document_id in set(document_ids) & set(known)]
        return {
            one.document_id: HandedIn(application_id=one.application_id, declared_type=one.declared_type)
            for one in found
        }

    def count(self, wanted: JobFilter, *, most: int) -> int:
        """See `Workload.count`."""
        return len(self._jobs.find(wanted, limit=most))

    def stuck(self) -> tuple[Stuck, ...]:
        """See `Workload.stuck`."""
        alike: dict[tuple[str, Lane, JobState], list[Job]] = defaultdict(list)
        for job in self._all():
            if job.failure is not None:
                alike[(job.failure.code, job.lane, job.state)].append(job)
        groups = [
            Stuck(code=code, lane=lane, state=state, count=len(them), last_at=max(job.updated_at for job in them))
            for (code, lane, state), them in alike.items()
        ]
        return tuple(sorted(groups, key=lambda one: (-one.count, one.code, one.lane, one.state)))

    def lapsed_count(self) -> int:
        """See `Workload.lapsed_count`."""
        now = self._ledger.clock()
        return sum(job.lease_until is not None and job.lease_until < now for job in self._all())

    def pace(self, lane: Lane, *, seconds: float) -> Pace:
        """See `Workload.pace`."""
        since = self._ledger.clock() - timedelta(seconds=seconds)
        counted = Counter(job.state for job in self._all() if job.lane is lane and job.updated_at >= since)
        return Pace(done_count=counted[JobState.DONE], failed_count=counted[JobState.FAILED])

    def add_up(self, *, limit: int) -> int:
        """See `Workload.add_up`."""
        return 0

    def _all(self) -> list[Job]:
        with self._ledger.lock:
            return list(self._ledger.jobs.values())


def _moved(job: Job) -> tuple[datetime, str]:
    return job.updated_at, job.job_id
