"""Online verification codes of CHSI reports (在线验证码): 12 digits, later 16 characters of 0-9 and A-Z.

Every 16-character code seen begins with A. No check is known, so the form of a code proves nothing; and as letters and
digits stand mixed, O and 0, I and 1 cannot be told apart by rule.
"""

import re

from doctypes.values.look_alikes import as_digits
from doctypes.values.numbers import all_digits, canonical, compact, with_digits
from doctypes.values.writing import compare_as_written, same_length_ascii
from models.doctype import Likeness, Outcome, Parsed, ValueKind

LENGTH = "length"

_OLD, _NEW = 12, 16
_NEAR = range(10, 19)
_FOUND = re.compile(r"(?<![0-9A-Za-z])A[0-9A-Z]{15}(?![0-9A-Za-z])")
_FEWEST_DIGITS = 3
"""Of print that has another length than a code. One code of 16 characters in a hundred has no digit at all."""
_LOOK_ALIKE = Likeness(outcome=Outcome.DOUBTFUL, rule="look_alike")


def parse(raw: str) -> Parsed | None:
    """Take a code; one of another length than 12 or 16 carries the fault `length`.

    >>> parse("A1B2 C3D4 E5F6 G7H8").value, parse("1234 5678 901O").value, parse("1234567890123").fault
    ('A1B2C3D4E5F6G7H8', '123456789010', 'length')
    """
    written = compact(raw)
    code = with_digits(written) if len(written) == _OLD else written
    code = code.upper()
    if len(code) not in _NEAR or not (code.isascii() and code.isalnum()):
        return None
    if len(code) != _NEW and _digits(code) < _FEWEST_DIGITS:
        return None
    sound = len(code) == _NEW or (len(code) == _OLD and all_digits(code))
    return Parsed(value=code, fault="" if sound else LENGTH, repaired=code != written.upper())


def compare(printed: str, stated: str) -> Likeness:
    """Compare two codes; a letter against the digit it is misread for is doubtful (look_alike), never digit for digit.

    >>> compare("AO12345678901234", "A012345678901234").rule
    'look_alike'
    >>> compare("A312345678901234", "A812345678901234").outcome.value
    'conflict'
    """
    likeness = compare_as_written(printed, stated, canonical)
    if likeness.outcome is Outcome.CONFLICT and _same_but_for_letters(canonical(printed), canonical(stated)):
        return _LOOK_ALIKE
    return likeness


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find codes of 16 characters that begin with A and hold a digit, in a text without spaces.

    >>> find("在线验证码A1B2C3D4E5F6G7H8")
    ((5, 21),)
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if _digits(match.group()))


def _digits(text: str) -> int:
    return sum(all_digits(char) for char in text)


def _same_but_for_letters(ours: str, theirs: str) -> bool:
    return len(ours) == len(theirs) == _NEW and as_digits(ours) == as_digits(theirs)


KIND = ValueKind(
    name="verification_code",
    parse=parse,
    compare=compare,
    find=find,
    max_length=28,
    characters="0-9A-Za-z",
    ambiguous="O0",
)
