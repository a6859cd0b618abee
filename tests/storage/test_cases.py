"""The promise of judging again in bulk, over every keeper of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.basis import Basis
from models.case import Application
from models.job import Lane, StartFrom
from models.report import Dossier, Report, Verdict
from services.keepers import Keepers
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.cases import CaseFilter, JudgedCase, KeptCase
from storage.jobs import JobFilter
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

OLD = Basis(
    reading_code="r1", judging_code="j1", anchors="a1", alphabet="", definitions=(("id_card", "d1"),), regulation="g1"
)
NEW = replace(OLD, judging_code="j2", rules=(("form_against_diploma", "off"),))
EVERYBODY = CaseFilter()


def applicant(number: int) -> Application:
    return replace(APPLICATION, application_id=f"HB{number:04}")


def judge(keepers: Keepers, key: str) -> None:
    job = keepers.jobs.claim(f"j{key}", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, report_on(keepers.records.document(job.document_id)))


def refresh(keepers: Keepers, application_id: str, *, basis: Basis | None = OLD) -> None:
    case = keepers.records.case_file(application_id)
    dossier = Dossier(application_id=application_id, verdict=Verdict.CLEAR, reports=case.reports, findings=())
    keepers.records.append_dossier(dossier, case=case, basis=basis)


def enrol(keepers: Keepers, number: int, *, papers: int = 1, basis: Basis | None = OLD) -> str:
    """Keep an applicant whose papers are judged and put together; return the id."""
    application = applicant(number)
    keepers.records.put_application(application)
    for paper in range(papers):
        key = f"{number:04}-{paper}"
        kept = replace(
            document(), application_id=application.application_id, document_id=f"d{key}", sha256=f"{paper}" * 64
        )
        keepers.records.add_document(kept, job_id=f"j{key}", lane=Lane.LIVE)
        judge(keepers, key)
    refresh(keepers, application.application_id, basis=basis)
    return application.application_id


def one(keepers: Keepers, application_id: str) -> KeptCase:
    (kept,) = keepers.cases.read((application_id,))
    return kept


def judged_as(kept: KeptCase, verdict: Verdict, *, reports: tuple[Report, ...] | None = None) -> JudgedCase:
    reports = kept.case.reports if reports is None else reports
    return JudgedCase(case=kept.case, reports=reports, dossier=replace(kept.dossier, verdict=verdict, reports=reports))


def test_cases_are_found_in_the_order_of_their_ids_a_page_at_a_time(keepers: Keepers) -> None:
    for number in (3, 1, 2):
        enrol(keepers, number)

    assert keepers.cases.count(EVERYBODY) == 3
    assert keepers.cases.find(EVERYBODY, after="", limit=2) == ("HB0001", "HB0002")
    assert keepers.cases.find(EVERYBODY, after="HB0002", limit=2) == ("HB0003",)


def test_papers_that_lie_in_the_archive_have_their_keys_there(keepers: Keepers) -> None:
    first, second = enrol(keepers, 1), enrol(keepers, 2)
    for application_id in (first, second):
        paper = replace(
            document(),
            application_id=application_id,
            document_id=f"o{application_id}",
            sha256="f" * 64,
            object_key=f"{application_id}.jpg",
        )
        keepers.records.add_document(paper, job_id=f"q{application_id}", lane=Lane.LIVE)

    assert keepers.cases.objects((first,)) == {"oHB0001": "HB0001.jpg"}
    assert keepers.cases.objects((first, second)) == {"oHB0001": "HB0001.jpg", "oHB0002": "HB0002.jpg"}
    assert keepers.cases.objects(()) == {}


def test_an_applicant_without_a_dossier_is_no_case(keepers: Keepers) -> None:
    keepers.records.put_application(applicant(1))

    assert keepers.cases.find(EVERYBODY, after="", limit=9) == ()
    assert keepers.cases.read(("HB0001", "unknown")) == ()


def test_a_case_is_read_with_its_reports_its_dossier_and_what_that_rests_on(keepers: Keepers) -> None:
    enrol(keepers, 1, papers=2)
    enrol(keepers, 2, basis=None)

    first, second = keepers.cases.read(("HB0002", "HB0001"))

    assert first.case == keepers.records.case_file("HB0001")
    assert [report.document_id for report in first.case.reports] == ["d0001-0", "d0001-1"]
    assert first.dossier == Dossier(application_id="HB0001", verdict=Verdict.CLEAR, reports=(), findings=())
    assert (first.basis, first.is_changed, first.is_behind) == (OLD, False, False)
    assert second.basis is None


def test_cases_made_under_the_basis_are_passed_over_and_others_are_not(keepers: Keepers) -> None:
    enrol(keepers, 1, basis=OLD)
    enrol(keepers, 2, basis=NEW)
    enrol(keepers, 3, basis=None)
    enrol(keepers, 4, basis=replace(NEW, is_whole=False))

    assert keepers.cases.find(CaseFilter(unlike=NEW.digest), after="", limit=9) == ("HB0001", "HB0003", "HB0004")


def test_cases_are_found_by_id_and_by_when_they_were_touched(keepers: Keepers, clock: Clock) -> None:
    enrol(keepers, 1)
    clock.pass_seconds(3600)
    enrol(keepers, 2)

    since = CaseFilter(touched_since=clock.now - timedelta(seconds=60))
    assert keepers.cases.find(since, after="", limit=9) == ("HB0002",)
    assert keepers.cases.find(CaseFilter(application_ids=("HB0001", "none")), after="", limit=9) == ("HB0001",)


def test_a_changed_application_is_told_and_its_case_is_behind(keepers: Keepers) -> None:
    enrol(keepers, 1, basis=NEW)
    keepers.records.put_application(replace(applicant(1), gender="男"))

    kept = one(keepers, "HB0001")

    assert (kept.is_changed, kept.is_behind) == (True, True)
    assert keepers.cases.find(CaseFilter(unlike=NEW.digest), after="", limit=9) == ("HB0001",)


def test_a_paper_judged_since_leaves_the_case_behind_and_the_application_as_it_was(keepers: Keepers) -> None:
    enrol(keepers, 1)
    paper = replace(document(), application_id="HB0001", document_id="dx", sha256="9" * 64)
    keepers.records.add_document(paper, job_id="jx", lane=Lane.LIVE)
    judge(keepers, "x")

    kept = one(keepers, "HB0001")

    assert (kept.is_changed, kept.is_behind) == (False, True)


def test_a_new_dossier_is_appended_and_becomes_the_current_one(keepers: Keepers) -> None:
    enrol(keepers, 1)
    kept = one(keepers, "HB0001")

    assert keepers.cases.keep([judged_as(kept, Verdict.REVIEW)], basis=NEW) == ("HB0001",)

    current = keepers.records.dossier_of("HB0001")
    assert current is not None
    assert (current.verdict, current.reports) == (Verdict.REVIEW, kept.case.reports)
    after = one(keepers, "HB0001")
    assert (after.basis, after.is_behind, after.case.version) == (NEW, False, kept.case.version + 1)
    assert keepers.cases.find(CaseFilter(unlike=NEW.digest), after="", limit=9) == ()


def test_only_reports_that_are_new_are_appended(keepers: Keepers) -> None:
    enrol(keepers, 1, papers=3)
    enrol(keepers, 2, papers=2)
    first, second = keepers.cases.read(("HB0001", "HB0002"))
    ones = first.case.reports
    changed = (ones[0], replace(ones[1], judge_ms=7.0), ones[2])
    others = tuple(replace(report, judge_ms=8.0) for report in second.case.reports)

    keepers.cases.keep(
        [judged_as(first, Verdict.REVIEW, reports=changed), judged_as(second, Verdict.REVIEW, reports=others)],
        basis=NEW,
    )

    now = one(keepers, "HB0001").case
    assert now.reports == changed
    assert (now.report_ids[0], now.report_ids[2]) == (first.case.report_ids[0], first.case.report_ids[2])
    assert now.report_ids[1] > max(first.case.report_ids)
    current = keepers.records.dossier_of("HB0001")
    assert current is not None
    assert current.reports == changed
    assert one(keepers, "HB0002").case.reports == others
    assert keepers.records.report_of("d0001-1") == changed[1]


def test_a_case_that_says_the_same_is_noted_and_nothing_is_appended(keepers: Keepers) -> None:
    enrol(keepers, 1)
    before = one(keepers, "HB0001")

    kept = keepers.cases.keep([JudgedCase(case=before.case, reports=before.case.reports, dossier=None)], basis=NEW)

    assert kept == ("HB0001",)
    assert one(keepers, "HB0001") == replace(before, basis=NEW)


@pytest.mark.parametrize("what", ["an upload", "a change"])
def test_what_came_meanwhile_wins(keepers: Keepers, what: str) -> None:
    enrol(keepers, 1)
    enrol(keepers, 2)
    read = keepers.cases.read(("HB0001", "HB0002"))
    if what == "a change":
        keepers.records.put_application(replace(applicant(1), gender="男"))
    else:
        paper = replace(document(), application_id="HB0001", document_id="dx", sha256="9" * 64)
        keepers.records.add_document(paper, job_id="jx", lane=Lane.LIVE)
        judge(keepers, "x")
        refresh(keepers, "HB0001")

    kept = keepers.cases.keep([judged_as(one, Verdict.REVIEW) for one in read], basis=NEW)

    assert kept == ("HB0002",)
    current = keepers.records.dossier_of("HB0001")
    assert current is not None
    assert current.verdict is Verdict.CLEAR


def test_a_dossier_that_a_worker_makes_of_an_older_case_hides_no_newer_one(keepers: Keepers) -> None:
    enrol(keepers, 1)
    old = keepers.records.case_file("HB0001")
    keepers.cases.keep([judged_as(one(keepers, "HB0001"), Verdict.REVIEW)], basis=NEW)

    late = Dossier(application_id="HB0001", verdict=Verdict.CLEAR, reports=old.reports, findings=())
    keepers.records.append_dossier(late, case=old, basis=OLD)

    current = keepers.records.dossier_of("HB0001")
    assert current is not None
    assert current.verdict is Verdict.REVIEW
    assert one(keepers, "HB0001").basis == NEW


def test_a_job_that_runs_meanwhile_is_not_lost(keepers: Keepers, clock: Clock) -> None:
    enrol(keepers, 1)
    keepers.jobs.rerun(
        JobFilter(), who="o", reason="r", start_from=StartFrom.SEE, limit=9, before=clock.now + timedelta(days=1)
    )
    job = keepers.jobs.claim("j0001-0", worker="w", lease_seconds=60)
    assert job is not None
    keepers.cases.keep([judged_as(one(keepers, "HB0001"), Verdict.REVIEW)], basis=NEW)

    keepers.jobs.finish(job, report_on(keepers.records.document("d0001-0"), score=0.3))

    kept = one(keepers, "HB0001")
    assert [report.quality.score for report in kept.case.reports] == [0.3]
    assert kept.is_behind


def test_cases_of_one_backfill_are_told_from_others(keepers: Keepers) -> None:
    live, history = enrol(keepers, 1), applicant(2)
    keepers.backfills.open("2015", manifest_digest="a" * 64)
    paper = replace(document(), application_id=history.application_id, document_id="dh", sha256="f" * 64)
    row = EnrolledRow(document=paper, job_id="jh", application=history)
    keepers.backfills.enrol(EnrolledBatch(backfill_id="2015", rows=[row], lines_before=0, lines_done=1))
    judge(keepers, "h")
    refresh(keepers, history.application_id)

    found = keepers.cases.find(CaseFilter(backfill_id="2015"), after="", limit=9)

    assert found == (history.application_id,)
    assert keepers.cases.count(CaseFilter(backfill_id="2015")) == 1
    assert keepers.cases.find(EVERYBODY, after="", limit=9) == (live, history.application_id)
