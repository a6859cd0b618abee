"""Numbers of degree certificates (学位证书编号). None has a known check digit, so none is ever `checked`.

Since 2008: school code 5, level 1 (2 博士, 3 硕士, 4 学士), year 4, serial 6, sixteen digits in all. Until 2015 a
letter may stand in front (C 成人, Z 专业学位, T 同等学力) or in the serial's first place (S 双学位, E 第二学位,
Z 自考). In the 1990s twelve digits: school 5, level 1, year 2, serial 4. What follows none of these is of an unknown
older layout and is taken as it is printed.
"""

import re
from dataclasses import dataclass

from doctypes.values.certificate_number import STRUCTURE
from doctypes.values.look_alikes import as_digits
from doctypes.values.numbers import MOST_REPAIRS, all_digits, compact, compare
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

_PRESENT = re.compile(r"[CZT]?(?P<school>[1-9]\d{4})(?P<level>[234])(?P<year>(?:19|20)\d\d)[\dSEZ]\d{5}[CZTSE]?")
_EARLY = re.compile(r"(?P<school>[1-9]\d{4})(?P<level>[234])(?P<year>[89]\d|0\d)\d{4}")
_FREE = re.compile(r"[0-9A-Z/]{4,24}|(?=.*[字第号])[0-9A-Z/\u4e00-\u9fff]{4,24}")
_FEWEST_DIGITS = 4
_NEARLY_WHOLE = range(14, 20)
_FOUND = re.compile(
    r"(?<![0-9A-Za-z])[CZT]?[1-9][0-9OoIlB]{4}[234][12l][09O][0-9OoIlB]{2}[0-9OoIlBSEZ][0-9OoIlB]{5}[CZTSE]?"
    r"(?:(?![0-9A-Za-z])|(?=(?:19|20)\d\d年))"
)
_LETTERS_READ_AS_DIGITS = {"2": "Z"}
"""In front of a number that has the structure only with the letter: 17 digits are no number of a degree."""
_RANKS = {"2": "博士", "3": "硕士", "4": "学士"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeParts:
    """What the digits of a degree number claim."""

    school_code: str
    rank: str
    """学士, 硕士 or 博士."""
    year: str
    """In which the degree was given, four digits."""


def parse(raw: str) -> Parsed | None:
    """Take a number; None for print with fewer than four digits or other marks among them.

    >>> parse("10486 4 2017 000123").value, parse("Z10486320l2000123")
    ('1048642017000123', Parsed(value='Z1048632012000123', fault='', checked=False, repaired=True))
    >>> parse("21063332012008741").value
    'Z1063332012008741'
    """
    written = compact(raw)
    number = written.upper()
    if decode(number) is None:
        number = _with_digits(written) or number
    if not _FREE.fullmatch(number) or sum(all_digits(char) for char in number) < _FEWEST_DIGITS:
        return None
    odd = all_digits(number) and len(number) in _NEARLY_WHOLE and decode(number) is None
    return Parsed(value=number, fault=STRUCTURE if odd else "", repaired=number != written.upper())


def decode(value: str) -> DegreeParts | None:
    """Return what the digits claim; None where the number follows no known structure.

    >>> decode("1048642017000123")
    DegreeParts(school_code='10486', rank='学士', year='2017')
    >>> decode("104874960123").year
    '1996'
    """
    match = _PRESENT.fullmatch(value) or _EARLY.fullmatch(value)
    if match is None:
        return None
    year = match["year"]
    if len(year) == 2:
        year = ("19" if year >= "80" else "20") + year
    return DegreeParts(school_code=match["school"], rank=_RANKS[match["level"]], year=year)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of the layout since 2008, in a text without spaces.

    >>> find("证书编号:1048642017000123"), find("104861201705000001")
    (((5, 21),), ())
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if _decodes(match.group()))


def _with_digits(written: str) -> str:
    """The number with a few letters read as digits, where it has the structure only then; else nothing."""
    heads = (written[:1].upper(), as_digits(written[:1]), _LETTERS_READ_AS_DIGITS.get(written[:1], ""))
    for head in filter(None, dict.fromkeys(heads)):
        number = (head + as_digits(written[1:])).upper()
        changed = sum(a != b for a, b in zip(number, written.upper(), strict=True))
        if decode(number) is not None and changed <= MOST_REPAIRS:
            return number
    return ""


def _decodes(written: str) -> bool:
    return decode(written.upper()) is not None or bool(_with_digits(written))


KIND = ValueKind(name="degree_number", parse=parse, compare=compare, find=find, max_length=32, characters="0-9A-Za-z")
