"""Aligning a sentence template with what was read: the cheapest way to lay printed wording over recognised text.

A dynamic programme over (template, text). Literals may be misread, missing or interrupted; a blank takes any print,
most cheaply print of its own kind; a whole line of foreign print (a seal, the other column) may be stepped over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from doctypes.alignment_steps import BlankRow, LiteralRow, blank_costs, ground_of, is_mark, lay_blank, lay_literal
from doctypes.printed import Print, folded
from models.doctype import Sentence

_MID_LINE = 0.5
"""Beginning in the middle of a line: where its first words are lost, a sentence still begins where a line does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How a sentence lies over a text."""

    blanks: Mapping[str, tuple[int, ...]]
    """Places of the text that each blank took; a blank that took none is left out."""
    support: Mapping[str, float]
    """Share (0..1) of the literal print right beside each blank that was met."""
    met: float
    """Share (0..1) of all literal characters, punctuation apart, that were met."""


def align(sentence: Sentence, page: Print, characters: Mapping[str, str]) -> Alignment | None:
    """Lay a sentence over a page; None where the page is empty or nothing of the sentence is met.

    `characters` gives, for each blank, the character class its kind is printed in ("" for any).
    """
    text = page.plain
    if not text:
        return None
    ground, steps = ground_of(page), _steps(sentence.parts)
    costs = np.full(len(text) + 1, _MID_LINE)
    costs[ground.starts] = 0.0
    none_lacks = lacking = np.full(len(text) + 1, np.inf)
    rows: list[LiteralRow | BlankRow] = []
    row: LiteralRow | BlankRow
    for literal, blank in steps:
        if blank:
            row, costs = lay_blank(costs, blank_costs(text, characters.get(blank, "")), ground)
            lacking = none_lacks
        else:
            row, costs, lacking = lay_literal(literal, costs, lacking, ground)
        rows.append(row)
    return _trace(steps, rows, _end(int(np.argmin(costs)), steps, page, characters))


def _end(place: int, steps: Sequence[tuple[str, str]], page: Print, characters: Mapping[str, str]) -> int:
    """Where the sentence ends: a blank at its very end goes on as long as print of its kind does, within the line."""
    allowed = characters.get(steps[-1][1], "") if steps else ""
    if not allowed or not 0 < place < len(page.text):
        return place
    while place < page.segment_at(place - 1)[1] and re.match(f"[{allowed}]", page.plain[place]):
        place += 1
    return place


@lru_cache(maxsize=256)
def _steps(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(literal character, "") or ("", blank), in order."""
    steps: list[tuple[str, str]] = []
    for place, part in enumerate(parts):
        steps += [("", part)] if place % 2 else [(char, "") for char in folded(part)]
    return tuple(steps)


def _trace(steps: Sequence[tuple[str, str]], rows: Sequence[LiteralRow | BlankRow], place: int) -> Alignment | None:
    blanks: dict[str, tuple[int, ...]] = {}
    met = [False] * len(steps)
    lacking = False
    for index in range(len(steps) - 1, -1, -1):
        row, blank = rows[index], steps[index][1]
        if isinstance(row, BlankRow):
            places, place = row.places(place)
            if places:
                blanks[blank] = places
            continue
        if not lacking:
            place = row.before(place)
        lacking, met[index], place = _passed(row, place, lacking=lacking)
    return _alignment(steps, met, blanks)


def _passed(row: LiteralRow, place: int, *, lacking: bool) -> tuple[bool, bool, int]:
    """Go back over a literal: whether the one before it was left out as well, whether it was met, and where."""
    if lacking or row.left_out(place):
        return row.chained(place), False, place
    return False, bool(row.hit[place]), place - 1


def _alignment(
    steps: Sequence[tuple[str, str]], met: Sequence[bool], blanks: Mapping[str, tuple[int, ...]]
) -> Alignment | None:
    literal = [index for index, (char, _) in enumerate(steps) if char and not is_mark(char)]
    share = sum(met[index] for index in literal) / max(len(literal), 1)
    if not share:
        return None
    support = {blank: _support(steps, met, index) for index, (_, blank) in enumerate(steps) if blank in blanks}
    return Alignment(blanks=blanks, support=support, met=share)


def _support(steps: Sequence[tuple[str, str]], met: Sequence[bool], index: int) -> float:
    """Share of the (up to two) literal characters on either side of a blank that were met.

    Between blanks that only punctuation parts (张三，男，一九九〇年…生) the nearest print beyond them speaks for all.
    """
    ways = range(index - 1, -1, -1), range(index + 1, len(steps))
    beside = [place for way in ways for place in _letters(steps, way)]
    beside = beside or [place for way in ways for place in _letters(steps, way, past_blanks=True)]
    return sum(met[place] for place in beside) / max(len(beside), 1)


def _letters(steps: Sequence[tuple[str, str]], places: range, *, past_blanks: bool = False) -> list[int]:
    found: list[int] = []
    for place in places:
        char, blank = steps[place]
        if len(found) == 2 or (blank and (found or not past_blanks)):
            break
        if char and not is_mark(char):
            found.append(place)
    return found
