"""Keeps retention in memory."""

from dataclasses import replace
from datetime import datetime

from models.job import JobState
from storage.jobs import AuditEntry
from storage.memory import Ledger
from storage.records import no_such_application


class MemoryRetention:
    """Retention over the ledger in dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def forget_failures(self, *, before: datetime, limit: int) -> int:
        """See `Retention.forget_failures`."""
        with self._ledger.lock:
            old = [
                job
                for job in self._ledger.jobs.values()
                if job.state in (JobState.FAILED, JobState.CANCELLED)
                and job.updated_at < before
                and job.failure is not None
                and job.failure.message
            ][:limit]
            for job in old:
                if job.failure is not None:
                    self._ledger.jobs[job.job_id] = replace(job, failure=replace(job.failure, message="", trace=""))
            return len(old)

    def pictures_of(self, application_id: str) -> tuple[str, ...]:
        """See `Retention.pictures_of`."""
        if application_id not in self._ledger.cases:
            raise no_such_application(application_id)
        papers = list(self._ledger.documents.values())
        shared = {paper.sha256 for paper in papers if paper.application_id != application_id}
        its = {paper.sha256 for paper in papers if paper.application_id == application_id}
        return tuple(sorted(its - shared))

    def note(self, application_id: str, *, who: str, deed: str, reason: str) -> int:
        """See `Retention.note`."""
        with self._ledger.lock:
            its = self._ledger.jobs_of(application_id)
            now = self._ledger.clock()
            self._ledger.audit.extend(
                AuditEntry(at=now, who=who, deed=deed, subject=job.job_id, reason=reason) for job in its
            )
            return len(its)
