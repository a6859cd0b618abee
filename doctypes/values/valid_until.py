"""The day until which a card is valid: the end of 2015.01.01-2035.01.01, or 长期."""

import re

from doctypes.values import chinese_date
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

FOR_LIFE = "长期"
_END_UNREAD = re.compile(r"\d(?:[.年/-])\d{1,2}(?:[.月/-])\d{1,2}日?[-—–~至]")
"""A whole date with a dash behind it: what follows is the end, and one date alone means that it was lost in reading."""


def parse(raw: str) -> Parsed | None:
    """Take the end of the period; None where its end is not there to be read, as the beginning is never the end.

    >>> parse("2015.01.01-2035.01.01").value, parse("2015.01.01-长期").value
    ('2035-01-01', '长期')
    >>> parse("2015.01.01-"), parse("2015.01.01-2035O101"), parse("2035年1月1日").value
    (None, None, '2035-01-01')
    """
    text = squeezed(raw)
    if FOR_LIFE in text:
        return Parsed(value=FOR_LIFE)
    found = chinese_date.dates(raw)
    if not found or (len(found) == 1 and _END_UNREAD.search(text)):
        return None
    return found[-1]


KIND = ValueKind(
    name="valid_until",
    parse=parse,
    compare=chinese_date.compare,
    max_length=30,
    characters=chinese_date.KIND.characters + FOR_LIFE + "至",
    sheds_strokes=True,
)
