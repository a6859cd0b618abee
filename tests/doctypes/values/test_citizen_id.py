"""Citizen IDs: the check catches one wrong digit, repairs are never guesses, near is never equal."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from doctypes.values.citizen_id import (
    CHECK_DIGIT,
    CUT,
    FIRST_DIGIT_LOST,
    birth_date,
    check_character,
    compare,
    eighteen_digit_form,
    find,
    gender,
    is_valid,
    parse,
)
from doctypes.values.numbers import PROVINCES
from models.doctype import Outcome, Parsed


def _number(region: int, day: date, sequence: int) -> str:
    head = f"{region:06d}{day:%Y%m%d}{sequence:03d}"
    return head + check_character(head)


NUMBERS = st.builds(
    _number,
    st.integers(110000, 659999),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2005, 12, 31)),
    st.integers(1, 999),
)


@given(number=NUMBERS)
def test_a_sound_number_is_checked_and_knows_its_holder(number: str) -> None:
    parsed = parse(f"：{number.lower()}。")

    assert parsed is not None
    assert (parsed.value, parsed.checked, parsed.fault) == (number, True, "")
    assert birth_date(number) == f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    assert gender(number) == ("男" if int(number[16]) % 2 else "女")


@given(number=NUMBERS, place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_one_changed_digit_never_passes_and_is_never_equal(number: str, place: int, digit: str) -> None:
    if number[place] == digit:
        return
    changed = number[:place] + digit + number[place + 1 :]

    parsed = parse(changed)

    assert parsed is not None
    assert parsed.fault
    assert not parsed.checked
    assert not parsed.repaired
    assert compare(changed, number).outcome is Outcome.CONFLICT


@given(number=NUMBERS, place=st.integers(0, 16))
def test_two_people_who_differ_in_one_digit_and_the_check_are_never_equal(number: str, place: int) -> None:
    head = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 : 17]

    assert compare(head + check_character(head), number).outcome is Outcome.CONFLICT


@given(number=NUMBERS, letters=st.sampled_from([{"0": "O"}, {"1": "l"}, {"5": "S"}, {"8": "B"}, {"2": "Z"}]))
def test_letters_printed_for_digits_are_read_as_digits_where_the_check_agrees(
    number: str, letters: dict[str, str]
) -> None:
    written = number.translate(str.maketrans(letters))
    assume(written != number and sum(char.isdigit() for char in written) >= 12)

    parsed = parse(written)

    assert parsed is not None
    assert (parsed.value, parsed.repaired, parsed.checked) == (number, True, True)


@given(number=NUMBERS, place=st.integers(0, 17))
def test_the_only_unread_character_is_solved_for_but_no_longer_checked(number: str, place: int) -> None:
    parsed = parse(number[:place] + "W" + number[place + 1 :])

    assert parsed is not None
    assert (parsed.value, parsed.repaired, parsed.checked) == (number, True, False)


def test_two_unread_characters_are_not_guessed() -> None:
    parsed = parse("1101W51949W231002X")

    assert parsed is not None
    assert (parsed.value, parsed.fault) == ("1101W51949W231002X", CHECK_DIGIT)


def test_a_repair_that_gives_no_day_of_the_calendar_is_refused() -> None:
    head = "11010519491331002"
    sound = head + check_character(head)

    parsed = parse(sound.replace("0", "O", 1))

    assert parsed is not None
    assert not parsed.repaired
    assert parsed.fault


@pytest.mark.parametrize("raw", ["", "姓名", "1234567", "10486120170500001", "SOLOBILLBOSSZOOSIS", "1" * 19])
def test_print_of_another_length_or_kind_is_refused(raw: str) -> None:
    assert parse(raw) is None


@given(number=NUMBERS)
def test_old_and_new_form_of_one_number_are_equal_by_rule(number: str) -> None:
    if number[6:8] != "19":
        return
    fifteen = number[:6] + number[8:17]

    likeness = compare(number, fifteen)

    assert eighteen_digit_form(fifteen) == number
    assert (likeness.outcome, likeness.rule) == (Outcome.EQUAL_BY_RULE, "fifteen_digit_form")


def test_small_and_large_x_and_full_width_are_one_number() -> None:
    assert compare("11010519491231002x", "11010519491231002X").rule == "written_form"
    assert compare("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X").rule == "written_form"


def test_only_sound_numbers_are_found_in_running_text() -> None:
    text = "公民身份号码11010519491231002X编号110105194912310021编码20154211011010519491231002X"

    assert [text[start:end] for start, end in find(text)] == ["11010519491231002X"]


@pytest.mark.parametrize("text", ["", "11010519491231002", "٣" * 18, "11010519491231002Y"])
def test_validity_is_total(text: str) -> None:
    assert not is_valid(text)


@given(number=NUMBERS)
def test_the_first_digit_is_put_back_by_the_check_and_stays_in_doubt(number: str) -> None:
    assume(number[:2] in PROVINCES)

    parsed = parse(number[1:])

    assert parsed is not None
    assert (parsed.value, parsed.fault, parsed.checked) == (number, FIRST_DIGIT_LOST, False)


@given(number=NUMBERS, place=st.integers(6, 16))
def test_a_digit_lost_from_the_birth_date_on_is_not_guessed(number: str, place: int) -> None:
    parsed = parse(number[:place] + number[place + 1 :])

    assert parsed is None or parsed.fault == FIRST_DIGIT_LOST


def test_the_number_within_a_pupils_number_is_not_found() -> None:
    assert find("学籍号:G11010519491231002X") == ()
    assert find("身份证号:11010519491231002X") == ((5, 23),)


def test_fifteen_digits_with_a_century_for_a_year_are_a_longer_number_cut() -> None:
    assert parse("430104191127080") == Parsed(value="430104191127080", fault=CUT)
