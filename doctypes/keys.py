"""Keys beside a page: the letters of a keyboard, or of the rim of a screen, that a photograph takes in.

A reader reads each as a line of print of one letter, level with the page's own lines, so that they would join values:
K叶炜. What belongs to a page stands among its print, or right behind it as the X of an ID number does.
"""

import re
from collections.abc import Iterator, Sequence

from models.page import Box, TextLine

_KEY = re.compile(r"\s*(?:[^\w\s]|[A-Za-z0-9工一])\s*")
"""One letter, digit or sign by itself; 工 and 一 are what I and - are read as."""
_LETTER = re.compile(r"\s*[A-Za-z]\s*")
_PRINT = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]|[0-9A-Za-z<]{6}")
"""Lines of which the extent of the page is taken: words, numbers, the lines that machines read."""
_SURELY = 0.8
"""Mean certainty of such a line; patterns on a desk are read as words with half of it."""
_APART = 1.2
"""A gap, in heights of the letter, to the print beside it; a number's X that was cut off stands closer."""
_SPECK = 0.5
"""Share of its neighbours' height up to which one letter between two characters is a grain or a scrap of a pattern."""
_FEWEST_LINES = 3
"""Lines of print from which a page has an extent."""


def without_keys(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines without letters that stand by themselves outside of the page's print, or as specks within it."""
    ones = [index for index, line in enumerate(lines) if _KEY.fullmatch(line.text)]
    if not ones:
        return tuple(lines)
    others = [line.box for line in lines if not _KEY.fullmatch(line.text)]
    page = _extent(lines)
    dropped = {
        index
        for index in ones
        if (page is not None and _is_beside(lines[index].box, page, others)) or _is_a_speck(lines[index], others)
    }
    return tuple(line for index, line in enumerate(lines) if index not in dropped)


def _extent(lines: Sequence[TextLine]) -> Box | None:
    boxes = [line.box for line in lines if line.score >= _SURELY and _PRINT.search(line.text)]
    if len(boxes) < _FEWEST_LINES:
        return None
    return Box.upright(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _is_beside(one: Box, page: Box, others: Sequence[Box]) -> bool:
    x, y = one.centre
    if page.left <= x <= page.right and page.top <= y <= page.bottom:
        return False
    return all(_gap(one, other) >= _APART * one.height for other in _level(one, others))


def _is_a_speck(line: TextLine, others: Sequence[Box]) -> bool:
    """Whether one small letter stands right between two larger characters, as in 学X历."""
    one = line.box
    if not _LETTER.fullmatch(line.text):
        return False
    near = [box for box in _level(one, others) if _gap(one, box) < box.height and one.height < _SPECK * box.height]
    return any(box.left < one.left for box in near) and any(box.right > one.right for box in near)


def _level(one: Box, others: Sequence[Box]) -> Iterator[Box]:
    """Print whose height a line's middle lies within."""
    middle = one.centre[1]
    return (box for box in others if box.top <= middle <= box.bottom)


def _gap(one: Box, other: Box) -> float:
    return max(other.left - one.right, one.left - other.right)
