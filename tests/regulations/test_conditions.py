"""The words that a regulation's conditions are made of."""

from dataclasses import replace

import pytest

from models.case import Education, ExamCategory, Licence, VerifiedEducation
from regulations import titles
from regulations.conditions import CONDITIONS
from tests.support.people import APPLICATION

NOBODY = replace(APPLICATION, licences=(), education=())
NOTHING = Education()


def test_every_condition_has_its_chinese_words() -> None:
    assert set(titles.CONDITIONS) == set(CONDITIONS)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (None, False),
        (VerifiedEducation(), False),
        (VerifiedEducation(found=False), True),
        (VerifiedEducation(exam_category=ExamCategory.PHYSICIAN, specialty="临床 类别"), False),
        (VerifiedEducation(specialty="中医"), True),
        (VerifiedEducation(exam_category=ExamCategory.ASSISTANT, specialty="临床"), True),
    ],
)
def test_a_direction_has_changed_where_what_is_stated_differs(
    earlier: VerifiedEducation | None, *, expected: bool
) -> None:
    application = replace(NOBODY, specialty="临床", verified_education=earlier)

    assert CONDITIONS["direction_changed"](application, NOTHING) is expected


def test_what_was_verified_before_is_asked_for_again_when_the_direction_changed() -> None:
    entry = Education(verified=True)
    changed = replace(NOBODY, verified_education=VerifiedEducation(found=False))

    assert not CONDITIONS["not_verified_before"](NOBODY, entry)
    assert CONDITIONS["not_verified_before"](changed, entry)
    assert CONDITIONS["not_verified_before"](NOBODY, NOTHING)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("201742210420106199305180026", True),
        ("201742110420106199305180026", False),
        ("2017 4221 0420 1061 9930 5180 026", True),
        ("210420106001234", True),
        ("110420106001234", False),
        (None, True),
    ],
)
def test_a_licence_is_an_assistants_unless_its_number_shows_otherwise(number: str | None, *, expected: bool) -> None:
    licence = Licence(type="physician_qualification", certificate_number=number)

    assert CONDITIONS["assistant_licence_stated"](replace(NOBODY, licences=(licence,)), NOTHING) is expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ((), False),
        ((None,), False),
        (("普通全日制",), False),
        (("函授",), True),
        (("成人高等教育（业余）",), True),
        (("自学考试", "函授"), True),
        (("普通全日制", "函授"), False),
    ],
)
def test_adult_education_is_alone_where_no_first_one_is_listed(
    forms: tuple[str | None, ...], *, expected: bool
) -> None:
    application = replace(NOBODY, education=tuple(Education(study_form=form) for form in forms))

    assert CONDITIONS["adult_education_alone"](application, NOTHING) is expected
