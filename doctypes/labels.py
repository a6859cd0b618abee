"""Labels of a page, by text and geometry: where they stand, and which print stands beside or below each.

A label is found in the row it is printed in, never by the number of that row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from doctypes.printed import Print, folded
from models.doctype import DocumentType

_COLON = frozenset(":;.,'、。·_-|")
"""Marks that stand between a label and its value, or are misread for a colon."""
_WIDE_GAP = 5.0
"""A gap in a row, in heights of its print, behind which another column begins. Letter-spaced values stay below 3."""
_OTHER_SIZE = 1.8
"""How much larger or smaller print of one value may be; a seal's inflates the line it crosses by half."""
_NUMERAL = re.compile("[0-9〇○零一二三四五六七八九十廿卅年月日]")
_ECHO = 66.0
"""How alike (0..100) a scrap is to a part of the value when it is the seal repeating it."""
_SPACED = 0.4
"""A gap, in heights of its print, that letters of one value may leave between two lines of print."""
_APART = 2.0
"""A gap, in heights of its print, that sets a line of its own apart from its neighbours in the row."""
_SHORT_VALUE = 3
"""Longest value, in characters, between two labels of one row that were read as one line: 姓名陈嘉禾性别女."""
_SHORTEST_WRAPPED = 6
"""Fewest characters of a line that breaks off because it is full."""
_LABEL_REACH = 10.0
"""How far, in heights of its print, a value may stand behind its label."""
_ALIGNED = 0.7
"""How far, in heights of its print, the next line of a value may begin from where the value began."""
_FAR_BELOW = 2.2
"""How far, in line heights, the next line of a value or a value under its label may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label met on a page."""

    text: str
    """As the definition has it, folded; the print may be misread."""
    fields: tuple[str, ...]
    """Fields whose value stands by it; none for a label that only ends the value before it."""
    start: int
    end: int
    row: int
    below: tuple[str, ...] = ()
    """Fields whose value may stand under it."""


def find_labels(page: Print, doctype: DocumentType) -> tuple[Label, ...]:
    """Find the labels of a type, longest first, none inside another; in order of their places.

    Labels printed to the letter are found before misread ones, which are looked for only where a field has none yet:
    医师级别 is no misread 医师类别.
    """
    wanted = _wanted(doctype)
    found: list[Label] = []
    taken = [False] * len(page.text)
    for spans in (_exact, _misread):
        known = {field for label in found for field in label.fields}
        for text, (fields, below) in wanted.items():
            if fields and known.issuperset(fields):
                continue
            for start, end in spans(page, text):
                label = Label(text=text, fields=fields, below=below, start=start, end=end, row=page.row_of[start])
                if not any(taken[start:end]) and _stands_as_label(page, label, found):
                    found.append(label)
                    taken[start:end] = [True] * (end - start)
    return tuple(sorted(found, key=lambda label: label.start))


