"""Aligning a sentence template with what was read: the cheapest way to lay printed wording over recognised text.

A dynamic programme over (template, text). Literals may be misread, missing or interrupted; a blank takes any print,
most cheaply print of its own kind; a whole line of foreign print (a seal, the other column) may be stepped over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from doctypes.printed import Print, folded
from models.doctype import Sentence

Costs = npt.NDArray[np.float64]

_MISREAD = 1.0
_MISSING = 1.0
"""A character of the template that was not read."""
_MISSING_MORE = 0.6
"""One more beside it: words are lost whole, and a lost 学生 must not take the first letters of the name along."""
_NOISE = 0.8
"""A character that was read and is not in the template."""
_PUNCTUATION = 0.25
"""Punctuation is often lost, doubled or misread; it weighs little."""
_STEP_OVER = 0.6
"""Stepping over one whole line of foreign print."""
_IN_KIND = 0.02
_UNTYPED = 0.04
_OUT_OF_KIND = 0.7
"""A character in a blank that its kind cannot hold."""
_BROKEN = 1.5
_MID_LINE = 0.5
"""Beginning in the middle of a line: where its first words are lost, a sentence still begins where a line does."""
_EMPTY_BLANK = 1.5
_MARKS = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How a sentence lies over a text."""

    blanks: Mapping[str, tuple[int, ...]]
    """Places of the text that each blank took; a blank that took none is left out."""
    support: Mapping[str, float]
    """Share (0..1) of the literal print right beside each blank that was met."""
    met: float
    """Share (0..1) of all literal characters, punctuation apart, that were met."""


@dataclass(slots=True)
class _Row:
    """One step of the template: for each place of the text, where the cheapest way came from."""

    before: npt.NDArray[np.int64]
    """Place after the previous step."""
    inside: list[npt.NDArray[np.int64]] = field(default_factory=list)
    """Moves within the step, last first: noise or lines stepped over; each maps a place to the one it came from."""
    matched: npt.NDArray[np.bool_] | None = None
    left_out: npt.NDArray[np.bool_] | None = None
    """For a literal: whether it was left out, rather than a character passed."""
    chained: npt.NDArray[np.bool_] | None = None
    """For a literal left out: whether the one before it was left out, too, at the lower price."""


def align(sentence: Sentence, page: Print, characters: Mapping[str, str]) -> Alignment | None:
    """Lay a sentence over a page; None where the page is empty or nothing of the sentence is met.

    `characters` gives, for each blank, the character class its kind is printed in ("" for any).
    """
    text = page.plain
    if not text:
        return None
    breaks = _breaks(page)
    steps = _steps(sentence.parts)
    codes = np.array([ord(char) for char in text], dtype=np.int64)
    marks = np.array([bool(_MARKS.match(char)) for char in text])
    spans = np.array(page.segments, dtype=np.int64)
    lines = spans[:, 0], spans[:, 1]
    costs = np.full(len(text) + 1, _MID_LINE)
    costs[lines[0]] = 0.0
    lacking = np.full(len(text) + 1, np.inf)
    rows = []
    for literal, blank in steps:
        if blank:
            row, costs = _blank_row(costs, _blank_costs(text, characters.get(blank, "")), breaks, lines)
            lacking = np.full(len(text) + 1, np.inf)
        else:
            row, costs, lacking = _literal_row((costs, lacking), codes, marks, literal, lines)
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


def _breaks(page: Print) -> Costs:
    """What a value pays to run on into a row that is no continuation: of other size, or far below.

    One figure for each place between characters, the text's two ends among them.
    """
    paid = np.zeros(len(page.text) + 1)
    for (above, _), (start, _) in pairwise(page.rows):
        upper, lower = page.line(above).box, page.line(start).box
        sizes = sorted((upper.height, lower.height))
        if sizes[1] > 1.6 * sizes[0] or lower.top - upper.bottom > 1.5 * sizes[0]:
            paid[start] = _BROKEN
    return paid


@lru_cache(maxsize=64)  # several wordings are laid over one page; never written to
def _blank_costs(text: str, characters: str) -> Costs:
    if not characters:
        return np.full(len(text), _UNTYPED)
    allowed = re.compile(f"[{characters}]")
    return np.array([_IN_KIND if allowed.match(char) else _OUT_OF_KIND for char in text])


def _weights(literal: str, marks: npt.NDArray[np.bool_]) -> tuple[float, Costs, Costs]:
    """What a literal weighs, what each character costs if it is the literal misread, and what it costs as noise.

    Punctuation is taken for other punctuation only: a lost comma must not swallow the first character of a value.
    """
    noise = np.where(marks, _PUNCTUATION, _NOISE)
    if _MARKS.match(literal):
        return _PUNCTUATION, np.where(marks, _PUNCTUATION, _MISREAD), noise
    return 1.0, np.full(len(marks), _MISREAD), noise


