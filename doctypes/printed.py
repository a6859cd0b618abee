"""The print of a page as one text without spaces, every character knowing its line, its certainty and its pixels.

Lines are gathered into rows by geometry, never by the order in which an engine gave them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from doctypes.keys import without_keys
from doctypes.lost_zeros import lost_zeros
from doctypes.straightening import straightened
from doctypes.tiles import without_tiles
from doctypes.upright_labels import with_level_labels
from doctypes.values.lost_years import PUT_IN
from doctypes.values.writing import simplified
from models.page import Box, PageText, TextLine

_SAME_ROW_OVERLAP = 0.5
"""Share of the lower line's height that two lines of one row have in common. Values typed into pre-printed forms
stand up to a third of a line off the baseline."""

_UPRIGHT = 1.7
"""From how many times its width on a line's height is that of several letters, one under the other."""
_SPECK = re.compile("(?<=[\u4e00-\u9fff])[·•・.'`](?=[\u4e00-\u9fff])")
_NEGLIGIBLE = 0.001
"""Chance below which a second choice changes nothing: most are far below, and each costs a look."""
_PUT_IN = 0.5
"""Certainty of a numeral that was not read, but for which there is room."""
UNREAD = 0.45
"""Certainty of a value in the midst of which ink stands that nobody read: so little that agreement proves nothing."""


class Glyph(NamedTuple):
    """One character of print. A page has hundreds, and tuples are made in a quarter of the time."""

    char: str
    score: float
    line: int
    """Index into `PageText.lines`."""
    centre: float
    """Fraction (0..1) of the way along its line."""
    follows_unread: bool = False
    """Between it and the character before it stands ink that was not read."""


