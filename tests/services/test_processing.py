"""One document's road through the ledger, over the fake and over SQLite."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Upload
from models.errors import EngineUnavailable, NotFound, StorageUnavailable, WorkerLost
from models.job import JobState, StartFrom
from models.report import ChangeKind, DocumentState, Verdict
from regulations.loader import load_regulation
from services.intake import Accepted, accept_upload, put_application, withdraw_document
from services.keepers import Keepers, Knowledge
from services.operations import cancel_jobs, rerun_jobs
from services.processing import run_job
from services.review import document_of, dossier_of, image_of
from services.sweeping import HEALED_WITHIN, HEALINGS, sweep
from storage.jobs import JobFilter
from storage.memory import MemoryQueue
from storage.records import CaseFile
from tests.support.clock import Clock
from tests.support.houses import open_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader

ID = APPLICATION.application_id
JPEG = b"\xff\xd8\xff a page"


@dataclass
class House:
    keepers: Keepers
    clock: Clock
    reader: RecordedReader
    knowledge: Knowledge

    def work(self) -> None:
        """Answer every ring that lies in the broker."""
        queue = self.keepers.queue
        assert isinstance(queue, MemoryQueue)
        queue.listen(self.run, lanes=(), threads=1)
        queue.answer_all()

    def run(self, job_id: str) -> None:
        run_job(
            job_id,
            keepers=self.keepers,
            knowledge=self.knowledge,
            reader=self.reader,
            worker="w",
            lease_seconds=60,
        )

    def upload(self, content: bytes = JPEG, *, file: str = "a.jpg") -> Accepted:
        return accept_upload(ID, Upload(file=file, content=content), keepers=self.keepers)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(types=load_types(), regulation=load_regulation())


@pytest.fixture(params=["memory", "sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path, knowledge: Knowledge) -> Iterator[House]:
    clock = Clock()
    with open_house(request.param, tmp_path, clock=clock) as keepers:
        put_application(APPLICATION, keepers=keepers)
        yield House(keepers, clock, RecordedReader(), knowledge)


def test_an_upload_becomes_a_report_and_a_dossier(house: House) -> None:
    accepted = house.upload()

    house.work()

    document, report, job = document_of(accepted.document_id, keepers=house.keepers)
    assert job.state is JobState.DONE
    assert report is not None
    assert (report.state, report.classification.type_code) == (DocumentState.READ, "graduation_certificate")
    assert dossier_of(ID, keepers=house.keepers).reports == (report,)
    assert image_of(document.document_id, keepers=house.keepers) == JPEG


def test_an_upload_for_nobody_is_not_taken(house: House) -> None:
    with pytest.raises(NotFound):
        accept_upload("nobody", Upload(file="a.jpg", content=JPEG), keepers=house.keepers)


def test_the_same_upload_again_is_the_same_document(house: House) -> None:
    first, again = house.upload(), house.upload(file="b.jpg")

    house.work()

    assert first.created
    assert not again.created
    assert again.document_id == first.document_id
    assert house.reader.seen_count == 1


def test_many_uploads_of_the_same_bytes_stay_one_document_and_one_ring(house: House) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        accepted = list(pool.map(lambda _: house.upload(), range(300)))

    assert len({one.document_id for one in accepted}) == 1
    assert len(house.keepers.jobs.find(JobFilter(), limit=10)) == 1
    assert isinstance(house.keepers.queue, MemoryQueue)
    assert len(house.keepers.queue.rings) == 1


def test_a_changed_application_is_judged_again_without_reading(house: House) -> None:
    house.upload()
    house.work()
    before = dossier_of(ID, keepers=house.keepers)

    changed = put_application(replace(APPLICATION, name="王小明"), keepers=house.keepers)
    house.work()

    after = dossier_of(ID, keepers=house.keepers)
    assert changed
    assert house.reader.seen_count == 1
    assert after.verdict is Verdict.IDENTITY_PROOF_REQUIRED
    assert before.verdict is not Verdict.IDENTITY_PROOF_REQUIRED


def test_an_application_that_changes_under_a_worker_is_judged_again(house: House) -> None:
    changed = replace(APPLICATION, name="王小明")
    house.reader.on_page = lambda: (put_application(changed, keepers=house.keepers), None)[1]
    house.upload()

    house.work()

    assert house.reader.seen_count == 1
    assert dossier_of(ID, keepers=house.keepers).verdict is Verdict.IDENTITY_PROOF_REQUIRED


def test_the_same_page_of_another_applicant_is_not_read_twice(house: House) -> None:
    other = replace(APPLICATION, application_id="HB2021000002")
    put_application(other, keepers=house.keepers)
    house.upload()
    accept_upload("HB2021000002", Upload(file="a.jpg", content=JPEG), keepers=house.keepers)

    house.work()

    assert house.reader.seen_count == 1
    assert len(dossier_of("HB2021000002", keepers=house.keepers).reports) == 1


def test_a_file_that_is_no_picture_is_a_finding_and_not_a_failure(house: House) -> None:
    accepted = house.upload(b"%PDF-1.7")

    house.work()

    _, report, job = document_of(accepted.document_id, keepers=house.keepers)
    assert job.state is JobState.DONE
    assert report is not None
    assert report.state is DocumentState.UNREADABLE
    assert [finding.code for finding in report.findings] == ["image_not_jpeg"]
    assert dossier_of(ID, keepers=house.keepers).verdict is Verdict.RESUBMIT


def test_a_component_that_is_away_is_waited_for_and_then_given_up(house: House) -> None:
    house.reader.failures = [EngineUnavailable("expected models, met none")] * 9
    accepted = house.upload()
    house.work()
    pauses = []

    while (job := house.keepers.jobs.job(accepted.job_id)).state is JobState.QUEUED:
        pauses.append((job.due_at - house.clock.now).total_seconds())
        house.clock.now = job.due_at
        sweep(keepers=house.keepers)
        house.work()

    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.code == "engine_unavailable"
    assert job.attempt == 5
    for pause, least in zip(pauses, (15, 60, 300, 600), strict=True):
        assert least <= pause <= least * 1.2


def test_a_page_that_ends_every_worker_is_parked(house: House) -> None:
    house.reader.failures = [WorkerLost("expected an answer, met the end of the process")] * 9
    accepted = house.upload()
    house.work()

    while (job := house.keepers.jobs.job(accepted.job_id)).state is JobState.QUEUED:
        house.clock.now = job.due_at
        sweep(keepers=house.keepers)
        house.work()

    assert (job.attempt, job.losses) == (3, 3)
    assert job.failure is not None
    assert job.failure.code == "worker_lost"


def test_a_defect_costs_one_job_and_says_where_but_not_what(house: House) -> None:
    house.reader.failures = [ValueError("陈嘉禾 420106199305180026")]
    accepted = house.upload()
    house.upload(JPEG + b"2")

    house.work()

    job = house.keepers.jobs.job(accepted.job_id)
    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.code == "defect"
    assert "ValueError" in job.failure.message
    assert "陈" not in job.failure.message
    assert house.keepers.jobs.tally(JobFilter()) == {JobState.DONE: 1, JobState.FAILED: 1}


def test_bytes_that_are_gone_park_the_job(house: House) -> None:
    accepted = house.upload()
    object.__setattr__(house.keepers, "blobs", type(house.keepers.blobs)())

    house.work()

    job = house.keepers.jobs.job(accepted.job_id)
    assert job.failure is not None
    assert (job.state, job.failure.code) == (JobState.FAILED, "blob_missing")


def test_a_paper_that_failed_or_waits_is_not_left_out_of_the_dossier(house: House) -> None:
    house.upload()
    house.work()
    waiting = house.upload(JPEG + b"2", file="b.jpg")
    while_waiting = dossier_of(ID, keepers=house.keepers)
    house.reader.failures = [ValueError()]
    house.work()

    failed = dossier_of(ID, keepers=house.keepers)

    assert while_waiting.findings[-1].code == "document_waiting"
    assert while_waiting.findings[-1].document_id == waiting.document_id
    assert failed.findings[-1].code == "document_not_judged"
    assert failed.verdict is not Verdict.CLEAR


def test_an_applicant_without_papers_has_an_empty_dossier(house: House) -> None:
    dossier = dossier_of(ID, keepers=house.keepers)

    assert (dossier.reports, dossier.verdict) == ((), Verdict.INCOMPLETE)
    with pytest.raises(NotFound):
        dossier_of("nobody", keepers=house.keepers)


def test_a_rerun_from_see_reads_again_and_one_from_judge_does_not(house: House) -> None:
    accepted = house.upload()
    house.work()
    house.clock.pass_seconds(1)

    for start_from in (StartFrom.JUDGE, StartFrom.SEE):
        rerun_jobs(
            JobFilter(job_ids=(accepted.job_id,)), reason="look again", start_from=start_from, keepers=house.keepers
        )
        house.work()
        house.clock.pass_seconds(1)

    assert house.reader.seen_count == 2
    assert len(dossier_of(ID, keepers=house.keepers).reports) == 1


def test_a_lost_ring_is_healed_by_the_sweep(house: House) -> None:
    queue = house.keepers.queue
    assert isinstance(queue, MemoryQueue)
    queue.is_away = True
    accepted = house.upload()
    queue.is_away = False
    house.work()
    assert house.keepers.jobs.job(accepted.job_id).state is JobState.QUEUED

    house.clock.pass_seconds(61)
    swept = sweep(keepers=house.keepers)
    house.work()

    assert swept.rung == 1
    assert house.keepers.jobs.job(accepted.job_id).state is JobState.DONE


def test_a_doubled_ring_is_harmless(house: House) -> None:
    accepted = house.upload()

    house.run(accepted.job_id)
    house.run(accepted.job_id)

    assert house.reader.seen_count == 1
    assert len(house.keepers.records.case_file(ID).reports) == 1


def test_a_worker_that_was_given_up_throws_away_what_it_found(house: House) -> None:
    accepted = house.upload()

    def lose_the_lease() -> None:
        house.clock.pass_seconds(61)
        sweep(keepers=house.keepers)
        successor = house.keepers.jobs.claim(accepted.job_id, worker="successor", lease_seconds=60)
        assert successor is not None

    house.reader.on_page = lose_the_lease
    house.run(accepted.job_id)

    job = house.keepers.jobs.job(accepted.job_id)
    assert (job.state, job.worker) == (JobState.RUNNING, "successor")
    assert house.keepers.records.report_of(accepted.document_id) is None


def test_a_dossier_that_was_left_behind_is_healed_by_the_sweep(house: House) -> None:
    accepted = house.upload()
    lost = _Losing(house.keepers.records)
    object.__setattr__(house.keepers, "records", lost)
    house.work()
    object.__setattr__(house.keepers, "records", lost.records)
    assert house.keepers.jobs.job(accepted.job_id).state is JobState.DONE
    assert house.keepers.records.dossier_of(ID) is None

    house.clock.pass_seconds(61)
    swept = sweep(keepers=house.keepers)
    house.work()

    assert swept.dossiers_behind == 1
    assert len(dossier_of(ID, keepers=house.keepers).reports) == 1


def test_a_dossier_is_healed_again_however_often_it_was_in_the_weeks_before(house: House) -> None:
    house.upload()
    house.work()

    healed = []
    for number in range(HEALINGS + 2):
        unread = house.upload(JPEG + str(number).encode(), file="b.jpg")
        withdraw_document(unread.document_id, reason="the wrong file", keepers=house.keepers)
        house.clock.pass_seconds(HEALED_WITHIN.total_seconds() + 61)
        healed.append(sweep(keepers=house.keepers).dossiers_behind)
        house.work()

    assert healed == [1] * (HEALINGS + 2)


class _Losing:
    """Records whose process ends before the dossier is kept."""

    def __init__(self, records: object) -> None:
        self.records = records

    def __getattr__(self, name: str) -> object:
        return getattr(self.records, name)

    def append_dossier(self, *_: object, **__: object) -> None:
        raise StorageUnavailable("expected the database to answer, met its end")


def test_a_paper_taken_back_leaves_the_dossier_without_anything_being_read(house: House) -> None:
    kept, gone = house.upload(), house.upload(JPEG + b"2", file="b.jpg")
    house.work()

    withdrawn = withdraw_document(gone.document_id, reason="taken back", keepers=house.keepers)
    meanwhile = dossier_of(ID, keepers=house.keepers)
    house.work()

    after = dossier_of(ID, keepers=house.keepers)
    assert withdrawn
    assert meanwhile.findings[-1].code == "document_withdrawn"
    assert [report.document_id for report in after.reports] == [kept.document_id]
    assert "document_withdrawn" not in {finding.code for finding in after.findings}
    assert house.reader.seen_count == 2
    assert document_of(gone.document_id, keepers=house.keepers)[1] is not None


def test_a_paper_that_replaces_another_takes_its_place(house: House) -> None:
    old = house.upload()
    house.work()

    new = accept_upload(ID, Upload(file="b.jpg", content=JPEG + b"2"), keepers=house.keepers, replaces=old.document_id)
    house.work()

    assert [report.document_id for report in dossier_of(ID, keepers=house.keepers).reports] == [new.document_id]
    assert house.keepers.records.document(old.document_id).withdrawn
    assert house.reader.seen_count == 2


def test_a_paper_that_is_uploaded_again_counts_again_and_replaces_not_itself(house: House) -> None:
    first = house.upload()
    house.work()
    withdraw_document(first.document_id, reason="taken back", keepers=house.keepers)
    house.work()
    empty = dossier_of(ID, keepers=house.keepers)

    house.upload()
    house.work()
    accept_upload(ID, Upload(file="a.jpg", content=JPEG), keepers=house.keepers, replaces=first.document_id)
    house.work()

    assert empty.reports == ()
    assert [report.document_id for report in dossier_of(ID, keepers=house.keepers).reports] == [first.document_id]
    assert house.reader.seen_count == 1


def test_a_paper_of_another_applicant_is_not_replaced(house: House) -> None:
    put_application(replace(APPLICATION, application_id="HB2021000002"), keepers=house.keepers)
    theirs = accept_upload("HB2021000002", Upload(file="a.jpg", content=JPEG), keepers=house.keepers)

    with pytest.raises(NotFound):
        accept_upload(ID, Upload(file="b.jpg", content=JPEG + b"2"), keepers=house.keepers, replaces=theirs.document_id)

    assert not house.keepers.records.document(theirs.document_id).withdrawn
    assert house.keepers.records.documents_of(ID) == ()


def test_changes_are_told_from_the_dossier_in_which_no_paper_waited(house: House) -> None:
    house.upload()
    house.upload(JPEG + b"2", file="b.jpg")
    house.work()

    put_application(replace(APPLICATION, name="王小明"), keepers=house.keepers)
    queue = house.keepers.queue
    assert isinstance(queue, MemoryQueue)
    house.run(queue.rings.pop(0)[1])
    half = dossier_of(ID, keepers=house.keepers)
    house.work()
    whole = dossier_of(ID, keepers=house.keepers)

    raised = [change for change in whole.changes if change.code == "name_mismatch"]
    assert half.waiting_count == 1
    assert len([change for change in half.changes if change.code == "name_mismatch"]) == 1
    assert whole.waiting_count == 0
    assert {change.kind for change in raised} == {ChangeKind.FINDING_RAISED}
    assert len({change.document_id for change in raised}) == 2


def test_a_paper_that_is_judged_while_a_dossier_is_made_is_waited_for_in_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = house.upload(), house.upload(JPEG + b"2", file="b.jpg")
    records = house.keepers.records
    its_own = type(records).case_file

    def after_the_other(application_id: str) -> CaseFile:
        # The other paper ends just before the papers are taken, and its own dossier is made before this one is kept.
        monkeypatch.setattr(records, "case_file", lambda key: its_own(records, key), raising=False)
        house.run(second.job_id)
        return its_own(records, application_id)

    monkeypatch.setattr(records, "case_file", after_the_other, raising=False)
    house.run(first.job_id)

    assert len(dossier_of(ID, keepers=house.keepers).reports) == 2
    kept = records.dossier_of(ID)
    assert kept is not None
    assert kept.waiting_count == 0


def test_a_cancelled_paper_that_is_uploaded_again_is_judged(house: House) -> None:
    accepted = house.upload()
    cancel_jobs(JobFilter(job_ids=(accepted.job_id,)), reason="a wave of doubles", keepers=house.keepers)

    house.upload()
    house.work()

    assert house.keepers.jobs.job(accepted.job_id).state is JobState.DONE


def test_a_cancelled_paper_that_nobody_has_judged_does_not_look_clear(house: House) -> None:
    house.upload()
    house.work()
    unread = house.upload(JPEG + b"2", file="b.jpg")
    cancel_jobs(JobFilter(job_ids=(unread.job_id,)), reason="a wave of doubles", keepers=house.keepers)

    dossier = dossier_of(ID, keepers=house.keepers)

    assert dossier.findings[-1].code == "document_not_judged"
    assert dossier.findings[-1].document_id == unread.document_id
    assert dossier.verdict is not Verdict.CLEAR


def test_a_paper_whose_judging_was_cancelled_stands_only_for_what_was_stated_then(house: House) -> None:
    accepted = house.upload()
    house.work()
    this = JobFilter(job_ids=(accepted.job_id,))
    rerun_jobs(this, reason="a slip", keepers=house.keepers)
    cancel_jobs(this, reason="a slip", keepers=house.keepers)
    as_it_was = dossier_of(ID, keepers=house.keepers)

    put_application(replace(APPLICATION, name="王小明"), keepers=house.keepers)
    as_it_is = dossier_of(ID, keepers=house.keepers)

    assert "document_not_judged" not in {finding.code for finding in as_it_was.findings}
    assert as_it_is.findings[-1].code == "document_not_judged"
