"""Fields of one page held against each other: what one of them lost, another tells, and it stays in doubt."""

import pytest

from models.extraction import FieldStatus, Reading
from pipeline.cross_examination import cross_examined


def read(field: str, value: str, fault: str = "") -> Reading:
    status = FieldStatus.DOUBTFUL if fault else FieldStatus.READ
    return Reading(field=field, status=status, value=value, raw=value, confidence=0.99, fault=fault)


@pytest.mark.parametrize(
    ("number", "other", "whole"),
    [
        ("04861201705000001", read("school", "武汉大学"), "104861201705000001"),
        ("0124255130", read("graduated_on", "2012-07"), "20124255130"),
    ],
)
def test_the_first_digit_of_a_diploma_number_is_told_by_the_school_or_the_year(
    number: str, other: Reading, whole: str
) -> None:
    found = cross_examined([read("certificate_number", number), other])[0]

    assert (found.value, found.status, found.rivals) == (whole, FieldStatus.DOUBTFUL, (number,))


@pytest.mark.parametrize("fault", ["length", "impossible_date"])
def test_a_qualification_number_cut_at_a_lines_end_takes_the_rest_of_the_id_number(fault: str) -> None:
    cut = read("qualification_number", "201142120421303198601270", fault=fault)

    found = cross_examined([cut, read("id_number", "42130319860127085X")])[0]

    assert (found.value, found.status) == ("20114212042130319860127085X", FieldStatus.DOUBTFUL)


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("04861201705000001", read("school", "江汉大学")),
        ("04861201705000001", read("school", "武汉大学", fault="unsure")),
        ("0124255130", read("graduated_on", "2013-07")),
        ("0120551", read("graduated_on", "2012-07")),
    ],
)
def test_a_number_that_nothing_certain_completes_stays_as_it_was_read(number: str, other: Reading) -> None:
    assert cross_examined([read("certificate_number", number), other])[0].value == number


def test_a_birth_date_is_no_beginning_of_studies_and_a_period_has_a_length() -> None:
    began, ended = cross_examined([read("enrolled_on", "1986-05-09"), read("graduated_on", "2007-07-10")])
    assert (began.status, ended.status) == (FieldStatus.DOUBTFUL, FieldStatus.READ)

    period = cross_examined([read("started_on", "2010-08"), read("ended_on", "2010-08")])
    assert {one.status for one in period} == {FieldStatus.DOUBTFUL}

    sound = [read("enrolled_on", "2001-09"), read("graduated_on", "2009-07"), read("started_on", "2010-08")]
    assert {one.status for one in cross_examined([*sound, read("ended_on", "2011-08")])} == {FieldStatus.READ}


def test_the_name_of_today_is_no_former_name() -> None:
    found = cross_examined([read("name", "武钧伟"), read("former_name", "武钧伟")])[1]

    assert (found.value, found.status) == (None, FieldStatus.ABSENT)
    assert cross_examined([read("name", "武钧伟"), read("former_name", "武军伟")])[1].value == "武军伟"


def of_school(value: str, *rivals: str, confidence: float = 0.8) -> Reading:
    return Reading(
        field="school", status=FieldStatus.DOUBTFUL, value=value, raw=value, confidence=confidence, rivals=rivals
    )


@pytest.mark.parametrize(
    "school",
    [
        of_school("武汉犬学"),
        of_school("武汉犬学", "武汉大学"),
        of_school("武夷大学", confidence=0.3),
        of_school("武汉大学"),
    ],
)
def test_a_school_whose_print_is_a_misreading_is_named_by_the_code_in_the_number(school: Reading) -> None:
    found = cross_examined([read("certificate_number", "104861201705000001"), school])[1]

    assert (found.value, found.status) == ("武汉大学", FieldStatus.PROVED)


@pytest.mark.parametrize(
    "school",
    [
        of_school("武夷大学"),
        of_school("武夷大学", "武汉大学", confidence=0.99),
        of_school("武汉大学", "武夷大学", confidence=0.99),
        of_school("江汉大学", confidence=0.3),
    ],
)
def test_another_school_that_is_printed_legibly_is_no_misreading_of_the_one_in_the_number(school: Reading) -> None:
    found = cross_examined([read("certificate_number", "104861201705000001"), school])[1]

    assert (found.value, found.status) == (school.value, FieldStatus.DOUBTFUL)


def test_a_birth_is_doubted_beside_study_that_is_sure_and_not_beside_study_in_doubt() -> None:
    birth = read("birth_date", "1993-05-18")
    ended = read("graduated_on", "2016-06")

    early = cross_examined([read("birth_date", "2011-09"), read("enrolled_on", "2011-09"), ended])[0]
    assert early.status is FieldStatus.DOUBTFUL
    assert cross_examined([birth, read("enrolled_on", "1999-09"), ended])[0].status is FieldStatus.READ
    unsure = read("enrolled_on", "2001-09", fault="numeral_supplied")
    assert cross_examined([birth, unsure, read("graduated_on", "2010-06")])[0].status is FieldStatus.READ