def beside(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the places of the value on the label's row: up to the next label or the next column."""
    row_end = page.rows[label.row][1]
    limit = min((other.start for other in labels if label.end <= other.start < row_end), default=row_end)
    start = label.end
    while start < limit and page.text[start] in _COLON:
        start += 1
    return _of_one_value(page, start, limit)


def _of_one_value(page: Print, start: int, limit: int) -> tuple[int, ...]:
    """Places from `start` on that make one value: no other column, no print of another size, no echo from a seal."""
    held: list[int] = []
    for first, last in page.segments:
        piece = range(max(first, start), min(last, limit))
        if not piece:
            continue
        if held and _gap(page, held[-1], piece[0]) > _WIDE_GAP:
            break
        if not held or _belongs(page, held, piece):
            held += piece
    return tuple(held)


def leading_piece(page: Print, places: Sequence[int]) -> tuple[int, ...]:
    """Return the places up to the first gap that is wider than the spacing of letters."""
    for index in range(1, len(places)):
        if _gap(page, places[index - 1], places[index]) > _SPACED:
            return tuple(places[:index])
    return tuple(places)


def _belongs(page: Print, held: Sequence[int], piece: Sequence[int]) -> bool:
    """Seals leave scraps of print beside a value: of another size, or repeating what the value says already."""
    sizes = page.line(held[0]).box.height, page.line(piece[0]).box.height
    if max(sizes) > _OTHER_SIZE * min(sizes):
        return False
    text = page.raw(piece)
    return not _echoes(text, page.raw(held))


def _echoes(scrap: str, value: str) -> bool:
    """Whether a scrap only says again what a value says; numbers and dates repeat themselves honestly."""
    if len(scrap) > len(value) or _NUMERAL.search(scrap):
        return False
    return scrap in value or (len(scrap) > 2 and fuzz.partial_ratio(scrap, value) >= _ECHO)


def chunked(page: Print) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the pieces of each row that stand apart by more than two heights of their print."""
    pieces = []
    for start, end in page.rows:
        first = start
        for place in range(start + 1, end):
            if _gap(page, place - 1, place) > _APART:
                pieces.append((first, place))
                first = place
        pieces.append((first, end))
    return tuple(pieces)


def continued(page: Print, places: Sequence[int], labels: Sequence[Label]) -> tuple[int, ...]:
    """Return a value with its next line, where one stands right under it and no label claims that row before it."""
    if not places:
        return ()
    box = page.page_box(places)
    row = page.row_of[places[-1]] + 1
    if row >= len(page.rows):
        return ()
    row_spans = _row_segments(page, row)
    below = [span for span in row_spans if _is_under(page, span, box.left, box.right, box.bottom)]
    following = [span for span in below if _continues(page, places, span)]
    if len(following) != 1 or any(label.row == row and label.start <= following[0][0] for label in labels):
        return ()
    if len(places) < _SHORTEST_WRAPPED or any(_stands_before(page, span, following[0]) for span in row_spans):
        return ()
    return (*places, *range(*following[0]))


def _stands_before(page: Print, span: tuple[int, int], value: tuple[int, int]) -> bool:
    """Print in front of a line, near enough to be its own label, found as one or not."""
    one, other = page.line(span[0]).box, page.line(value[0]).box
    return span != value and one.left < other.left and other.left - one.right < _LABEL_REACH * other.height


def _continues(page: Print, places: Sequence[int], span: tuple[int, int]) -> bool:
    """The next line of a value begins where the value began, is of its size and is no longer than it."""
    first, following = page.page_box(places), page.line(span[0]).box
    size = page.line(places[0]).box.height
    aligned = abs(first.left - following.left) <= _ALIGNED * size and following.right <= first.right + size
    return aligned and max(size, following.height) <= _OTHER_SIZE * min(size, following.height)


def under(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the places of the nearest print below a label that is no label itself."""
    box = page.page_box(range(label.start, label.end))
    held = {index for other in labels for index in range(other.start, other.end)}
    for row in range(label.row + 1, len(page.rows)):
        for span in _row_segments(page, row):
            if span[0] not in held and _is_under(page, span, box.left, box.right, box.bottom):
                return tuple(range(*span))
    return ()


def nearby(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the nearest print to the right of a label that shares some of its height, for values far off the line."""
    box = page.page_box(range(label.start, label.end))
    held = {index for other in labels for index in range(other.start, other.end)}
    best: tuple[float, tuple[int, int]] | None = None
    for span in page.segments:
        other = page.line(span[0]).box
        shared = min(box.bottom, other.bottom) - max(box.top, other.top)
        distance = other.left - box.right
        if span[0] in held or shared < 0.25 * box.height or not -box.height < distance < _WIDE_GAP * 2 * box.height:
            continue
        if best is None or distance < best[0]:
            best = (distance, span)
    return tuple(range(*best[1])) if best else ()


@lru_cache(maxsize=64)
def _wanted(doctype: DocumentType) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Label to (fields beside or below it, fields below it), longest label first."""
    beside_of: dict[str, list[str]] = {folded(label): [] for label in doctype.stop_labels}
    below_of: dict[str, list[str]] = {}
    for spec in doctype.fields:
        for label in spec.labels:
            beside_of.setdefault(folded(label), []).append(spec.name)
        for label in spec.below:
            below_of.setdefault(folded(label), []).append(spec.name)
    texts = sorted({*beside_of, *below_of}, key=lambda text: (-len(text), text))
    return {
        text: (tuple(dict.fromkeys([*beside_of.get(text, ()), *below_of.get(text, ())])), tuple(below_of.get(text, ())))
        for text in texts
    }


def _exact(page: Print, label: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of a label within a row, to the letter."""
    start = page.plain.find(label)
    while start >= 0:
        end = start + len(label)
        if page.row_of[start] == page.row_of[end - 1]:
            yield start, end
        start = page.plain.find(label, end)


def _misread(page: Print, label: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of a label of four letters or more that opens a line, with one misread, lost or doubled."""
    if len(label) < 4:
        return
    for start, _ in page.segments:
        row_end = page.rows[page.row_of[start]][1]
        for length in (len(label), len(label) + 1, len(label) - 1):
            window = page.plain[start : min(start + length, row_end)]
            if window != label and Levenshtein.distance(window, label, score_cutoff=1) <= 1:
                yield start, start + len(window)
                break


def _stands_as_label(page: Print, label: Label, found: Sequence[Label]) -> bool:
    """A label opens its line of print, is followed by a colon, or soon follows another label in its row."""
    start, _ = page.segment_at(label.start)
    if label.start == start or _only_marks(page.text[start : label.start]):
        return True
    if label.end < len(page.text) and page.text[label.end] == ":":
        return True
    before = [other for other in found if other.row == label.row and other.end <= label.start]
    return bool(before) and label.start - max(other.end for other in before) <= _SHORT_VALUE


def _only_marks(text: str) -> bool:
    return all(not char.isalnum() for char in text)


def _gap(page: Print, left: int, right: int) -> float:
    """Distance between two neighbouring characters of a row, in heights of their print; 0 within one line."""
    one, other = page.line(left).box, page.line(right).box
    if one is other:
        return 0.0
    return (other.left - one.right) / max(min(one.height, other.height), 1.0)


def _row_segments(page: Print, row: int) -> list[tuple[int, int]]:
    start, end = page.rows[row]
    return [span for span in page.segments if start <= span[0] < end]


def _is_under(page: Print, span: tuple[int, int], left: float, right: float, bottom: float) -> bool:
    box = page.line(span[0]).box
    shared = min(right, box.right) - max(left, box.left)
    drop = box.top - bottom
    return shared > 0.4 * min(right - left, box.width) and -0.5 * box.height < drop < _FAR_BELOW * box.height
