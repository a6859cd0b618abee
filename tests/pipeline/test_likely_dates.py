"""Years of which numerals were lost, told by the other dates of the page; nothing is offered where nothing tells."""

import pytest

from doctypes.loader import load_types
from doctypes.values import KINDS
from doctypes.values.chinese_date import SUPPLIED
from models.extraction import FieldStatus, Reading
from pipeline.likely_dates import with_likely_years

TYPES = load_types()


def read(field: str, raw: str, type_code: str, *, sure: bool = True, rivals: tuple[str, ...] = ()) -> Reading:
    parsed = KINDS[TYPES[type_code].field(field).kind].parse(raw)
    assert parsed is not None
    status = FieldStatus.READ if sure and not parsed.fault and not rivals else FieldStatus.DOUBTFUL
    return Reading(field=field, status=status, value=parsed.value, raw=raw, fault=parsed.fault, rivals=rivals)


def settled(field: str, raw: str, type_code: str, rivals: tuple[str, ...] = (), **facts: str) -> Reading:
    known = {name: read(name, print_of_it, type_code) for name, print_of_it in facts.items()}
    known[field] = read(field, raw, type_code, sure=False, rivals=rivals)
    absent = (Reading(field=spec.name, status=FieldStatus.ABSENT) for spec in TYPES[type_code].fields)
    found = with_likely_years([known.get(one.field, one) for one in absent], TYPES[type_code])
    return next(one for one in found if one.field == field)


@pytest.mark.parametrize(
    ("raw", "graduated_on", "value"),
    [
        ("二三年一月七日", "二〇一四年六月", "2023-01-07"),
        ("二四年一月四日", "二〇〇九年六月", "2024-01-04"),
        ("二◯◯三年一月七日", "二〇〇九年六月", "2023-01-07"),
        ("二〇年一月七日", "二〇〇九年六月", "2020-01-07"),
    ],
)
def test_a_proof_is_later_than_what_it_proves(raw: str, graduated_on: str, value: str) -> None:
    found = settled("issued_on", raw, "vocational_query_proof", graduated_on=graduated_on)

    assert (found.value, found.status) == (value, FieldStatus.DOUBTFUL)


def test_the_day_on_a_form_follows_the_period_that_it_tells() -> None:
    found = settled("issued_on", "202年09月26日", "probation_certificate", ended_on="2022年8月28日")

    assert found.value == "2022-09-26"


def test_length_of_study_and_one_end_of_it_tell_the_other() -> None:
    begun = settled("enrolled_on", "二二年九月", "school_certificate", graduated_on="二〇二三年六月", duration="3年")
    done = settled("graduated_on", "七年七月十日", "vocational_diploma", enrolled_on="2004年9月", duration="三年")

    assert (begun.value, done.value) == ("2020-09", "2007-07-10")


def test_the_number_of_a_diploma_rules_out_other_years_of_a_date_that_bears_its_own() -> None:
    raw, rivals = "二〇一一年六月三十日", ("2011-06-10", "2012-06-30")
    number = "104861201105000123"

    told = settled("graduated_on", raw, "graduation_certificate", rivals, certificate_number=number)
    of_another = settled("graduated_on", raw, "graduation_certificate", rivals, certificate_number="104861201005000123")

    assert (told.value, told.rivals, told.status) == ("2011-06-30", ("2011-06-10",), FieldStatus.DOUBTFUL)
    assert "2012-06-30" in of_another.rivals


def test_the_serial_behind_the_words_of_a_number_tells_the_year_of_a_vocational_diploma() -> None:
    found = settled(
        "graduated_on",
        "二〇一二年七月十日",
        "vocational_diploma",
        ("2013-07-10",),
        certificate_number="鄂中职毕字201245383号",
    )

    assert (found.value, found.rivals) == ("2012-07-10", ())


def test_the_number_of_a_diploma_tells_its_year() -> None:
    found = settled("issued_on", "○九年六月三十日", "degree_certificate", certificate_number="1051732009000935")

    assert found.value == "2009-06-30"


def test_a_year_that_nothing_tells_is_not_offered() -> None:
    found = settled("issued_on", "七年六月三十日", "degree_certificate")

    assert (found.value, found.status, found.raw) == (None, FieldStatus.UNREADABLE, "七年六月三十日")


def test_of_two_readings_the_one_that_stands_with_the_other_dates_is_taken() -> None:
    found = settled("issued_on", "2031年11月10日", "foreign_internship_form", ("2021-11-10",), ended_on="2021年8月")

    assert (found.value, found.rivals, found.status) == ("2021-11-10", ("2031-11-10",), FieldStatus.DOUBTFUL)


def test_a_date_read_whole_is_left_alone() -> None:
    found = settled("issued_on", "二〇〇三年一月七日", "vocational_query_proof", graduated_on="二〇〇九年六月")

    assert found.value == "2003-01-07"


def test_a_year_that_cannot_be_is_the_one_a_figure_off_that_the_page_points_at() -> None:
    found = settled("issued_on", "2049年09月20日", "probation_certificate", ended_on="2019年2月4日")

    assert (found.value, found.fault, found.rivals) == ("2019-09-20", SUPPLIED, ("2049-09-20",))
