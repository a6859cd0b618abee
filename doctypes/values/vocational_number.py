"""Numbers of secondary vocational diplomas: 证书编号, 验印编号, 学籍号.

Each province has a rule of its own and that of Hubei is not known, so any layout is taken as it is printed. The
national 学籍号 (a letter and the ID number) is the pupil's and not the paper's: it is taken where nothing else
is printed.
"""

import re

from doctypes.values import citizen_id
from doctypes.values.certificate_number import STRUCTURE
from doctypes.values.numbers import all_digits, compact, compare, with_digits
from models.doctype import Parsed, ValueKind

_FREE = re.compile(r"[0-9A-Z/]{4,24}|(?=.*[0-9])[0-9A-Z/\u4e00-\u9fff]{4,24}")
_PUPIL = re.compile(r"[A-Z]?(\d{17}[\dX])")
_FEWEST_DIGITS = 3
_NO_NUMBER = re.compile(r"[年月日校长学生为]|毕业|专业|情况|属实|特此|证明|查询")


def parse(raw: str) -> Parsed | None:
    """Take a number of any layout; None for print with fewer than three digits, and for words.

    >>> parse("鄂中职毕字 第2009-01234 号").value, parse("2009 0l23 45").value, parse("二〇〇九年六月")
    ('鄂中职毕字第200901234号', '2009012345', None)
    >>> parse("G11010519491231002X").fault
    'structure'
    """
    written = compact(raw)
    number = (written[:1] + with_digits(written[1:])).upper()  # many begin with a letter
    if not _FREE.fullmatch(number) or sum(all_digits(char) for char in number) < _FEWEST_DIGITS:
        return None
    if _NO_NUMBER.search(number):
        return None
    pupil = _PUPIL.fullmatch(number)
    fault = STRUCTURE if pupil and citizen_id.is_valid(pupil[1]) else ""
    return Parsed(value=number, fault=fault, repaired=number != written.upper())


KIND = ValueKind(name="vocational_number", parse=parse, compare=compare, max_length=32, characters="0-9A-Za-z字第号")
