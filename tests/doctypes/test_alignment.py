"""Sentence templates laid over print that was misread, broken and interrupted."""

import re

import pytest

from doctypes.alignment import Alignment, align
from doctypes.printed import Print, printed
from models.doctype import Sentence
from tests.support.pages import Placed, page_text

TEMPLATE = "学生{name}性别{gender}，{birth_date}生，于{enrolled_on}至{graduated_on}在本校{major}专业学习，准予毕业。"
DATE = "0-9〇一二三四五六七八九十年月日"
CHARACTERS = {"gender": "男女", "birth_date": DATE, "enrolled_on": DATE, "graduated_on": DATE}


def laid(page: Print) -> Alignment:
    sentence = Sentence(template=TEMPLATE, parts=tuple(re.split(r"\{(\w+)\}", TEMPLATE)))
    found = align(sentence, page, CHARACTERS)
    assert found is not None
    return found


def blanks(lines: list[Placed]) -> dict[str, str]:
    page = printed(page_text(lines))
    return {name: page.raw(places) for name, places in laid(page).blanks.items()}


CLEAN: list[Placed] = [
    ("学生陈嘉禾性别女，一九九三年五月十八日生，", 100, 100),
    ("于二〇一一年九月至二〇一六年六月在本校临床医学专业学习，准予毕业。", 100, 160),
]
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "一九九三年五月十八日",
    "enrolled_on": "二〇一一年九月",
    "graduated_on": "二〇一六年六月",
    "major": "临床医学",
}


def test_clean_print_fills_every_blank() -> None:
    assert blanks(CLEAN) == VALUES


@pytest.mark.parametrize(
    "misread", [("学生", "学主"), ("性别", "牲别"), ("在本校", "在木校"), ("，", ""), ("专业", "专亚")]
)
def test_misread_wording_still_fills_every_blank(misread: tuple[str, str]) -> None:
    lines: list[Placed] = [(line[0].replace(*misread), line[1], line[2]) for line in CLEAN]

    assert blanks(lines) == VALUES


def test_a_lost_comma_does_not_let_the_date_run_into_the_sex() -> None:
    lines: list[Placed] = [(line[0].replace("，", ""), line[1], line[2]) for line in CLEAN]

    assert blanks(lines) == VALUES


def test_a_lost_first_word_takes_nothing_of_the_name_along() -> None:
    lines: list[Placed] = [("毕业证书", 300, 20, 60), *[(line[0].replace("学生", ""), *line[1:]) for line in CLEAN]]

    assert blanks(lines) == VALUES


def test_a_foreign_line_in_the_middle_is_stepped_over() -> None:
    lines = [*CLEAN, ("样张专用章第三联", 100, 130)]

    assert blanks(lines) == VALUES


def test_small_print_of_a_seal_in_front_of_a_line_parts_no_value_from_its_rest() -> None:
    lines: list[Placed] = [
        CLEAN[0],
        ("医福", 40, 172, 14),
        ("于二〇一一年九月至二〇一六年六月在本校临", 100, 160),
        ("床医学专业学习，准予毕业。", 100, 220),
    ]

    assert blanks(lines) == VALUES


def test_a_value_goes_on_though_a_later_line_begins_with_the_words_behind_it() -> None:
    template = "《条例》的规定，授予{degree}学位。"
    sentence = Sentence(template=template, parts=tuple(re.split(r"\{(\w+)\}", template)))
    lines: list[Placed] = [
        ("《条例》的规定，授予医学学", 100, 100),
        ("士学位。", 100, 160),
        ("学位授予单位：新乡医学院", 140, 400),
    ]
    page = printed(page_text(lines))

    found = align(sentence, page, {"degree": "\u4e00-\u9fff"})

    assert found is not None
    assert page.raw(found.blanks["degree"]) == "医学学士"


def test_print_with_nothing_of_the_sentence_is_not_laid() -> None:
    page = printed(page_text([("ABCDEFGH", 100, 100)]))
    sentence = Sentence(template="学生{name}毕业", parts=("学生", "name", "毕业"))

    assert align(sentence, page, {}) is None


def test_support_of_a_blank_falls_when_its_neighbours_are_gone() -> None:
    page = printed(page_text([("于二〇一一年九月至二〇一六年六月在本校临床医学专业学习，准予毕业。", 100, 160)]))

    support = laid(page).support

    assert support["major"] == 1.0
    assert support.get("name", 0.0) < 0.5
