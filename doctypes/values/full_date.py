"""Dates that a paper always prints to the day: one that stops short was not read whole."""

from dataclasses import replace

from doctypes.values import chinese_date
from models.doctype import Parsed, ValueKind

_WHOLE = 10


def parse(raw: str) -> Parsed | None:
    """Take a date to the day.

    >>> parse("2015年11月1日").fault, parse("2015年11月").fault
    ('', 'part_unread')
    """
    found = chinese_date.parse(raw)
    if found is None or found.fault or len(found.value) == _WHOLE:
        return found
    return replace(found, fault=chinese_date.UNREAD)


KIND = ValueKind(
    name="full_date",
    parse=parse,
    compare=chinese_date.compare,
    find=chinese_date.find,
    max_length=chinese_date.KIND.max_length,
    characters=chinese_date.KIND.characters,
    sheds_strokes=True,
)
