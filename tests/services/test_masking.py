"""Names and numbers as lists show them."""

import string

from hypothesis import given
from hypothesis import strategies as st

from services.masking import HIDDEN, mask_in_text, mask_name, mask_number

NUMBERS = st.text(string.digits + string.ascii_uppercase, max_size=30)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(NUMBERS)
def test_a_masked_number_keeps_its_length_and_hides_at_least_two_fifths(number: str) -> None:
    masked = mask_number(number)

    assert len(masked) == len(number)
    assert masked.count(HIDDEN) >= 0.4 * len(number)
    assert all(shown in (HIDDEN, one) for shown, one in zip(masked, number, strict=True))


@given(st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{9}[0-9X]", fullmatch=True))
def test_the_birth_date_inside_an_id_number_is_never_shown(number: str) -> None:
    assert mask_number(number) == number[:6] + HIDDEN * 8 + number[-4:]


@given(st.text(HAN, max_size=12))
def test_no_more_than_the_ends_of_a_name_are_shown(name: str) -> None:
    masked = mask_name(name)

    assert len(masked) == len(name)
    assert len(name) - masked.count(HIDDEN) <= min(2, len(name) // 2 + len(name) % 2)
    assert len(name) < 2 or HIDDEN in masked


@given(st.text(HAN, max_size=8), st.from_regex(r"\d{7,27}", fullmatch=True), st.text(HAN, max_size=8))
def test_no_number_of_a_person_survives_in_a_text(before: str, number: str, after: str) -> None:
    masked = mask_in_text(before + number + after)

    assert number not in masked
    assert masked == before + mask_number(number) + after


def test_years_and_words_survive_in_a_text() -> None:
    text = "2021年医师资格考试考生湖北网报名操作说明 physician_practice 第3条"

    assert mask_in_text(text) == text
