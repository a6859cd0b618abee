"""Keeps the backfills in memory."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from models.job import JobState, Lane
from storage.backfills import Backfill, EnrolledBatch, EnrolledRow, deed_of, no_such_backfill, overtaken
from storage.jobs import AuditEntry
from storage.memory import CaseEntry, Ledger
from storage.memory_jobs import new_job
from storage.records import no_such_application


class MemoryBackfills:
    """Backfills in a dict."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def open(self, backfill_id: str, *, manifest_digest: str) -> Backfill:
        """See `Backfills.open`."""
        with self._ledger.lock:
            known = self._ledger.backfills.get(backfill_id)
            if known is None:
                now = self._ledger.clock()
                known = Backfill(backfill_id=backfill_id, manifest_digest=manifest_digest, created_at=now)
            elif known.manifest_digest != manifest_digest:
                known = replace(known, manifest_digest=manifest_digest, lines_done=0, rejected_count=0)
            self._ledger.backfills[backfill_id] = known
            return known

    def enrol(self, batch: EnrolledBatch) -> Backfill:
        """See `Backfills.enrol`."""
        ledger = self._ledger
        with ledger.lock:
            known = self.backfill(batch.backfill_id)
            if known.lines_done != batch.lines_before:
                raise overtaken(batch.backfill_id)
            known_ids = {row.application.application_id for row in batch.rows if row.application} | set(ledger.cases)
            for row in batch.rows:
                if row.document.application_id not in known_ids:
                    raise no_such_application(row.document.application_id)
            enrolled_count = sum(self._add(row, batch.backfill_id) for row in batch.rows)
            ledger.backfills[batch.backfill_id] = replace(
                known,
                lines_done=batch.lines_done,
                enrolled_count=known.enrolled_count + enrolled_count,
                known_count=known.known_count + len(batch.rows) - enrolled_count,
                rejected_count=known.rejected_count + batch.rejected_count,
            )
            return ledger.backfills[batch.backfill_id]

    def made_ready(self, batch: EnrolledBatch) -> Callable[[], Backfill]:
        """See `Backfills.made_ready`."""
        return partial(self.enrol, batch)

    def known_applications(self, application_ids: Collection[str]) -> frozenset[str]:
        """See `Backfills.known_applications`."""
        return frozenset(application_ids) & set(self._ledger.cases)

    def ended_count(self, backfill_id: str, *, since: datetime) -> int:
        """See `Backfills.ended_count`."""
        ended = (JobState.DONE, JobState.FAILED)
        with self._ledger.lock:
            its = [job for job in self._ledger.jobs.values() if job.backfill_id == backfill_id]
        return sum(job.state in ended and job.due_at >= since for job in its)

    def backfill(self, backfill_id: str) -> Backfill:
        """See `Backfills.backfill`."""
        try:
            return self._ledger.backfills[backfill_id]
        except KeyError:
            raise no_such_backfill(backfill_id) from None

    def all(self) -> tuple[Backfill, ...]:
        """See `Backfills.all`."""
        return tuple(sorted(self._ledger.backfills.values(), key=lambda known: known.created_at, reverse=True))

    def set_paused(self, backfill_id: str, *, paused: bool, who: str, reason: str) -> Backfill:
        """See `Backfills.set_paused`."""
        with self._ledger.lock:
            if (known := self.backfill(backfill_id)).paused is paused:
                return known
            known = self._ledger.backfills[backfill_id] = replace(known, paused=paused)
            now, deed = self._ledger.clock(), deed_of(paused=paused)
            self._ledger.audit.append(AuditEntry(at=now, who=who, deed=deed, subject=backfill_id, reason=reason))
            for job in self._ledger.jobs.values():
                if not paused and job.backfill_id == backfill_id:
                    self._ledger.rung_at.pop(job.job_id, None)
            return known

    def _add(self, row: EnrolledRow, backfill_id: str) -> bool:
        ledger, key = self._ledger, row.document.document_id
        if row.application is not None:
            entry = CaseEntry(application=row.application, touched_at=ledger.clock())
            ledger.cases.setdefault(row.application.application_id, entry)
        if row.document.identity in (known.identity for known in ledger.documents.values()):
            return False
        ledger.documents[key] = row.document
        ledger.jobs[row.job_id] = new_job(row.job_id, key, lane=Lane.BACKFILL, ledger=ledger, backfill_id=backfill_id)
        return True
