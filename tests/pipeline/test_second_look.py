"""The second look under seals: a line that a seal hid from the first look is read whole."""

from collections.abc import Sequence

import cv2
import numpy as np

from models.page import BgrImage, Box
from pipeline.image.seals import find_seals
from pipeline.ocr import ReadCrop
from pipeline.second_look import look_under_seals
from tests.support.pages import text_line

WIDTH, HEIGHT = 1600, 1200
HIDDEN = Box.upright(100, 700, 800, 740)
"""A line of print that runs from the left margin under the seal."""


class OneLine:
    """Sees the hidden line where a picture holds it, cut at the picture's sides as it is."""

    name, alphabet = "one line", frozenset("湖北省卫生厅")

    def __init__(self) -> None:
        self.pictures: list[int] = []

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        width = image.shape[1]
        self.pictures.append(width)
        left = HIDDEN.left if width == WIDTH else 0.0
        return (Box.upright(left, 60, HIDDEN.right if width == WIDTH else width * 0.4, 100),)

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        return tuple(
            ReadCrop(text="湖北省卫生厅", scores=(0.99,) * 6, centres=tuple((n + 0.5) / 6 for n in range(6)))
            for _ in crops
        )


def sealed_page() -> BgrImage:
    page = np.full((HEIGHT, WIDTH, 3), 250, dtype=np.uint8)
    cv2.circle(page, (760, 760), 120, (40, 40, 210), 10)
    return page


def test_a_line_that_a_seal_hid_is_read_whole() -> None:
    scrap = text_line("员", 700, 690, 30, score=0.3)
    engine = OneLine()

    lines = look_under_seals(sealed_page(), (scrap,), find_seals(sealed_page()), engine=engine)

    assert "湖北省卫生厅" in [line.text for line in lines]
    assert engine.pictures[-1] == WIDTH
