"""The steps of an alignment: what laying one more character, or one more blank, of a template costs, place by place.

A step keeps its prices; where the cheapest way to a place came from is asked for one place a step, and worked out then.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from doctypes.printed import Print

Costs = npt.NDArray[np.float64]
"""One figure for each place between characters, the text's two ends among them."""
Places = npt.NDArray[np.int64]

_MARK = re.compile(r"[^\w]")
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
_EMPTY_BLANK = 1.5
_MOST_LINES = 3
"""Lines of foreign print in a row that may be stepped over."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text costs whichever step is laid on it."""

    codes: Places
    """Of the character before each place."""
    as_letter: Costs
    """What that character costs, taken for a letter that it is not."""
    as_mark: Costs
    noise: Costs
    """What all characters before a place cost, passed over as noise."""
    breaks: Costs
    starts: Places
    """Of the lines of print."""
    ends: Places
    prices: dict[str, "Price"] = field(default_factory=dict)
    """Of the literals laid so far."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a literal costs."""

    weight: float
    each: Costs
    """For the character before each place, taken for the literal."""
    hit: npt.NDArray[np.bool_]
    """Whether that character is the literal."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Walking on within a step: the level of each place, and the lowest level up to it."""

    level: Costs
    lowest: Costs

    def origin(self, place: int) -> int:
        """Return the latest place from which the cheapest way to this one may have set out."""
        while place and self.level[place] > self.lowest[place]:
            place -= 1
        return place


