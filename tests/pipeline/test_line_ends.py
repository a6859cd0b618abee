"""Boxes that stop short of a line's ends are drawn out to them, and no further."""

import cv2
import numpy as np
import pytest

from models.page import BgrImage, Box
from pipeline.image.line_ends import to_line_ends

PAPER, INK = (235, 240, 242), (40, 38, 36)
TOP, BOTTOM = 100, 140
STEP = 30
"""Advance of a character; its print is 24 wide and 28 high."""


def blank() -> BgrImage:
    return np.full((240, 800, 3), PAPER, dtype=np.uint8)


def line_of(count: int, *, left: int = 200, ink: tuple[int, int, int] = INK) -> BgrImage:
    """A line of square characters, each two strokes across and two down."""
    page = blank()
    for number in range(count):
        x = left + number * STEP
        cv2.rectangle(page, (x + 3, 106), (x + 27, 134), ink, 3)
        cv2.line(page, (x + 3, 120), (x + 27, 120), ink, 3)
    return page


def box(left: float, right: float) -> Box:
    return Box.upright(left, TOP, right, BOTTOM)


def test_a_first_character_that_is_cut_off_is_taken_in() -> None:
    (drawn,) = to_line_ends(line_of(8), [box(232, 444)])

    assert 195 <= drawn.left <= 203
    assert drawn.right == 444


def test_a_last_character_that_is_cut_in_half_is_taken_in() -> None:
    (drawn,) = to_line_ends(line_of(8), [box(196, 424)])

    assert drawn.left == 196
    assert 436 <= drawn.right <= 446


def test_two_characters_are_taken_in_one_after_the_other() -> None:
    (drawn,) = to_line_ends(line_of(8), [box(262, 444)])

    assert 195 <= drawn.left <= 203


def test_a_box_that_holds_its_line_stays_as_it_is() -> None:
    whole = box(196, 444)

    assert to_line_ends(line_of(8), [whole]) == (whole,)


def test_print_that_another_box_holds_is_left_to_it() -> None:
    label, value = box(196, 290), box(293, 444)

    assert to_line_ends(line_of(8), [label, value]) == (label, value)


def test_the_rule_of_a_table_is_no_character() -> None:
    page = line_of(8)
    cv2.line(page, (450, 40), (452, 200), INK, 2)
    cv2.line(page, (192, 40), (190, 200), INK, 2)
    cv2.line(page, (150, 60), (500, 60), INK, 2)
    whole = box(196, 444)

    assert to_line_ends(page, [whole]) == (whole,)


def test_a_speck_of_dirt_is_no_character() -> None:
    page = line_of(8)
    cv2.circle(page, (451, 121), 3, INK, -1)
    whole = box(196, 444)

    assert to_line_ends(page, [whole]) == (whole,)


def test_the_red_ring_of_a_seal_is_no_character() -> None:
    page = line_of(8)
    cv2.circle(page, (520, 120), 70, (60, 60, 220), 6)
    whole = box(196, 444)

    assert to_line_ends(page, [whole]) == (whole,)


def test_print_beyond_a_gap_is_another_line() -> None:
    page = line_of(8)
    page[:, 470:800] = line_of(8, left=480)[:, 470:800]
    whole = box(196, 444)

    assert to_line_ends(page, [whole]) == (whole,)


def test_a_slanted_line_is_drawn_out_along_its_slant() -> None:
    turn = cv2.getRotationMatrix2D((320, 120), 4.0, 1.0)
    page = cv2.warpAffine(line_of(8), turn, (800, 240), borderValue=PAPER)
    corners = [tuple(map(float, turn @ (x, y, 1))) for x, y in ((232, 100), (444, 100), (444, 140), (232, 140))]
    a, b, c, d = corners

    (drawn,) = to_line_ends(page, [Box((a, b, c, d))])  # type: ignore[arg-type]

    left = turn @ (199, 100, 1)
    assert drawn.corners[0] == pytest.approx(tuple(left), abs=4)


@pytest.mark.parametrize("place", [(0, 0, 800, 6), (100, 0, 130, 240), (0, 100, 3, 140)])
def test_boxes_without_strokes_to_look_at_stay_as_they_are(place: tuple[int, int, int, int]) -> None:
    odd = Box.upright(*place)

    assert to_line_ends(line_of(8), [odd]) == (odd,)
