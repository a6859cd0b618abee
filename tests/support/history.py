"""A house with a backfill whose papers have been judged."""

from collections.abc import Sequence
from dataclasses import replace

from models.case import Application
from services.intake import document_of, job_id_of
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.backfills import EnrolledBatch, EnrolledRow
from tests.services.rejudging_house import DIPLOMA_JPEG, STATED, TEXTS
from tests.support.readers import RecordedReader

NAME = "2015"


def history_application(number: int, **stated: object) -> Application:
    return replace(STATED, application_id=f"HB2015{number:04}", exam_year=2018, **stated)  # type: ignore[arg-type]


def enrol_history(applications: Sequence[Application], *, keepers: Keepers) -> list[str]:
    """Enrol one diploma of each, and return the ids of the jobs."""
    sha256 = keepers.blobs.put(DIPLOMA_JPEG)
    rows = []
    for one in applications:
        key = f"2015/{one.application_id}/{one.name}/diploma.jpg"
        paper = document_of(one.application_id, file="diploma.jpg", sha256=sha256, declared_type=None, object_key=key)
        rows.append(EnrolledRow(document=paper, job_id=job_id_of(paper.document_id), application=one))
    before = keepers.backfills.open(NAME, manifest_digest="a" * 64).lines_done
    batch = EnrolledBatch(backfill_id=NAME, rows=rows, lines_before=before, lines_done=before + len(rows))
    keepers.backfills.enrol(batch)
    return [row.job_id for row in rows]


def run_history(job_ids: Sequence[str], *, keepers: Keepers, knowledge: Knowledge) -> None:
    reader = RecordedReader(TEXTS)
    for job_id in job_ids:
        run_job(job_id, keepers=keepers, knowledge=knowledge, reader=reader, worker="w", lease_seconds=60)
