"""Running one job: claim, see or take the kept text, judge, finish; then the applicant's dossier is made anew."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from models.basis import Basis
from models.case import Application, Document
from models.errors import Component, ImageRejected, LeaseLost
from models.history import ProvenEducation
from models.job import Job, StartFrom
from models.page import PageText
from models.report import Dossier, Report, Sighting
from pipeline.dossier import assemble
from pipeline.dossier_changes import changes_between
from pipeline.grounds import is_current
from pipeline.reader import Portrayer
from pipeline.run import judge, rejected
from services.basis import basis_of
from services.breakers import Watch
from services.desk.by_rule import policy_for
from services.education import earlier_education, keep_proven
from services.failures import named, settle, write
from services.job_meters import at_work_on, count_done, count_dossier, count_moved, count_reading, stage
from services.keepers import Keepers, Knowledge
from services.originals import original_of
from services.pictures import keep_missing_portrait, keep_portrait
from services.sightings import keep_traits
from storage.records import CaseFile

log = logging.getLogger(__name__)


def run_job(
    job_id: str,
    *,
    keepers: Keepers,
    knowledge: Knowledge,
    reader: Portrayer,
    worker: str,
    lease_seconds: float,
    watch: Watch | None = None,
) -> None:
    """Run a job if it is to be had; a ring for one that is not does nothing.

    Whatever goes wrong with the page is written into the ledger, and the process goes on. What was found is not thrown
    away because the database is: it is written when the database is back, while the lease lasts.

    Raises:
        StorageUnavailable: the ledger does not answer; the lease or the sweep will heal it.
    """
    job = keepers.jobs.claim(job_id, worker=worker, lease_seconds=lease_seconds)
    if job is None:
        return
    watch = watch or Watch(keepers=keepers, place=worker.partition(":")[0])
    with at_work_on(job):
        _run_claimed(job, keepers=keepers, knowledge=knowledge, reader=reader, watch=watch)


def _run_claimed(job: Job, *, keepers: Keepers, knowledge: Knowledge, reader: Portrayer, watch: Watch) -> None:
    try:
        document, application = keepers.records.paper(job.document_id)
        report = _report_on(
            job, document, application, keepers=keepers, knowledge=knowledge, reader=reader, watch=watch
        )
        report = replace(report, correlation_id=job.correlation_id)
        with stage("finish"):
            write(lambda: keepers.jobs.finish(job, report), job=job, wait=watch.wait)
        count_done(job, report)
        with stage("dossier"):
            dossier = refresh_dossier(document.application_id, keepers=keepers, knowledge=knowledge)
        if job.backfill_id is not None:
            keep_proven(keepers.records.application(document.application_id), dossier, keepers=keepers)
    except LeaseLost as error:
        count_moved(job)
        log.warning("claim lost", extra=named(job, error.code))
    except Exception as error:  # noqa: BLE001 - the one broad net: a defect costs one job, never the worker
        settle(job, error, keepers=keepers, watch=watch)
    else:
        log.info("job done", extra=named(job, report.state))


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
    case = records.case_file(application_id)
    behind = keep_traits(case, records=records)
    sightings = records.sightings_of(application_id)
    earlier = earlier_education(case.application, keepers=keepers)
    dossier = put_together(case.application, case.reports, knowledge=knowledge, sightings=sightings, earlier=earlier)
    dossier = replace(dossier, waiting_count=case.waiting_count)
    dossier = _with_changes(dossier, records.dossier_of(application_id, whole=True))
    policy = policy_for(case.application, case.reports, keepers=keepers, knowledge=knowledge)
    records.append_dossier(dossier, case=case, basis=_basis_of(case, knowledge), policy=policy)
    count_dossier(dossier)
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


def _report_on(
    job: Job,
    document: Document,
    application: Application,
    *,
    keepers: Keepers,
    knowledge: Knowledge,
    reader: Portrayer,
    watch: Watch,
) -> Report:
    try:
        text = _text_of(job, document, keepers=keepers, reader=reader, watch=watch)
    except ImageRejected as error:
        return rejected(error.cause, document=document, reason=error.reason)
    corrections = keepers.corrections.standing((document.application_id,)).get(document.document_id)
    with stage("judge"):
        return judge(
            text,
            document=document,
            application=application,
            types=knowledge.types,
            alphabet=knowledge.alphabet,
            corrections=corrections,
        )


def _text_of(job: Job, document: Document, *, keepers: Keepers, reader: Portrayer, watch: Watch) -> PageText:
    if job.start_from is not StartFrom.SEE:
        kept = keepers.records.text(document.sha256, reader.engine_name)
        if kept is not None:
            keep_missing_portrait(document, kept, keepers=keepers, reader=reader)
            return kept
    content = original_of(document, keepers=keepers)
    watch.answered(Component.BLOBS)
    with stage("see") as noted:
        text = reader.see(content)
        count_reading(text, noted)
    watch.answered(Component.ENGINE)
    write(lambda: keepers.records.keep_text(document.sha256, text), job=job, wait=watch.wait)
    keep_portrait(document.sha256, content, text, keepers=keepers, reader=reader)
    return text
