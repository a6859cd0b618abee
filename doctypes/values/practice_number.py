"""Numbers of physicians' practice certificates (医师执业证书编码).

Fifteen digits: level 1 (1 physician, 2 assistant), category 2, province, city and county of the first registration 2
each, serial 6. The structure is known from third parties only and there is no check digit: it never refuses a number.
"""

import re
from dataclasses import dataclass

from doctypes.values.numbers import PROVINCES, all_digits, compact, compare, with_digits
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

_STRUCTURE = re.compile(r"(?P<level>[12])(?P<category>\d\d)(?P<province>\d\d)\d{4}\d{6}")
_FOUND = re.compile(r"(?<![0-9A-Za-z])[12Il][0-9OoIlSBZ]{14}(?:(?![0-9A-Za-z])|(?=(?:19|20)\d\d年))")
LENGTH = "length"
"""Fault of a number that is no refusal: digits may have been lost, or the number is of an unknown older layout."""
_USUAL_LENGTH = 15
_LENGTHS = range(12, 19)
_LEVELS = {"1": "执业医师", "2": "执业助理医师"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeParts:
    """What the digits of a practice number claim."""

    physician_level: str
    category: str
    """Two digits, as in a qualification number."""
    province: str


def parse(raw: str) -> Parsed | None:
    """Take a practice number of about fifteen digits.

    >>> parse("11042 01060 00123").value, parse("第3号") is None
    ('110420106000123', True)
    """
    written = compact(raw)
    number = with_digits(written)
    if len(number) not in _LENGTHS or not all_digits(number):
        return None
    fault = "" if len(number) == _USUAL_LENGTH else LENGTH
    return Parsed(value=number, fault=fault, repaired=number != written)


def decode(value: str) -> PracticeParts | None:
    """Return what the digits claim; None where the number does not follow the structure.

    >>> decode("110420106000123").physician_level, decode("310420106000123") is None
    ('执业医师', True)
    """
    match = _STRUCTURE.fullmatch(value)
    if match is None or match["province"] not in PROVINCES:
        return None
    return PracticeParts(
        physician_level=_LEVELS[match["level"]], category=match["category"], province=match["province"]
    )


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of fifteen digits with the structure, in a text without spaces.

    >>> find("执业证书编码:110420106000123")
    ((7, 22),)
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if decode(with_digits(match.group())) is not None)


KIND = ValueKind(
    name="practice_number", parse=parse, compare=compare, find=find, max_length=28, characters="0-9OoIlSBZ"
)
