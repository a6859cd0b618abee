"""Kinds whose values come from a small vocabulary: words of print to the word that the house uses."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from doctypes.values.labels import is_label
from doctypes.values.look_alikes import one_look_alike
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, simplified, trimmed
from models.doctype import Likeness, Outcome, Parsed


def word_in(raw: str, words: Sequence[tuple[str, str]]) -> str | None:
    """Return the word of the first piece of print that stands in the raw text; longer pieces go first in `words`."""
    written = trimmed(raw)
    return next((word for piece, word in words if piece in written), None)


def nearest_word(written: str, vocabulary: Iterable[str]) -> str | None:
    """Return the only word that differs from the print in one look-alike character; None where none or several do."""
    near = [word for word in vocabulary if one_look_alike(written, word)]
    return near[0] if len(near) == 1 else None


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
