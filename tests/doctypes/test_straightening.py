"""Print that runs uphill is set level, and its boxes find back to the upload."""

import math
from dataclasses import replace

import pytest

from doctypes.straightening import straightened
from models.page import Box, PageText, Patch
from tests.support.pages import page_text

LINES = [(f"公民身份号码{row}", 300.0, 200.0 + 60 * row) for row in range(6)]


def turned(page: PageText, degrees: float) -> PageText:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = Patch((cos, -sin, 0, sin, cos, 0, 0, 0, 1))
    lines = []
    for line in page.lines:
        first, second, third, fourth = map(turn.to_page, line.box.corners)
        lines.append(replace(line, box=Box((first, second, third, fourth))))
    return replace(page, lines=tuple(lines))


@pytest.mark.parametrize("degrees", [-26.0, 8.0, 31.0])
def test_slanting_lines_are_set_level_and_find_back(degrees: float) -> None:
    slanting = turned(page_text(LINES), degrees)

    level = straightened(slanting)

    for before, after in zip(slanting.lines, level.lines, strict=True):
        (_, left_top), (_, right_top) = after.box.corners[:2]
        assert left_top == pytest.approx(right_top)
        back = level.transform.to_upload(after.box).corners
        assert [part for point in back for part in point] == pytest.approx(
            [part for point in before.box.corners for part in point]
        )


def test_a_page_that_stands_straight_is_left_alone() -> None:
    page = turned(page_text(LINES), 1.5)

    assert straightened(page) is page
