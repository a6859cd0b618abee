"""Patterns of words on the paper itself: one line of print over and over, behind whatever the page says.

A reader takes 学历查询 or CSCSE, printed forty times in grey, for print like any other, and values are lost among it.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from models.page import TextLine

_OFTEN = 6
"""How often a line stands on a page that is a pattern: forms repeat 年月日 or 签名 four times."""
_SHORTEST = 3
_LARGER = 1.5
"""How much larger than the pattern print of the same words is that belongs to the page, as its title."""


def without_tiles(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines that are neither a pattern's words nor a scrap of them.

    Print that holds other words, too, stays whole.
    """
    count = Counter(line.text for line in lines)
    tiles = {
        text: median(line.box.height for line in lines if line.text == text)
        for text, often in count.items()
        if often >= _OFTEN and len(text) >= _SHORTEST
    }
    return tuple(line for line in lines if not any(_is_scrap(line, tile, height) for tile, height in tiles.items()))


def _is_scrap(line: TextLine, tile: str, height: float) -> bool:
    # A character by itself may be half of a label set wide, 学　制.
    return len(line.text) > 1 and line.text in tile * 2 and line.box.height < _LARGER * height
