"""Years in Chinese numerals of which a reader lost the 〇: the room that it took is still there.

A ring between strokes is taken for a blemish, and two rings side by side for one. 一九九年 with a gap of two characters
before 年 was 一九九〇年; without the gap it is anybody's guess, and nothing is put in.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from doctypes.values.lost_years import PUT_IN

YEAR = re.compile("(?<![一二三四五六七八九〇○零十])[一二][〇○零一二三四五六七八九]{1,2}(?=年)")
_HOSPITAL = re.compile("(?<=第)[一二三四五六七八九]{2,3}(?=医院)")
"""Hospitals of the forces have numbers of three numerals, 第九九〇医院, and now and then of four."""
_ZERO = "〇"
_NUMERALS = 4
_FEWEST_CHARACTERS = 6
"""Of a line, for its usual distance between characters to mean anything."""


def lost_zeros(text: str, centres: Sequence[float]) -> tuple[tuple[int, str], ...]:
    """Return (place, what is put in): so many numerals were lost before the character at that place.

    `centres` says how far along the line each character stands, in any unit. In years 一 and 二 are lost, too, so that
    what is put in says only that there is room.

    >>> lost_zeros("生于一九九年四月", (0, 1, 2, 3, 4, 6, 7, 8))
    ((5, '◯'),)
    >>> lost_zeros("生于二八年四月", (0, 1, 2, 5, 6, 7, 8)), lost_zeros("生于一九九年四月", range(8))
    (((3, '◯◯'),), ())
    >>> lost_zeros("部队第九九医院", (0, 1, 2, 3, 4, 6, 7))
    ((5, '〇'),)
    >>> lost_zeros("部队第九六四医院", (0, 1, 2, 3, 4, 6, 7, 8)), lost_zeros("部队第九六四医院", range(8))
    (((5, '〇'),), ())
    """
    if len(text) < _FEWEST_CHARACTERS or not ("年" in text or "医院" in text):
        return ()
    steps = [after - before for before, after in pairwise(centres)]
    usual = median(steps)
    found = []
    for match in (*YEAR.finditer(text), *_HOSPITAL.finditer(text)) if usual > 0 else ():
        of_a_name = text[match.start() - 1 : match.start()] == "第"
        lacking = 1 if of_a_name else _NUMERALS - len(match.group())
        room = [(place, round(steps[place - 1] / usual) - 1) for place in range(match.start() + 1, match.end() + 1)]
        wide = [(place, count) for place, count in room if count > 0]
        if len(wide) == 1 and wide[0][1] == lacking:
            found.append((wide[0][0], lacking * (_ZERO if of_a_name else PUT_IN)))
    return tuple(found)
