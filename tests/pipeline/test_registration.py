"""What an application says against itself, and what is asked where who somebody is does not agree."""

from dataclasses import replace

import pytest

from models.case import Application, Education, ExamCategory, Probation, Track, VerifiedEducation
from models.extraction import FieldStatus
from models.report import Finding, MissingMaterial, Severity, Verdict
from pipeline.dossier import assemble
from pipeline.papers_present import papers_present
from pipeline.registration import number_findings, registration_findings
from regulations.loader import load_regulation
from tests.support.people import APPLICATION
from tests.support.reports import paper

REGULATION = load_regulation()
NAME = Finding(
    code="name_mismatch",
    severity=Severity.IDENTITY,
    message="",
    field="name",
    proof=("household_register", "name_change_proof"),
)
GENDER = replace(NAME, code="gender_mismatch", field="gender", proof=("name_change_proof",))
DIPLOMA = paper("graduation_certificate", level="本科", certificate_number="1")


def codes(application: Application) -> list[str]:
    found = (*number_findings(application), *registration_findings(application, REGULATION))
    return [finding.code for finding in found]


def missing(*findings: Finding, application: Application = APPLICATION) -> tuple[MissingMaterial, ...]:
    report = replace(DIPLOMA, findings=findings)
    return assemble(application, [report], regulation=REGULATION, complete=True).missing


@pytest.mark.parametrize(
    "number", ["420106199302300026", "420106199305180027", "42010619930518002", "42O106199305180026"]
)
def test_a_number_that_no_citizen_can_have_is_the_applicants_to_correct(number: str) -> None:
    assert codes(replace(APPLICATION, id_number=number)) == ["id_number_invalid"]


@pytest.mark.parametrize("number", ["420106930518002", "４２０１０６１９９３０５１８００２６"])
def test_an_older_or_wide_number_is_as_good(number: str) -> None:
    assert codes(replace(APPLICATION, id_number=number)) == []


@pytest.mark.parametrize(("field", "other"), [("gender", "男"), ("birth_date", "1993-05-19")])
def test_what_is_stated_beside_a_number_that_tells_otherwise_is_the_applicants_to_correct(
    field: str, other: str
) -> None:
    wrong: Application = replace(APPLICATION, **{field: other})

    assert codes(wrong) == [f"{field}_invalid"]
    assert codes(replace(wrong, id_type="护照", id_number="E12345678")) == []


def test_the_number_of_another_paper_has_no_check() -> None:
    assert codes(replace(APPLICATION, id_type="护照", id_number="E12345678")) == []


def test_an_application_that_agrees_with_itself_raises_nothing() -> None:
    assert codes(APPLICATION) == []


def test_tongji_point_takes_no_other_hospital_and_says_so_to_both() -> None:
    wrong = replace(APPLICATION, exam_point="同济医学院考点", probation=Probation(institution="武汉市第一医院"))

    finding = next(iter(registration_findings(wrong, REGULATION)))

    assert (finding.code, finding.severity) == ("exam_point_mismatch", Severity.CONTENT)
    assert (finding.expected, finding.found) == ("同济医学院考点", None)
    assert "仅接受以华中科技大学同济医学院附属同济医院、协和医院2家为试用单位的考生报考" in finding.message
    assert finding.applicant_message.startswith("您填写的试用机构是“武汉市第一医院”，应在武汉市考点报名")
    assert assemble(wrong, [DIPLOMA], regulation=REGULATION, complete=True).verdict is Verdict.REVIEW


def test_an_unknown_hospital_at_tongji_point_is_told_without_a_right_point() -> None:
    wrong = replace(APPLICATION, exam_point="同济医学院考点", probation=Probation(institution="某地医院"))

    finding = next(iter(registration_findings(wrong, REGULATION)))

    assert "应在" not in finding.applicant_message
    assert "不能在“同济医学院考点”报名" in finding.applicant_message


def test_an_assistant_becoming_a_physician_applies_for_no_assistants_examination() -> None:
    wrong = replace(APPLICATION, track=Track.ASSISTANT_TO_FULL, exam_category=ExamCategory.ASSISTANT)

    assert codes(wrong) == ["exam_category_mismatch"]
    assert codes(replace(wrong, exam_category=None)) == []


