"""Numbers of passports: six to twelve letters and digits, at least one of them a digit, upper case.

ICAO 9303 allows nine characters in the machine-readable zone; some states print longer numbers. As letters and digits
stand mixed, O and 0, I and 1 cannot be told apart by rule: only the zone's check digit can.
"""

import re

from doctypes.values.look_alikes import as_digits
from doctypes.values.numbers import canonical, compact
from doctypes.values.writing import compare_as_written
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_FORM = re.compile(r"(?=.*\d)[0-9A-Z]{6,12}")
_TELEPHONE = re.compile(r"1[3-9]\d{9}")
"""A mobile number, which forms print beside it."""
_DATE = re.compile(r"\d{0,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\d+")
_NUMERO = re.compile(r"^NO(?=[A-Z]{1,2}\d{6})")
_LOOK_ALIKE = Likeness(outcome=Outcome.DOUBTFUL, rule="look_alike")


def parse(raw: str) -> Parsed | None:
    """Take a passport number; None for a date and for words.

    >>> parse("e1234 5678").value, parse("No.E12345678").value
    ('E12345678', 'E12345678')
    >>> parse("01 JAN 1990"), parse("PASSPORT"), parse("E1234")
    (None, None, None)
    >>> parse("13812345678") is None
    True
    """
    number = _NUMERO.sub("", compact(raw).upper())
    if not number.isascii() or not _FORM.fullmatch(number) or _DATE.fullmatch(number) or _TELEPHONE.fullmatch(number):
        return None
    return Parsed(value=number)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers; a letter against the digit it is misread for is doubtful (look_alike).

    >>> compare("EO1234567", "E01234567").rule, compare("E12345678", "E12345679").outcome.value
    ('look_alike', 'conflict')
    """
    likeness = compare_as_written(printed, stated, canonical)
    if likeness.outcome is Outcome.CONFLICT:
        ours, theirs = canonical(printed), canonical(stated)
        if len(ours) == len(theirs) and as_digits(ours) == as_digits(theirs):
            return _LOOK_ALIKE
    return likeness


KIND = ValueKind(
    name="passport_number", parse=parse, compare=compare, max_length=20, characters="0-9A-Za-z", ambiguous="OI"
)
