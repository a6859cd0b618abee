"""The difference of two dossiers: nothing between equals, everything once between others."""

from dataclasses import replace

from models.doctype import Outcome
from models.report import Change, ChangeKind, Comparison, Dossier, Finding, MissingMaterial, Severity, Verdict
from pipeline.dossier_changes import changes_between
from tests.support.people import document
from tests.support.reports import report_on

REPORT = report_on(document())
FINDING = Finding(
    code="name_mismatch",
    severity=Severity.IDENTITY,
    message="",
    field="name",
    document_id="d1",
    expected="陈嘉禾",
    found="林若溪",
)
PLAIN = Dossier(application_id="HB1", verdict=Verdict.IDENTITY_PROOF_REQUIRED, reports=(REPORT,), findings=(FINDING,))


def kinds(before: Dossier, after: Dossier) -> list[ChangeKind]:
    return [change.kind for change in changes_between(before, after)]


def test_nothing_is_different_between_equals() -> None:
    assert changes_between(PLAIN, PLAIN) == ()
    other_words = replace(PLAIN, findings=(replace(FINDING, message="…", applicant_message="…"),))
    assert changes_between(PLAIN, other_words) == ()


def test_a_key_of_the_application_that_was_changed_is_named_once_with_both_values() -> None:
    name = Comparison(field="name", path="name", outcome=Outcome.EQUAL, expected="陈嘉禾", found="陈嘉禾")
    school = Comparison(field="school", path="education[0].school", outcome=Outcome.EQUAL, expected="武汉大学")
    papers = tuple(replace(REPORT, document_id=one, comparisons=(name, school)) for one in ("d1", "d2"))
    other = replace(name, expected="陈嘉和", outcome=Outcome.CONFLICT)
    before = replace(PLAIN, reports=papers)
    after = replace(PLAIN, reports=tuple(replace(one, comparisons=(other, school)) for one in papers))

    assert changes_between(before, after) == (
        Change(kind=ChangeKind.APPLICATION_CHANGED, code="name", before="陈嘉禾", after="陈嘉和"),
    )


def test_what_only_a_new_paper_is_held_against_is_no_change_of_the_application() -> None:
    name = Comparison(field="name", path="name", outcome=Outcome.EQUAL, expected="陈嘉禾", found="陈嘉禾")
    added = replace(REPORT, document_id="d9", comparisons=(name,))

    assert kinds(PLAIN, replace(PLAIN, reports=(*PLAIN.reports, added))) == [ChangeKind.DOCUMENT_ADDED]


def test_a_finding_that_a_new_paper_settles_is_told_with_the_paper_and_the_verdict() -> None:
    proof = replace(REPORT, document_id="d2", file="b.jpg")
    settled = replace(FINDING, settled_by="d2")
    after = replace(PLAIN, verdict=Verdict.CLEAR, reports=(REPORT, proof), findings=(settled,))

    assert changes_between(PLAIN, after) == (
        Change(kind=ChangeKind.VERDICT, code="clear", before="identity_proof_required", after="clear"),
        Change(kind=ChangeKind.DOCUMENT_ADDED, code="graduation_certificate", document_id="d2", after="b.jpg"),
        Change(
            kind=ChangeKind.FINDING_SETTLED,
            code="name_mismatch",
            field="name",
            document_id="d1",
            before="林若溪",
            after="d2",
        ),
    )


def test_a_proof_that_is_taken_back_raises_its_finding_again() -> None:
    settled = replace(PLAIN, findings=(replace(FINDING, settled_by="d2"),))

    (change,) = changes_between(settled, PLAIN)

    assert (change.kind, change.before, change.after) == (ChangeKind.FINDING_RAISED, "d2", "林若溪")


def test_another_value_is_another_finding() -> None:
    other = replace(PLAIN, findings=(replace(FINDING, expected="陈嘉和"),))

    assert kinds(PLAIN, other) == [ChangeKind.FINDING_GONE, ChangeKind.FINDING_RAISED]


def test_a_replaced_page_is_gone_and_added() -> None:
    other = replace(PLAIN, reports=(replace(REPORT, document_id="d2"),), findings=())

    assert kinds(PLAIN, other) == [ChangeKind.DOCUMENT_GONE, ChangeKind.DOCUMENT_ADDED, ChangeKind.FINDING_GONE]


def test_the_second_of_two_equal_findings_is_told() -> None:
    twice = replace(PLAIN, findings=(FINDING, FINDING))

    assert kinds(PLAIN, twice) == [ChangeKind.FINDING_RAISED]


def test_materials_that_come_and_go_are_told() -> None:
    wanting = replace(PLAIN, missing=(MissingMaterial(type_code="degree_certificate", because="…"),))

    assert kinds(PLAIN, wanting) == [ChangeKind.MATERIAL_MISSING]
    assert kinds(wanting, PLAIN) == [ChangeKind.MATERIAL_SUPPLIED]
