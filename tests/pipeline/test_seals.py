"""Round red seals are found alone, touching each other and touching frames; portraits and emblems are not seals."""

import cv2
import numpy as np

from models.page import BgrImage, Box
from pipeline.image.boxes import shared
from pipeline.image.seals import find_seals

PASTE, PAPER = (70, 60, 210), (235, 240, 242)


def blank() -> BgrImage:
    return np.full((1200, 900, 3), PAPER, dtype=np.uint8)


def stamp(page: BgrImage, x: int, y: int, radius: int = 110) -> Box:
    """Print a seal: a ring with a star's worth of paste in its middle."""
    cv2.circle(page, (x, y), radius, PASTE, 8)
    cv2.circle(page, (x, y), radius // 4, PASTE, -1)
    for angle in range(150, 391, 30):
        at = (
            round(x + 0.75 * radius * np.cos(np.radians(angle))),
            round(y + 0.75 * radius * np.sin(np.radians(angle))),
        )
        cv2.circle(page, at, radius // 12, PASTE, 3)
    return Box.upright(x - radius, y - radius, x + radius, y + radius)


def is_found(seal: Box, found: tuple[Box, ...]) -> bool:
    return any(shared(seal, one) > 0.85 and one.width < 1.25 * seal.width for one in found)


def test_a_seal_alone() -> None:
    page = blank()
    seal = stamp(page, 600, 900)

    found = find_seals(page)

    assert len(found) == 1
    assert is_found(seal, found)


def test_two_seals_that_nearly_touch() -> None:
    page = blank()
    seals = [stamp(page, 600, 700), stamp(page, 580, 930)]

    found = find_seals(page)

    assert all(is_found(seal, found) for seal in seals)


def test_two_seals_one_over_the_other() -> None:
    page = blank()
    seals = [stamp(page, 600, 700), stamp(page, 560, 870)]

    found = find_seals(page)

    assert all(is_found(seal, found) for seal in seals)


def test_a_seal_over_a_red_frame() -> None:
    page = blank()
    cv2.rectangle(page, (40, 40), (860, 1160), PASTE, 10)
    seal = stamp(page, 760, 1000)

    assert is_found(seal, find_seals(page))


def test_an_emblem_is_no_seal() -> None:
    page = blank()
    cv2.circle(page, (450, 300), 100, PASTE, -1)

    assert find_seals(page) == ()


def test_a_portrait_before_red_is_no_seal() -> None:
    page = blank()
    page[200:700, 300:650] = (50, 40, 200)
    cv2.circle(page, (475, 380), 90, (30, 30, 30), -1)
    cv2.ellipse(page, (475, 700), (160, 200), 0, 180, 360, (60, 50, 40), -1)

    assert find_seals(page) == ()
