"""Traditional forms: folded in words of schooling, never where another name begins."""

import pytest

from doctypes.values.traditional import SIMPLIFIED, TRADITIONAL
from doctypes.values.writing import simplified


def test_every_traditional_form_has_one_simplified_form() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert not set(TRADITIONAL).intersection(SIMPLIFIED)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("網絡教育", "网络教育"),
        ("醫學碩士學位", "医学硕士学位"),
        ("衛生統計學", "卫生统计学"),
        ("規定的課程考試", "规定的课程考试"),
    ],
)
def test_words_of_schooling_are_met_in_traditional_print(printed: str, meant: str) -> None:
    assert simplified(printed) == meant


@pytest.mark.parametrize("name", ["陈昇", "李堃", "甯凯", "於洋", "刘寀"])
def test_a_character_that_is_a_name_in_its_own_right_is_no_other_form(name: str) -> None:
    assert simplified(name) == name
