"""What a reviewer opens: an applicant's dossier, a document with its report, and its picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.case import Application, Document
from models.job import Job, JobState
from models.report import Dossier, Finding, Report, Severity, Verdict
from pipeline.grounds import application_digest
from services.keepers import Keepers
from services.originals import original_of
from storage.jobs import JobFilter

WITHDRAWN_CODE = "document_withdrawn"
WAITING_CODE = "document_waiting"
BATCH = 1000
UNJUDGED_CODE = "document_not_judged"
GRAVITY = tuple(Verdict)
"""Verdicts, gravest first."""


def dossier_of(application_id: str, *, keepers: Keepers) -> Dossier:
    """Return the newest dossier, with a finding for each paper that it does not speak of.

    A paper in the queue makes the verdict `incomplete` at best, one that could not be judged `review` at best: what
    nobody has read must not look clear.

    Raises:
        NotFound: the application is unknown.
        StorageUnavailable: the database does not answer.
    """
    return dossier_for(keepers.records.application(application_id), keepers=keepers)


def dossier_for(application: Application, *, keepers: Keepers) -> Dossier:
    """Return the newest dossier of what was stated, as `dossier_of` does for whoever holds the application already.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    kept = keepers.records.dossier_of(application.application_id)
    nothing_yet = Dossier(
        application_id=application.application_id, verdict=Verdict.INCOMPLETE, reports=(), findings=()
    )
    dossier = kept or nothing_yet
    papers = keepers.records.documents_of(application.application_id)
    unread = [*_unread(application, papers, dossier, keepers), *_withdrawn(papers, dossier, keepers)]
    verdict = min([dossier.verdict, *(at_best for at_best, _ in unread)], key=GRAVITY.index)
    return replace(dossier, verdict=verdict, findings=(*dossier.findings, *(finding for _, finding in unread)))


def document_of(document_id: str, *, keepers: Keepers) -> tuple[Document, Report | None, Job]:
    """Return a document, its newest report where it has one, and its job.

    Raises:
        NotFound: the document is unknown.
        StorageUnavailable: the database does not answer.
    """
    document = keepers.records.document(document_id)
    return document, keepers.records.report_of(document_id), keepers.jobs.job_of(document_id)


def image_of(document_id: str, *, keepers: Keepers) -> bytes:
    """Return the uploaded bytes as they came; they are untrusted and need not be a picture.

    Raises:
        NotFound: the document is unknown.
        BlobMissing: its bytes are gone.
        StorageUnavailable: the database or the blob store does not answer.
    """
    return original_of(keepers.records.document(document_id), keepers=keepers)


def _unread(
    application: Application, papers: Sequence[Document], dossier: Dossier, keepers: Keepers
) -> list[tuple[Verdict, Finding]]:
    judged = {report.document_id: report for report in dossier.reports}
    jobs = _jobs_by_document(application.application_id, keepers)
    stated = application_digest(application)
    return [
        _spoken_for(document, jobs.get(document.document_id))
        for document in papers
        if _is_open(jobs.get(document.document_id), judged.get(document.document_id), stated)
    ]


def _withdrawn(papers: Sequence[Document], dossier: Dossier, keepers: Keepers) -> Iterator[tuple[Verdict, Finding]]:
    """Papers that the dossier still speaks of, and that count no more: it is about to be made anew."""
    counting = {document.document_id for document in papers}
    for report in dossier.reports:
        if report.document_id not in counting:
            document = keepers.records.document(report.document_id)
            message = f"材料“{document.file}”已撤回或被替换，正在重新核验"
            yield Verdict.INCOMPLETE, _finding(WITHDRAWN_CODE, Severity.NOTE, message, document)


def _jobs_by_document(application_id: str, keepers: Keepers) -> dict[str, Job]:
    wanted = JobFilter(application_id=application_id)
    found: dict[str, Job] = {}
    jobs = keepers.jobs.find(wanted, limit=BATCH)
    while jobs:
        found |= {job.document_id: job for job in jobs}
        # A page that is not full is the last: hardly any applicant has a second.
        jobs = keepers.jobs.find(wanted, limit=BATCH, after=jobs[-1].job_id) if len(jobs) == BATCH else ()
    return found


def _is_open(job: Job | None, report: Report | None, stated: str) -> bool:
    """A report may be there and yet be older than the application: then the job is on its way again.

    A paper that came after the jobs were looked up has none here, and waits. One whose job was cancelled waits for
    nobody, and has still not been held against what is stated now, unless its report was.
    """
    if job is None or report is None:
        return True
    if job.state is JobState.CANCELLED:
        return report.grounds is not None and report.grounds.under.application != stated
    return job.state is not JobState.DONE


def _spoken_for(document: Document, job: Job | None) -> tuple[Verdict, Finding]:
    if job is not None and job.state is JobState.CANCELLED:
        message = f"材料“{document.file}”的核验已取消，尚未核验，请联系运维人员处理"
        return Verdict.REVIEW, _finding(UNJUDGED_CODE, Severity.QUALITY, message, document)
    if job is not None and job.state is JobState.FAILED:
        code = job.failure.code if job.failure else "defect"
        message = f"材料“{document.file}”未能核验（{code}），请联系运维人员处理"
        return Verdict.REVIEW, _finding(UNJUDGED_CODE, Severity.QUALITY, message, document)
    message = f"材料“{document.file}”正在排队识读，结果尚不完整"
    return Verdict.INCOMPLETE, _finding(WAITING_CODE, Severity.NOTE, message, document)


def _finding(code: str, severity: Severity, message: str, document: Document) -> Finding:
    return Finding(code=code, severity=severity, message=message, document_id=document.document_id)
