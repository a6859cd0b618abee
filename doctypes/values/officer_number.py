"""Numbers of officers', soldiers' and police officers' cards: 军字第1234567号. There is no check digit.

The first characters name the service and vary by time and branch (军, 士, 文, 武, 警, 海 …), so any are taken. A card
of the police may bear digits alone.
"""

import re

from doctypes.values.numbers import MOST_REPAIRS, with_digits
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, same_length_ascii, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_SERVICE = "(?:(?![编号证件码字第])[\u4e00-\u9fff]){1,4}?"
_FORM = re.compile(
    rf"(?:[编证件]{{0,2}}[号码]{{1,2}}:?)?(?P<service>{_SERVICE})[字宇子]第?(?P<number>[0-9A-Za-z]{{4,8}})(?P<end>[号號]?)(?P<scraps>[^0-9A-Za-z]{{0,5}})"
)
_FOUND = re.compile("[\u4e00-\u9fff]字第[0-9A-Za-z]{4,8}号")
_BARE = re.compile(r"\d{6,8}")
_FEWEST_DIGITS = 8 - MOST_REPAIRS - 1
_NUMBER_ONLY = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="number_only")


def parse(raw: str) -> Parsed | None:
    """Take a card's number.

    >>> parse("军 字第 1234567 号").value, parse("军宇第1234567号").value, parse("012345").value
    ('军字第1234567号', '军字第1234567号', '012345')
    >>> parse("军字第号") is None, parse("军字第1234567队政治").repaired
    (True, True)
    """
    written = trimmed(raw)
    match = _FORM.fullmatch(written)
    if match is None:
        number = with_digits(written)
        return Parsed(value=number, repaired=number != written) if _BARE.fullmatch(number) else None
    number = with_digits(match["number"]).upper()
    if sum(char.isdigit() for char in number) < _FEWEST_DIGITS:
        return None
    return Parsed(value=f"{match['service']}字第{number}号", repaired=_is_mended(match, number))


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers; digits alone equal the number that has them (number_only).

    >>> compare("军字第1234567号", "1234567").rule, compare("军字第1234567号", "士字第1234567号").outcome.value
    ('number_only', 'conflict')
    """
    if printed == stated:
        return EQUAL
    (ours, our_number), (theirs, their_number) = _parts(printed), _parts(stated)
    if our_number != their_number:
        return CONFLICT
    if ours == theirs:
        return WRITTEN_FORM
    return CONFLICT if ours and theirs else _NUMBER_ONLY


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers in a text without spaces.

    >>> find("编号:军字第1234567号")
    ((3, 14),)
    """
    return tuple(match.span() for match in _FOUND.finditer(same_length_ascii(text)) if parse(match.group()))


def _is_mended(match: re.Match[str], number: str) -> bool:
    """Letters were read as digits, or a seal's scraps stand where 号 ought to."""
    return number != match["number"].upper() or (bool(match["scraps"]) and not match["end"])


def _parts(number: str) -> tuple[str, str]:
    written = trimmed(number)
    match = _FORM.fullmatch(written)
    return (match["service"], match["number"].upper()) if match else ("", written.upper())


KIND = ValueKind(
    name="officer_number",
    parse=parse,
    compare=compare,
    find=find,
    max_length=24,
    characters="军士文职武警兵学海空字第号0-9A-Za-z",
)
