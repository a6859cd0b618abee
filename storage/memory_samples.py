"""Takes samples of the ledger in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from models.desk import DeskState
from models.job import Job, JobState, Lane
from models.report import Report, Verdict
from storage.memory import Ledger
from storage.samples import MOST_SETTLED
from storage.workload import Pace


class MemorySamples:
    """Samples of the ledger's dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def settled(self, lane: Lane, *, edges: Sequence[datetime]) -> tuple[Pace, ...]:
        """See `Samples.settled`."""
        return tuple(
            Pace(
                done_count=min(MOST_SETTLED, self._count(lane, JobState.DONE, begin, end)),
                failed_count=min(MOST_SETTLED, self._count(lane, JobState.FAILED, begin, end)),
            )
            for begin, end in pairwise(edges)
        )

    def standings(self) -> Mapping[tuple[DeskState, Verdict], int]:
        """See `Samples.standings`."""
        with self._ledger.lock:
            return Counter((case.state, case.standing.verdict) for case in self._ledger.desk.values())

    def newest_reports(self, lane: Lane, *, limit: int) -> tuple[Report, ...]:
        """See `Samples.newest_reports`."""
        done = [job for job in self._jobs() if job.lane is lane and job.state is JobState.DONE]
        done.sort(key=lambda job: job.updated_at, reverse=True)
        return self._newest([job.document_id for job in done[:limit]])

    def decided_lately(self, *, limit: int) -> tuple[str, ...]:
        """See `Samples.decided_lately`."""
        with self._ledger.lock:
            last = self._ledger.decisions[::-1][:limit]
        return tuple(dict.fromkeys(one.application_id for one in last))

    def reports_of(self, application_ids: Collection[str]) -> tuple[Report, ...]:
        """See `Samples.reports_of`."""
        with self._ledger.lock:
            papers = [
                one.document_id
                for one in self._ledger.documents.values()
                if one.application_id in application_ids and not one.withdrawn
            ]
        return self._newest(papers)

    def _newest(self, document_ids: Sequence[str]) -> tuple[Report, ...]:
        with self._ledger.lock:
            by_document = {report.document_id: report for report in self._ledger.reports}
        return tuple(by_document[key] for key in document_ids if key in by_document)

    def _count(self, lane: Lane, state: JobState, begin: datetime, end: datetime) -> int:
        return sum(job.lane is lane and job.state is state and begin <= job.updated_at < end for job in self._jobs())

    def _jobs(self) -> list[Job]:
        with self._ledger.lock:
            return list(self._ledger.jobs.values())
