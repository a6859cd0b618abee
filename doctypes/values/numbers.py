"""What all numbers without a check digit have in common: how they are written, repaired and compared."""

import re

from doctypes.values.look_alikes import as_digits
from doctypes.values.writing import compare_as_written, trimmed
from models.doctype import Likeness, Parsed

_NUMERO = re.compile(r"^(?:N[oO0])+(?=\d)")
_FEWEST_DIGITS = 3
_JOINTS = re.compile(r"[-—–_.·,、:()]")
_SPECKS = re.compile(r"[_.·,、:]")
_BEHIND = re.compile("。.*")
"""The sentence behind a number, where a letter says it."""
_KEPT = "-()〔〕"
"""Joints that are part of a number as it is printed; all are forgiven where two numbers are compared."""
_WRITTEN = str.maketrans({**dict.fromkeys("—–", "-"), **dict.fromkeys("[【", "〔"), **dict.fromkeys("]】", "〕")})

_LETTERS = re.compile("([A-Z])\\1(?=[0-9]{4})")
"""A letter twice, in front of digits: of a misread digit, two in a row would both be misread."""

_SET_OFF = re.compile("[A-Z]{2,3}(?=-)")
"""Letters that a dash sets off, as in ZS-2010-00482."""

MOST_REPAIRS = 3
"""More letters than this among digits are no misreading."""

_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82"
PROVINCES = frozenset(_PROVINCES.split())
"""GB/T 2260, first two digits; 66 is the Xinjiang corps, which numbers its own certificates."""


def compact(raw: str) -> str:
    """Return a number without spaces, joints, brackets and №, case kept.

    >>> compact(" 1048 6120 1705-000001。")
    '104861201705000001'
    """
    return _NUMERO.sub("", _JOINTS.sub("", trimmed(raw)))


def canonical(raw: str) -> str:
    """Return a number as it is compared: compact, upper case, and without brackets of any kind.

    >>> canonical("鄂师承字〔2021〕6496号") == canonical("鄂师承字(2021) 6496 号")
    True
    """
    return "".join(char for char in compact(raw.translate(_WRITTEN)).upper() if char not in _KEPT)


def all_digits(text: str) -> bool:
    """Tell whether the text is ASCII digits throughout and not empty."""
    return text.isascii() and text.isdigit()


def with_digits(text: str) -> str:
    """Return the text with at most a few letters read as the digits they stand for, or the text as it is.

    >>> with_digits("10486I2O17"), with_digits("SOS1")
    ('1048612017', 'SOS1')
    """
    digits = as_digits(text)
    changed = sum(a != b for a, b in zip(digits, text, strict=True))
    return digits if all_digits(digits) and changed <= min(MOST_REPAIRS, len(text) // 4) else text


def number_as_printed(raw: str, shape: re.Pattern[str], another: re.Pattern[str]) -> Parsed | None:
    """Take a number of which no layout is known: it has the shape, a few digits, and no word of other print.

    The first character may be a letter, as many such numbers begin with one; so may the first two, as in ZZ2020, and
    what a dash sets off. Dashes
    and brackets within it are kept, of whatever kind the reader took them for; shapes are told without them.
    """
    printed = with_joints(_BEHIND.sub("", raw.lstrip("为是")))
    written = "".join(char for char in printed if char not in _KEPT)
    first = _LETTERS.match(written) or _SET_OFF.match(printed)
    lead = first.end() if first else 1
    number = (written[:lead] + with_digits(written[lead:])).upper()
    if not shape.fullmatch(number) or sum(map(all_digits, number)) < _FEWEST_DIGITS or another.search(number):
        return None
    rest = iter(number)
    value = "".join(char if char in _KEPT else next(rest) for char in printed)
    return Parsed(value=value, repaired=number != written.upper())


def with_joints(raw: str) -> str:
    """Return a number without spaces, №, and marks that are none of its own; its dashes and brackets in one form.

    >>> with_joints("鄂师承字【2021] 6496 号"), with_joints("-4205—2010.0012")
    ('鄂师承字〔2021〕6496号', '4205-20100012')
    """
    return _NUMERO.sub("", _SPECKS.sub("", trimmed(raw)).translate(_WRITTEN).strip("-"))


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers: only spaces, joints, widths and case are forgiven.

    >>> compare("1048 6120", "10486120").rule, compare("10486120", "10486128").outcome.value
    ('written_form', 'conflict')
    """
    return compare_as_written(printed, stated, canonical)
