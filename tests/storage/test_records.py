"""The promise of the records, over every keeper of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from models.errors import InputError, NotFound
from models.job import JobState, Lane, StartFrom
from models.report import Dossier, Verdict
from services.keepers import Keepers
from storage.jobs import JobFilter
from storage.records import CaseFile, DocumentAdded, DocumentMoved
from tests.support.clock import Clock
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

ID = APPLICATION.application_id


def add(keepers: Keepers, *, sha256: str = "0" * 64, declared_type: str | None = None, key: str = "1") -> DocumentAdded:
    paper = replace(document(declared_type), sha256=sha256, document_id=f"d{key}")
    return keepers.records.add_document(paper, job_id=f"j{key}", lane=Lane.LIVE)


def judge(keepers: Keepers, key: str = "1", *, score: float = 1.0) -> None:
    job = keepers.jobs.claim(f"j{key}", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, report_on(keepers.records.document(job.document_id), score=score))


def dossier_of(case: CaseFile, verdict: Verdict = Verdict.CLEAR) -> Dossier:
    return Dossier(application_id=ID, verdict=verdict, reports=case.reports, findings=())


def test_an_application_comes_back_as_it_was_put(keepers: Keepers) -> None:
    put = keepers.records.put_application(APPLICATION)

    assert put.changed
    assert keepers.records.application(ID) == APPLICATION


def test_the_same_application_again_changes_nothing(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)

    assert not keepers.records.put_application(APPLICATION).changed


def test_an_unknown_application_and_document_are_not_found(keepers: Keepers) -> None:
    records = keepers.records
    for ask in (records.application, records.document, records.paper, records.case_file):
        with pytest.raises(NotFound):
            ask("none")


def test_an_id_that_no_database_can_hold_is_an_input_error(keepers: Keepers) -> None:
    with pytest.raises(InputError):
        keepers.records.document("a\u0000b")


def test_a_paper_of_an_unknown_application_is_not_taken(keepers: Keepers) -> None:
    with pytest.raises(NotFound):
        add(keepers)

    assert keepers.jobs.find(JobFilter(), limit=10) == ()


def test_a_document_comes_with_a_queued_job(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)

    added = add(keepers, declared_type="id_card")

    assert added.created
    assert keepers.records.document("d1") == added.document
    assert added.document.declared_type == "id_card"
    assert keepers.jobs.job("j1") == added.job
    assert (added.job.state, added.job.attempt, added.job.start_from) == (JobState.QUEUED, 0, StartFrom.JUDGE)


def test_a_paper_comes_with_its_application_as_both_stand(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    added = add(keepers)
    keepers.records.put_application(replace(APPLICATION, name="陈嘉木"))

    assert keepers.records.paper("d1") == (added.document, replace(APPLICATION, name="陈嘉木"))


def test_the_same_bytes_in_the_same_slot_are_one_document(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    first = add(keepers, key="1")

    again = add(keepers, key="2")
    elsewhere = add(keepers, key="3", declared_type="id_card")

    assert not again.created
    assert (again.document, again.job) == (first.document, first.job)
    assert elsewhere.created
    assert {paper.document_id for paper in keepers.records.documents_of(ID)} == {"d1", "d3"}


def test_papers_that_count_are_counted_and_an_unknown_application_has_no_count(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    empty = keepers.records.paper_count(ID)
    add(keepers, key="1")
    add(keepers, key="2", declared_type="id_card")

    keepers.records.withdraw("d1", who="o", reason="r")

    assert (empty, keepers.records.paper_count(ID)) == (0, 1)
    with pytest.raises(NotFound):
        keepers.records.paper_count("HB0")


def test_the_same_bytes_at_once_are_one_document(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)

    with ThreadPoolExecutor(max_workers=8) as pool:
        added = list(pool.map(lambda key: add(keepers, key=str(key)), range(24)))

    assert sum(one.created for one in added) == 1
    assert len({one.document.document_id for one in added}) == 1
    assert len(keepers.jobs.find(JobFilter(), limit=100)) == 1


def test_text_is_kept_by_content_and_engine(keepers: Keepers) -> None:
    text = page_text(DIPLOMA, barcodes=("https://www.chsi.com.cn/x\u0000",))

    keepers.records.keep_text("a" * 64, text)

    assert keepers.records.text("a" * 64, "by hand") == text
    assert keepers.records.text("a" * 64, "another engine") is None
    assert keepers.records.text("b" * 64, "by hand") is None


def test_text_read_anew_takes_the_place_of_the_old(keepers: Keepers) -> None:
    keepers.records.keep_text("a" * 64, page_text(DIPLOMA))

    keepers.records.keep_text("a" * 64, page_text(()))

    assert keepers.records.text("a" * 64, "by hand") == page_text(())


def test_the_newest_report_of_each_document_makes_the_case_file(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, key="1")
    add(keepers, key="2", sha256="1" * 64)
    judge(keepers, "1", score=0.1)
    keepers.jobs.rerun(
        JobFilter(job_ids=("j1",)),
        who="o",
        reason="r",
        start_from=StartFrom.JUDGE,
        limit=9,
        before=keepers.jobs.job("j1").updated_at.replace(year=2030),
    )
    judge(keepers, "1", score=0.9)

    assert [report.quality.score for report in keepers.records.case_file(ID).reports] == [0.9]
    newest = keepers.records.report_of("d1")
    assert newest is not None
    assert newest.quality.score == 0.9
    assert keepers.records.report_of("d2") is None


def test_a_case_file_counts_the_papers_that_are_still_to_be_judged(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    for key in ("1", "2", "3", "4"):
        add(keepers, key=key, sha256=key * 64)
    judge(keepers, "1")
    keepers.jobs.claim("j2", worker="w", lease_seconds=60)
    keepers.records.withdraw("d4", who="o", reason="r")

    case = keepers.records.case_file(ID)

    assert len(case.reports) == 1
    assert case.waiting_count == 2


def test_a_changed_application_takes_its_jobs_back(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    for key in ("1", "2", "3"):
        add(keepers, key=key, sha256=key * 64)
    judge(keepers, "1")
    running = keepers.jobs.claim("j2", worker="w", lease_seconds=60)
    keepers.jobs.cancel(JobFilter(job_ids=("j3",)), who="o", reason="r", limit=1)

    put = keepers.records.put_application(replace(APPLICATION, gender="男"))

    assert {job.job_id for job in put.jobs} == {"j1", "j2"}
    assert {job.state for job in put.jobs} == {JobState.QUEUED}
    assert running is not None
    assert keepers.jobs.job("j3").state is JobState.CANCELLED


def test_a_dossier_comes_back_with_its_reports(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    judge(keepers)
    case = keepers.records.case_file(ID)

    keepers.records.append_dossier(dossier_of(case), case=case)

    assert keepers.records.dossier_of(ID) == dossier_of(case)


def test_a_dossier_made_of_older_papers_never_hides_a_newer_one(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    old = keepers.records.case_file(ID)
    judge(keepers)
    new = keepers.records.case_file(ID)

    keepers.records.append_dossier(dossier_of(new, Verdict.REVIEW), case=new)
    keepers.records.append_dossier(dossier_of(old, Verdict.CLEAR), case=old)

    newest = keepers.records.dossier_of(ID)
    assert newest is not None
    assert newest.verdict is Verdict.REVIEW


def test_an_applicant_whose_dossier_was_left_behind_is_named(keepers: Keepers, clock: Clock) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    judge(keepers)
    clock.pass_seconds(61)

    behind = keepers.records.stale_applications(quiet_seconds=60, limit=10)
    case = keepers.records.case_file(ID)
    keepers.records.append_dossier(dossier_of(case), case=case)

    assert behind == (ID,)
    assert keepers.records.stale_applications(quiet_seconds=60, limit=10) == ()


def test_an_applicant_whose_papers_are_in_the_queue_is_not_behind(keepers: Keepers, clock: Clock) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, key="1")
    judge(keepers)
    add(keepers, key="2", sha256="1" * 64)
    clock.pass_seconds(3600)

    assert keepers.records.stale_applications(quiet_seconds=60, limit=10) == ()


def test_a_withdrawn_paper_counts_no_more_and_stays_with_its_report(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, key="1")
    add(keepers, key="2", sha256="1" * 64)
    judge(keepers, "1")
    judge(keepers, "2")
    before = keepers.records.case_file(ID)

    moved = keepers.records.withdraw("d1", who="o", reason="taken back")

    after = keepers.records.case_file(ID)
    assert moved.changed
    assert [job.job_id for job in moved.jobs] == ["j1"]
    assert keepers.jobs.job("j1").state is JobState.QUEUED
    assert after.version > before.version
    assert [report.document_id for report in after.reports] == ["d2"]
    assert [paper.document_id for paper in keepers.records.documents_of(ID)] == ["d2"]
    assert keepers.records.document("d1").withdrawn
    assert keepers.records.report_of("d1") is not None
    assert [(entry.deed, entry.reason) for entry in keepers.jobs.audit_of("j1")] == [("withdraw", "taken back")]


def test_a_paper_is_withdrawn_once_and_an_unknown_one_never(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    judge(keepers)
    keepers.records.withdraw("d1", who="o", reason="r")

    again = keepers.records.withdraw("d1", who="o", reason="r")

    assert (again.changed, again.jobs) == (False, ())
    assert len(keepers.jobs.audit_of("j1")) == 1
    for deed in (keepers.records.restore, lambda key: keepers.records.withdraw(key, who="o", reason="r")):
        with pytest.raises(NotFound):
            deed("none")


def test_a_withdrawn_paper_that_nobody_has_read_is_not_read(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)

    moved = keepers.records.withdraw("d1", who="o", reason="r")

    assert (moved.changed, moved.jobs) == (True, ())
    assert keepers.jobs.job("j1").state is JobState.CANCELLED


def put_in_place(keepers: Keepers, new: str, old: str) -> DocumentMoved:
    return keepers.records.replace(new, replaces=old, who="o", reason="r")


def standing(keepers: Keepers) -> list[str]:
    return [paper.document_id for paper in keepers.records.documents_of(ID)]


def test_of_papers_that_replace_each_other_the_last_stands(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    judge(keepers)
    add(keepers, sha256="1" * 64, key="2")

    first = put_in_place(keepers, "d1", "d2")
    after_first = standing(keepers)
    second = put_in_place(keepers, "d2", "d1")
    again = put_in_place(keepers, "d2", "d1")

    assert (after_first, standing(keepers)) == (["d1"], ["d2"])
    assert (first.changed, second.changed, again.changed) == (True, True, False)
    # The one that nobody had read was cancelled and is owed a reading; the other is judged away from its report.
    assert sorted(job.job_id for job in second.jobs) == ["j1", "j2"]
    assert [entry.deed for entry in keepers.jobs.audit_of("j2")] == ["withdraw"]


def test_of_papers_that_replace_each_other_at_once_one_stands(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    papers = ("1", "2", "3")
    for key in papers:
        add(keepers, sha256=key * 64, key=key)

    for _ in range(10):
        together = Barrier(len(papers))

        def take_the_place_of_the_next(number: int, together: Barrier = together) -> None:
            together.wait()
            put_in_place(keepers, f"d{papers[number]}", f"d{papers[(number + 1) % len(papers)]}")

        with ThreadPoolExecutor(max_workers=len(papers)) as threads:
            list(threads.map(take_the_place_of_the_next, range(len(papers))))
        assert standing(keepers)


def test_a_paper_cannot_take_the_place_of_another_applicants(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    other = replace(APPLICATION, application_id="HB9")
    keepers.records.put_application(other)
    paper = replace(document(), document_id="d9", application_id="HB9")
    keepers.records.add_document(paper, job_id="j9", lane=Lane.LIVE)

    for new, old in (("d1", "d9"), ("d1", "none"), ("none", "d1")):
        with pytest.raises(NotFound):
            put_in_place(keepers, new, old)
    assert standing(keepers) == ["d1"]


def test_a_restored_paper_counts_again(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    keepers.records.withdraw("d1", who="o", reason="r")

    restored = keepers.records.restore("d1")

    assert restored.changed
    assert [job.state for job in restored.jobs] == [JobState.QUEUED]
    assert not keepers.records.document("d1").withdrawn
    assert not keepers.records.restore("d1").changed
    judge(keepers)
    assert len(keepers.records.case_file(ID).reports) == 1


def test_a_changed_application_leaves_withdrawn_papers_alone(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, key="1")
    add(keepers, key="2", sha256="1" * 64)
    keepers.records.withdraw("d1", who="o", reason="r")
    judge(keepers, "2")

    put = keepers.records.put_application(replace(APPLICATION, gender="男"))

    assert [job.job_id for job in put.jobs] == ["j2"]


def test_the_same_bytes_as_those_of_a_withdrawn_paper_are_that_paper(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, key="1")
    keepers.records.withdraw("d1", who="o", reason="r")

    again = add(keepers, key="2")

    assert (again.created, again.document.document_id, again.document.withdrawn) == (False, "d1", True)


def test_the_last_whole_dossier_is_found_behind_those_made_while_papers_waited(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers)
    first = keepers.records.case_file(ID)
    keepers.records.append_dossier(dossier_of(first, Verdict.REVIEW), case=first)
    judge(keepers)
    second = keepers.records.case_file(ID)
    partial = replace(dossier_of(second), waiting_count=1)
    keepers.records.append_dossier(partial, case=second)

    assert keepers.records.dossier_of(ID) == partial
    assert keepers.records.dossier_of(ID, whole=True) == dossier_of(first, Verdict.REVIEW)