def test_a_level_that_is_listed_twice_is_told_and_asked_for_once() -> None:
    twice = replace(
        APPLICATION,
        education=(
            Education(level="本科", verification_code="A" * 16),
            Education(level="专升本", verification_code="B" * 16),
        ),
    )

    assert codes(twice) == ["education_level_repeated"]
    assert missing(application=twice) == ()
    assert assemble(twice, [DIPLOMA], regulation=REGULATION, complete=True).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (VerifiedEducation(exam_category=ExamCategory.PHYSICIAN), []),
        (VerifiedEducation(exam_category=ExamCategory.ASSISTANT), ["asked_as_first_time"]),
        (VerifiedEducation(found=False), ["asked_as_first_time"]),
        (VerifiedEducation(), ["direction_unknown"]),
        (None, ["direction_unknown"]),
    ],
)
def test_a_returning_applicants_direction_is_noted(earlier: VerifiedEducation | None, expected: list[str]) -> None:
    returning = replace(APPLICATION, track=Track.RETURNING, licences=(), verified_education=earlier)

    found = registration_findings(returning, REGULATION)

    assert [finding.code for finding in found] == expected
    assert {finding.severity for finding in found} <= {Severity.NOTE}


def test_what_no_paper_shows_of_a_rural_applicant_is_noted() -> None:
    rural = replace(APPLICATION, exam_category=ExamCategory.RURAL_ASSISTANT)

    (finding,) = registration_findings(rural, REGULATION)

    assert (finding.code, finding.severity) == ("condition_to_check", Severity.NOTE)
    assert "已在乡镇卫生院或村卫生室工作满一年且考核合格。" in finding.message


def test_a_proof_of_identity_is_asked_for_with_its_sentence() -> None:
    (asked,) = missing(NAME)

    assert asked.any_of == ("household_register", "name_change_proof")
    assert asked.because == "毕业证和资格证书等与现有身份信息不符的考生，需提供身份信息佐证材料。"


def test_one_paper_that_settles_every_difference_is_asked_for_alone() -> None:
    assert [asked.any_of for asked in missing(NAME, GENDER)] == [("name_change_proof",)]


def test_a_register_that_settles_nothing_does_not_end_the_asking() -> None:
    reports = [replace(DIPLOMA, findings=(NAME,)), paper("household_register")]

    dossier = assemble(APPLICATION, reports, regulation=REGULATION, complete=True)

    assert [asked.type_code for asked in dossier.missing] == ["household_register"]


def test_a_difference_that_is_settled_asks_for_nothing() -> None:
    assert missing(replace(NAME, settled_by="d2")) == ()


def test_a_proof_of_identity_is_asked_for_whatever_the_track() -> None:
    for track in (*Track, None):
        asked = missing(NAME, application=replace(APPLICATION, track=track))

        assert "household_register" in {one.type_code for one in asked}


def test_a_degree_of_another_level_does_not_stand_for_the_one_asked_for() -> None:
    master = replace(
        APPLICATION, track=Track.POSTGRADUATE, education=(Education(level="硕士", verification_code="A" * 16),)
    )
    papers = [
        paper("graduation_certificate", level="硕士", certificate_number="2"),
        paper("degree_certificate", level="本科", certificate_number="3"),
    ]

    dossier = assemble(master, papers, regulation=REGULATION, complete=True)

    assert [(asked.type_code, asked.level) for asked in dossier.missing] == [("degree_certificate", "硕士")]


def test_a_full_physicians_licence_is_no_assistants() -> None:
    assistant = replace(APPLICATION, track=Track.ASSISTANT_TO_FULL)
    full = [paper(code, physician_level="执业医师") for code in ("physician_qualification", "physician_practice")]

    dossier = assemble(assistant, [DIPLOMA, *full], regulation=REGULATION, complete=True)

    assert [asked.type_code for asked in dossier.missing] == ["physician_qualification", "physician_practice"]


def test_a_licence_whose_title_and_number_say_different_levels_is_not_called_missing() -> None:
    assistant = replace(APPLICATION, track=Track.ASSISTANT_TO_FULL)
    cut_off = paper("physician_practice", physician_level="执业医师", certificate_number="210420106001234")
    of_number = paper("physician_qualification", certificate_number="201742210420106199305180026")

    dossier = assemble(assistant, [DIPLOMA, cut_off, of_number], regulation=REGULATION, complete=True)

    assert dossier.missing == ()
    assert [one.level for one in papers_present([cut_off, of_number])] == [None, "执业助理医师"]


def test_a_level_that_is_in_doubt_makes_no_paper_missing() -> None:
    assert DIPLOMA.extraction is not None
    (reading, *others) = DIPLOMA.extraction.readings
    doubtful = replace(reading, status=FieldStatus.DOUBTFUL, value="专科")
    report = replace(DIPLOMA, extraction=replace(DIPLOMA.extraction, readings=(doubtful, *others)))

    assert papers_present([report])[0].level is None