def _literal_row(
    before: tuple[Costs, Costs],
    codes: npt.NDArray[np.int64],
    marks: npt.NDArray[np.bool_],
    literal: str,
    lines: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
) -> tuple[_Row, Costs, Costs]:
    costs, lacking = before
    weight, misread, noise = _weights(literal, marks)
    places = np.arange(len(costs))
    hits = np.concatenate(([False], codes == ord(literal)))
    after_one = np.concatenate(([np.inf], costs[:-1] + np.where(hits[1:], 0.0, misread)))
    first_out, more_out = costs + _MISSING * weight, lacking + _MISSING_MORE * weight
    lacking = np.minimum(first_out, more_out)
    advance = after_one <= lacking
    reached = np.where(advance, after_one, lacking)
    row = _Row(
        before=np.where(advance, places - 1, places),
        matched=hits & advance,
        left_out=~advance,
        chained=more_out < first_out,
    )
    reached, origin = _stepped(reached, lines)
    row.inside.append(origin)
    reached, origin = _scanned(reached, noise)
    row.inside.insert(0, origin)
    return row, reached, lacking


def _blank_row(
    costs: Costs, each: Costs, breaks: Costs, lines: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
) -> tuple[_Row, Costs]:
    places = np.arange(len(costs))
    lowest, origin, paid = _walked(costs, each, breaks)
    filled = np.concatenate(([np.inf], lowest[:-1])) + paid
    left_empty = costs + _EMPTY_BLANK
    first = np.minimum(filled, left_empty)
    first_start = np.where(filled <= left_empty, np.concatenate(([0], origin[:-1])), places)
    over, over_origin = _stepped(first, lines)
    # Only who stepped over a line walks on from there: breaks are paid within one walk.
    lowest, origin, paid = _walked(np.where(over_origin != places, over, np.inf), each, breaks)
    walked_on = lowest + paid < over
    second = np.where(walked_on, lowest + paid, over)
    second_start = np.where(walked_on, origin, places)
    row = _Row(before=first_start, inside=[second_start, over_origin])
    return row, second


def _walked(costs: Costs, each: Costs, breaks: Costs) -> tuple[Costs, npt.NDArray[np.int64], Costs]:
    """Like `_scanned` for a blank: a break is paid by who walks across it, not by who starts or stops at it."""
    walked = np.concatenate(([0.0], np.cumsum(each)))
    crossed = np.cumsum(breaks)
    lowest, origin = _lowest(costs - walked - crossed)
    return lowest, origin, walked + crossed - breaks


def _scanned(costs: Costs, each: Costs) -> tuple[Costs, npt.NDArray[np.int64]]:
    """Cheapest way to each place by walking on from an earlier one at the price of each character passed."""
    paid = np.concatenate(([0.0], np.cumsum(each)))
    lowest, origin = _lowest(costs - paid)
    return lowest + paid, origin


def _lowest(level: Costs) -> tuple[Costs, npt.NDArray[np.int64]]:
    """Running minimum, and the latest place at which it was reached."""
    lowest = np.minimum.accumulate(level)
    return lowest, np.maximum.accumulate(np.where(level <= lowest, np.arange(len(level)), 0))


def _stepped(
    costs: Costs, lines: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
) -> tuple[Costs, npt.NDArray[np.int64]]:
    """Cheapest way to each place by stepping over up to three whole lines in a row."""
    starts, ends = lines
    origin = np.arange(len(costs))
    stepped = costs.copy()
    for _ in range(3):
        offered = stepped[starts] + _STEP_OVER
        better = offered < stepped[ends]
        if not better.any():
            break
        stepped[ends[better]] = offered[better]
        origin[ends[better]] = origin[starts[better]]
    return stepped, origin


def _trace(steps: Sequence[tuple[str, str]], rows: Sequence[_Row], place: int) -> Alignment | None:
    blanks: dict[str, tuple[int, ...]] = {}
    met = [False] * len(steps)
    lacking = False
    for index in range(len(steps) - 1, -1, -1):
        row, blank = rows[index], steps[index][1]
        if blank:
            places, place = _blank_places(row, place)
            if places:
                blanks[blank] = places
            continue
        if not lacking:
            for origin in row.inside:
                place = int(origin[place])
        lacking, met[index], place = _passed(row, place, lacking)
    return _alignment(steps, met, blanks)


def _passed(row: _Row, place: int, lacking: bool) -> tuple[bool, bool, int]:
    """Go back over a literal: whether the one before it was left out as well, whether it was met, and where."""
    left_out = lacking or bool(row.left_out is not None and row.left_out[place])
    if left_out:
        return bool(row.chained is not None and row.chained[place]), False, place
    return False, bool(row.matched is not None and row.matched[place]), int(row.before[place])


def _blank_places(row: _Row, place: int) -> tuple[tuple[int, ...], int]:
    second_start = int(row.inside[0][place])
    over = int(row.inside[1][second_start])
    first_start = int(row.before[over])
    return (*range(first_start, over), *range(second_start, place)), first_start


def _alignment(
    steps: Sequence[tuple[str, str]], met: Sequence[bool], blanks: Mapping[str, tuple[int, ...]]
) -> Alignment | None:
    literal = [index for index, (char, _) in enumerate(steps) if char and not _MARKS.match(char)]
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
        if char and not _MARKS.match(char):
            found.append(place)
    return found
