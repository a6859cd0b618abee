"""Levels of physicians: 执业医师 and 执业助理医师. 助理 is looked for first: the longer title holds the shorter."""

from doctypes.values.words import word_in
from doctypes.values.writing import compare_as_written, squeezed
from models.doctype import Likeness, Parsed, ValueKind

PHYSICIAN = "执业医师"
ASSISTANT = "执业助理医师"

_PRINTED = (("乡村医生", ""), ("助理", ASSISTANT), ("医师", PHYSICIAN))
"""乡村医生 hold a licence of another law."""


def parse(raw: str) -> Parsed | None:
    """Take a level from a title or an entry.

    >>> [parse(raw).value for raw in ("助理医师资格证书", "执业医师", "医师", "执业助理医师")]
    ['执业助理医师', '执业医师', '执业医师', '执业助理医师']
    """
    value = word_in(raw, _PRINTED)
    return Parsed(value=value) if value else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two levels.

    >>> compare("执业助理医师", "执业医师").outcome.value
    'conflict'
    """
    return compare_as_written(printed, stated, _canonical)


def _canonical(raw: str) -> str:
    found = parse(raw)
    return found.value if found else squeezed(raw)


KIND = ValueKind(name="physician_level", parse=parse, compare=compare, max_length=16, characters="执业助理医师资格")
