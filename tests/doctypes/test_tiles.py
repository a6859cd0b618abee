"""Words that a pattern on the paper repeats are no print of the page."""

from doctypes.printed import printed
from doctypes.tiles import without_tiles
from tests.support.pages import Placed, page_text

PATTERN: tuple[Placed, ...] = tuple(("学历查询", 200 + 300 * (row % 4), 120 + 90 * row, 30) for row in range(8))
PAGE: tuple[Placed, ...] = (
    ("学历查询", 600, 40, 60),
    ("姓名：陈嘉禾", 260, 260),
    ("性别：女", 260, 320),
    ("学", 260, 380),
    ("制", 380, 380),
)


def test_the_words_of_a_pattern_and_their_scraps_are_left_out() -> None:
    page = printed(page_text([*PAGE, *PATTERN, ("查询", 1200, 260)]))

    assert page.text == "学历查询姓名:陈嘉禾性别:女学制"


def test_what_a_form_repeats_a_few_times_stays() -> None:
    lines = page_text([("年　月　日", 900, 200 + 100 * row) for row in range(4)]).lines

    assert without_tiles(lines) == lines
