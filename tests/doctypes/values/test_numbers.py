"""Numbers of diplomas, licences and codes: what their digits claim, and that near is never equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes.values import (
    certificate_number,
    practice_number,
    qualification_number,
    report_number,
    verification_code,
)
from models.doctype import Outcome, Parsed

QUALIFICATION = "20154211011010519491231002X"


@pytest.mark.parametrize(
    ("number", "study_type", "level", "year", "school"),
    [
        ("104861201705001234", "普通", "本科", "2017", "10486"),
        ("113491200902000012", "普通", "硕士", "2009", "11349"),
        ("104025201005000123", "成人", "本科", "2010", "10402"),
        ("10402720100600012", "网络教育", "专科", "2010", "10402"),
        ("65359101211000017", "自学考试", "本科", "2021", None),
    ],
)
def test_the_parts_of_a_diploma_number_are_told(
    number: str, study_type: str, level: str, year: str, school: str | None
) -> None:
    parts = certificate_number.decode(number)

    assert parts is not None
    assert (parts.study_type, parts.level, parts.year, parts.school_code) == (study_type, level, year, school)


@pytest.mark.parametrize("number", ["9412345", "104869201705001234", "104861201709001234", "鄂卫字第1234号", ""])
def test_a_number_without_the_structure_claims_nothing(number: str) -> None:
    assert certificate_number.decode(number) is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1048 6120 1705 0012 34", "104861201705001234"),
        ("№：104861201705001234。", "104861201705001234"),
        ("94-12345", "9412345"),
        ("鄂卫字第1234号", "鄂卫字第1234号"),
        ("L2015-0012", "L20150012"),
        ("姓名", None),
        ("校长张三12345", None),
        ("123", None),
    ],
)
def test_older_numbers_are_taken_as_printed_and_other_print_is_refused(raw: str, value: str | None) -> None:
    parsed = certificate_number.parse(raw)

    assert (parsed.value if parsed else None) == value
    assert parsed is None or not parsed.checked


def test_letters_in_a_diploma_number_are_read_as_digits_only_where_the_structure_fits() -> None:
    assert certificate_number.parse("10486l2O17O5001234") == Parsed(value="104861201705001234", repaired=True)
    assert certificate_number.parse("L2O15O012") == Parsed(value="L2O15O012")


@pytest.mark.parametrize("compare", [certificate_number.compare, practice_number.compare, qualification_number.compare])
@given(
    number=st.text("0123456789", min_size=15, max_size=27),
    place=st.integers(0, 26),
    digit=st.sampled_from("0123456789"),
)
def test_one_changed_digit_is_a_conflict(compare, number: str, place: int, digit: str) -> None:  # type: ignore[no-untyped-def]
    place %= len(number)
    changed = number[:place] + digit + number[place + 1 :]

    assert (compare(number, changed).outcome is Outcome.CONFLICT) == (number != changed)


def test_spaces_and_case_are_no_difference() -> None:
    assert certificate_number.compare("1048 6120 1705", "104861201705").outcome is Outcome.EQUAL_BY_RULE
    assert qualification_number.compare(QUALIFICATION, QUALIFICATION.lower()).outcome is Outcome.EQUAL_BY_RULE


def test_the_embedded_id_gives_a_qualification_number_its_check() -> None:
    sound, broken = qualification_number.parse(QUALIFICATION), qualification_number.parse(QUALIFICATION[:-1] + "1")

    assert sound == Parsed(value=QUALIFICATION, checked=True)
    assert broken == Parsed(value=QUALIFICATION[:-1] + "1", fault="check_digit")


def test_a_qualification_number_with_an_old_id_is_taken_unchecked() -> None:
    parsed = qualification_number.parse("199942110" + "110105491231002")

    assert parsed == Parsed(value="199942110110105491231002")


@pytest.mark.parametrize("lost", range(9, 27))
def test_a_qualification_number_that_lost_a_digit_carries_its_fault(lost: int) -> None:
    parsed = qualification_number.parse(QUALIFICATION[:lost] + QUALIFICATION[lost + 1 :])

    assert parsed is not None
    assert parsed.fault == "length"


def test_parts_of_a_qualification_number_are_told() -> None:
    parts = qualification_number.decode(QUALIFICATION)

    assert parts is not None
    assert (parts.year, parts.province, parts.physician_level, parts.category) == ("2015", "42", "执业医师", "10")
    assert parts.id_number == "11010519491231002X"


def test_an_unknown_structure_never_refuses_a_practice_number() -> None:
    parsed = practice_number.parse("990000000000001")

    assert parsed == Parsed(value="990000000000001")
    assert practice_number.decode("990000000000001") is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("9942 0106 0001 2", "9942010600012"),
        ("420106 12345678", "42010612345678"),
        ("鄂医执字第0042180号", "鄂医执字第0042180号"),
        ("A42 010 6001 23", "A42010600123"),
        ("420000 9999 00123 4567", "4200009999001234567"),
    ],
)
def test_a_practice_number_of_an_unknown_older_layout_is_taken_without_fault_and_unchecked(
    raw: str, value: str
) -> None:
    assert practice_number.parse(raw) == Parsed(value=value)
    assert practice_number.decode(value) is None


def test_a_national_practice_number_that_lost_a_digit_carries_its_fault() -> None:
    for lost in range(3, 15):
        parsed = practice_number.parse("110420106000123"[:lost] + "110420106000123"[lost + 1 :])
        assert parsed is not None
        assert parsed.fault == "length"


@pytest.mark.parametrize(
    "raw", ["110105194912310021", "2015年3月5日", "20150305", "第3号", "身份证号110105194912310021"]
)
def test_dates_and_citizen_ids_are_no_practice_numbers(raw: str) -> None:
    assert practice_number.parse(raw) is None


def test_parts_of_a_practice_number_are_told_whatever_its_category() -> None:
    parts = practice_number.decode("299420106000123")

    assert parts is not None
    assert (parts.physician_level, parts.category, parts.county, parts.serial) == (
        "执业助理医师",
        "99",
        "420106",
        "000123",
    )


@pytest.mark.parametrize(
    ("find", "number"),
    [
        (certificate_number.find, "104861201705001234"),
        (practice_number.find, "110420106000123"),
        (qualification_number.find, QUALIFICATION),
    ],
)
def test_a_number_is_found_beside_a_date_that_follows_it_closely(find, number: str) -> None:  # type: ignore[no-untyped-def]
    text = f"编码:{number}2017年6月30日,另{number}"

    assert [text[start:end] for start, end in find(text)] == [number, number]


@pytest.mark.parametrize("find", [certificate_number.find, practice_number.find])
def test_a_number_is_not_found_inside_a_longer_one(find) -> None:  # type: ignore[no-untyped-def]
    assert find(QUALIFICATION) == ()


@pytest.mark.parametrize(
    ("raw", "value", "fault"),
    [
        ("1234 5678 9012", "123456789012", ""),
        ("A1B2C3D4E5F6G7H8", "A1B2C3D4E5F6G7H8", ""),
        ("Z1B2C3D4E5F6G7H8", "Z1B2C3D4E5F6G7H8", ""),
        ("A1B2C3D4E5F6G7H", "A1B2C3D4E5F6G7H", "length"),
    ],
)
def test_a_code_has_twelve_digits_or_sixteen_characters(raw: str, value: str, fault: str) -> None:
    parsed = verification_code.parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.fault, parsed.checked) == (value, fault, False)


@pytest.mark.parametrize("raw", ["", "在线验证码", "ABCDEFGHIJKLMNO", "12345"])
def test_words_and_short_print_are_no_code(raw: str) -> None:
    assert verification_code.parse(raw) is None


def test_a_letter_for_a_digit_in_a_code_is_doubted_and_digit_for_digit_is_a_conflict() -> None:
    assert verification_code.compare("AO1234567890123B", "A012345678901238").rule == "look_alike"
    assert verification_code.compare("A31234567890123B", "A81234567890123B").outcome is Outcome.CONFLICT
    assert verification_code.compare("12345678901O", "123456789010").outcome is Outcome.CONFLICT


def test_a_qualification_number_cut_at_the_end_of_a_line_is_completed_by_the_id_number_alone() -> None:
    id_number = QUALIFICATION[9:]

    assert qualification_number.completed(QUALIFICATION[:-5], id_number) == QUALIFICATION
    assert qualification_number.completed(QUALIFICATION[:-9], id_number) is None


@pytest.mark.parametrize("read", ["我留服认港01234号", "教留展认港01234号"])
def test_a_report_number_is_found_with_one_word_misread_and_stays_in_doubt(read: str) -> None:
    assert report_number.find(f"认证书{read}") == ((3, 3 + len(read)),)
    parsed = report_number.parse(read)

    assert parsed is not None
    assert (parsed.value, parsed.repaired) == ("教留服认港01234号", True)
