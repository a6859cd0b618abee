"""Numbers of secondary vocational diplomas: 证书编号, 验印编号, 学籍号.

Each province has a rule of its own and that of Hubei is not known, so any layout is taken as it is printed. The
national 学籍号 (a letter and the ID number) is the pupil's and not the paper's: it is taken where nothing else
is printed.
"""

import re
from dataclasses import replace

from doctypes.values import citizen_id
from doctypes.values.certificate_number import STRUCTURE
from doctypes.values.numbers import compare, number_as_printed
from doctypes.values.worded_number import LETTERED, OF_A_SCHOOL, WORDED
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

FIRST_OF_A_YEAR = "2"
_SHORTEST_WITH_YEAR = 10
"""Digits that a number with a year in front has at least, after it lost one: of shorter ones many begin with 0."""
_FREE = re.compile(
    r"[0-9A-Z/]{4,24}|(?=.*[0-9])(?=.*[字第号毕证])[0-9A-Z/\u4e00-\u9fff]{4,24}|" + f"{LETTERED}|{OF_A_SCHOOL}"
)
_DIPLOMA = re.compile("(?<=中职)[单华率草](?=字)")
"""毕 of 鄂中职毕字, as blurred print is read."""
_PUPIL = re.compile(r"[A-Z\d]?(\d{17}[\dX])")
"""The letter is a G, which readers take for a 6."""
_RUNS_ON = re.compile("(?<=[0-9]{8})[\u4e00-\u9fff]{2,}(?:学校|大学|学院|中心|局)$")
"""Who signs, read as one with the number before it."""
_NO_NUMBER = re.compile(r"[年月日长学生为]|校(?!毕字|[0-9]{5})|毕业|专业|情况|属实|特此|证明|查询")


def parse(raw: str) -> Parsed | None:
    """Take a number of any layout; None for print with fewer than three digits, and for words.

    >>> parse("鄂中职毕字 第2009-01234 号").value, parse("2009 0l23 45").value, parse("二〇〇九年六月")
    ('鄂中职毕字第2009-01234号', '2009012345', None)
    >>> parse("G11010519491231002X").fault, parse("611010519491231002X").fault
    ('structure', 'structure')
    >>> parse("恩卫校毕字第83942号").value, parse("沔阳卫生学校")
    ('恩卫校毕字第83942号', None)
    >>> parse("鄂中职华字200901234号").value, parse("鄂中专1997989045").value
    ('鄂中职毕字200901234号', '鄂中专1997989045')
    >>> parse("浠卫校2002117。").value, parse("襄卫91077。经查，情况属实。").value, parse("鄂中97-041882").value
    ('浠卫校2002117', '襄卫91077', '鄂中97-041882')
    >>> parse("医院13800000000"), parse("卫校02787654321"), parse("本校20210101"), parse("职业20210101")
    (None, None, None, None)
    >>> parse("ZS-2010-00482").value
    'ZS-2010-00482'
    >>> parse("云南省昆明市650000"), parse("鄂州市20100305")
    (None, None)
    >>> find("鄂中专毕字第200239410号校长程国华"), find("教职成函字第12号批准")
    (((0, 16),), ())
    """
    found = number_as_printed(_RUNS_ON.sub("", raw), _FREE, _NO_NUMBER)
    if found is None:
        return None
    pupil = _PUPIL.fullmatch(found.value)
    if pupil and citizen_id.is_valid(pupil[1]):
        return replace(found, fault=STRUCTURE)
    whole = _DIPLOMA.sub("毕", found.value)
    return found if whole == found.value else replace(found, value=whole, repaired=True)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers whose own words say that they are a diploma's: 毕字第…号."""
    return tuple(match.span() for match in WORDED.finditer(same_length_ascii(text)))


def lacks_a_digit(number: str, graduated_on: str) -> bool:
    """Tell whether a number begins with the year of graduation but for its first digit, which readers lose.

    >>> lacks_a_digit("0114255130", "2011-07"), lacks_a_digit("20114255130", "2011-07")
    (True, False)
    >>> lacks_a_digit("0006078", "2000-07")
    False
    """
    long = number.isascii() and number.isdigit() and len(number) >= _SHORTEST_WITH_YEAR
    return long and graduated_on.startswith(FIRST_OF_A_YEAR) and number.startswith(graduated_on[1:4])


KIND = ValueKind(name="vocational_number", parse=parse, compare=compare, max_length=32, characters="0-9A-Za-z字第号")
SELF_WORDED = replace(KIND, name="self_worded_number", find=find)
"""On a diploma itself. In a letter a number of any words stands behind 证书编号为, and `find` knows those of one."""
