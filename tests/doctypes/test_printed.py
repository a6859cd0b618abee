"""Print in rows: geometry decides, not the order in which lines come."""

import random

import pytest

from doctypes.printed import printed
from tests.support.pages import DIPLOMA, page_text


def test_lines_are_read_row_by_row_whatever_their_order() -> None:
    shuffled = list(DIPLOMA)
    random.Random(7).shuffle(shuffled)

    text = printed(page_text(shuffled)).text

    assert text == printed(page_text(DIPLOMA)).text
    assert text.startswith("普通高等学校毕业证书学生陈嘉禾性别女,")


def test_a_value_typed_a_little_off_the_line_stays_in_its_row() -> None:
    page = page_text([("学生", 100, 100), ("王一", 200, 92), ("性别男", 300, 108)])

    assert printed(page).rows == ((0, 7),)


def test_two_columns_of_one_height_make_one_row_and_two_heights_make_two() -> None:
    page = page_text([("左", 100, 100), ("右", 900, 100), ("下", 100, 160)])

    assert [printed(page).text[start:end] for start, end in printed(page).rows] == ["左右", "下"]


def test_every_character_knows_its_pixels() -> None:
    page = printed(page_text([("姓名：陈嘉禾", 100, 50)]))

    box = page.upload_box(range(3, 6))

    assert box.left == pytest.approx(100 + 3 * 30, abs=4)
    assert box.right == pytest.approx(100 + 6 * 30, abs=4)


def test_a_page_without_print_is_an_empty_text() -> None:
    page = printed(page_text([]))

    assert page.text == ""
    assert page.rows == ()


def test_wide_forms_are_folded_and_spaces_dropped() -> None:
    page = printed(page_text([("编号 １２３（Ａ）", 100, 50)]))

    assert page.text == "编号123(A)"
    assert len(page.glyphs) == len(page.text)
