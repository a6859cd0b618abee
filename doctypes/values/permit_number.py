"""Numbers of travel permits of Hong Kong, Macau and Taiwan residents (来往内地通行证, 来往大陆通行证).

H or M with eight digits (card of 2013), or with ten (card of 1999), of which the last two count the re-issues; Taiwan:
eight digits (card), or ten and a letter (booklet). There is no check digit. The first nine characters of an H or M
number are a person's for life.
"""

import re

from doctypes.values.numbers import canonical, compact, with_digits
from doctypes.values.writing import compare_as_written, same_length_ascii
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_SPECIAL_REGION = re.compile(r"[HM]\d{8}(?:\d\d)?")
_TAIWAN = re.compile(r"\d{8}(?:\d\d[A-Z])?")
_NUMERO = re.compile(r"^N[oO0](?=[HMhm]\d)")
_LETTERS = "OoDIlSBZ"
_FOUND = re.compile(rf"(?<![0-9A-Za-z<])[HM]\d[0-9{_LETTERS}]{{7}}(?:[0-9{_LETTERS}]{{2}})?(?![0-9A-Za-z<])")
_FOR_LIFE = 9
"""Characters of an H or M number that a re-issue leaves alone."""
_OF_TAIWAN = 8
_REISSUED = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="reissue_count")
_PERHAPS_REISSUED = Likeness(outcome=Outcome.DOUBTFUL, rule="reissue_count")


def parse(raw: str) -> Parsed | None:
    """Take a permit number; letters among its digits are read as the digits they stand for.

    >>> parse("H 1234 5678").value, parse("m1234567801").value, parse("H123456O8").repaired
    ('H12345678', 'M1234567801', True)
    >>> parse("01234567").value, parse("0123456701(B)").value, parse("H1234567")
    ('01234567', '0123456701B', None)
    """
    written = _NUMERO.sub("", compact(raw)).upper()
    number = _with_digits(written)
    if not number.isascii() or not (_SPECIAL_REGION.fullmatch(number) or _TAIWAN.fullmatch(number)):
        return None
    return Parsed(value=number, repaired=number != written)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers; of H and M only the first nine characters count (reissue_count).

    Of Taiwan the short and the long form of one number are doubtful by the same rule: that the first eight digits are
    a person's for life there, too, is not confirmed.

    >>> compare("H12345678", "H1234567802").rule, compare("H12345678", "H12345679").outcome.value
    ('reissue_count', 'conflict')
    >>> compare("01234567", "0123456702B").outcome.value
    'doubtful'
    """
    ours, theirs = canonical(printed), canonical(stated)
    if ours != theirs:
        if ours[:_FOR_LIFE] == theirs[:_FOR_LIFE] and _are(_SPECIAL_REGION, ours, theirs):
            return _REISSUED
        if len(ours) != len(theirs) and ours[:_OF_TAIWAN] == theirs[:_OF_TAIWAN] and _are(_TAIWAN, ours, theirs):
            return _PERHAPS_REISSUED
    return compare_as_written(printed, stated, canonical)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers that begin with H or M, in a text without spaces.

    >>> find("证件号码H12345678")
    ((4, 13),)
    """
    return tuple(match.span() for match in _FOUND.finditer(same_length_ascii(text)) if parse(match.group()))


def is_permit(number: str) -> bool:
    """Tell whether canonical text has the form of a permit's number.

    >>> is_permit("H12345678"), is_permit("01234567"), is_permit("11010519491231002X")
    (True, True, False)
    """
    return bool(_SPECIAL_REGION.fullmatch(number) or _TAIWAN.fullmatch(number))


def _with_digits(written: str) -> str:
    if written[:1] in ("H", "M"):
        return written[0] + with_digits(written[1:])
    if len(written) == _OF_TAIWAN + 3:
        return with_digits(written[:-1]) + written[-1]
    return with_digits(written)


def _are(form: re.Pattern[str], *numbers: str) -> bool:
    return all(form.fullmatch(number) for number in numbers)


KIND = ValueKind(name="permit_number", parse=parse, compare=compare, find=find, max_length=20, characters="0-9A-Za-z()")
