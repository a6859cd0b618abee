"""Fields of one page that say the same thing twice."""

import pytest

from doctypes.values.redundancy import cross_checks

ID = "11010519491231002X"
DIPLOMA = "104861201705001234"


def verdict(values: dict[str, str], number: str, field: str) -> bool | None:
    return {(check.number, check.field): check.agrees for check in cross_checks(values)}[number, field]


@pytest.mark.parametrize(
    ("values", "agrees"),
    [
        ({"id_number": ID, "birth_date": "1949-12-31"}, True),
        ({"id_number": ID, "birth_date": "1949-12"}, True),
        ({"id_number": ID, "birth_date": "1949-12-30"}, False),
        ({"id_number": ID, "gender": "女"}, True),
        ({"id_number": ID, "gender": "男"}, False),
        ({"id_number": "110105491231002", "birth_date": "1949-12-31"}, True),
    ],
)
def test_an_id_number_knows_birth_date_and_sex(values: dict[str, str], agrees: bool) -> None:
    (check,) = cross_checks(values)

    assert (check.number, check.agrees) == ("id_number", agrees)


@pytest.mark.parametrize(
    ("field", "value", "agrees"),
    [
        ("id_number", ID, True),
        ("id_number", "110105491231002", True),
        ("id_number", "110105194912310038", False),
        ("birth_date", "1949-12-31", True),
        ("gender", "男", False),
        ("physician_level", "执业医师", True),
        ("physician_level", "执业助理医师", False),
        ("specialty", "临床", True),
        ("specialty", "中医", None),
    ],
)
def test_a_qualification_number_holds_person_and_level(field: str, value: str, agrees: bool | None) -> None:
    values = {"certificate_number": f"201542110{ID}", field: value}

    assert verdict(values, "certificate_number", field) is agrees


def test_a_practice_licence_is_of_its_own_level_whatever_the_qualification_was() -> None:
    values = {"qualification_number": f"201542210{ID}", "physician_level": "执业医师"}

    assert cross_checks(values) == ()


@pytest.mark.parametrize(
    ("field", "value", "agrees"),
    [("physician_level", "执业医师", True), ("physician_level", "执业助理医师", None), ("specialty", "口腔", None)],
)
def test_a_practice_number_never_refutes_because_its_rule_is_unconfirmed(
    field: str, value: str, agrees: bool | None
) -> None:
    values = {"certificate_number": "110420106000123", field: value}

    assert verdict(values, "certificate_number", field) is agrees


@pytest.mark.parametrize("number", [f"201542199{ID}", "199420106000123", "4201061234567"])
def test_a_category_that_nobody_knows_and_an_older_layout_say_nothing_of_the_specialty(number: str) -> None:
    checks = cross_checks({"certificate_number": number, "specialty": "民族医"})

    assert [check for check in checks if check.field == "specialty"] == []


@pytest.mark.parametrize(
    ("field", "value", "agrees"),
    [
        ("level", "本科", True),
        ("level", "专科", False),
        ("graduated_on", "2017-06-30", None),
        ("graduated_on", "2018-01", None),
        ("graduated_on", "2015-06-30", False),
        ("school", "武汉大学", True),
        ("school", "湖北医科大学", True),
        ("school", "武汉大学医学部", None),
        ("school", "长江大学", False),
        ("study_form", "普通全日制", True),
        ("study_form", "业余", False),
        ("education_category", "普通高等教育", True),
        ("education_category", "成人高等教育", False),
    ],
)
def test_a_diploma_number_holds_study_level_year_and_school(field: str, value: str, agrees: bool | None) -> None:
    assert verdict({"certificate_number": DIPLOMA, field: value}, "certificate_number", field) is agrees


@pytest.mark.parametrize("code", ["10927", "99999"])
def test_a_school_code_that_is_unconfirmed_or_unknown_refutes_nothing(code: str) -> None:
    values = {"certificate_number": code + DIPLOMA[5:], "school": "长江大学"}

    assert verdict(values, "certificate_number", "school") is None


def test_a_form_of_study_outside_the_vocabulary_is_not_held_against_the_number() -> None:
    assert cross_checks({"certificate_number": DIPLOMA, "study_form": "开放教育"}) == ()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"id_number": "军字第1234567号", "birth_date": "1990-01-01"},
        {"id_number": "110105194912310021", "gender": "女"},
        {"certificate_number": "9412345", "school": "武汉大学"},
        {"certificate_number": DIPLOMA},
    ],
)
def test_where_one_of_the_two_is_missing_or_unsound_nothing_is_held(values: dict[str, str]) -> None:
    assert cross_checks(values) == ()


def test_twelve_digits_without_a_degree_are_no_number_of_one() -> None:
    told = {"certificate_number": "200874023911", "issued_on": "2018-12-06"}

    assert not [check for check in cross_checks(told) if check.field == "issued_on"]
    assert [check for check in cross_checks(told | {"degree": "医学学士"}) if check.field == "issued_on"]
