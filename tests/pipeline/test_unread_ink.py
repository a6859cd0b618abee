"""Ink that no character accounts for: a character passed over leaves its room, and its print in it."""

import numpy as np

from models.page import BgrImage
from pipeline.image.unread_ink import unread_places

ADVANCE, HEIGHT = 40, 48


def line_of(count: int, *, empty: tuple[int, ...] = (), ink: tuple[int, int, int] = (30, 30, 30)) -> BgrImage:
    """A line of so many square characters; those that are `empty` are blanks."""
    crop = np.full((HEIGHT, count * ADVANCE, 3), 240, dtype=np.uint8)
    for place in set(range(count)) - set(empty):
        crop[12:36, place * ADVANCE + 6 : place * ADVANCE + 34] = ink
    return crop


def centres(places: tuple[int, ...], count: int) -> tuple[float, ...]:
    return tuple((place + 0.5) / count for place in places)


def test_a_character_that_was_passed_over_leaves_its_ink() -> None:
    read = centres((0, 1, 2, 3, 5, 6), 7)

    assert unread_places(line_of(7), "部队第九医院", read) == (4,)


def test_a_blank_between_characters_is_no_lost_one() -> None:
    read = centres((0, 1, 2, 3, 5, 6), 7)

    assert unread_places(line_of(7, empty=(4,)), "部队第九医院", read) == ()


def test_a_line_to_write_on_is_no_lost_character() -> None:
    crop = line_of(7, empty=(4,))
    crop[44:46] = 30

    assert unread_places(crop, "部队第九医院", centres((0, 1, 2, 3, 5, 6), 7)) == ()


def test_the_red_of_a_seal_is_no_lost_character() -> None:
    crop = line_of(7, empty=(4,))
    crop[:, 4 * ADVANCE + 6 : 4 * ADVANCE + 20] = (60, 60, 235)

    assert unread_places(crop, "部队第九医院", centres((0, 1, 2, 3, 5, 6), 7)) == ()


def test_a_line_read_whole_has_nothing_unread() -> None:
    assert unread_places(line_of(6), "部队第九医院", centres(tuple(range(6)), 6)) == ()
    assert unread_places(line_of(1), "女", (0.5,)) == ()