@dataclass(frozen=True, slots=True)
class LiteralRow:
    """One character of the template, laid."""

    read: Costs
    """Taken for the character before each place."""
    first_out: Costs
    """Left out."""
    more_out: Costs
    """Left out beside one that was."""
    hit: npt.NDArray[np.bool_]
    over: Places | None
    walk: Walk

    def before(self, place: int) -> int:
        """Return the place, within the step, from which noise and lines stepped over led to this one."""
        return _from(self.over, self.walk.origin(place))

    def left_out(self, place: int) -> bool:
        """Return whether the cheapest way leaves the literal out here."""
        return bool(self.read[place] > min(self.first_out[place], self.more_out[place]))

    def chained(self, place: int) -> bool:
        """Return whether a literal left out here was so at the price of one more."""
        return bool(self.more_out[place] < self.first_out[place])


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One blank, laid: filled by walking on, once more behind lines stepped over, or left empty."""

    filled: Costs
    left_empty: Costs
    walk: Walk
    over: Places | None
    stepped: Costs
    onward: Costs
    second_walk: Walk

    def places(self, place: int) -> tuple[tuple[int, ...], int]:
        """Return what the blank took of the cheapest way to a place, and the place before it."""
        second = self.second_walk.origin(place - 1) if self.onward[place] < self.stepped[place] else place
        over = _from(self.over, second)
        first = self.walk.origin(over - 1) if over and self.filled[over] <= self.left_empty[over] else over
        return (*range(first, over), *range(second, place)), first


def ground_of(page: Print) -> Ground:
    """Return what the print of a page costs."""
    marks = {char for char in set(page.plain) if is_mark(char)}
    is_one = np.array([False, *(char in marks for char in page.plain)])
    as_letter = np.full(len(is_one), _MISREAD)
    as_letter[0] = np.inf
    noise = np.where(is_one, _PUNCTUATION, _NOISE)
    noise[0] = 0.0
    spans = np.array(page.segments, dtype=np.int64)
    return Ground(
        codes=np.array([-1, *map(ord, page.plain)], dtype=np.int64),
        as_letter=as_letter,
        as_mark=np.where(is_one, _PUNCTUATION, as_letter),
        noise=np.cumsum(noise),
        breaks=_breaks(page),
        starts=spans[:, 0],
        ends=spans[:, 1],
    )


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    """Tell whether a character is punctuation."""
    return bool(_MARK.match(char))


def lay_literal(literal: str, costs: Costs, lacking: Costs, ground: Ground) -> tuple[LiteralRow, Costs, Costs]:
    """Lay a character of the template; returns the costs behind it, and those of the ways that end with it left out."""
    price = ground.prices.get(literal) or _price(literal, ground)
    read = price.each.copy()
    read[1:] += costs[:-1]
    first_out, more_out = costs + _MISSING * price.weight, lacking + _MISSING_MORE * price.weight
    lacking = np.minimum(first_out, more_out)
    reached, over = _stepped(np.minimum(read, lacking), ground)
    level = reached - ground.noise
    walk = Walk(level, np.minimum.accumulate(level))
    return LiteralRow(read, first_out, more_out, price.hit, over, walk), walk.lowest + ground.noise, lacking


def lay_blank(costs: Costs, each: Costs, ground: Ground) -> tuple[BlankRow, Costs]:
    """Lay a blank that takes each character of the text at its price; returns the costs behind it.

    A break is paid by who walks across it, not by who starts or stops at it.
    """
    levels = np.concatenate(([0.0], np.cumsum(each))), np.cumsum(ground.breaks)
    paid = levels[0] + levels[1] - ground.breaks
    walk = _walk(costs, *levels)
    filled = np.concatenate(([np.inf], walk.lowest[:-1])) + paid
    left_empty = costs + _EMPTY_BLANK
    stepped, over = _stepped(np.minimum(filled, left_empty), ground)
    if over is None:
        return BlankRow(filled, left_empty, walk, over, stepped, stepped, walk), stepped
    # Only who stepped over a line walks on from there: breaks are paid within one walk.
    second_walk = _walk(np.where(over != np.arange(len(costs)), stepped, np.inf), *levels)
    onward = np.concatenate(([np.inf], second_walk.lowest[:-1])) + paid
    return BlankRow(filled, left_empty, walk, over, stepped, onward, second_walk), np.minimum(onward, stepped)


@lru_cache(maxsize=64)  # several wordings are laid over one page; never written to
def blank_costs(text: str, characters: str) -> Costs:
    """Return what each character of a text costs in a blank of a kind that is printed in these."""
    if not characters:
        return np.full(len(text), _UNTYPED)
    allowed = set(re.findall(f"[{characters}]", text))
    return np.array([_IN_KIND if char in allowed else _OUT_OF_KIND for char in text])


def _breaks(page: Print) -> Costs:
    """What a value pays to run on into a row that is no continuation: of other size, or far below.

    The longest line of a row tells its size: a seal pressed into the photo is read as small print in front of it.
    """
    paid = np.zeros(len(page.text) + 1)
    main = [max(held, key=lambda span: span[1] - span[0])[0] for held in page.segments_of_rows]
    for above, below, (start, _) in zip(main, main[1:], page.rows[1:], strict=False):
        upper, lower = page.line(above).box, page.line(below).box
        sizes = sorted((upper.height, lower.height))
        if sizes[1] > 1.6 * sizes[0] or lower.top - upper.bottom > 1.5 * sizes[0]:
            paid[start] = _BROKEN
    return paid


def _price(literal: str, ground: Ground) -> Price:
    """Price a literal, once a text.

    Punctuation is taken for other punctuation only: a lost comma must not swallow the first character of a value.
    """
    hit = ground.codes == ord(literal)
    each = (ground.as_mark if is_mark(literal) else ground.as_letter).copy()
    each[hit] = 0.0
    price = Price(weight=_PUNCTUATION if is_mark(literal) else 1.0, each=each, hit=hit)
    ground.prices[literal] = price
    return price


def _walk(costs: Costs, walked: Costs, crossed: Costs) -> Walk:
    level = costs - walked - crossed
    return Walk(level, np.minimum.accumulate(level))


def _stepped(costs: Costs, ground: Ground) -> tuple[Costs, Places | None]:
    """Cheapest way to each place by stepping over whole lines in a row, and from where; None where none is."""
    starts, ends = ground.starts, ground.ends
    stepped, origin = costs, None
    for _ in range(_MOST_LINES):
        offered = stepped.take(starts) + _STEP_OVER
        better = offered < stepped.take(ends)
        if not np.count_nonzero(better):
            break
        if origin is None:
            stepped, origin = costs.copy(), np.arange(len(costs))
        stepped[ends[better]] = offered[better]
        origin[ends[better]] = origin[starts[better]]
    return stepped, origin


def _from(over: Places | None, place: int) -> int:
    return place if over is None else int(over[place])
