"""What operators do to work, and what they see of it."""

from dataclasses import replace
from hashlib import sha256

import pytest

from models.case import Upload
from models.errors import Conflict, Disposition, InputError, NotFound
from models.job import Failure, JobState, Lane, StartFrom
from services import intake, review
from services.intake import accept_upload
from services.keepers import Keepers
from services.operations import cancel_jobs, count_jobs, list_jobs, rerun_jobs, show_job
from services.sweeping import sweep
from storage.jobs import JobFilter
from storage.memory import MemoryQueue
from tests.support.clock import Clock
from tests.support.houses import memory_house
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

FAILURE = Failure(code="defect", disposition=Disposition.PARK)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keepers(clock: Clock) -> Keepers:
    house = memory_house(clock=clock)
    house.records.put_application(APPLICATION)
    for number in range(1, 4):
        paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
        house.records.add_document(paper, job_id=f"j{number}", lane=Lane.LIVE)
    for job_id in ("j1", "j2"):
        job = house.jobs.claim(job_id, worker="w", lease_seconds=60)
        assert job is not None
        if job_id == "j1":
            house.jobs.finish(job, report_on(house.records.document("d1")))
        else:
            house.jobs.fail(job, FAILURE, retry_after_seconds=None)
    clock.pass_seconds(1)
    return house


def rings(keepers: Keepers) -> list[str]:
    assert isinstance(keepers.queue, MemoryQueue)
    return [job_id for _, job_id in keepers.queue.rings]


def test_jobs_are_listed_counted_and_shown(keepers: Keepers) -> None:
    failed = list_jobs(JobFilter(states=(JobState.FAILED,)), keepers=keepers)

    assert [job.job_id for job in failed] == ["j2"]
    assert count_jobs(JobFilter(), keepers=keepers) == {JobState.DONE: 1, JobState.FAILED: 1, JobState.QUEUED: 1}
    shown = show_job("j2", keepers=keepers)
    assert (shown.job, shown.document.document_id, shown.audit) == (failed[0], "d2", ())


def test_failed_jobs_are_rerun_by_their_code_and_rung_at_once(keepers: Keepers) -> None:
    count = rerun_jobs(JobFilter(codes=("defect",)), reason="fixed in 0.2", keepers=keepers, who="li")

    assert count == 1
    assert rings(keepers) == ["j2"]
    entry = show_job("j2", keepers=keepers).audit[0]
    assert (entry.who, entry.reason) == ("li", "fixed in 0.2")


def test_a_rerun_takes_every_settled_job_once(keepers: Keepers) -> None:
    assert rerun_jobs(JobFilter(), reason="new rules", start_from=StartFrom.SEE, keepers=keepers) == 2
    assert rerun_jobs(JobFilter(), reason="new rules", keepers=keepers) == 0


def test_a_cancelled_job_is_left_alone_by_the_sweep(keepers: Keepers, clock: Clock) -> None:
    assert cancel_jobs(JobFilter(job_ids=("j3",)), reason="uploaded by mistake", keepers=keepers) == 1

    clock.pass_seconds(3600)
    sweep(keepers=keepers)

    assert "j3" not in rings(keepers)
    assert show_job("j3", keepers=keepers).job.state is JobState.CANCELLED


@pytest.mark.parametrize("deed", [rerun_jobs, cancel_jobs])
def test_nothing_is_done_without_a_reason_or_to_a_job_that_is_not_there(keepers: Keepers, deed: type) -> None:
    with pytest.raises(InputError):
        deed(JobFilter(), reason=" ", keepers=keepers)
    with pytest.raises(NotFound):
        deed(JobFilter(job_ids=("none",)), reason="r", keepers=keepers)


def test_a_sweep_without_a_broker_still_frees_the_jobs_of_lost_workers(keepers: Keepers, clock: Clock) -> None:
    keepers.jobs.claim("j3", worker="w", lease_seconds=60)
    clock.pass_seconds(61)
    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.is_away = True

    swept = sweep(keepers=keepers)

    assert (swept.requeued, swept.rung) == (1, 0)
    keepers.queue.is_away = False
    assert sweep(keepers=keepers).rung == 1


def test_the_same_bytes_uploaded_again_queue_a_job_that_failed(keepers: Keepers) -> None:
    upload = Upload(file="a.jpg", content=b"once more")
    first = accept_upload(APPLICATION.application_id, upload, keepers=keepers)
    job = keepers.jobs.claim(first.job_id, worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, FAILURE, retry_after_seconds=None)

    again = accept_upload(APPLICATION.application_id, upload, keepers=keepers)
    accept_upload(APPLICATION.application_id, upload, keepers=keepers)

    assert (again.job_id, again.created) == (first.job_id, False)
    assert rings(keepers) == [first.job_id, first.job_id]
    shown = show_job(first.job_id, keepers=keepers)
    assert (shown.job.state, [entry.reason for entry in shown.audit]) == (JobState.QUEUED, ["uploaded again"])


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.FAILED])
def test_a_paper_of_history_that_an_applicant_uploads_goes_by_the_lane_of_uploads(
    keepers: Keepers, state: JobState
) -> None:
    content = b"of history"
    digest = sha256(content).hexdigest()
    paper = replace(document(), document_id="dh", sha256=digest, declared_type=None)
    keepers.records.add_document(paper, job_id="jh", lane=Lane.BACKFILL)
    if state is JobState.FAILED:
        job = keepers.jobs.claim("jh", worker="w", lease_seconds=60)
        assert job is not None
        keepers.jobs.fail(job, FAILURE, retry_after_seconds=None)

    for _ in range(2):
        accepted = accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=content), keepers=keepers)

    job = keepers.jobs.job("jh")
    assert (accepted.job_id, accepted.created) == ("jh", False)
    assert (job.lane, job.state) == (Lane.LIVE, JobState.QUEUED)
    assert isinstance(keepers.queue, MemoryQueue)
    assert keepers.queue.rings == [(Lane.LIVE, "jh")]


def test_an_application_takes_no_more_papers_than_one_may_have(
    keepers: Keepers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_PAPERS", 4)
    known = Upload(file="a.jpg", content=b"fourth")
    accept_upload(APPLICATION.application_id, known, keepers=keepers)

    with pytest.raises(Conflict):
        accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=b"fifth"), keepers=keepers)

    assert not accept_upload(APPLICATION.application_id, known, keepers=keepers).created


def test_every_paper_without_a_finished_job_counts_as_waiting(
    keepers: Keepers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "BATCH", 1)

    dossier = review.dossier_of(APPLICATION.application_id, keepers=keepers)

    assert {finding.document_id for finding in dossier.findings} == {"d1", "d2", "d3"}


def test_a_paper_whose_job_is_not_seen_counts_as_waiting(keepers: Keepers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepers.jobs, "find", lambda *_, **__: ())

    dossier = review.dossier_of(APPLICATION.application_id, keepers=keepers)

    assert [finding.code for finding in dossier.findings] == [review.WAITING_CODE] * 3
