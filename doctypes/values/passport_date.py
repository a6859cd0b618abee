"""Dates of passports: 01 JAN 1990, 01 1月/JAN 1990, 01.01.1990 (ICAO 9303, day first), or as Chinese papers print."""

import re

from doctypes.values import chinese_date, full_date
from doctypes.values.look_alikes import as_digits
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = "|".join(MONTHS) + "|0CT|N0V|5EP|JU1"
_REPAIRED = {"0CT": "OCT", "N0V": "NOV", "5EP": "SEP", "JU1": "JUL"}
_DIGIT = "[0-9OIl]"
_ENGLISH = re.compile(
    rf"(?<!\d)(?P<day>{_DIGIT}{{1,2}})[.,/\-]?(?:\d{{1,2}}月)?[.,/\-]?(?P<month>{_MONTH})[A-Z]*[.,/\-]?"
    rf"(?:(?:{_MONTH})[.,/\-]?)?(?P<year>[12]{_DIGIT}{{3}})(?!\d)",
    re.IGNORECASE,
)
_SPECK = re.compile(r"(?<=\d)[*'`\"^~]+(?=[A-Z])|(?<=[A-Z])[*'`\"^~]+(?=\d)")
"""Security print beneath the data page, read between day, month and year."""
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d\d)(?P<mark>[./\-])(?P<month>\d\d)(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)")


def parse(raw: str) -> Parsed | None:
    """Take a date to the day.

    >>> parse("01 JAN 1990").value, parse("15 8月/AUG 1988").value, parse("03.10.2021").value
    ('1990-01-01', '1988-08-15', '2021-10-03')
    >>> parse("09*JAN2017").value
    '2017-01-09'
    >>> parse("1990年1月1日").value, parse("31 FEB 1990").fault
    ('1990-01-01', 'impossible_date')
    """
    text = _SPECK.sub("", squeezed(raw))
    match = _ENGLISH.search(text)
    if match:
        month = match["month"].upper()
        number = MONTHS.index(_REPAIRED.get(month, month)) + 1
        return _dated(as_digits(match["year"]), number, as_digits(match["day"]))
    match = _DAY_FIRST.search(text)
    return _dated(match["year"], int(match["month"]), match["day"]) if match else full_date.parse(raw)


def _dated(year: str, month: int, day: str) -> Parsed:
    value = f"{year}-{month:02d}-{int(day):02d}"
    return Parsed(value=value, fault="" if chinese_date.is_possible(value) else chinese_date.IMPOSSIBLE)


KIND = ValueKind(name="passport_date", parse=parse, compare=chinese_date.compare, max_length=30, sheds_strokes=True)
