"""Numbers of physicians' practice certificates (医师执业证书编码).

Fifteen digits: level 1 (1 physician, 2 assistant), category 2, province, city and county of the first registration 2
each, serial 6. The structure is known from third parties only and there is no check digit: a number of any other layout
is taken as it is printed, and the structure never refuses one.
"""

import re
from dataclasses import dataclass

from doctypes.values.numbers import PROVINCES, all_digits, compact, compare, with_digits
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

_STRUCTURE = re.compile(r"(?P<level>[12])(?P<category>\d\d)(?P<county>(?P<province>\d\d)\d{4})(?P<serial>\d{6})")
_FOUND = re.compile(r"(?<![0-9A-Za-z])[12Il][0-9OoIlSBZ]{14}(?:(?![0-9A-Za-z])|(?=(?:19|20)\d\d年))")
_OLDER = re.compile(r"[0-9A-Z]{8,20}|[\u4e00-\u9fff]{1,8}[字第][0-9A-Z]{0,6}第?[0-9A-Z]{3,12}号?")
"""Layouts before the national one, which each province chose: digits, letters, or 鄂医执字第…号."""
_ANOTHER_THING = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d|\d{6}(?:19|20)\d\d[01]\d[0-3]\d{4}[0-9X]")
"""A date or a citizen ID, which stand near the number."""
_FEWEST_DIGITS = 5
LENGTH = "length"
"""Fault of a number that is no refusal: it begins as the national layout does, and one digit was lost or doubled."""
_NEARLY_USUAL = re.compile(r"[12](?:10|20|30|4[0-9])\d{11}(?:\d\d)?")
_LEVELS = {"1": "执业医师", "2": "执业助理医师"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeParts:
    """What the digits of a practice number claim; none of it is confirmed."""

    physician_level: str
    category: str
    """Two digits, as in a qualification number; one that nobody knows says nothing."""
    province: str
    county: str
    """Six digits (GB/T 2260), of the first registration."""
    serial: str


def parse(raw: str) -> Parsed | None:
    """Take a practice number of fifteen digits, or of an older layout as it is printed.

    >>> parse("11042 01060 00123").value, parse("第3号") is None
    ('110420106000123', True)
    >>> parse("9942010600123"), parse("鄂医执字第 04218 号").value
    (Parsed(value='9942010600123', fault='', checked=False, repaired=False), '鄂医执字第04218号')
    """
    written = compact(raw)
    number = with_digits(written).upper()
    if not _OLDER.fullmatch(number) or _ANOTHER_THING.fullmatch(number):
        return None
    if sum(map(all_digits, number)) < _FEWEST_DIGITS:
        return None
    fault = LENGTH if _NEARLY_USUAL.fullmatch(number) else ""
    return Parsed(value=number, fault=fault, repaired=number != written.upper())


def decode(value: str) -> PracticeParts | None:
    """Return what the digits claim; None where the number is of another layout.

    >>> decode("110420106000123").physician_level, decode("310420106000123") is None
    ('执业医师', True)
    """
    match = _STRUCTURE.fullmatch(value)
    if match is None or match["province"] not in PROVINCES:
        return None
    return PracticeParts(
        physician_level=_LEVELS[match["level"]],
        category=match["category"],
        province=match["province"],
        county=match["county"],
        serial=match["serial"],
    )


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of fifteen digits with the structure, in a text without spaces.

    >>> find("执业证书编码:110420106000123")
    ((7, 22),)
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if decode(with_digits(match.group())) is not None)


KIND = ValueKind(
    name="practice_number", parse=parse, compare=compare, find=find, max_length=40, characters="0-9A-Za-z字第号"
)
