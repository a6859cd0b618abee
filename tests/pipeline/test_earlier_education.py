"""Education that earlier years have proved, held against what one who returns states."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Education, ExamCategory, Track, VerifiedEducation
from models.history import ProvenEducation
from models.report import Dossier, Severity, Verdict
from pipeline.dossier import assemble
from pipeline.earlier_education import earlier_findings, with_earlier
from pipeline.run import judge
from regulations.loader import load_regulation
from tests.pipeline.test_judge import swapped
from tests.storage.test_library import PROVEN
from tests.support.hand import household_register
from tests.support.pages import Placed, page_text
from tests.support.people import APPLICATION, document

REGULATION = load_regulation("2021-hubei")
RETURNING = replace(APPLICATION, application_id="HB9", track=Track.RETURNING, licences=())
RENAMED = replace(RETURNING, former_names=("陈佳禾",))
PROVEN_THEN = replace(PROVEN, name="陈佳禾")
OTHER = Education(level="硕士", school="武汉大学", certificate_number="104861201902009999")


def codes(application: object, earlier: tuple[ProvenEducation, ...] = (PROVEN,)) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in earlier_findings(application, earlier)]  # type: ignore[arg-type]


def test_an_entry_that_was_proved_is_told_with_where_it_is_from() -> None:
    (known,) = earlier_findings(RETURNING, (PROVEN,))

    assert (known.code, known.severity) == ("education_known_before", Severity.NOTE)
    assert "2018 年报名号 HB2021000001" in known.message
    assert "毕业证书" in known.message


def test_the_direction_of_then_is_taken_where_the_application_does_not_say() -> None:
    known = with_earlier(RETURNING, (replace(PROVEN, specialty="口腔"),))

    assert known.verified_education == VerifiedEducation(exam_category=ExamCategory.PHYSICIAN, specialty="口腔")
    assert [entry.verified for entry in known.education] == [True]


def test_what_the_registration_system_says_is_never_overruled() -> None:
    stated = replace(RETURNING, verified_education=VerifiedEducation(found=False))

    assert with_earlier(stated, (PROVEN,)).verified_education == VerifiedEducation(found=False)


@pytest.mark.parametrize("entry", [OTHER, replace(RETURNING.education[0], school="湖北大学")])
def test_education_that_no_earlier_year_knows_is_for_a_person(entry: Education) -> None:
    stated = replace(RETURNING, education=(entry,))

    assert codes(stated) == [("education_not_known_before", Severity.CONTENT)]
    assert [one.verified for one in with_earlier(stated, (PROVEN,)).education] == [False]


def test_an_added_entry_is_asked_for_its_papers() -> None:
    stated = replace(RETURNING, education=(*RETURNING.education, OTHER))

    without = assemble(stated, (), regulation=REGULATION, complete=True)
    dossier = assemble(stated, (), regulation=REGULATION, complete=True, earlier=(PROVEN,))

    assert codes(stated) == [
        ("education_known_before", Severity.NOTE),
        ("education_not_known_before", Severity.NOTE),
    ]
    assert without.missing == ()
    assert {paper.level for paper in dossier.missing if paper.type_code == "graduation_certificate"} == {"硕士"}
    assert dossier.verdict is Verdict.INCOMPLETE


def test_one_id_number_under_another_name_is_for_a_person_unless_it_is_a_former_name() -> None:
    renamed = replace(RETURNING, name="陈佳禾")

    assert codes(renamed) == [("history_under_another_name", Severity.CONTENT)]
    assert with_earlier(renamed, (PROVEN,)) == renamed


def test_what_was_proved_under_a_stated_former_name_is_known_and_asks_for_the_proof_of_that_name() -> None:
    known, name = earlier_findings(RENAMED, (PROVEN_THEN,))

    assert (known.code, known.severity) == ("education_known_before", Severity.NOTE)
    assert (name.code, name.severity, name.found) == ("history_under_another_name", Severity.IDENTITY, "陈佳禾")
    assert name.proof == ("household_register", "name_change_proof")
    assert [entry.verified for entry in with_earlier(RENAMED, (PROVEN_THEN,)).education] == [True]


def test_no_former_name_is_asked_for_where_the_name_of_today_has_proved_the_same() -> None:
    assert [code for code, _ in codes(RENAMED, (PROVEN_THEN, PROVEN))] == ["education_known_before"]


def test_history_under_a_former_name_is_clear_only_beside_the_proof_of_it() -> None:
    def dossier(*pages: tuple[Placed, ...]) -> Dossier:
        reports = [
            judge(page_text(lines), document=document(), application=RENAMED, types=load_types()) for lines in pages
        ]
        return assemble(RENAMED, reports, regulation=REGULATION, complete=True, earlier=(PROVEN_THEN,))

    of_another_name = swapped(household_register.LINES, "陈佳禾", "陈家禾")

    assert dossier(household_register.LINES).verdict is Verdict.CLEAR
    assert dossier().verdict is Verdict.IDENTITY_PROOF_REQUIRED
    assert "household_register" in {paper.type_code for paper in dossier().missing}
    assert dossier(of_another_name).verdict is Verdict.IDENTITY_PROOF_REQUIRED


@pytest.mark.parametrize("track", [track for track in Track if track is not Track.RETURNING])
def test_whoever_does_not_return_is_judged_without_history(track: Track) -> None:
    stated = replace(RETURNING, track=track)

    assert codes(stated) == []
    assert with_earlier(stated, (PROVEN,)) == stated
