"""Numbers of physicians' qualification certificates (医师资格证书编码).

Year 4, province 2, level 1 (1 physician, 2 assistant), category 2, then the holder's citizen ID of 15 or 18 characters:
24 or 27 in all. The embedded ID of 18 brings its MOD 11-2 check along, and with it a proof of birth date and sex.
"""

import re
from dataclasses import dataclass

from doctypes.values import citizen_id, numbers
from doctypes.values.look_alikes import DIGIT_FOR
from doctypes.values.numbers import all_digits, compact, with_digits
from doctypes.values.writing import same_length_ascii
from models.doctype import Likeness, Outcome, Parsed, ValueKind

LENGTH = "length"

_HEAD = 9
_LENGTHS = (24, 27)
_MOST_CUT = 6
"""Digits that a number may lose at the end of a line while the ID number beside it tells them."""
_NEAR = range(22, 30)
"""Nothing else printed on these papers is as long: a digit was lost or doubled."""
_STRUCTURE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<province>\d\d)(?P<level>[12])(?P<category>\d\d)(?P<id>\d{15}|\d{17}[\dX])"
)
_LETTERS = "".join(mark for mark in DIGIT_FOR if mark.isascii() and mark.isalpha())
_FOUND = re.compile(
    rf"(?<![0-9A-Za-z])[12][09Oo][0-9{_LETTERS}]{{21}}[0-9{_LETTERS}]?(?:[0-9{_LETTERS}]{{2}}[0-9Xx{_LETTERS}])?"
    r"(?:(?![0-9A-Za-z])|(?=(?:19|20)\d\d年))"
)
_LEVELS = {"1": "执业医师", "2": "执业助理医师"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationParts:
    """What the digits of a qualification number claim."""

    year: str
    """Of the examination; 1998 for titles held before the law."""
    province: str
    physician_level: str
    category: str
    """Two digits; 10 临床, 20 口腔, 30 公共卫生, 41 中医, and others whose meaning is not confirmed."""
    id_number: str


def completed(number: str, id_number: str) -> str | None:
    """Return a number that lost its last digits with those of the ID number that it holds; None where it is not cut.

    >>> completed("20154211011010519491231002", "11010519491231002X")
    '20154211011010519491231002X'
    >>> completed("20154211011010519491231002", "110105194812310038") is None
    True
    """
    inner = number[_HEAD:]
    if not len(id_number) - _MOST_CUT <= len(inner) < len(id_number) or not id_number.startswith(inner):
        return None
    whole = number[:_HEAD] + id_number
    return whole if _STRUCTURE.fullmatch(whole) else None


def parse(raw: str) -> Parsed | None:
    """Take a qualification number; checked where the ID inside passes its check.

    >>> parse("2015 4211 0110 1051 9491 2310 02X")
    Parsed(value='20154211011010519491231002X', fault='', checked=True, repaired=False)
    >>> parse("201542110110105194912310021").fault, parse("2015421101101051949123100").fault
    ('check_digit', 'length')
    >>> parse("0154211011010519491231002X")
    Parsed(value='20154211011010519491231002X', fault='first_digit_lost', checked=False, repaired=True)
    """
    written = compact(raw)
    if len(written) not in _NEAR or not (written.isascii() and written.isalnum()):
        return None
    if len(written) not in _LENGTHS:
        number = with_digits(written).upper()
        if not all_digits(number.rstrip("X")):
            return None
        return _with_its_first_digit(number) or Parsed(value=number, fault=LENGTH)
    head, inner = with_digits(written[:_HEAD]), citizen_id.parse(written[_HEAD:])
    if inner is None or not all_digits(head):
        return None
    number = head + inner.value
    return Parsed(
        value=number,
        fault=inner.fault,
        checked=inner.checked and not inner.fault,
        repaired=inner.repaired or head != written[:_HEAD],
    )


def _with_its_first_digit(number: str) -> Parsed | None:
    """Put back the first digit of the year, which readers lose behind a label without a colon."""
    whole = ("2" if number.startswith("0") else "1") + number
    parts = _STRUCTURE.fullmatch(whole)
    if parts is None or not citizen_id.is_valid(parts["id"]):
        return None
    return Parsed(value=whole, fault=citizen_id.FIRST_DIGIT_LOST, repaired=True)


def decode(value: str) -> QualificationParts | None:
    """Return what the digits claim; None where the number does not follow the structure.

    >>> parts = decode("20154211011010519491231002X")
    >>> parts.physician_level, parts.category, parts.id_number
    ('执业医师', '10', '11010519491231002X')
    """
    match = _STRUCTURE.fullmatch(value)
    if match is None:
        return None
    return QualificationParts(
        year=match["year"],
        province=match["province"],
        physician_level=_LEVELS[match["level"]],
        category=match["category"],
        id_number=match["id"],
    )


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers; the rule fifteen_digit_form equates those that hold old and new form of one ID number.

    >>> compare("201542110110105491231002", "20154211011010519491231002X").rule
    'fifteen_digit_form'
    """
    likeness = numbers.compare(printed, stated)
    ours, theirs = numbers.canonical(printed), numbers.canonical(stated)
    if likeness.outcome is not Outcome.CONFLICT or ours[:_HEAD] != theirs[:_HEAD]:
        return likeness
    inner = citizen_id.compare(ours[_HEAD:], theirs[_HEAD:])
    return inner if inner.outcome.agrees else likeness


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of 24 or 27 characters with the structure, in a text without spaces.

    >>> find("编码:20154211011010519491231002X")
    ((3, 30),)
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if _has_structure(match.group()))


def _has_structure(written: str) -> bool:
    found = parse(written)
    return found is not None and decode(found.value) is not None


KIND = ValueKind(
    name="qualification_number",
    parse=parse,
    compare=compare,
    find=find,
    max_length=40,
    characters="0-9XxOoIlSBZ",
    says_what_it_is=True,
)
