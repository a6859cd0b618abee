"""The day a period begins: the first date of 自2020年8月1日起至2021年7月31日止, or the date of a cell of its own."""

import re
from collections.abc import Callable

from doctypes.values import chinese_date
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

DASHES = r"\-—–―~～至到"
"""What stands between the two dates of a period."""
BEGINS = re.compile(rf"[{DASHES}]")
_MARKS = re.compile("[~～〜]+")
_ENDS = re.compile(r"止[)）。.]*$")
_DASH_AS_ONE = re.compile("(?<=[月日])一(?=[一二][〇○◯零一二三四五六七八九]{1,3}年)")
"""The dash of a period in Chinese numerals; a day has its 日 behind it."""
_BOTH = 2


def parse(raw: str) -> Parsed | None:
    """Take the beginning of a period; None where only its end is there to be read.

    >>> parse("自2020年8月1日起至2021年7月31日止").value, parse("2020.08-2021.08").value
    ('2020-08-01', '2020-08')
    >>> parse("至2021年7月31日"), parse("2020年8月1日").value
    (None, '2020-08-01')
    """
    text = parted(raw)
    found = chinese_date.dates(text)
    if not found or (len(found) < _BOTH and (BEGINS.match(text) or _ENDS.search(text))):
        return None
    return found[0]


def parted(raw: str) -> str:
    """Return the print with 至 for the marks between two dates, which elsewhere are taken for stray ink.

    >>> parted(" 2017.09 ~ 2018.08"), parted("二○○七年二月一二○一○年二月")
    ('2017.09至2018.08', '二○○七年二月至二○一○年二月')
    """
    return _DASH_AS_ONE.sub("至", _MARKS.sub("至", squeezed(raw).lstrip(":,.。、;_|")))


def kind_of_period(name: str, take: Callable[[str], Parsed | None]) -> ValueKind:
    """Make the kind of one end of a period; both ends are printed alike."""
    return ValueKind(
        name=name,
        parse=take,
        compare=chinese_date.compare,
        find=None,
        max_length=44,
        characters=chinese_date.KIND.characters + "自从起止到至~～—–",
        sheds_strokes=True,
    )


KIND = kind_of_period("period_start", parse)
