"""Comparisons in the light of who the applicant is and which paper prints the value."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application, Track
from models.doctype import Outcome
from models.extraction import Extraction, FieldStatus, Reading
from models.report import Comparison, Finding, Severity, Verdict
from pipeline.dossier import assemble
from pipeline.run import judge
from pipeline.stages.flag import flag
from pipeline.stages.match import match
from pipeline.understanding import understand
from tests.pipeline.test_judge import CARD
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, document

TYPES = load_types()
HMT = replace(APPLICATION, id_type="港澳居民来往内地通行证", id_number="H12345678", track=Track.HMT)
FOREIGNER = replace(APPLICATION, id_type="护照", id_number="E12345678", track=Track.FOREIGN)


def reading(field: str, value: str, confidence: float = 0.99, **more: object) -> Reading:
    status = more.pop("status", FieldStatus.READ)
    return Reading(field=field, value=value, raw=str(more.pop("raw", value)), confidence=confidence, status=status)  # type: ignore[arg-type]


def compared(type_code: str, application: Application, *readings: Reading) -> dict[str, Comparison]:
    extraction = Extraction(type_code=type_code, digest="", readings=readings)
    return {one.field: one for one in match(extraction, application, TYPES[type_code])}


def of_name(type_code: str, application: Application, printed: str, **more: object) -> tuple[Outcome, str]:
    found = compared(type_code, application, reading("name", printed, **more))["name"]  # type: ignore[arg-type]
    return found.outcome, found.rule


def judged(lines: tuple[Placed, ...], application: Application) -> tuple[Finding, ...]:
    return judge(page_text(lines), document=document(), application=application, types=TYPES).findings


def swapped(old: str, new: str, lines: tuple[Placed, ...] = DIPLOMA) -> tuple[Placed, ...]:
    return tuple((line[0].replace(old, new), *line[1:]) for line in lines)  # type: ignore[misc]


def test_both_forms_of_a_name_are_one_for_people_from_hong_kong_macau_and_taiwan_alone() -> None:
    stated = "陳嘉禾"

    assert of_name("graduation_certificate", replace(HMT, name=stated), "陈嘉禾") == (
        Outcome.EQUAL_BY_RULE,
        "traditional_form",
    )
    assert of_name("graduation_certificate", replace(APPLICATION, name=stated), "陈嘉禾") == (
        Outcome.DOUBTFUL,
        "traditional_form",
    )
    assert of_name("overseas_credential", replace(APPLICATION, name=stated), "陈嘉禾")[0] is Outcome.DOUBTFUL


@pytest.mark.parametrize("id_type", ["港澳台居民居住证", "香港身份证", "台湾居民来往大陆通行证"])
def test_the_type_of_identity_paper_tells_where_somebody_comes_from(id_type: str) -> None:
    application = replace(APPLICATION, name="陳嘉禾", id_type=id_type, id_number="A1234563")

    assert of_name("degree_certificate", application, "陈嘉禾")[1] == "traditional_form"


def test_pinyin_agrees_on_papers_from_abroad_and_for_foreigners_alone() -> None:
    assert of_name("passport", FOREIGNER, "CHENJIAHE", raw="CHEN, JIAHE") == (Outcome.COMPATIBLE, "pinyin")
    assert of_name("graduation_certificate", FOREIGNER, "JiaheChen") == (Outcome.COMPATIBLE, "pinyin")
    assert of_name("graduation_certificate", APPLICATION, "JiaheChen") == (Outcome.UNVERIFIABLE, "other_script")
    assert of_name("travel_permit", HMT, "CHANKAWO") == (Outcome.UNVERIFIABLE, "other_script")


def test_a_middle_name_is_told_by_the_words_that_print_and_form_have() -> None:
    application = replace(FOREIGNER, name="John Smith")

    printed = {"raw": "SMITH, JOHN ROBERT"}
    assert of_name("passport", application, "SMITHJOHNROBERT", **printed) == (Outcome.COMPATIBLE, "middle_name")
    assert of_name("passport", application, "JOHNROBERTSMITH") == (Outcome.DOUBTFUL, "middle_name")


def test_a_former_name_that_was_stated_is_a_conflict_with_its_own_rule() -> None:
    application = replace(APPLICATION, former_names=("林若溪",))

    found = judged(swapped("陈嘉禾", "林若溪"), application)

    assert [(one.code, one.severity) for one in found] == [("name_mismatch", Severity.IDENTITY)]
    assert "曾用名" in found[0].message
    assert found[0].proof == ("household_register", "name_change_proof")
    assert of_name("degree_certificate", application, "林若曦") == (Outcome.CONFLICT, "")


def test_a_variant_is_a_conflict_that_says_so_and_a_doubt_only_where_the_reader_was_unsure() -> None:
    application = replace(APPLICATION, name="陈昇")

    found = judged(swapped("陈嘉禾", "陈升"), application)

    assert [one.code for one in found] == ["name_mismatch"]
    assert "异体字" in found[0].message
    doubted = of_name("graduation_certificate", application, "陈升", confidence=0.7, status=FieldStatus.DOUBTFUL)
    assert doubted == (Outcome.DOUBTFUL, "variant_character")


@pytest.mark.parametrize(
    ("confidence", "beside", "expected"),
    [
        (0.94, ("birth_date", "1993-05-18"), (Outcome.DOUBTFUL, "look_alike")),
        (0.99, ("birth_date", "1993-05-18"), (Outcome.CONFLICT, "look_alike")),
        (0.94, ("birth_date", "1993-05-19"), (Outcome.CONFLICT, "look_alike")),
        (0.94, ("gender", "女"), (Outcome.CONFLICT, "look_alike")),
    ],
)
def test_a_look_alike_is_a_doubt_only_of_unsure_print_about_the_same_person(
    confidence: float, beside: tuple[str, str], expected: tuple[Outcome, str]
) -> None:
    application = replace(APPLICATION, name="王盛")

    found = compared("graduation_certificate", application, reading("name", "王晟", confidence), reading(*beside))

    assert (found["name"].outcome, found["name"].rule) == expected


@pytest.mark.parametrize(
    ("stated", "printed", "beside", "expected"),
    [
        ("王晟", "王盛", ("birth_date", "1993-05-18"), (Outcome.DOUBTFUL, "rare_character")),
        ("张珺", "张军", ("birth_date", "1993-05-18"), (Outcome.CONFLICT, "")),
        ("张珺", "张军", ("id_number", ID_NUMBER), (Outcome.DOUBTFUL, "rare_character")),
        ("邝伟", "王伟", ("id_number", ID_NUMBER), (Outcome.CONFLICT, "")),
        ("马博淼", "马博森", ("birth_date", "1993-05-18"), (Outcome.DOUBTFUL, "rare_character")),
        ("马博淼", "马博森", ("birth_date", "1993-05-19"), (Outcome.CONFLICT, "look_alike")),
        ("马博森", "马博淼", ("birth_date", "1993-05-18"), (Outcome.CONFLICT, "look_alike")),
        ("马博淼", "马文森", ("birth_date", "1993-05-18"), (Outcome.CONFLICT, "")),
    ],
)
def test_a_common_character_for_a_rare_one_about_the_same_person_is_looked_at_however_sure_the_reader_was(
    stated: str, printed: str, beside: tuple[str, str], expected: tuple[Outcome, str]
) -> None:
    application = replace(APPLICATION, name=stated)

    found = compared("graduation_certificate", application, reading("name", printed, 0.99), reading(*beside))

    assert (found["name"].outcome, found["name"].rule) == expected


@pytest.mark.parametrize(("number", "outcome"), [("E12345678", Outcome.DOUBTFUL), ("E12345679", Outcome.CONFLICT)])
def test_a_latin_name_cut_at_its_end_is_a_doubt_beside_the_persons_own_number(number: str, outcome: Outcome) -> None:
    tanaka = replace(FOREIGNER, name="Tanaka Haruka")

    found = compared("passport", tanaka, reading("name", "AKAHARUKA"), reading("id_number", number))

    assert found["name"].outcome is outcome


@pytest.mark.parametrize(
    ("printed", "confidence", "number", "outcome"),
    [
        ("陈嘉和", 0.93, ID_NUMBER, Outcome.DOUBTFUL),
        ("陈嘉和", 0.99, ID_NUMBER, Outcome.CONFLICT),
        ("陈佳和", 0.93, ID_NUMBER, Outcome.CONFLICT),
        ("陈嘉和", 0.93, ID_NUMBER[:-4] + "0042", Outcome.CONFLICT),
    ],
)
def test_one_character_of_unsure_print_beside_the_persons_number_is_a_doubt(
    printed: str, confidence: float, number: str, outcome: Outcome
) -> None:
    found = compared(
        "name_change_proof", APPLICATION, reading("name", printed, confidence), reading("id_number", number)
    )

    assert found["name"].outcome is outcome


def test_a_stated_question_mark_is_never_more_than_unverifiable_and_the_same_number_is_told() -> None:
    application = replace(APPLICATION, name="陈嘉?")

    alone = of_name("id_card", application, "陈嘉禾")
    beside = compared("id_card", application, reading("name", "陈嘉禾"), reading("id_number", ID_NUMBER))["name"]

    assert alone == (Outcome.UNVERIFIABLE, "wildcard")
    assert (beside.outcome, beside.rule) == (Outcome.UNVERIFIABLE, "wildcard_same_id")


def test_a_passport_of_the_same_person_with_another_number_may_be_a_renewed_one() -> None:
    person = (reading("name", "CHENJIAHE"), reading("birth_date", "1993-05-18"))

    renewed = compared("passport", FOREIGNER, *person, reading("id_number", "E87654321"))["id_number"]
    permit = compared("travel_permit", HMT, reading("name", "陈嘉禾"), *person[1:], reading("id_number", "H87654321"))
    another = compared("passport", FOREIGNER, person[0], reading("id_number", "E87654321"))["id_number"]

    assert (renewed.outcome, renewed.rule) == (Outcome.CONFLICT, "perhaps_renewed")
    assert (permit["id_number"].outcome, permit["id_number"].rule) == (Outcome.CONFLICT, "")
    assert another.rule == ""


def test_the_old_form_of_a_stated_id_number_tells_the_birth_date() -> None:
    application = replace(APPLICATION, id_number="420106930518002", birth_date=None, gender=None)

    found = compared("graduation_certificate", application, reading("birth_date", "1993-05-19"))

    assert found["birth_date"].outcome is Outcome.CONFLICT


def test_a_missing_separator_is_told_and_weighs_nothing() -> None:
    application = replace(APPLICATION, name="买买提·吐尔逊")
    report = judge(
        page_text(swapped("陈嘉禾", "买买提吐尔逊", CARD)), document=document(), application=application, types=TYPES
    )

    dossier = assemble(application, [report], regulation=None, complete=False)

    assert [(one.code, one.severity, one.rule) for one in report.findings] == [
        ("name_noted", Severity.NOTE, "separator_missing")
    ]
    assert dossier.verdict is Verdict.CLEAR


def test_a_renamed_school_is_a_note_and_no_conflict() -> None:
    education = replace(APPLICATION.education[0], school="武汉大学")
    application = replace(APPLICATION, education=(education,))
    type_code = "degree_certificate"
    extraction = Extraction(
        type_code=type_code,
        digest="",
        readings=(reading("school", "湖北医科大学"), reading("issued_on", "1998-06-30")),
    )

    comparisons = match(extraction, application, TYPES[type_code])
    found = flag(
        extraction,
        comparisons,
        doctype=TYPES[type_code],
        page=understand(page_text(DIPLOMA), types=TYPES),
        application=application,
    )

    of_school = [one for one in found if one.field == "school"]
    assert [(one.code, one.severity, one.rule) for one in of_school] == [
        ("school_noted", Severity.NOTE, "renamed_school")
    ]


@pytest.mark.parametrize(
    ("school", "rule", "then"),
    [
        ("湖北医药学院", "school_name_not_yet", "郧阳医学院"),
        ("郧阳医学院", "", ""),
        ("湖北医科大学", "school_name_no_longer", "武汉大学"),
    ],
)
def test_a_name_that_the_school_did_not_bear_on_the_papers_date_is_told(school: str, rule: str, then: str) -> None:
    extraction = Extraction(
        type_code="graduation_certificate",
        digest="",
        readings=(reading("school", school), reading("graduated_on", "2008-06-30")),
    )

    found = flag(
        extraction,
        (),
        doctype=TYPES["graduation_certificate"],
        page=understand(page_text(DIPLOMA), types=TYPES),
        application=None,
    )

    told = [one for one in found if one.code == "school_name_not_in_use"]
    assert [one.rule for one in told] == ([rule] if rule else [])
    assert all(one.expected == then and then in one.message for one in told)


def test_a_direction_and_a_related_name_say_how_majors_differ() -> None:
    direction = judged(swapped("临床医学", "临床医学（妇幼保健方向）"), APPLICATION)
    stated = replace(APPLICATION, education=(replace(APPLICATION.education[0], major="中西医结合"),))
    related = judged(swapped("临床医学", "中西医临床医学"), stated)

    assert [(one.code, one.severity) for one in direction] == [("major_mismatch", Severity.CONTENT)]
    assert "方向" in direction[0].message
    assert [one.code for one in related] == ["major_mismatch"]
    assert "相近" in related[0].message
