"""What the 2021 instructions of Hubei ask for, by track and education."""

from collections.abc import Sequence

import pytest

from models.case import Application, Education, Track
from regulations.loader import load_regulation
from regulations.requirements import Paper, missing_materials

REGULATION = load_regulation()
BACHELOR = Education(level="本科", study_form="普通全日制", proof="chsi_registration_form", verification_code="A" * 16)
COLLEGE = Education(level="专科", study_form="普通全日制", proof="higher_education_certification")
VOCATIONAL = Education(level="中专", proof="hubei_vocational_proof")
MASTER = Education(level="硕士", study_form="普通全日制", proof="chsi_registration_form")


def missing(track: Track | None, education: Sequence[Education] = (), present: Sequence[str | Paper] = ()) -> list[str]:
    application = Application(
        application_id="HB2021000001",
        name="样张",
        id_type="居民身份证",
        id_number="11010519491231002X",
        track=track,
        education=tuple(education),
    )
    papers = [Paper(type_code=one) if isinstance(one, str) else one for one in present]
    return [material.type_code for material in missing_materials(application, papers, REGULATION)]


@pytest.mark.parametrize(
    ("track", "education", "expected"),
    [
        (Track.STANDARD, [BACHELOR], ["graduation_certificate"]),
        (Track.STANDARD, [COLLEGE], ["graduation_certificate", "higher_education_certification"]),
        (Track.STANDARD, [VOCATIONAL], ["vocational_diploma", "hubei_vocational_proof"]),
        (Track.NEW_GRADUATE, [BACHELOR], ["school_certificate"]),
        (
            Track.TOP_UP,
            [COLLEGE, BACHELOR],
            ["graduation_certificate", "graduation_certificate", "higher_education_certification"],
        ),
        (
            Track.POSTGRADUATE,
            [BACHELOR, MASTER],
            ["graduation_certificate", "graduation_certificate", "degree_certificate", "chsi_registration_form"],
        ),
        (
            Track.ASSISTANT_TO_FULL,
            [BACHELOR],
            ["graduation_certificate", "physician_qualification", "physician_practice"],
        ),
        (Track.TCM_APPRENTICESHIP, [], ["tcm_expertise_certificate"]),
        (Track.TCM_EXPERTISE, [], ["tcm_expertise_certificate"]),
        (Track.MILITARY, [BACHELOR], ["military_education_proof", "military_probation_form"]),
        (Track.HMT, [BACHELOR], ["graduation_certificate", "hmt_internship_form"]),
        (Track.FOREIGN, [BACHELOR], ["graduation_certificate", "foreign_internship_form"]),
        (Track.RETURNING, [BACHELOR], []),
    ],
    ids=str,
)
def test_each_track_asks_for_its_own_papers(track: Track, education: list[Education], expected: list[str]) -> None:
    assert sorted(missing(track, education)) == sorted(expected)


@pytest.mark.parametrize("track", list(Track), ids=str)
def test_papers_that_were_asked_for_end_the_asking(track: Track) -> None:
    asked = missing(track, [COLLEGE, BACHELOR])

    assert missing(track, [COLLEGE, BACHELOR], asked) == []


def test_no_paper_is_asked_for_where_the_track_is_not_known() -> None:
    assert missing(None, [BACHELOR]) == []


def test_an_identity_card_is_never_a_required_upload() -> None:
    assert not any("id_card" in requirement.any_of for requirement in REGULATION.requirements)


def test_one_diploma_does_not_stand_for_two_levels() -> None:
    assert missing(Track.TOP_UP, [], ["graduation_certificate"]).count("graduation_certificate") == 1


def test_the_form_is_asked_for_where_its_code_is_not_stated() -> None:
    entry = Education(level="本科", proof="chsi_registration_form")

    assert missing(Track.STANDARD, [entry], ["graduation_certificate"]) == ["chsi_registration_form"]


def test_any_proof_will_do_where_none_was_named() -> None:
    entry = Education(level="本科")

    assert missing(Track.STANDARD, [entry], ["higher_education_certification", "graduation_certificate"]) == []


def test_the_proof_that_was_named_is_awaited() -> None:
    entry = Education(level="本科", proof="higher_education_certification")
    present = ["chsi_registration_form", "graduation_certificate"]

    assert missing(Track.STANDARD, [entry], present) == ["higher_education_certification"]


def test_a_diploma_and_a_proof_are_asked_for_where_no_education_is_listed() -> None:
    assert missing(Track.STANDARD) == ["graduation_certificate", "chsi_registration_form"]


def test_a_foreign_diploma_is_stood_for_by_its_evaluation() -> None:
    entry = Education(level="本科", proof="overseas_credential")

    assert missing(Track.STANDARD, [entry]) == ["overseas_credential"]


def test_an_assistant_who_studied_beside_work_hands_in_the_first_diploma_too() -> None:
    entry = Education(level="本科", study_form="函授", verification_code="A" * 16)
    present = ["physician_qualification", "physician_practice", "graduation_certificate"]

    assert missing(Track.ASSISTANT_TO_FULL, [entry], present) == ["graduation_certificate", "chsi_registration_form"]
    assert missing(Track.ASSISTANT_TO_FULL, [entry], [*present, "vocational_diploma", "city_vocational_proof"]) == []


def test_an_assistant_trained_by_a_master_hands_in_that_certificate_as_education() -> None:
    entry = Education(level="中专", proof="tcm_expertise_certificate")
    present = ["physician_qualification", "physician_practice"]

    assert missing(Track.ASSISTANT_TO_FULL, [entry], present) == ["tcm_expertise_certificate"]


def test_papers_are_shared_out_so_that_most_demands_are_met() -> None:
    entries = [Education(level="本科"), Education(level="专科", proof="chsi_registration_form")]
    present = ["chsi_registration_form", "higher_education_certification", *["graduation_certificate"] * 2]

    assert missing(Track.STANDARD, entries, present) == []


def test_each_missing_material_quotes_the_sentence_it_rests_on() -> None:
    application = Application(
        application_id="HB2021000001", name="样张", id_type="军官证", id_number="军字第1234567号", track=Track.MILITARY
    )

    reasons = {material.because for material in missing_materials(application, (), REGULATION)}

    assert reasons == {"部队考生报名时，须上传团级以上有关学历、试用期考核合格表2种证明材料。"}