@dataclass(frozen=True)
class Print:
    """The text of a page and where each of its characters comes from."""

    page: PageText
    glyphs: tuple[Glyph, ...]
    text: str
    """NFKC, without spaces: exactly one character a glyph."""
    segments: tuple[tuple[int, int], ...]
    """(start, end) of each line of print within `text`, in reading order."""
    rows: tuple[tuple[int, int], ...]
    """(start, end) of each row, top down."""
    seen: PageText
    """The page as it was read: nothing left out, not set straight."""
    _boxes: dict[int, Box] = field(default_factory=dict, compare=False)

    @cached_property
    def plain(self) -> str:
        """The text with traditional characters folded: what labels, titles and wording are looked for in."""
        return simplified(self.text)

    @cached_property
    def without_specks(self) -> tuple[str, tuple[int, ...]]:
        """The plain text without specks between characters, 性·别 as 性别, and the place of each that is left."""
        specks = {match.start() for match in _SPECK.finditer(self.plain)}
        if not specks:
            return self.plain, tuple(range(len(self.plain)))
        places = tuple(place for place in range(len(self.plain)) if place not in specks)
        return "".join(self.plain[place] for place in places), places

    @cached_property
    def openings(self) -> dict[str, tuple[int, ...]]:
        """Character to the starts of the lines of print that have it in their first or second place."""
        found: dict[str, list[int]] = {}
        for start, end in self.segments:
            for char in set(self.plain[start : min(start + 2, end)]):
                found.setdefault(char, []).append(start)
        return {char: tuple(starts) for char, starts in found.items()}

    @cached_property
    def places_of_lines(self) -> tuple[tuple[float, float], ...]:
        """Left side and middle (y) of each line of print; boxes work them out anew each time they are asked."""
        boxes = (self.line(start).box for start, _ in self.segments)
        return tuple((box.left, box.centre[1]) for box in boxes)

    @cached_property
    def segments_of_rows(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """(start, end) of the lines of print of each row, from left to right."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.rows]
        for span in self.segments:
            found[self.row_of[span[0]]].append(span)
        return tuple(map(tuple, found))

    @cached_property
    def row_of(self) -> tuple[int, ...]:
        """Index of the row of each character."""
        return tuple(index for index, (start, end) in enumerate(self.rows) for _ in range(start, end))

    def segment_at(self, place: int) -> tuple[int, int]:
        """Return (start, end) of the line of print that holds a character."""
        return self._segment_of[place]

    @cached_property
    def _segment_of(self) -> tuple[tuple[int, int], ...]:
        return tuple(span for span in self.segments for _ in range(*span))

    def raw(self, places: Iterable[int]) -> str:
        """Return the characters at these places."""
        return "".join(self.glyphs[place].char for place in places)

    def confidence(self, places: Sequence[int]) -> float:
        """Return the certainty of the least certain letter or digit at these places; 0 where there is none."""
        scores = [self.glyphs[place].score for place in places if self._tells(place)]
        if any(self.glyphs[place].follows_unread and not self._is_wide(place) for place in places[1:]):
            scores.append(UNREAD)
        return min(scores, default=0.0)

    def _is_wide(self, place: int) -> bool:
        """Whether the ink before a character is that of a wide Latin letter, or of a space between two words."""
        before = self.text[place - 1]
        return before.islower() or (before in "MW" and self.text[place].islower())

    def uncertain(self, places: Sequence[int], *, below: float) -> int:
        """Count the letters and digits at these places that are less certain than this."""
        return sum(self.glyphs[place].score < below for place in places if self._tells(place))

    def _tells(self, place: int) -> bool:
        """Whether a character is a letter or a numeral, read or put in; of marks the certainty says nothing."""
        return self.glyphs[place].char.isalnum() or self.glyphs[place].char == PUT_IN

    def second_choice(self, place: int) -> tuple[str, float]:
        """Return what the reader would have given instead of a character, and its chance; nothing where not known."""
        glyph, line = self.glyphs[place], self.line(place)
        if not line.alternatives or glyph.centre not in line.centres:
            return "", 0.0
        return line.alternatives[line.centres.index(glyph.centre)]

    def line(self, place: int) -> TextLine:
        """Return the line of print that holds a character."""
        return self.page.lines[self.glyphs[place].line]

    def page_box(self, places: Sequence[int]) -> Box:
        """Return the box around these characters in page pixels; the places must not be empty."""
        by_line: dict[int, list[int]] = {}
        for place in places:
            by_line.setdefault(self.glyphs[place].line, []).append(place)
        parts = [self._part(line, held) for line, held in by_line.items()]
        return parts[0] if len(parts) == 1 else _around(parts)

    def upload_box(self, places: Sequence[int]) -> Box:
        """Return the box around these characters in pixels of the upload."""
        return self.page.transform.to_upload(self.page_box(places))

    def _part(self, line: int, places: Sequence[int]) -> Box:
        half = self._half_advance(line)
        first, last = self.glyphs[places[0]].centre, self.glyphs[places[-1]].centre
        return self.page.lines[line].box.between(max(0.0, first - half), min(1.0, last + half))

    def _half_advance(self, line: int) -> float:
        """Half the width of a character of a line, as a fraction of the line's length."""
        box = self.page.lines[line].box
        by_height = 0.55 * box.height / max(box.width, 1.0)
        by_count = 0.6 / max(len(self.page.lines[line].text), 1)
        return min(by_height, by_count) if len(self.page.lines[line].text) > 1 else 0.5


def printed(page: PageText) -> Print:
    """Set the lines of a page in rows, top down and left to right, and join them into one text.

    The words of a pattern on the paper and the keys of a keyboard beside it are left out.
    """
    seen = page
    page = straightened(replace(page, lines=with_level_labels(without_keys(without_tiles(page.lines)))))
    glyphs: list[Glyph] = []
    segments: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    for row in _rows(page.lines):
        row_start = len(glyphs)
        for index in row:
            start = len(glyphs)
            glyphs += _glyphs(page.lines[index], index)
            if len(glyphs) > start:
                segments.append((start, len(glyphs)))
        if len(glyphs) > row_start:
            rows.append((row_start, len(glyphs)))
    text = "".join(glyph.char for glyph in glyphs)
    return Print(page=page, glyphs=tuple(glyphs), text=text, segments=tuple(segments), rows=tuple(rows), seen=seen)


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """Return NFKC without white space: the form in which print and definitions are held against each other."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _glyphs(line: TextLine, index: int) -> list[Glyph]:
    found: list[Glyph] = []
    for place, (char, score, centre) in enumerate(zip(line.text, line.scores, line.centres, strict=True)):
        weighed = line.alternatives and line.alternatives[place][1] >= _NEGLIGIBLE
        sure = _surer(char, score, line.alternatives[place]) if weighed else score
        for part in folded(char):
            found.append(Glyph(part, sure, index, centre, place in line.unread))
    return _with_lost_zeros(found)


def _with_lost_zeros(glyphs: list[Glyph]) -> list[Glyph]:
    text, centres = "".join([glyph.char for glyph in glyphs]), [glyph.centre for glyph in glyphs]
    for place, put_in in reversed(lost_zeros(text, centres)):
        before, after = glyphs[place - 1], glyphs[place]
        step = (after.centre - before.centre) / (len(put_in) + 1)
        lost = [
            Glyph(char, _PUT_IN, after.line, before.centre + step * number)
            for number, char in enumerate(put_in, start=1)
        ]
        glyphs[place : place + 1] = [*lost, after._replace(follows_unread=False)]
    return glyphs


def _surer(char: str, score: float, second: tuple[str, float]) -> float:
    """A reader that wavers between two ways to write one character, 業 and 业 or ： and :, is sure of the character."""
    rival, chance = second
    if rival and char != rival and simplified(folded(char)) == simplified(folded(rival)):
        return min(1.0, score + chance)
    return score


def _rows(lines: Sequence[TextLine]) -> list[list[int]]:
    """Chain lines into rows: each joins the row whose last line it overlaps most in height, if it stands beyond it.

    Print that runs downwards, as labels of groups do in forms, is in a row with nothing.
    """
    boxes = [line.box for line in lines]
    rows: list[list[int]] = []
    for index in sorted(range(len(lines)), key=lambda place: boxes[place].left):
        beside = () if _runs_down(boxes[index]) else (row for row in rows if _is_level(boxes, row, boxes[index]))
        best, fit = max(((row, _fit(boxes, row, index)) for row in beside), key=itemgetter(1), default=(None, 0.0))
        if best is not None and fit >= _SAME_ROW_OVERLAP:
            best.append(index)
        else:
            rows.append([index])
    return sorted(rows, key=lambda row: sum(boxes[index].centre[1] for index in row) / len(row))


def _is_level(boxes: Sequence[Box], row: Sequence[int], box: Box) -> bool:
    """Whether a line shares any height with one of the last two of a row: with most rows it shares none."""
    last = boxes[row[-1]]
    if last.top < box.bottom and last.bottom > box.top:
        return not _runs_down(last)
    before = boxes[row[-2]] if len(row) > 1 else last
    return before.top < box.bottom and before.bottom > box.top


def _runs_down(box: Box) -> bool:
    return box.height > _UPRIGHT * box.width


def _fit(boxes: Sequence[Box], row: Sequence[int], index: int) -> float:
    """How well a line joins a row: by its last line, or by the one before where the last stands off the line."""
    last = _joint(boxes[row[-1]], boxes[index])
    return max(last, _joint(boxes[row[-2]], boxes[index])) if last and len(row) > 1 else last


def _joint(earlier: Box, later: Box) -> float:
    """Share of the lower one's height that two lines have in common; 0 where the later one does not stand beyond."""
    lower = min(earlier.height, later.height)
    if later.left < earlier.right - lower or lower <= 0:
        return 0.0
    return (min(earlier.bottom, later.bottom) - max(earlier.top, later.top)) / lower


def _around(boxes: Sequence[Box]) -> Box:
    return Box.upright(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
