"""What a blank takes of print that is of a paper beside it, or that its wording broke off."""

from dataclasses import replace

from doctypes.candidates import Locator
from doctypes.loader import load_types
from doctypes.locators import locate
from doctypes.printed import Print, printed
from doctypes.values import KINDS
from doctypes.wordings import one_value
from tests.support.pages import Placed, page_text


def taken(kind: str, page: Print, length: int) -> str:
    return page.raw(one_value(page, tuple(range(length)), KINDS[kind]))


def test_the_word_of_a_list_is_taken_and_not_the_print_beside_it() -> None:
    lines: list[Placed] = [("新通知和办事", 900, 100), ("临床医学专业学习", 200, 160)]

    assert taken("major", printed(page_text(lines)), 10) == "临床医学"


def test_a_value_that_goes_on_as_the_next_words_begin_is_taken_whole() -> None:
    lines: list[Placed] = [("医学", 900, 100), ("学士学位。", 200, 160)]

    assert taken("degree", printed(page_text(lines)), 2) == "医学学士"


def test_letters_by_themselves_that_are_hardly_read_are_none_of_a_name() -> None:
    page = page_text([("乐", 100, 100), ("安徽医科大学", 200, 100)])
    first, second = page.lines
    page = replace(page, lines=(replace(first, scores=(0.3,)), second))

    assert taken("school", printed(page), 7) == "安徽医科大学"


def test_a_seal_on_the_photo_is_none_of_the_words_beside_it_though_the_number_reaches_over_the_gap() -> None:
    lines: list[Placed] = [
        ("陈嘉禾，女，一九九三年五月十八日生。在", 700, 100),
        ("中医", 420, 165),
        ("湖北中医药大学针灸推拿学专业完成了本科学习计划，", 700, 160),
        ("业已毕业，经审核符合《中华人民共和国学位条例》的规定，授予医学学士学位。", 700, 220),
        ("证书编号1050742014004282", 350, 500),
    ]

    found = locate(printed(page_text(lines)), load_types()["degree_certificate"], KINDS)

    schools = [one.raw for one in found if one.field == "school" and one.locator is Locator.SENTENCE]
    assert schools == ["湖北中医药大学"]
