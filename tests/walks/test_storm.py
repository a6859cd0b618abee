"""Many threads over one ledger: nothing is lost, nothing is done twice, and the last dossier speaks of every paper."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Upload
from models.job import JobState, StartFrom
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from services.review import dossier_of
from services.sweeping import sweep
from storage.jobs import JobFilter
from tests.support.houses import LEDGERS, open_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader

PAPERS = 24
ID = APPLICATION.application_id
KNOWLEDGE = Knowledge(types=load_types(), regulation=None)


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        put_application(APPLICATION, keepers=house)
        yield house


def work(keepers: Keepers, job_id: str) -> None:
    run_job(
        job_id,
        keepers=keepers,
        knowledge=KNOWLEDGE,
        reader=RecordedReader(),
        worker=str(threading.get_ident()),
        lease_seconds=60,
    )


def work_off(keepers: Keepers, job_ids: list[str]) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda job_id: work(keepers, job_id), job_ids))


def upload_all(keepers: Keepers) -> list[str]:
    contents = [b"\xff\xd8\xff %d" % number for number in range(PAPERS)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        accepted = pool.map(
            lambda content: accept_upload(ID, Upload(file="a.jpg", content=content), keepers=keepers), contents
        )
        return [one.job_id for one in accepted]


def test_the_last_dossier_speaks_of_every_paper(keepers: Keepers) -> None:
    job_ids = upload_all(keepers)

    work_off(keepers, job_ids * 2)

    assert keepers.jobs.tally(JobFilter()) == {JobState.DONE: PAPERS}
    assert all(keepers.jobs.job(job_id).attempt == 1 for job_id in job_ids)
    dossier = dossier_of(ID, keepers=keepers)
    assert len({report.document_id for report in dossier.reports}) == PAPERS
    assert not [finding for finding in dossier.findings if finding.code == "document_waiting"]


def test_applications_that_change_under_many_workers_are_judged_by_the_last(keepers: Keepers) -> None:
    job_ids = upload_all(keepers)
    last = replace(APPLICATION, name="王小明")

    def change() -> None:
        for number in range(10):
            put_application(replace(APPLICATION, exam_point=f"考点{number}"), keepers=keepers)
            keepers.jobs.rerun(
                JobFilter(),
                who="op",
                reason="storm",
                start_from=StartFrom.JUDGE,
                limit=PAPERS,
                before=datetime.now(UTC),
            )
        put_application(last, keepers=keepers)

    changing = threading.Thread(target=change)
    changing.start()
    while changing.is_alive():
        work_off(keepers, job_ids)
        sweep(keepers=keepers)
    changing.join()
    work_off(keepers, job_ids)

    assert keepers.jobs.tally(JobFilter()) == {JobState.DONE: PAPERS}
    reports = dossier_of(ID, keepers=keepers).reports
    assert len(reports) == PAPERS
    for report in reports:
        compared = {comparison.field: comparison.expected for comparison in report.comparisons}
        assert compared["name"] == "王小明"
