"""Citizen identity numbers: GB 11643-1999, six digits of address, birth date, sequence (odd for men), check character.

The check is ISO 7064 MOD 11-2: every single misread digit and every swap of two different neighbours is noticed. The
older form of 15 digits (GB 11643-1989) has a year of two digits and no check. Residence permits of Hong Kong, Macau and
Taiwan people (81, 82, 83) and the permanent residence card of 2023 (9) follow the same check.
"""

import re

from doctypes.values.chinese_date import IMPOSSIBLE, is_possible
from doctypes.values.look_alikes import DIGIT_FOR, as_digits
from doctypes.values.numbers import PROVINCES
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, same_length_ascii, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
CHECK_DIGIT = "check_digit"
FIRST_DIGIT_LOST = "first_digit_lost"
"""Fault: 17 characters were read, and the check gives the one that is missing in front."""

CUT = "cut"
"""Fault: 15 digits with a century where the older form has the year of birth: three of 18 were not read."""

_CENTURIES = frozenset({"19", "20"})
"""Who was born in 1919 or 1920 bore no number when physicians were first examined, in 1999."""
_FIFTEEN_DIGIT_FORM = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="fifteen_digit_form")
_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z|]{15,18}(?![0-9A-Za-z])")
_SCRAP_BEHIND = re.compile(r"\d{17}[\dX][A-Za-z]")
"""A number and one letter: X read twice, or the edge of the next cell."""
_SEVENTEEN = re.compile(r"\d{16}[\dXx]", re.ASCII)
_FEWEST_DIGITS = 12
"""Print with fewer true digits than this is not repaired: it is hardly a number."""

_CONFUSABLE = "0-9" + "".join(mark for mark in DIGIT_FOR if mark.isascii() and mark.isalpha())
# One letter in front is a scrap of the label's or the card's edge, unless it may be a digit misread.
# A pupil's number is G or L and the citizen's: nothing says that the paper names the latter.
_FOUND = re.compile(
    rf"(?<![{_CONFUSABLE}GL])(?<![A-Za-z]{{2}})[1-9Il][{_CONFUSABLE}]{{16}}[{_CONFUSABLE}Xx]"
    r"(?![0-9A-Za-z])|(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?=(?:19|20)\d\d年)"
)


