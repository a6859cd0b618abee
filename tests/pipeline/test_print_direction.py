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
