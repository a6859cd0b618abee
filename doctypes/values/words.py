"""Kinds whose values come from a small vocabulary: words of print to the word that the house uses."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from doctypes.values.labels import is_label
from doctypes.values.look_alikes import one_look_alike
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, simplified, trimmed
from models.doctype import Likeness, Outcome, Parsed

_LONG = 5
"""Length from which a word is known although a character of it is another."""


def word_in(raw: str, words: Sequence[tuple[str, str]]) -> str | None:
    """Return the word of the first piece of print that stands in the raw text; longer pieces go first in `words`."""
    written = trimmed(raw)
    return next((word for piece, word in words if piece in written), None)


def nearest_word(written: str, vocabulary: Iterable[str]) -> str | None:
    """Return the only word that differs from the print in one look-alike character; None where none or several do."""
    near = [word for word in vocabulary if one_look_alike(written, word)]
    return near[0] if len(near) == 1 else None


def word_meant(written: str, words: Collection[str], *, firm: bool) -> str | None:
    """Return the only word of a list that print a character off may mean; None where none or several may be meant.

    Of firm print nothing was lost, and no short word is a slip: it differs in one character from a word of five, or has
    one more at an end.

    >>> word_meant("针负推拿学", {"针灸推拿学", "针灸推拿"}, firm=True), word_meant("区床医学", {"临床医学"}, firm=True)
    ('针灸推拿学', None)
    >>> word_meant("乡村医生间", {"乡村医生"}, firm=True)
    '乡村医生'
    >>> word_meant("针推拿学", {"针灸推拿学"}, firm=False), word_meant("临某学", {"临床学", "临药学"}, firm=False)
    ('针灸推拿学', None)
    """
    if written in words:
        return None
    shortest = _LONG if firm else _LONG - 1
    near = [word for word in words if abs(len(word) - len(written)) <= 1 and _is_near(written, word)]
    near = [word for word in near if len(word) >= shortest and not (firm and len(word) != len(written))]
    return near[0] if len(near) == 1 else _with_a_stray(written, words)


def _with_a_stray(written: str, words: Collection[str]) -> str | None:
    """Return the word that print with one character more, before or behind it, says: a pattern on the paper left it."""
    found = [part for part in (written[:-1], written[1:]) if len(part) >= _LONG - 1 and part in words]
    return found[0] if len(found) == 1 else None


def _is_near(written: str, word: str) -> bool:
    return Levenshtein.distance(written, word, score_cutoff=1) <= 1


def word_as_printed(raw: str, shape: re.Pattern[str], vocabulary: Collection[str]) -> Parsed | None:
    """Take a word of the vocabulary, misread in one character or not, or any other that has the shape of one."""
    written = simplified(trimmed(raw))
    if not shape.fullmatch(written) or (is_label(written) and written not in vocabulary):
        return None
    near = None if written in vocabulary else nearest_word(written, vocabulary)
    return Parsed(value=near or written, repaired=near is not None)


def compare_words(printed: str, stated: str, canonical: Mapping[str, str], *, rule: str) -> Likeness:
    """Compare two words; two words with one canonical word are equal by the rule named."""
    if printed == stated:
        return EQUAL
    ours, theirs = trimmed(printed), trimmed(stated)
    if ours == theirs:
        return WRITTEN_FORM
    if canonical.get(ours, ours) == canonical.get(theirs, theirs):
        return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule=rule)
    return CONFLICT
