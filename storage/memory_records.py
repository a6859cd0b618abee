"""Keeps the records in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from models.basis import Basis
from models.case import Application, Document
from models.job import UNSETTLED, Job, JobState, Lane, StartFrom
from models.levels import DeskPolicy
from models.look import Look
from models.origin import Origin
from models.page import PageText
from models.report import Dossier, Report, Sighting
from models.trait import Trait
from storage.jobs import RERUNNABLE, AuditEntry
from storage.memory import CaseEntry, Ledger
from storage.memory_desk import keep_standing
from storage.memory_jobs import new_job
from storage.memory_traits import sightings_among
from storage.records import (
    PLAIN_POLICY,
    ApplicationPut,
    CaseFile,
    DocumentAdded,
    DocumentMoved,
    no_such_application,
    no_such_document,
    no_such_dossier,
)


class MemoryRecords:
    """Records in dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def put_application(self, application: Application) -> ApplicationPut:
        """See `Records.put_application`."""
        ledger = self._ledger
        with ledger.lock:
            now = ledger.clock()
            entry = ledger.cases.get(application.application_id)
            if entry is None:
                ledger.cases[application.application_id] = CaseEntry(application=application, touched_at=now)
                return ApplicationPut(changed=True)
            if entry.application == application:
                return ApplicationPut(changed=False)
            entry.application, entry.version, entry.touched_at = application, entry.version + 1, now
            entry.content_version = entry.version
            return ApplicationPut(changed=True, jobs=self._judge_again(application.application_id))

    def application(self, application_id: str) -> Application:
        """See `Records.application`."""
        return self._entry(application_id).application

    def add_document(
        self, document: Document, *, job_id: str, lane: Lane, origin: Origin | None = None
    ) -> DocumentAdded:
        """See `Records.add_document`."""
        ledger = self._ledger
        with ledger.lock:
            for known in self._all_of(document.application_id):
                if known.identity == document.identity:
                    return DocumentAdded(document=known, job=self._job_of(known.document_id), created=False)
            self._entry(document.application_id)
            job = new_job(job_id, document.document_id, lane=lane, ledger=ledger)
            if origin is not None:
                job = replace(job, correlation_id=origin.correlation_id, traceparent=origin.traceparent)
            ledger.documents[document.document_id] = document
            ledger.jobs[job_id] = job
            ledger.rung_at[job_id] = ledger.clock()
            return DocumentAdded(document=document, job=job, created=True)

    def document(self, document_id: str) -> Document:
        """See `Records.document`."""
        try:
            return self._ledger.documents[document_id]
        except KeyError:
            raise no_such_document(document_id) from None

    def paper(self, document_id: str) -> tuple[Document, Application]:
        """See `Records.paper`."""
        document = self.document(document_id)
        return document, self.application(document.application_id)

    def paper_count(self, application_id: str) -> int:
        """See `Records.paper_count`."""
        self._entry(application_id)
        return len(self.documents_of(application_id))

    def documents_of(self, application_id: str) -> tuple[Document, ...]:
        """See `Records.documents_of`."""
        with self._ledger.lock:
            return tuple(document for document in self._all_of(application_id) if not document.withdrawn)

    def withdraw(self, document_id: str, *, who: str, reason: str) -> DocumentMoved:
        """See `Records.withdraw`."""
        ledger = self._ledger
        with ledger.lock:
            if self.document(document_id).withdrawn:
                return DocumentMoved(changed=False)
            self._mark(document_id, withdrawn=True)
            job, now = self._job_of(document_id), ledger.clock()
            ledger.audit.append(AuditEntry(at=now, who=who, deed="withdraw", subject=job.job_id, reason=reason))
            if self.report_of(document_id) is not None:
                return DocumentMoved(changed=True, jobs=self._requeued([job], RERUNNABLE))
            if job.state is JobState.QUEUED:
                ledger.jobs[job.job_id] = replace(job, state=JobState.CANCELLED, updated_at=now)
            return DocumentMoved(changed=True)

    def replace(self, document_id: str, *, replaces: str, who: str, reason: str) -> DocumentMoved:
        """See `Records.replace`."""
        with self._ledger.lock:
            if self.document(replaces).application_id != self.document(document_id).application_id:
                raise no_such_document(replaces)
            restored = self.restore(document_id)
            withdrawn = self.withdraw(replaces, who=who, reason=reason)
            return DocumentMoved(changed=restored.changed or withdrawn.changed, jobs=(*restored.jobs, *withdrawn.jobs))

    def restore(self, document_id: str) -> DocumentMoved:
        """See `Records.restore`."""
        with self._ledger.lock:
            if not self.document(document_id).withdrawn:
                return DocumentMoved(changed=False)
            self._mark(document_id, withdrawn=False)
            return DocumentMoved(changed=True, jobs=self._requeued([self._job_of(document_id)], RERUNNABLE))

    def keep_text(self, sha256: str, text: PageText) -> None:
        """See `Records.keep_text`."""
        self._ledger.texts[sha256, text.engine] = text

    def text(self, sha256: str, engine: str) -> PageText | None:
        """See `Records.text`."""
        return self._ledger.texts.get((sha256, engine))

    def report_of(self, document_id: str) -> Report | None:
        """See `Records.report_of`."""
        found = self._newest_reports((document_id,))
        return found[0][1] if found else None

    def case_file(self, application_id: str) -> CaseFile:
        """See `Records.case_file`."""
        with self._ledger.lock:
            entry = self._entry(application_id)
            newest = self._newest_reports(tuple(paper.document_id for paper in self.documents_of(application_id)))
            return CaseFile(
                application=entry.application,
                version=entry.version,
                reports=tuple(report for _, report in newest),
                report_ids=tuple(number for number, _ in newest),
                waiting_count=sum(
                    self._job_of(paper.document_id).state in UNSETTLED for paper in self.documents_of(application_id)
                ),
            )

    def append_dossier(
        self, dossier: Dossier, *, case: CaseFile, basis: Basis | None = None, policy: DeskPolicy = PLAIN_POLICY
    ) -> None:
        """See `Records.append_dossier`."""
        with self._ledger.lock:
            entry = self._entry(dossier.application_id)
            if entry.dossier_version <= case.version:
                entry.dossier_version, entry.basis = case.version, basis
            whole = replace(dossier, reports=case.reports)
            self._ledger.dossiers.append((case.version, whole))
            keep_standing(self._ledger, whole, case.application, version=case.version, policy=policy)

    def dossier_of(self, application_id: str, *, whole: bool = False) -> Dossier | None:
        """See `Records.dossier_of`."""
        with self._ledger.lock:
            its = [
                (version, place, dossier)
                for place, (version, dossier) in enumerate(self._ledger.dossiers)
                if dossier.application_id == application_id and not (whole and dossier.waiting_count)
            ]
        return max(its, key=lambda found: found[:2])[2] if its else None

    def kept_dossier(self, dossier_id: int) -> Dossier:
        """See `Records.kept_dossier`."""
        if not 0 < dossier_id <= len(self._ledger.dossiers):
            raise no_such_dossier()
        return self._ledger.dossiers[dossier_id - 1][1]

    def stale_applications(self, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """See `Records.stale_applications`."""
        with self._ledger.lock:
            quiet_since = self._ledger.clock() - timedelta(seconds=quiet_seconds)
            stale = [
                application_id
                for application_id, entry in self._ledger.cases.items()
                if entry.version > entry.dossier_version
                and entry.touched_at < quiet_since
                and self._is_settled(application_id)
            ]
        return tuple(stale[:limit])

    def keep_look(self, sha256: str, look: Look) -> None:
        """See `Records.keep_look`."""
        self._ledger.looks.setdefault(sha256, look)

    def looks_of(self, sha256s: Iterable[str]) -> Mapping[str, Look]:
        """See `Records.looks_of`."""
        return {sha256: self._ledger.looks[sha256] for sha256 in sha256s if sha256 in self._ledger.looks}

    def keep_traits(
        self, application_id: str, holder: str, traits: frozenset[Trait], *, version: int
    ) -> tuple[str, ...]:
        """See `Records.keep_traits`."""
        ledger = self._ledger
        with ledger.lock:
            if self._entry(application_id).version != version:
                return ()
            before = set(self.sightings_of(application_id))
            ledger.traits[application_id] = (holder, traits)
            changed = before ^ set(self.sightings_of(application_id))
            others = tuple(sorted({one.application_id for one in changed}))
            for other in others:
                entry = self._entry(other)
                entry.version, entry.touched_at = entry.version + 1, ledger.clock()
            return others

    def sightings_of(self, application_id: str) -> tuple[Sighting, ...]:
        """See `Records.sightings_of`."""
        return sightings_among(self._ledger, application_id)

    def ping(self) -> None:
        """See `Records.ping`."""

    def close(self) -> None:
        """See `Records.close`."""

    def _entry(self, application_id: str) -> CaseEntry:
        try:
            return self._ledger.cases[application_id]
        except KeyError:
            raise no_such_application(application_id) from None

    def _job_of(self, document_id: str) -> Job:
        return next(job for job in self._ledger.jobs.values() if job.document_id == document_id)

    def _newest_reports(self, document_ids: tuple[str, ...]) -> list[tuple[int, Report]]:
        newest = {report.document_id: (number, report) for number, report in enumerate(self._ledger.reports, start=1)}
        return [newest[document_id] for document_id in document_ids if document_id in newest]

    def _is_settled(self, application_id: str) -> bool:
        states = {job.state for job in self._ledger.jobs_of(application_id)}
        return JobState.DONE in states and not states & {JobState.QUEUED, JobState.RUNNING}

    def _all_of(self, application_id: str) -> list[Document]:
        papers = self._ledger.documents.values()
        return [document for document in papers if document.application_id == application_id]

    def _mark(self, document_id: str, *, withdrawn: bool) -> None:
        document = self._ledger.documents[document_id]
        self._ledger.documents[document_id] = replace(document, withdrawn=withdrawn)
        entry = self._entry(document.application_id)
        entry.version, entry.touched_at = entry.version + 1, self._ledger.clock()

    def _judge_again(self, application_id: str) -> tuple[Job, ...]:
        jobs = [self._job_of(document.document_id) for document in self.documents_of(application_id)]
        return self._requeued(jobs, (JobState.DONE, JobState.FAILED, JobState.RUNNING))

    def _requeued(self, jobs: Sequence[Job], states: Collection[JobState]) -> tuple[Job, ...]:
        now = self._ledger.clock()
        again = [
            replace(
                job,
                state=JobState.QUEUED,
                start_from=job.start_from if job.state is JobState.RUNNING else StartFrom.JUDGE,
                due_at=now,
                updated_at=now,
                lease_until=None,
                worker=None,
                failure=None,
                retries=0,
                losses=0,
            )
            for job in jobs
            if job.state in states
        ]
        for job in again:
            self._ledger.jobs[job.job_id] = job
            self._ledger.rung_at[job.job_id] = now
        return tuple(again)
