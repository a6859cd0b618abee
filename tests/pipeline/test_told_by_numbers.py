"""Doubts on which nothing turns, because a number of the page tells what was stated."""

from collections.abc import Mapping

import pytest

from models.doctype import Outcome
from models.extraction import Extraction, FieldStatus, Reading, Witness
from models.report import Comparison
from pipeline.told_by_numbers import (
    is_a_doubt_of_a_zero,
    is_a_doubt_of_the_day,
    is_told_by_diploma_number,
    is_told_by_id_number,
    is_told_by_licence_number,
)
from tests.support.people import ID_NUMBER

LONG_RIVER, ITS_NUMBER = "长江大学", "104891200806004321"


def doubtful(field: str, value: str, *rivals: str, confidence: float = 0.8) -> Reading:
    return Reading(field=field, status=FieldStatus.DOUBTFUL, value=value, confidence=confidence, rivals=rivals)


def comparison(field: str, outcome: Outcome, expected: str, found: str) -> Comparison:
    return Comparison(
        field=field, path=f"education[0].{field}", outcome=outcome, rule="", expected=expected, found=found
    )


def sex_is_told(raw: str, *, stated: str = "女", number: str = ID_NUMBER, check: bool = True) -> bool:
    sex = Reading(field="gender", status=FieldStatus.UNREADABLE, raw=raw, confidence=0.26)
    witnesses = (Witness.PRINT, Witness.CHECK_DIGIT) if check else (Witness.PRINT,)
    id_number = Reading(field="id_number", status=FieldStatus.PROVED, value=number, witnesses=witnesses)
    compared = Comparison(field="gender", path="gender", outcome=Outcome.NOT_PRINTED, expected=stated)
    return is_told_by_id_number(sex, id_number, compared)


def test_a_sex_that_cannot_be_read_is_told_by_the_number_of_the_page() -> None:
    assert sex_is_told("女宽族回")


@pytest.mark.parametrize(
    ("stated", "printed", "status", "is_told"),
    [
        ("临床", "201", FieldStatus.READ, True),
        ("口腔", "201", FieldStatus.READ, False),
        ("临床", "口腔", FieldStatus.READ, False),
        ("临床", "201", FieldStatus.DOUBTFUL, False),
    ],
)
def test_a_category_that_cannot_be_read_is_told_by_the_number_of_the_licence(
    stated: str, printed: str, status: FieldStatus, *, is_told: bool
) -> None:
    category = Reading(field="specialty", status=FieldStatus.UNREADABLE, raw=printed)
    number = Reading(field="certificate_number", status=status, value="201242110420116198904101025")
    page = Extraction(type_code="physician_qualification", digest="", readings=(category, number))
    compared = Comparison(field="specialty", path="specialty", outcome=Outcome.NOT_PRINTED, expected=stated, found=None)

    assert is_told_by_licence_number(category, page, compared) is is_told


def test_a_sex_that_may_be_the_other_one_is_looked_at_whatever_the_number_tells() -> None:
    assert not sex_is_told("男宽族回")
    assert not sex_is_told("男宽族回", stated="男")
    assert not any(sex_is_told(raw) for raw in ("先生", "夫", "甲族汉"))
    assert not sex_is_told("宽族回", check=False)


@pytest.mark.parametrize(
    ("read", "rivals", "number", "is_so"),
    [
        ("2014-06-20", ("2014-06-30",), {}, True),
        ("2014-06-30", ("2014-06-10",), {}, True),
        ("2014-06-20", ("2014-06-10",), {}, False),
        ("2014-06-20", ("2014-06-30", "2011-06-30"), {}, False),
        ("2014-06-20", ("2014-06-30",), {"status": FieldStatus.DOUBTFUL}, False),
        ("2014-06-20", ("2014-06-30",), {"outcome": Outcome.CONFLICT}, False),
    ],
)
def test_of_a_date_of_study_the_day_alone_may_be_in_doubt_on_a_paper_of_the_stated_number(
    read: str, rivals: tuple[str, ...], number: Mapping[str, object], *, is_so: bool
) -> None:
    status, outcome = number.get("status", FieldStatus.READ), number.get("outcome", Outcome.EQUAL)
    day = doubtful("graduated_on", read, *rivals)
    its_number = Reading(field="certificate_number", status=status, value="104861201405001234")  # type: ignore[arg-type]
    extraction = Extraction(type_code="graduation_certificate", digest="d", readings=(day, its_number))
    compared = {
        "graduated_on": comparison("graduated_on", Outcome.DOUBTFUL, "2014-06-30", read),
        "certificate_number": comparison("certificate_number", outcome, "104861201405001234", its_number.value),  # type: ignore[arg-type]
    }

    assert is_a_doubt_of_the_day(day, compared, extraction) is is_so


def school_is_told(
    read: str,
    *rivals: str,
    stated: str = LONG_RIVER,
    number: str = ITS_NUMBER,
    outcome: Outcome = Outcome.EQUAL,
    confidence: float = 0.66,
) -> bool:
    school = doubtful("school", read, *rivals, confidence=confidence)
    its_number = Reading(field="certificate_number", status=FieldStatus.READ, value=number)
    page = Extraction(type_code="graduation_certificate", digest="", readings=(school, its_number))
    compared = {
        "school": comparison("school", Outcome.DOUBTFUL, stated, read),
        "certificate_number": comparison("certificate_number", outcome, number, number),
    }
    return is_told_by_diploma_number(school, compared, page)


def test_a_spoilt_name_of_a_school_is_told_by_the_stated_number_of_its_paper() -> None:
    assert school_is_told("长红大学")
    assert school_is_told("股名重庆履科大学", stated="重庆医科大学", number="106311201402002178", confidence=0.3)
    assert school_is_told("三峡大蒙大学", stated="三峡大学", number="110751201305006902", confidence=0.2)


@pytest.mark.parametrize(
    "so",
    [
        {"read": "武汉大学"},
        {"read": "重庆医科太学"},
        {"read": "长红大学", "confidence": 0.75},
        {"read": "长红大学", "outcome": Outcome.CONFLICT},
        {"read": "长红大学", "number": "104861200806004321"},
        {"read": "长红大学", "number": "2008004321"},
    ],
    ids=["another school", "nearer to another", "made out", "another number", "the code of another school", "no code"],
)
def test_what_may_be_another_school_is_not_told_by_the_number(so: Mapping[str, object]) -> None:
    assert not school_is_told(**so)  # type: ignore[arg-type]


def test_a_rival_that_is_another_school_is_not_told_by_the_number() -> None:
    assert not school_is_told("长红大学", "武汉大学")


@pytest.mark.parametrize(
    ("read", "confidence", "is_so"),
    [
        ("AB9CS543WDO5RBMN", 0.6, True),
        ("AB9CS543WDO5RBMN", 0.85, False),
        ("AB9CS543WD05RBMM", 0.6, False),
        ("AB9CS543WDD5RBMN", 0.6, False),
    ],
)
def test_of_a_code_in_doubt_nothing_turns_on_an_o_or_a_zero(read: str, confidence: float, *, is_so: bool) -> None:
    code = doubtful("verification_code", read, confidence=confidence)
    stated = comparison("verification_code", Outcome.DOUBTFUL, "AB9CS543WD05RBMN", read)

    assert is_a_doubt_of_a_zero(code, stated) is is_so
