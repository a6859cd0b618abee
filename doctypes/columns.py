"""Tables whose labels stand in a row of heads, and whose values stand under them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from doctypes.label_places import Label
from doctypes.printed import Print

_FEWEST_HEADS = 3
"""Labels side by side without a value between them, from which a row is one of heads."""
_PAIR = 2
_IN_LATIN = re.compile(r"[/(]?[A-Za-z.,'/ ()]*")
_CLOSE = 1.5
"""Widest gap, in heights of print, between a head and its value, or two lines of one value."""
_MOST_ROWS = 3
"""Rows of print of one cell."""
_SMALLER = 0.7
"""Share of a value's height from which the next line in its column is of the cell; notes under a table are smaller."""
_MOSTLY = 0.66
"""Share of the lines of a row of heads that are labels of ours; the others are heads that we do not know, or scraps."""


def heads(page: Print, labels: Sequence[Label]) -> frozenset[int]:
    """Return the rows that are made of labels, each in a cell of its own."""
    filling = [label for label in labels if page.segment_at(label.start) == (label.start, label.end)]
    found = set()
    for row in {label.row for label in filling}:
        own = [label for label in filling if label.row == row]
        lines = len(page.segments_of_rows[row])
        if len(own) >= max(_FEWEST_HEADS, _MOSTLY * lines) and _holds_values(page, row + 1, labels):
            found.add(row)
    return frozenset(found) | _in_turn(page, labels)


def _fills_its_cell(page: Print, label: Label) -> bool:
    """Whether nothing stands in a label's line but the label, be it in two languages: 姓名Name."""
    start, end = page.segment_at(label.start)
    return start == label.start and bool(_IN_LATIN.fullmatch(page.text[label.end : end]))


def _in_turn(page: Print, labels: Sequence[Label]) -> frozenset[int]:
    """The rows of labels of a form, two columns or more, in which they stand over their values, row by row.

    Not of papers whose labels are known to stand so.
    """
    filling = [label for label in labels if not label.below and _fills_its_cell(page, label)]
    labelled = {label.row for label in labels}
    whole, partly = set(), set()
    for row in {label.row for label in filling}:
        own, lines = sum(label.row == row for label in filling), len(page.segments_of_rows[row])
        if row + 1 in labelled or row + 1 >= len(page.rows):
            continue
        if own == lines >= _PAIR:
            whole.add(row)
        elif _PAIR * own >= lines:
            partly.add(row)
    return frozenset(whole | partly) if len(whole) >= _FEWEST_HEADS else frozenset()


def _holds_values(page: Print, row: int, labels: Sequence[Label]) -> bool:
    """Whether the row below has several lines of print and no label: the next row of a form begins with one."""
    if row >= len(page.rows) or any(label.row == row for label in labels):
        return False
    return len(page.segments_of_rows[row]) >= _FEWEST_HEADS


def under_head(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the places under a head, down to the next row that holds a label; each line goes with the nearest head."""
    beside = [other for other in labels if other.row == label.row]
    labelled = {other.row for other in labels}
    last_row = min(label.row + _MOST_ROWS, len(page.rows) - 1)
    below = takewhile(lambda row: row not in labelled and _is_close(page, row), range(label.row + 1, last_row + 1))
    lines = [
        (first, last)
        for row in below
        for first, last in page.segments_of_rows[row]
        if _nearest(page, first, beside) is label
    ]
    of_cell = [span for span in lines if span is lines[0] or _goes_on(page, lines[0][0], span[0], label, beside)]
    return tuple(place for span in of_cell for place in range(*span))


def _goes_on(page: Print, value: int, following: int, label: Label, beside: Sequence[Label]) -> bool:
    """Whether a line further down is of the same cell: it is as large as the value and reaches under no other head."""
    first, line = page.line(value).box, page.line(following).box
    if line.height < _SMALLER * first.height:
        return False
    others = (page.page_box(range(other.start, other.end)) for other in beside if other is not label)
    return not any(line.left < other.centre[0] < line.right for other in others)


def held_by_heads(page: Print, labels: Sequence[Label]) -> frozenset[int]:
    """Return the places of all values that stand under heads."""
    rows = heads(page, labels)
    return frozenset(place for label in labels if label.row in rows for place in under_head(page, label, labels))


def _is_close(page: Print, row: int) -> bool:
    """Whether a row stands right under the one before it."""
    above, below = page.line(page.rows[row - 1][0]).box, page.line(page.rows[row][0]).box
    # A seal is read as a line much higher than the print of the table.
    return below.top - above.bottom < _CLOSE * min(above.height, below.height)


def _nearest(page: Print, place: int, heads_of_row: Sequence[Label]) -> Label:
    centre = page.line(place).box.centre[0]
    return min(heads_of_row, key=lambda head: abs(page.line(head.start).box.centre[0] - centre))
