"""Running one job: claim, see or take the kept text, judge, finish; then the applicant's dossier is made anew."""

import logging
import random
import traceback
from collections.abc import Sequence
from dataclasses import replace

from models.basis import Basis
from models.case import Application, Document
from models.errors import CertcheckError, Disposition, ImageRejected, LeaseLost, WorkerLost
from models.history import ProvenEducation
from models.job import Failure, Job, JobState, Lane, StartFrom
from models.page import PageText
from models.report import Dossier, Report, Sighting
from pipeline.dossier import assemble
from pipeline.dossier_changes import changes_between
from pipeline.grounds import is_current
from pipeline.reader import Reader
from pipeline.run import judge, rejected
from services.basis import basis_of
from services.education import earlier_education, keep_proven
from services.keepers import Keepers, Knowledge
from services.sightings import keep_look, keep_missing_look, keep_traits
from storage.jobs import JobFilter
from storage.records import CaseFile

log = logging.getLogger(__name__)

PAUSES_SECONDS = (15, 60, 300, 600)
"""Pauses before a retry; a component that is away for longer than a quarter of an hour needs a person."""
JITTER = 0.2
"""Share by which a pause is stretched at random, so that jobs that failed together do not come back together."""
MAX_LOSSES = 3
"""Workers that one page may end before it is parked."""
UNSETTLED = (JobState.QUEUED, JobState.RUNNING)
"""States of the jobs of papers that are still to be judged."""


def run_job(
    job_id: str, *, keepers: Keepers, knowledge: Knowledge, reader: Reader, worker: str, lease_seconds: float
) -> None:
    """Run a job if it is to be had; a ring for one that is not does nothing.

    Whatever goes wrong with the page is written into the ledger, and the process goes on.

    Raises:
        StorageUnavailable: the ledger does not answer; the lease or the sweep will heal it.
    """
    job = keepers.jobs.claim(job_id, worker=worker, lease_seconds=lease_seconds)
    if job is None:
        return
    try:
        document = keepers.records.document(job.document_id)
        report = _report_on(job, document, keepers=keepers, knowledge=knowledge, reader=reader)
        keepers.jobs.finish(job, report)
        dossier = refresh_dossier(document.application_id, keepers=keepers, knowledge=knowledge)
        if job.lane is Lane.BACKFILL:
            keep_proven(keepers.records.application(document.application_id), dossier, keepers=keepers)
    except LeaseLost as error:
        log.warning("claim lost", extra=_named(job, error.code))
    except CertcheckError as error:
        _fail(job, Failure(code=error.code, disposition=error.disposition, message=str(error)), keepers=keepers)
    except Exception as error:  # noqa: BLE001 - the one broad net: a defect costs one job, never the worker
        # The text of a foreign error may hold print; its kind and place do not.
        _fail(job, Failure(code="defect", disposition=Disposition.PARK, message=_place_of(error)), keepers=keepers)
    else:
        log.info("job done", extra=_named(job, report.state))


def refresh_dossier(application_id: str, *, keepers: Keepers, knowledge: Knowledge) -> Dossier:
    """Put an applicant's reports together as they stand now, say what changed, and keep the result.

    Raises:
        NotFound: the application is unknown.
        StorageUnavailable: the database does not answer.
    """
    dossier, behind = _put_together(application_id, keepers=keepers, knowledge=knowledge)
    # Whoever keeps traits last sees everybody else's, and makes anew what that changes; it ends because traits that are
    # kept already change nothing.
    left = list(behind)
    while left:
        _, more = _put_together(left.pop(), keepers=keepers, knowledge=knowledge)
        left += more
    return dossier


