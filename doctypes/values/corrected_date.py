"""Dates on papers that record corrections: 由1992年5月18日更正为1993年5月18日 tells what was and what is.

Two kinds for the two fields: `corrected_date` takes the date that holds, with or without such a record, `date_before`
the one that was put right.
"""

import re
from dataclasses import replace

from doctypes.values import chinese_date
from doctypes.values.writing import squeezed
from models.doctype import Parsed

_BECAME = "(?:更正|变更|更改|改)(?:成|为)"
_HELD_BEFORE = re.compile(f"^.{{0,8}}?由.{{6,20}}?{_BECAME}")
_LEADS_UP = re.compile("由原?$")
_FOLLOWS = re.compile(_BECAME)
_LONGEST = 48
"""Characters of two dates with the words between them."""


def parse(raw: str) -> Parsed | None:
    """Take the date that holds.

    >>> parse("由1992年5月18日更正为1993年5月18日").value, parse("1993年5月18日").value
    ('1993-05-18', '1993-05-18')
    >>> parse("由1992年5月18日更正为") is None
    True
    """
    return chinese_date.parse(_HELD_BEFORE.sub("", squeezed(raw)))


def find_before(text: str) -> tuple[tuple[int, int], ...]:
    """Find the dates of a text without spaces that were put right.

    >>> find_before("出生日期由1992年5月18日更正为1993年5月18日")
    ((5, 15),)
    >>> find_before("2009年3月2日由湖北省武汉市迁来")
    ()
    """
    return tuple(
        (start, end)
        for start, end in chinese_date.find(text)
        if _LEADS_UP.search(text, 0, start) and _FOLLOWS.match(text, end)
    )


KIND = replace(chinese_date.KIND, name="corrected_date", parse=parse, max_length=_LONGEST)
BEFORE = replace(chinese_date.KIND, name="date_before", find=find_before, says_what_it_is=True)
