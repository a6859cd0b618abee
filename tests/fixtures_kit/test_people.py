"""Invented people: their numbers keep the rules, and their lives go forward."""

from fixtures.drawing.dice import dice_for
from fixtures.drawing.names import another_name, invent_name
from fixtures.drawing.numbers import CATEGORY_DIGITS, LEVEL_DIGITS, PHYSICIAN_LEVEL_DIGITS, check_digit, fifteen_digits
from fixtures.drawing.people import Person, invent_person

PEOPLE = 300


def people(**wishes: bool) -> list[Person]:
    return [invent_person(f"{number:05d}", seed=5, **wishes) for number in range(PEOPLE)]


def test_the_same_seed_and_id_give_the_same_person() -> None:
    assert invent_person("00007", seed=3) == invent_person("00007", seed=3)
    assert invent_person("00007", seed=3) != invent_person("00007", seed=4)


def test_every_citizen_id_holds_its_check_digit_birth_date_and_sex() -> None:
    for person in people():
        assert person.id_number[17] == check_digit(person.id_number[:17])
        assert person.id_number[6:14] == person.birth_date.replace("-", "")
        assert (int(person.id_number[16]) % 2 == 1) == (person.gender == "男")
        assert person.id_number.startswith(person.county.code)


def test_a_diploma_number_holds_school_year_and_level() -> None:
    for study in (person.study for person in people()):
        number = study.certificate_number
        assert len(number) == 18
        assert (number[:5], number[5]) == (study.school.code, "1")
        assert number[6:10] == study.graduated_on[:4]
        assert number[10:12] == LEVEL_DIGITS[study.level]
        assert study.level in study.school.levels


def test_licence_numbers_hold_level_category_and_id() -> None:
    for held in (person.licences for person in people()):
        level, category = PHYSICIAN_LEVEL_DIGITS[held.level], CATEGORY_DIGITS[held.category]
        assert held.qualification_number == f"{held.qualified_on[:4]}42{level}{category}{held.id_number}"
        assert len(held.qualification_number) == 27
        assert len(held.practice_number) == 15
        assert held.practice_number.startswith(level + category + "42")


def test_an_early_licence_holds_the_fifteen_digit_form_of_the_same_id() -> None:
    for person in people(early_licence=True):
        assert person.licences.id_number == fifteen_digits(person.id_number)
        assert len(person.licences.qualification_number) == 24


def test_an_assistant_is_asked_for_and_comes() -> None:
    assert {person.licences.level for person in people(assistant=True)} == {"执业助理医师"}


def test_lives_go_forward() -> None:
    for person in people():
        study, held = person.study, person.licences
        steps = [person.birth_date, study.enrolled_on, study.graduated_on, held.qualified_on, held.practised_on]
        assert steps == sorted(steps)
        assert held.practised_on < person.as_of
        assert study.updated_on < person.as_of
        assert person.card_issued_on < person.as_of < person.card_valid_until or person.card_valid_until == "长期"


def test_verification_codes_have_twelve_digits_or_sixteen_characters_that_begin_with_a() -> None:
    codes = {person.study.verification_code for person in people()}
    assert {len(code) for code in codes} == {12, 16}
    assert all(code.isdigit() if len(code) == 12 else code[0] == "A" for code in codes)


def test_another_name_differs_in_exactly_one_character() -> None:
    dice = dice_for("names")
    for name in [invent_name(dice.choice("男女"), dice=dice) for _ in range(PEOPLE)]:
        other = another_name(name, dice=dice)
        assert len(other) == len(name)
        assert sum(a != b for a, b in zip(name, other, strict=True)) == 1