def parse(raw: str) -> Parsed | None:
    """Take a citizen ID of 18 or 15 digits; a repaired one where exactly one replacement satisfies the check.

    >>> parse("11010519491231002x")
    Parsed(value='11010519491231002X', fault='', checked=True, repaired=False)
    >>> parse("11010519491231002XV").value
    '11010519491231002X'
    >>> parse("1101O519491231002X").repaired, parse("110105194912310021").fault
    (True, 'check_digit')
    >>> parse("1010519491331002X"), parse("1010519491231002X").fault
    (None, 'first_digit_lost')
    >>> parse("110105491231002").fault, parse("110105194912310").fault
    ('', 'cut')
    """
    written = trimmed(raw)
    if _SEVENTEEN.fullmatch(written):
        return _with_its_first_digit(written.upper())
    if len(written) not in (15, 18):
        runs = [written[:18]] if _SCRAP_BEHIND.fullmatch(written) and is_valid(written[:18]) else _RUN.findall(written)
        if len(runs) != 1 or len(runs[0]) not in (15, 18):
            return None
        written = runs[0]
    return _eighteen(written) if len(written) == 18 else _fifteen(written)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers; the rule fifteen_digit_form equates old and new form of one number, nothing is ever near.

    >>> compare("11010519491231002X", "110105491231002").rule
    'fifteen_digit_form'
    >>> compare("11010519491231002X", "110105194912310038").outcome.value
    'conflict'
    """
    if printed == stated:
        return EQUAL
    ours, theirs = trimmed(printed).upper(), trimmed(stated).upper()
    if ours == theirs:
        return WRITTEN_FORM
    if {len(ours), len(theirs)} == {15, 18} and _full_form(ours) == _full_form(theirs):
        return _FIFTEEN_DIGIT_FORM
    return CONFLICT


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of 18 characters that pass the check, as printed or repaired, in a text without spaces.

    >>> find("公民身份号码11010519491231002X")
    ((6, 24),)
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if _is_sound(match.group()))


def check_character(head: str) -> str:
    """Return the check character of 17 digits by ISO 7064 MOD 11-2.

    >>> check_character("11010519491231002")
    'X'
    """
    return CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=True)) % 11]


def is_valid(number: str) -> bool:
    """Tell whether 18 characters are digits that satisfy the check.

    >>> is_valid("11010519491231002X"), is_valid("110105194912310021")
    (True, False)
    """
    head = number[:17]
    if len(number) != 18 or not (head.isascii() and head.isdigit()):
        return False
    return check_character(head) == number[17]


def birth_date(number: str) -> str:
    """Return the birth date inside a number of 15 or 18 digits, ISO 8601, whether or not the calendar holds it.

    >>> birth_date("110105491231002")
    '1949-12-31'
    """
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def gender(number: str) -> str:
    """Return the sex that the sequence digit of a number of 15 or 18 digits states.

    >>> gender("11010519491231002X")
    '女'
    """
    return "男" if int(number[16] if len(number) == 18 else number[14]) % 2 else "女"


def eighteen_digit_form(fifteen: str) -> str:
    """Return the 18-digit form of a number of 15 digits.

    >>> eighteen_digit_form("110105491231002")
    '11010519491231002X'
    """
    head = fifteen[:6] + "19" + fifteen[6:]
    return head + check_character(head)


def _eighteen(written: str) -> Parsed | None:
    number = written.upper()
    head, last = number[:17], number[17]
    if head.isascii() and head.isdigit() and last in "0123456789X":
        fault = "" if is_valid(number) else CHECK_DIGIT
        return Parsed(value=number, fault=fault or _date_fault(number), checked=not fault)
    if sum(char.isascii() and char.isdigit() for char in number) < _FEWEST_DIGITS:
        return None
    return _read_as_digits(written) or _solved(number) or Parsed(value=number, fault=CHECK_DIGIT)


def _read_as_digits(written: str) -> Parsed | None:
    """Read letters as the digits they stand for; the check says whether that was right."""
    last = written[17].upper()
    number = as_digits(written[:17]) + (last if last == "X" else as_digits(written[17]))
    if is_valid(number) and not _date_fault(number):
        return Parsed(value=number, checked=True, repaired=True)
    return None


def _solved(number: str) -> Parsed | None:
    """Solve for the only character that is no digit: at most one satisfies the check, which is used up by it."""
    unknown = [place for place, char in enumerate(number[:17]) if not (char.isascii() and char.isdigit())]
    if number[17] not in "0123456789X":
        unknown.append(17)
    if len(unknown) != 1:
        return None
    place = unknown[0]
    trials = (number[:place] + char + number[place + 1 :] for char in CHECK_CHARACTERS)
    fitting = [trial for trial in trials if is_valid(trial) and not _date_fault(trial)]
    return Parsed(value=fitting[0], repaired=True) if len(fitting) == 1 else None


def _with_its_first_digit(written: str) -> Parsed | None:
    """Put back the digit that readers lose behind a label without a colon: 号码4212 is read as 号码212.

    The check leaves one digit at most; the province and the birth date at its place say that it is the first.
    """
    wholes = (digit + written for digit in "123456789")
    whole = next((number for number in wholes if is_valid(number)), None)
    if whole is None or whole[:2] not in PROVINCES or _date_fault(whole):
        return None
    return Parsed(value=whole, fault=FIRST_DIGIT_LOST, repaired=True)


def _fifteen(written: str) -> Parsed | None:
    number = as_digits(written)
    if not (number.isascii() and number.isdigit()) or sum(char.isdigit() for char in written) < _FEWEST_DIGITS:
        return None
    fault = CUT if number[6:8] in _CENTURIES else _date_fault(number)
    return Parsed(value=number, fault=fault, repaired=number != written)


def _is_sound(written: str) -> bool:
    found = _eighteen(written)
    return found is not None and found.checked and not found.fault


def _date_fault(number: str) -> str:
    return "" if is_possible(birth_date(number)) else IMPOSSIBLE


def _full_form(number: str) -> str:
    if len(number) == 15 and number.isascii() and number.isdigit():
        return eighteen_digit_form(number)
    return number


KIND = ValueKind(name="citizen_id", parse=parse, compare=compare, find=find, max_length=24, characters="0-9XxOoIlSBZ")
