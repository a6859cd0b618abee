"""A sex or people of one character that the search for lines passed over is read in the room behind its label."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.page import BgrImage
from pipeline.lone_characters import with_lone_characters
from pipeline.ocr import ReadCrop
from tests.support.pages import text_line

PAGE = np.full((400, 1200, 3), 250, dtype=np.uint8)


class InTurn:
    """Reads the windows it is given, from left to right, as it is told to."""

    name, alphabet = "in turn", frozenset("男女汉")

    def __init__(self, *read: tuple[str, float]) -> None:
        self.read, self.asked = read, 0

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[()]:
        raise AssertionError("nothing is searched for")

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        self.asked += len(crops)
        words = [*self.read, *[("", 0.0)] * len(crops)][: len(crops)]
        return tuple(
            ReadCrop(
                text=text,
                scores=(score,) * len(text),
                centres=tuple((place + 0.5) / len(text) for place in range(len(text))),
                alternatives=(None,) * len(text),
            )
            for text, score in words
        )


def texts(engine: InTurn, *lines: tuple[str, float, float]) -> list[str]:
    page = tuple(text_line(text, left, top, 40) for text, left, top in lines)
    return [line.text for line in with_lone_characters(PAGE, page, engine=engine)]


@pytest.mark.parametrize(("label", "value"), [("性别", "女"), ("姓名张三性别：", "男"), ("民族", "汉"), ("别:", "女")])
def test_what_two_windows_read_alike_is_taken(label: str, value: str) -> None:
    engine = InTurn(("", 0.0), (value, 0.97), (f"|{value}", 0.98))

    assert texts(engine, (label, 100, 100)) == [label, value]


@pytest.mark.parametrize(
    "read",
    [
        (("女", 0.97),),
        (("女", 0.97), ("男", 0.97)),
        (("女", 0.5), ("女", 0.5)),
        (("女儿", 0.97), ("女儿", 0.97)),
        (("好", 0.97), ("好", 0.97)),
        (("女", 0.97), ("女", 0.97), ("", 0.0), ("男", 0.97)),
    ],
)
def test_what_one_window_reads_or_two_read_otherwise_is_not(read: tuple[tuple[str, float], ...]) -> None:
    assert texts(InTurn(*read), ("性别", 100, 100)) == ["性别"]


def test_a_value_that_was_found_is_not_looked_for() -> None:
    engine = InTurn(("男", 0.97), ("男", 0.97))

    assert texts(engine, ("性别", 100, 100), ("女", 320, 100)) == ["性别", "女"]
    assert engine.asked == 0


def test_the_next_cell_is_not_looked_into() -> None:
    engine = InTurn(("女", 0.97), ("女", 0.97))

    assert texts(engine, ("性别", 100, 100), ("出生日期", 200, 100)) == ["性别", "出生日期"]


def test_a_scrap_in_its_place_gives_way() -> None:
    scrap = text_line("U", 276, 100, 40, score=0.2)
    engine = InTurn(("", 0.0), ("女", 0.97), ("女", 0.97))

    lines = with_lone_characters(PAGE, (text_line("性别", 100, 100, 40), scrap), engine=engine)

    assert [line.text for line in lines] == ["性别", "女"]
