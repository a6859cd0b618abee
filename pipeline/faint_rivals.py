"""Which rivals of a value nobody need look at, for no way of reading made them out. Pure.

They count only where the value is what was stated; it stays in doubt.
"""

import re
from collections.abc import Iterable, Sequence

from doctypes.values.numerals import unified
from models.doctype import ValueKind
from models.extraction import Reading
from pipeline.certainty import (
    DATE_SAID,
    DOUBT_BELOW,
    FIGURES_MADE_OUT,
    FIRM,
    HARDLY_READ,
    MOST_CERTAIN,
    OUTVOTED_BELOW,
)
from pipeline.echoes import in_order

_OF_A_DATE = re.compile("[0-9十廿卅年月日]")
_NUMERALS = re.compile("[一二三四五六七八九十]")
_STROKES = {"一": 1, "二": 2, "三": 3}
"""Numerals of so many strokes, of which readers lose some and add none."""
MOST_LOST = 2
"""Strokes or characters of one value that a reader may have left out."""
_NEVER_OUTVOTED = frozenset({"gender", "birth_date", "conclusion", "level", "study_form", "specialty"})
"""Fields of few values, or about who somebody is: one way that says another one is enough for a person to look."""


def faint_rivals(
    rivals: Sequence[str], held: Sequence[Reading], heard: Sequence[Reading], kind: ValueKind | None
) -> tuple[str, ...]:
    """Return the rivals that no way made out, where one reads the value firmly, and those outvoted.

    `held` are the ways that give the value, `heard` is all of them. Figures are made out sooner than words, and words
    beside a word of which every letter is certain later, unless they are words of the kind. Of dates two ways have to
    give the value. Print that was put right, 中药 for 中医, is a rival that was made out, though no way gives it.
    """
    sure = max(one.confidence for one in held)
    if kind is not None and kind.sheds_strokes:
        twice = _votes(one for one in held if one.confidence >= DATE_SAID) > 1
        return tuple(
            rival
            for rival in rivals
            if _is_outvoted(rival, held, heard) or (twice and not _made_out(rival, heard, HARDLY_READ))
        )
    in_words = kind is not None and not kind.rare_characters
    words = kind.words | kind.known if kind is not None else frozenset()

    def is_faint(rival: str) -> bool:
        if any(map(str.isdigit, rival)):
            return sure >= MOST_CERTAIN and not _made_out(rival, heard, FIGURES_MADE_OUT)
        least = DOUBT_BELOW if in_words and sure >= MOST_CERTAIN and rival not in words else HARDLY_READ
        if sure >= FIRM and not _made_out(rival, heard, least):
            return True
        return in_words and rival not in words and _is_outvoted(rival, held, heard)

    return tuple(rival for rival in rivals if is_faint(rival))


def adds_strokes(less: Reading, more: Reading) -> bool:
    """Tell whether one print of a date is another with a numeral or two more in its midst."""
    shorter, longer = ("".join(_OF_A_DATE.findall(unified(one.raw))) for one in (less, more))
    return 0 < len(longer) - len(shorter) <= MOST_LOST and in_order(shorter, longer)


def _is_outvoted(rival: str, held: Sequence[Reading], heard: Sequence[Reading]) -> bool:
    """Whether one way alone makes a rival of print that two ways give as the value, each more surely and legibly.

    Not where the rival has more strokes, or other numerals: readers lose those, and 第二 is not outvoted by 第一.
    """
    against = [one for one in heard if one.value == rival]
    if len(against) != 1 or against[0].confidence >= OUTVOTED_BELOW or held[0].field in _NEVER_OUTVOTED:
        return False
    surer = (one for one in held if one.confidence > against[0].confidence and one.confidence >= HARDLY_READ)
    if _votes(surer) < 2 or any(adds_strokes(one, against[0]) for one in held):
        return False
    if rival[:1].isdigit():
        return all(_strokes(one.raw) >= _strokes(against[0].raw) for one in held)
    return _NUMERALS.findall(rival) == _NUMERALS.findall(held[0].value or "")


def _votes(readings: Iterable[Reading]) -> int:
    """How many ways say so by themselves: one that made nothing of a line has the first one's, with its certainties."""
    return len({(one.raw, one.confidence, one.box) for one in readings})


def _strokes(raw: str) -> int:
    return sum(_STROKES.get(letter, 0) for letter in raw)


def _made_out(value: str, heard: Sequence[Reading], least: float) -> bool:
    return value not in {one.value for one in heard} or any(
        one.value == value and one.confidence >= least for one in heard
    )
