"""Scraps beside a value: what is left of a seal, of a cell's edge or of a stain, read as a letter or two. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import fuzz

from doctypes.printed import Print

HARDLY_READ = 0.6
"""Certainty of a character below which print may be a scrap."""
OTHER_SIZE = 1.8
"""How much larger or smaller print of one value may be; a seal's inflates the line it crosses by half."""
_NUMERAL = re.compile("[0-9〇○◯零一二三四五六七八九十廿卅年月日]")
_SEAL = "公安局户口专用章"
_A_COUNTY = "公安"
_STRAY_SIGN = re.compile(r"[A-Za-z\W_][\u3400-\u9fff]")
"""One letter or mark by itself before Chinese print: the star or the edge of a seal."""
_DIGIT = re.compile("[0-9〇○◯零一二三四五六七八九十廿卅年月]")
_LETTER = re.compile(r"[A-Za-z\W_]")
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_SCRAP = 2
_ECHO = 66.0
"""How alike (0..100) a scrap is to a part of the value when it is the seal repeating it."""


def is_stray(page: Print, piece: Sequence[int], following: Sequence[int], label_height: float) -> bool:
    """Tell whether print before a value is none of it: a letter or a mark, a speck, a blot, or a piece of the seal."""
    if len(piece) > 1:
        said = page.raw(piece)
        return said in _SEAL and said != _A_COUNTY
    size, size_behind = page.line(piece[0]).box.height, page.line(following[0]).box.height
    speck = OTHER_SIZE * size < min(label_height, size_behind)
    other_size = max(size, size_behind) > OTHER_SIZE * min(size, size_behind)
    blot = other_size and page.glyphs[piece[0]].score < HARDLY_READ
    return speck or blot or bool(_STRAY_SIGN.fullmatch(page.raw((*piece, following[0]))))


def without_scraps(page: Print, places: Sequence[int]) -> tuple[int, ...]:
    """Return a value without the lines of a sign or two at its ends that were hardly read, or are a letter by itself.

    The edge of a seal or of a cell is read so; so is, now and then, the last character of a value.
    """
    lines = [list(held) for _, held in groupby(places, key=lambda place: page.glyphs[place].line)]
    while len(lines) > 1 and _is_scrap(page, lines[-1], lines[-2]):
        lines.pop()
    while len(lines) > 1 and _is_scrap(page, lines[0], lines[1]):
        lines.pop(0)
    return tuple(place for line in lines for place in line)


def _is_scrap(page: Print, line: Sequence[int], neighbour: Sequence[int]) -> bool:
    both = page.raw(line), page.raw(neighbour)
    if len(line) > _LONGEST_SCRAP or all(map(_DIGIT.search, both)):
        return False
    hardly_read = all(page.glyphs[place].score < HARDLY_READ for place in line)
    by_itself = bool(_LETTER.fullmatch(both[0])) and bool(_HAN.search(both[1]))
    return hardly_read or by_itself


def belongs(page: Print, held: Sequence[int], piece: Sequence[int]) -> bool:
    """Tell whether print beside a value is part of it: seals leave scraps of another size, or what it says already."""
    sizes = page.line(held[0]).box.height, page.line(piece[0]).box.height
    if max(sizes) > OTHER_SIZE * min(sizes):
        return False
    text = page.raw(piece)
    return not _echoes(text, page.raw(held))


def _echoes(scrap: str, value: str) -> bool:
    """Whether a scrap only says again what a value says; numbers and dates repeat themselves honestly."""
    if len(scrap) > len(value) or _NUMERAL.search(scrap):
        return False
    return scrap in value or (len(scrap) > 2 and fuzz.partial_ratio(scrap, value) >= _ECHO)
