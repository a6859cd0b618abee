"""Numbers of papers that each province numbers its own way, as 传统医学师承出师证书: taken as they are printed.

No layout is known, so none is ever `checked`, and only print that runs on is a fault.
"""

import re
from dataclasses import replace

from doctypes.values import citizen_id
from doctypes.values.certificate_number import STRUCTURE
from doctypes.values.numbers import compare, number_as_printed
from doctypes.values.worded_number import LETTERED
from models.doctype import Parsed, ValueKind

_NUMBER = re.compile(r"[0-9A-Z]{4,24}|(?=.*[字第号专])[0-9A-Z\u4e00-\u9fff]{4,28}|" + LETTERED)
_ANOTHER_THING = re.compile(r"姓名|性别|出生|身份|日期|机关|发证|专长(?![0-9])|[年月日](?!\d*号)|编[号码]")
"""Words of other print, which a reader joins to the number."""
_RUN_ON = re.compile("[\u4e00-\u9fff]{9,}")
"""More words than who issues and what for: a value beside it was joined."""


def parse(raw: str) -> Parsed | None:
    """Take a number with or without words; None for a citizen ID, which stands near it, and for dates.

    >>> parse("鄂中医师承（2010）第 0012 号").value, parse("4205-2010-0012").value
    ('鄂中医师承(2010)第0012号', '4205-2010-0012')
    >>> parse("鄂师承字〔2021]6496号").value, parse("鄂确长〔2019〕3001号").value
    ('鄂师承字〔2021〕6496号', '鄂确长〔2019〕3001号')
    >>> parse("鄂宜专长491192").value
    '鄂宜专长491192'
    >>> parse("确专2010205").value, parse("鄂师承4961631").value
    ('确专2010205', '鄂师承4961631')
    >>> parse("2010年3月5日"), parse("11010519491231002X"), parse("编号")
    (None, None, None)
    """
    found = number_as_printed(raw, _NUMBER, _ANOTHER_THING)
    if found is None or citizen_id.is_valid(found.value):
        return None
    return replace(found, fault=STRUCTURE) if _RUN_ON.search(found.value) else found


KIND = ValueKind(
    name="provincial_number", parse=parse, compare=compare, max_length=40, characters=r"0-9A-Za-z\u4e00-\u9fff()（）\-"
)
