"""Puts lines of print in reading order: rows from top to bottom, each from left to right."""

from collections.abc import Sequence

from models.page import TextLine

SAME_ROW = 0.5
"""Lines whose centres differ by less than this share of the lower line's height stand side by side."""


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines as a person reads them."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.centre[1]):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: line.box.left))


def _beside(first: TextLine, other: TextLine) -> bool:
    lower = min(first.box.height, other.box.height)
    return abs(first.box.centre[1] - other.box.centre[1]) < SAME_ROW * lower
