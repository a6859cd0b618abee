"""What is read again: uncertain lines, lines under seals, and lines that a box cut in two."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.page import BgrImage, Box, TextLine
from pipeline.ocr import ReadCrop
from pipeline.read_again import read_again
from tests.support.pages import text_line

PAGE = np.full((400, 900, 3), 250, dtype=np.uint8)


class Widths:
    """Says how wide each crop is."""

    name, alphabet = "widths", frozenset("0123456789")

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        return ()

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        said = [str(crop.shape[1]) for crop in crops]
        return tuple(ReadCrop(text=one, scores=(0.9,) * len(one), centres=(0.5,) * len(one)) for one in said)


def again(*lines: TextLine, seals: Sequence[Box] = ()) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.text for line in way) for way in read_again(PAGE, lines, seals, engine=Widths()))


def test_a_certain_line_is_read_once() -> None:
    assert again(text_line("湖北省卫生厅", 40, 40)) == ()


def test_an_uncertain_line_is_read_again_wider_and_as_it_was_cut() -> None:
    wider, as_cut = again(text_line("湖北省卫生厅", 40, 40, score=0.7))

    assert as_cut == ("180",)
    assert int(wider[0]) > 180


def test_a_line_in_which_ink_was_not_read_is_read_again() -> None:
    assert again(replace(text_line("部队第九医院", 40, 40), unread=(4,))) != ()


def test_a_line_under_a_seal_is_read_again_however_certain_it_is() -> None:
    assert again(text_line("湖北省卫生厅", 40, 40), seals=[Box.upright(150, 0, 260, 110)]) != ()


def test_two_pieces_of_one_line_are_read_as_one() -> None:
    pieces = text_line("4290061988080902", 40, 40), text_line("24X", 276, 40)

    _, as_cut = again(*pieces)

    assert as_cut == (str(round(pieces[1].box.right - 40)),)


def test_cells_of_a_table_stay_apart() -> None:
    assert again(text_line("姓名", 40, 40), text_line("陈嘉禾", 200, 40)) == ()


def test_a_seals_scrap_is_not_read_again() -> None:
    assert again(text_line("发", 40, 40, score=0.2)) == ()