def _put_together(application_id: str, *, keepers: Keepers, knowledge: Knowledge) -> tuple[Dossier, tuple[str, ...]]:
    """Make and keep one dossier, and return it with the applicants whose dossiers that leaves behind."""
    records = keepers.records
    # Counted before the papers are taken: one that is judged in between is waited for once more, never missed.
    waiting = keepers.jobs.tally(JobFilter(application_id=application_id, states=UNSETTLED))
    case = records.case_file(application_id)
    behind = keep_traits(case, records=records)
    sightings = records.sightings_of(application_id)
    earlier = earlier_education(case.application, keepers=keepers)
    dossier = put_together(case.application, case.reports, knowledge=knowledge, sightings=sightings, earlier=earlier)
    dossier = replace(dossier, waiting_count=sum(waiting.values()))
    dossier = _with_changes(dossier, records.dossier_of(application_id, whole=True))
    records.append_dossier(dossier, case=case, basis=_basis_of(case, knowledge))
    return dossier, behind


def put_together(
    application: Application,
    reports: Sequence[Report],
    *,
    knowledge: Knowledge,
    sightings: Sequence[Sighting] = (),
    earlier: Sequence[ProvenEducation] = (),
) -> Dossier:
    """Make an applicant's dossier: the one way to one, for a paper judged just now and for all judged again."""
    regulation = knowledge.regulation_for(application)
    return assemble(application, reports, regulation=regulation, complete=True, sightings=sightings, earlier=earlier)


def _with_changes(dossier: Dossier, before: Dossier | None) -> Dossier:
    """Tell what changed. A dossier made anew of the same papers tells what its forerunner did, for nobody saw that."""
    if before is None:
        return dossier
    return replace(dossier, changes=changes_between(before, dossier) or before.changes)


def _basis_of(case: CaseFile, knowledge: Knowledge) -> Basis:
    """Papers that were judged earlier may have been judged under something else."""
    whole = all(
        is_current(report, case.application, types=knowledge.types, alphabet=knowledge.alphabet)
        for report in case.reports
    )
    return replace(basis_of(knowledge), is_whole=whole)


def _report_on(job: Job, document: Document, *, keepers: Keepers, knowledge: Knowledge, reader: Reader) -> Report:
    application = keepers.records.application(document.application_id)
    try:
        text = _text_of(job, document, keepers=keepers, reader=reader)
    except ImageRejected as error:
        return rejected(error.cause, document=document, reason=error.reason)
    return judge(text, document=document, application=application, types=knowledge.types, alphabet=knowledge.alphabet)


def _text_of(job: Job, document: Document, *, keepers: Keepers, reader: Reader) -> PageText:
    if job.start_from is not StartFrom.SEE:
        kept = keepers.records.text(document.sha256, reader.engine_name)
        if kept is not None:
            keep_missing_look(document.sha256, keepers=keepers)
            return kept
    content = keepers.blobs.get(document.sha256)
    text = reader.see(content)
    keepers.records.keep_text(document.sha256, text)
    keep_look(document.sha256, content, records=keepers.records)
    return text


def _fail(job: Job, failure: Failure, *, keepers: Keepers) -> None:
    pause = _pause_seconds(job, failure)
    said = "job failed" if pause is None else "job to be retried"
    try:
        keepers.jobs.fail(job, failure, retry_after_seconds=pause)
    except LeaseLost:
        # It was taken away, or its report is kept and only the dossier is behind, which the sweep sees.
        said = "job had moved on"
    log.warning(said, extra=_named(job, failure.code) | {"reason": failure.message})


def _pause_seconds(job: Job, failure: Failure) -> float | None:
    if failure.disposition is not Disposition.RETRY or job.retries >= len(PAUSES_SECONDS):
        return None
    if failure.code == WorkerLost.code and job.losses + 1 >= MAX_LOSSES:
        return None
    # Jitter need not be unpredictable.
    return PAUSES_SECONDS[job.retries] * (1 + JITTER * random.random())


def _place_of(error: Exception) -> str:
    innermost = traceback.extract_tb(error.__traceback__)[-1]
    return f"expected no defect, met {type(error).__name__} at {innermost.filename}:{innermost.lineno}"


def _named(job: Job, code: str) -> dict[str, str | int]:
    return {"job_id": job.job_id, "document_id": job.document_id, "attempt": job.attempt, "code": code}
