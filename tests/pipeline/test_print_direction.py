"""Which way up a page stands that holds little but Latin letters: its machine-readable zone tells."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.page import BgrImage, Box
from pipeline.image.print_direction import stands_on_head
from pipeline.ocr import ReadCrop


class OneText:
    """Reads the same off every crop, with every certainty, whichever way up it is."""

    name, alphabet = "one text", frozenset[str]()

    def __init__(self, text: str) -> None:
        self.text = text

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        return ()

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        size = len(self.text)
        read = ReadCrop(text=self.text, scores=(0.99,) * size, centres=tuple((n + 0.5) / size for n in range(size)))
        return (read,) * len(crops)


@pytest.mark.parametrize(
    ("text", "on_head"),
    [
        ("P<CHNCHEN<<JIAHE<<<<<<<<<<<<<", False),
        (">>>>>>>>>>>>>>>>>>>3ZS>9NIM9N", True),
        ("湖北省卫生健康委员会医师资格证书", False),
        ("A>B", False),
    ],
)
def test_the_chevrons_of_a_machine_readable_zone_tell_which_way_up_it_stands(text: str, on_head: bool) -> None:
    page = np.full((200, 900, 3), 255, dtype=np.uint8)

    assert stands_on_head(page, [Box.upright(50, 100, 850, 140)], engine=OneText(text)) is on_head


class Figures:
    """Reads a date upside down, half of it surely; the other way up it reads the date."""

    name, alphabet = "figures", frozenset[str]()

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        return ()

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        return tuple(self._read(crop) for crop in crops)

    def _read(self, crop: BgrImage) -> ReadCrop:
        is_upright = crop[:, : crop.shape[1] // 2].mean() < crop[:, crop.shape[1] // 2 :].mean()
        text, scores = ("2010年10月", (0.99,) * 8) if is_upright else ("207年01日", (0.9, 1, 0.4, 0.6, 0.9, 0.95, 0.95))
        return ReadCrop(text=text, scores=scores, centres=tuple((n + 0.5) / len(text) for n in range(len(text))))


def test_figures_that_are_sure_upside_down_do_not_tell_alone() -> None:
    page = np.full((400, 900, 3), 255, dtype=np.uint8)
    boxes = [Box.upright(50, top, 350, top + 40) for top in (50, 150, 250)]
    for box in boxes:
        # The darker end of a line is its beginning, and here it lies at the right.
        page[round(box.top) : round(box.bottom), 200:350] = 0

    assert stands_on_head(page, boxes, engine=Figures())
