"""The day a period ends: the second date of 自2020年8月1日起至2021年7月31日止, or the date of a cell of its own."""

import re

from doctypes.values import chinese_date
from doctypes.values.period_start import DASHES, kind_of_period, parted
from models.doctype import Parsed

_END_UNREAD = re.compile(rf"^[自从]|[起{DASHES}]")
"""A beginning is printed, so one date alone is not the end."""
_OPENS = re.compile(rf"^[{DASHES}]+")
_INSIDE = re.compile(r"(?<=\d)[-—–―](?=\d{1,2}(?!\d))")
_BEHIND = re.compile(r"[日月][起]?[至到](.*年.*)")
_BOTH = 2


def parse(raw: str) -> Parsed | None:
    """Take the end of a period; None where only its beginning is there to be read.

    >>> parse("自2020年8月1日起至2021年7月31日止").value, parse("2020.08-2021.08").value
    ('2021-07-31', '2021-08')
    >>> parse("2020年8月1日至"), parse("自2020年8月1日起"), parse("至2021-07-31").value
    (None, None, '2021-07-31')
    >>> parse("自二〇一九年八月十日至二〇二年七月九日").value
    '2020-07-09'
    """
    text = parted(raw)
    found = chinese_date.dates(text)
    if len(found) >= _BOTH:
        return found[1]
    behind = _BEHIND.search(text)
    if behind and (supplied := chinese_date.parse(behind.group(1))) is not None:
        return supplied
    rest = _INSIDE.sub(".", _OPENS.sub("", text))
    return found[0] if found and not _END_UNREAD.search(rest) else None


KIND = kind_of_period("period_end", parse)
