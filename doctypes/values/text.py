"""Plain text: whatever is printed, in NFKC and without spaces."""

import re

from doctypes.values.labels import is_label
from doctypes.values.look_alikes import one_look_alike
from doctypes.values.writing import compare_as_written, simplified, squeezed, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

LOOK_ALIKE = Likeness(outcome=Outcome.DOUBTFUL, rule="look_alike")

_NUMBER = re.compile("[0-9]{6,}[Xx]?")
"""A number of a neighbouring field: nothing that is said in words is one."""
_SENTENCES = re.compile("[。;][^。;]{4,}")
"""The next sentence, which runs on behind a value: a person sees where it ends."""
_PUNCTUATION = dict.fromkeys(map(ord, "·•・,.。、;:_-—'\"“”‘’()[]《》〈〉"))


def parse(raw: str) -> Parsed | None:
    """Take any text that holds a letter or digit and is neither a label nor a long number.

    >>> parse("：内科 专业。").value, parse("— ·"), parse("执业范围")
    ('内科专业', None, None)
    """
    value = trimmed(raw)
    if is_label(value) or not any(char.isalnum() for char in value) or _NUMBER.fullmatch(value):
        return None
    return Parsed(value=value, repaired=bool(_SENTENCES.search(value)))


def compare(printed: str, stated: str) -> Likeness:
    """Compare two texts: punctuation, widths and case are forgiven, one look-alike character is doubtful.

    >>> compare("武汉大学(医学部)", "武汉大学（医学部）").rule, compare("武汉大学", "武汉太学").rule
    ('written_form', 'look_alike')
    """
    likeness = compare_as_written(printed, stated, bare)
    if likeness.outcome is Outcome.CONFLICT and one_look_alike(bare(printed), bare(stated)):
        return LOOK_ALIKE
    return likeness


def bare(text: str) -> str:
    """Return the text without punctuation, simplified and case folded: what is compared."""
    return simplified(squeezed(text)).translate(_PUNCTUATION).casefold()


KIND = ValueKind(name="text", parse=parse, compare=compare, max_length=80)
