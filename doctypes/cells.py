"""Cells of ruled tables: values and labels that a narrow cell breaks over lines, found by geometry.

A form centres what it prints in a cell, so the lines of a broken value stand around the middle of their label, and
nothing stands in the label's column beside them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from doctypes.printed import Print
from models.page import Box

_REACH = 16.0
"""How far, in heights of the label's print, a value may begin behind its label: values are centred in wide cells."""
_MOST_LINES = 3
_FAR_UP = 2.2
"""How far, in heights of the label's print, a line of its value may stand above or below it."""
_LEADING = 0.85
"""Widest gap, in heights of print, between two lines of one cell."""
_OFF_CENTRE = 0.5
"""How far, in heights of print, the middle of a value may stand from the middle of its label."""
_SHARED = 0.45
"""Share of its height that print has in common with what stands beside it."""
_OF_A_DATE = "年月日"
_ONE_CHARACTER = 1.8
"""How much higher than the end of a date by itself, 月, a line of the same size is boxed; other lines by half."""
_SAME_COLUMN = 0.5
"""Share of the narrower line's width that lines of one cell have in common."""
_SHORTEST_HEAD = 2
"""Fewest characters of a label's first line."""

Span = tuple[int, int]


def stacked(page: Print, label: Sequence[int], held: Collection[int]) -> tuple[int, ...]:
    """Return the places of a value that stands in two or three lines beside its label; empty where none does.

    `held` are the places of all labels: no value holds one.
    """
    box = page.page_box(label)
    own = {page.glyphs[place].line for place in label}
    height = page.line(label[0]).box.height
    lines = _beside(page, box, height, held, own)
    if not lines:
        return ()
    nearest = min(lines, key=lambda span: _nearness(page, span, box))
    column = sorted(
        (span for span in lines if _in_column(page, span, nearest)), key=lambda span: page.line(span[0]).box.top
    )
    for count in range(2, _MOST_LINES + 1):
        for first in range(len(column) - count + 1):
            block = column[first : first + count]
            if _is_one_cell(page, block, box, own, height):
                return tuple(place for span in block for place in range(*span))
    return ()


def broken(page: Print, texts: Iterable[str]) -> Iterator[tuple[str, Span, Span]]:
    """Yield labels that stand in two lines of print, one below the other: text, and (start, end) of both parts."""
    lines: dict[str, list[Span]] = {}
    for span in page.segments:
        lines.setdefault(page.plain[slice(*span)], []).append(span)
    beginnings = {line[:_SHORTEST_HEAD] for line in lines}
    for text in texts:
        if text[:_SHORTEST_HEAD] not in beginnings:
            continue
        for cut in range(_SHORTEST_HEAD, len(text)):
            for head in lines.get(text[:cut], ()):
                yield from ((text, head, tail) for tail in lines.get(text[cut:], ()) if _is_below(page, head, tail))


def has_its_own_row(page: Print, line: Span, above: Span) -> bool:
    """Whether print stands to the right of a line, far nearer its level than that of the line above it: its value."""
    box, upper = page.line(line[0]).box, page.line(above[0]).box
    return any(
        -_OFF_CENTRE * box.height < left - box.right < _REACH * box.height
        and abs(middle - box.centre[1]) < min(_OFF_CENTRE * box.height, abs(middle - upper.centre[1]) / 2)
        for left, middle in page.places_of_lines
    )


def _is_below(page: Print, head: Span, tail: Span) -> bool:
    upper, lower = page.line(head[0]).box, page.line(tail[0]).box
    near = -0.5 * upper.height < lower.top - upper.bottom < _LEADING * upper.height
    return near and _shared(upper.left, upper.right, lower.left, lower.right) > _SAME_COLUMN


def _beside(page: Print, box: Box, height: float, held: Collection[int], own: Collection[int]) -> list[Span]:
    """Lines behind a label that stand no further above or below it than a cell of three lines reaches."""
    middle, right = (box.top + box.bottom) / 2, box.right
    found = []
    for span, (left, line_middle) in zip(page.segments, page.places_of_lines, strict=True):
        across, down = left - right, abs(line_middle - middle)
        if not -0.5 * height < across < _REACH * height or down >= _FAR_UP * height:
            continue
        if page.glyphs[span[0]].line not in own and not any(place in held for place in range(*span)):
            found.append(span)
    return found


def _nearness(page: Print, span: Span, box: Box) -> tuple[bool, float, float]:
    """How far a line stands from a label, across; lines that share none of its height stand further off."""
    line = page.line(span[0]).box
    apart = max(0.0, line.top - box.bottom, box.top - line.bottom)
    level = box.height < box.width  # beside a label that runs downwards stand several rows
    return level and apart > 0, line.left - box.right + 4 * apart, line.left


def _in_column(page: Print, span: Span, nearest: Span) -> bool:
    one, other = page.line(span[0]).box, page.line(nearest[0]).box
    return _shared(one.left, one.right, other.left, other.right) > _SAME_COLUMN


def _is_one_cell(page: Print, block: Sequence[Span], box: Box, own: Collection[int], height: float) -> bool:
    lines = [page.line(span[0]).box for span in block]
    size = min(line.height for line in lines)
    if max(line.height for line in lines) > (_ONE_CHARACTER if _has_a_thin_line(page, block) else 1.5) * size:
        return False
    if any(not -0.5 * size < below.top - above.bottom < _LEADING * size for above, below in pairwise(lines)):
        return False
    middle = (min(line.top for line in lines) + max(line.bottom for line in lines)) / 2
    if abs(middle - (box.top + box.bottom) / 2) > _OFF_CENTRE * height:
        return False
    return not any(
        _is_before(page, span, line, box)
        for span in page.segments
        for line in lines
        if page.glyphs[span[0]].line not in own
    )


def _has_a_thin_line(page: Print, block: Sequence[Span]) -> bool:
    return any(end - start == 1 and page.text[start] in _OF_A_DATE for start, end in block)


def _is_before(page: Print, span: Span, line: Box, label: Box) -> bool:
    """Whether other print stands in the label's column, or between label and value, beside a line of the value."""
    other = page.line(span[0]).box
    if _shared(other.top, other.bottom, line.top, line.bottom) < _SHARED:
        return False
    return other.right > label.left and other.right <= line.left + 0.3 * line.height


def _shared(start: float, end: float, other_start: float, other_end: float) -> float:
    """Share of the shorter of two stretches that they have in common."""
    shorter = min(end - start, other_end - other_start)
    return (min(end, other_end) - max(start, other_start)) / max(shorter, 1e-6)
