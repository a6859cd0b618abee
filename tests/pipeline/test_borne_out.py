"""Doubts that the other papers of a dossier lay to rest, and those that no other paper does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from doctypes.printed import UNREAD
from models.doctype import Outcome
from models.extraction import Classification, Extraction, FieldStatus, Reading, Witness
from models.page import Quality
from models.report import Comparison, DocumentState, Finding, Report, Severity
from pipeline.borne_out import borne_out
from tests.support.people import APPLICATION, ID_NUMBER

NUMBER = APPLICATION.education[0].certificate_number or ""
_PATHS = {"certificate_number": "education[0].certificate_number", "school": "education[0].school"}
_STATED = {
    "name": "陈嘉禾",
    "id_number": ID_NUMBER,
    "birth_date": "1993-05-18",
    "certificate_number": NUMBER,
    "school": "武汉大学",
    "graduated_on": "2016-06-30",
}


def read(field: str, value: str) -> Reading:
    witnesses = (Witness.PRINT, Witness.CHECK_DIGIT) if field == "id_number" else (Witness.PRINT,)
    return Reading(field=field, status=FieldStatus.READ, value=value, confidence=0.99, witnesses=witnesses)


def doubtful(field: str, value: str, *rivals: str, confidence: float = 0.8) -> Reading:
    return replace(read(field, value), status=FieldStatus.DOUBTFUL, confidence=confidence, rivals=rivals)


def paper(code: str, *readings: Reading, rule: str = "", **stated: str) -> Report:
    expected = {**_STATED, **stated}
    return Report(
        document_id=code,
        file=f"{code}.jpg",
        sha256=code,
        declared_type=None,
        state=DocumentState.READ,
        quality=Quality(score=1.0),
        classification=Classification(type_code=code, score=1.0),
        extraction=Extraction(type_code=code, digest="d", readings=readings),
        comparisons=tuple(_compared(one, expected[one.field], rule) for one in readings),
    )


def _compared(reading: Reading, expected: str, rule: str) -> Comparison:
    unequal = Outcome.DOUBTFUL if reading.status is FieldStatus.DOUBTFUL else Outcome.CONFLICT
    return Comparison(
        field=reading.field,
        path=_PATHS.get(reading.field, reading.field),
        outcome=Outcome.EQUAL if reading.value == expected else unequal,
        rule=rule if reading.value != expected else "",
        expected=expected,
        found=reading.value,
    )


def laid_to_rest_by(doubted: Report, *others: Report, field: str = "name", code: str = "doubtful") -> str | None:
    severity = Severity.CONTENT if code == "doubtful" else Severity.IDENTITY
    finding = Finding(
        code=f"{field}_{code}", severity=severity, message="", field=field, document_id=doubted.document_id
    )
    return borne_out([doubted, *others], [finding])[0].settled_by


CARD = paper("id_card", read("name", "陈嘉禾"), read("id_number", ID_NUMBER))
REGISTER = paper("household_register", doubtful("name", "陈嘉禾", "公陈嘉未心"), read("id_number", ID_NUMBER))


def test_a_name_among_scraps_of_a_seal_is_borne_out_by_the_card_of_that_person() -> None:
    assert laid_to_rest_by(REGISTER, CARD) == "id_card"
    assert laid_to_rest_by(REGISTER) is None


def test_a_name_that_may_be_another_of_its_length_is_for_a_person() -> None:
    register = paper("household_register", doubtful("name", "陈嘉禾", "陈嘉和"), read("id_number", ID_NUMBER))

    assert laid_to_rest_by(register, CARD) is None


@pytest.mark.parametrize(
    ("value", "rival", "raw", "confidence", "by"),
    [
        ("陈嘉禾", "陈嘉和", "陈嘉禾", 0.88, "id_card"),
        ("陈嘉禾", "陈嘉和", "陈嘉禾", 0.8, None),
        ("陈嘉禾", "陈若溪", "陈嘉禾", 0.88, None),
        ("陈嘉禾", "陈嘉鑫", "陈嘉禾", 0.88, None),
        ("陈嘉禾", "阵册禾", "陈嘉禾", 0.7, "id_card"),
        ("陈嘉禾", "阵册禾", "陈嘉禾", 0.6, None),
        ("陈嘉禾", "阵嘉禾", "阵嘉禾", 0.8, None),
        ("陈禾", "陈嘉禾", "陈禾", 0.8, "id_card"),
        ("阵嘉禾", "陈嘉禾", "阵嘉禾", 0.8, "id_card"),
        ("阵嘉禾", "陈嘉禾", "阵嘉禾", 0.95, None),
        ("王嘉禾", "陈嘉禾", "王嘉禾", 0.8, None),
        ("陈嘉和", "陈嘉禾", "陈嘉和", 0.8, None),
    ],
)
def test_what_another_way_makes_of_the_very_print_of_a_name_is_borne_out_where_no_other_name_is_to_be_feared(
    value: str, rival: str, raw: str, confidence: float, by: str | None
) -> None:
    name = replace(doubtful("name", value, rival, confidence=confidence), raw=raw, again=(rival,))
    form = paper("probation_certificate", name, read("id_number", ID_NUMBER))

    assert laid_to_rest_by(form, CARD) == by


def test_a_long_name_of_which_a_part_was_lost_is_borne_out_and_one_of_other_characters_is_not() -> None:
    long = "阿卜杜拉·买买提"
    card = paper("id_card", read("name", long), read("id_number", ID_NUMBER), name=long)

    for rivals, by in ((("企阿卜杜拉·买买提", "阿杜拉·买买提"), "id_card"), (("阿卜杜热·买买提",), None)):
        register = paper("household_register", doubtful("name", long, *rivals), read("id_number", ID_NUMBER), name=long)
        assert laid_to_rest_by(register, card) == by


def test_a_day_of_graduation_is_borne_out_within_its_month() -> None:
    form = paper("chsi_registration_form", read("graduated_on", "2016-06-30"), read("certificate_number", NUMBER))

    for rival, by in (("2016-06-20", "chsi_registration_form"), ("2015-06-30", None)):
        day = doubtful("graduated_on", "2016-06-30", rival)
        diploma = paper("graduation_certificate", day, read("certificate_number", NUMBER))
        assert laid_to_rest_by(diploma, form, field="graduated_on") == by


def test_a_paper_that_is_not_firmly_the_applicants_is_borne_out_by_nothing() -> None:
    other = ID_NUMBER[:-2] + "1" + ID_NUMBER[-1]

    for number in (doubtful("id_number", ID_NUMBER), read("id_number", other)):
        assert laid_to_rest_by(paper("household_register", doubtful("name", "陈嘉禾"), number), CARD) is None


def test_a_card_with_another_number_or_a_doubt_of_its_own_bears_out_nothing() -> None:
    for card in (
        paper("id_card", read("name", "陈嘉禾"), doubtful("id_number", ID_NUMBER)),
        paper("id_card", doubtful("name", "陈嘉禾"), read("id_number", ID_NUMBER)),
        paper("id_card", read("name", "陈嘉和"), read("id_number", ID_NUMBER)),
    ):
        assert laid_to_rest_by(REGISTER, card) is None


def test_no_other_paper_lays_a_doubt_about_a_card_to_rest() -> None:
    card = paper("id_card", doubtful("name", "陈嘉禾"), read("id_number", ID_NUMBER))

    assert laid_to_rest_by(card, replace(CARD, document_id="second")) is None


@pytest.mark.parametrize(
    ("name", "confidence", "by"),
    [("贺湉", 0.43, "id_card"), ("贺活", 0.43, None), ("贺活", UNREAD, "id_card"), ("贺活", 0.6, "id_card")],
)
def test_a_name_hardly_read_is_borne_out_where_no_reader_makes_it_of_another(
    name: str, confidence: float, by: str | None
) -> None:
    diploma = paper(
        "graduation_certificate",
        doubtful("name", name, confidence=confidence),
        read("certificate_number", NUMBER),
        name=name,
    )

    assert laid_to_rest_by(diploma, paper("id_card", read("name", name), read("id_number", ID_NUMBER), name=name)) == by


@pytest.mark.parametrize(("code", "by"), [("household_register", "id_card"), ("name_change_proof", None)])
def test_one_character_of_a_seal_before_a_name_is_borne_out_on_a_page_of_the_register(
    code: str, by: str | None
) -> None:
    doubted = paper(code, doubtful("name", "安陈嘉禾"), read("id_number", ID_NUMBER), rule="one_joined_before")

    assert laid_to_rest_by(doubted, CARD) == by


def test_a_mismatch_is_laid_to_rest_by_no_other_paper() -> None:
    register = paper("household_register", read("name", "陈嘉和"), read("id_number", ID_NUMBER))

    assert laid_to_rest_by(register, CARD, code="mismatch") is None


@pytest.mark.parametrize(
    ("rival", "by"), [("武议大学", "chsi_registration_form"), ("武昌大学院", None), ("武汉轻工大学", None)]
)
def test_a_school_is_borne_out_by_the_form_with_the_same_number_unless_it_may_be_another_school(
    rival: str, by: str | None
) -> None:
    diploma = paper("graduation_certificate", doubtful("school", "武汉大学", rival), read("certificate_number", NUMBER))
    form = paper("chsi_registration_form", read("school", "武汉大学"), read("certificate_number", NUMBER))
    unnumbered = paper("chsi_registration_form", read("school", "武汉大学"), doubtful("certificate_number", NUMBER))

    assert laid_to_rest_by(diploma, form, field="school") == by
    assert laid_to_rest_by(diploma, unnumbered, field="school") is None


@pytest.mark.parametrize(
    ("number", "rivals", "by"), [(read, (), "id_card"), (doubtful, (), None), (read, ("1993-05-13",), None)]
)
def test_a_birth_date_hardly_read_is_borne_out_by_the_card_where_the_form_is_surely_the_applicants(
    number: Callable[[str, str], Reading], rivals: tuple[str, ...], by: str | None
) -> None:
    born = doubtful("birth_date", "1993-05-18", *rivals, confidence=0.45)
    form = paper("chsi_registration_form", born, number("certificate_number", NUMBER))
    card = paper("id_card", read("birth_date", "1993-05-18"), read("id_number", ID_NUMBER))

    assert laid_to_rest_by(form, card, field="birth_date") == by
