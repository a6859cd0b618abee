"""Two values set one above the other, character by character, with what differs marked."""

import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

GROUPED_FROM_LENGTH = 12
"""Numbers of papers have twelve digits and more and are printed in groups of four; shorter text is not grouped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One place of the comparison; an empty side is a character that only the other one has."""

    expected: str
    found: str
    differs: bool
    wide: bool
    """One of the two takes the width of a Chinese character."""
    starts_group: bool
    """A gap stands before it, as in numbers grouped by four."""


def columns(expected: str, found: str) -> tuple[Column, ...]:
    """Align two values so that equal characters stand in one column and every difference has its own."""
    pairs: list[tuple[str, str]] = []
    for step in Levenshtein.opcodes(expected, found):
        ours, theirs = expected[step.src_start : step.src_end], found[step.dest_start : step.dest_end]
        length = max(len(ours), len(theirs))
        pairs += [(ours[i : i + 1], theirs[i : i + 1]) for i in range(length)]
    grouped = _is_number(expected) and _is_number(found)
    return tuple(
        Column(
            expected=ours,
            found=theirs,
            differs=ours != theirs,
            wide=any(unicodedata.east_asian_width(c) in "WF" for c in ours + theirs),
            starts_group=grouped and place > 0 and place % 4 == 0,
        )
        for place, (ours, theirs) in enumerate(pairs)
    )


def _is_number(text: str) -> bool:
    return len(text) >= GROUPED_FROM_LENGTH and text.isascii() and text.isalnum()
