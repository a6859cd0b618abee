"""The machine-readable zone of passports: two lines of 44 characters (ICAO 9303-4, form TD3).

The second line has check digits over number, birth and expiry (weights 7, 3, 1), so what passes is as good as proved.
A line is believed where two of the three pass. The name has no check; of Chinese passports it is the romanised one and
is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from doctypes.printed import Print
from doctypes.values.look_alikes import as_digits

PARTS = frozenset({"name", "number", "birth_date", "gender", "valid_until"})
"""What a definition may take from the zone."""

_FILLER = str.maketrans("く〈‹«《≤＜(", "<<<<<<<<")
_LETTER_FOR = str.maketrans("01258", "OIZSB")
_FIGURE = "[0-9OQDILSBZG]"
_SECOND = re.compile(
    rf"(?=(?P<number>[A-Z0-9<]{{9}})(?P<number_check>{_FIGURE})(?P<state>[A-Z<][A-Z0-9<]{{2}})"
    rf"(?P<birth>{_FIGURE}{{6}})(?P<birth_check>{_FIGURE})(?P<sex>[MFXN<])"
    rf"(?P<expiry>{_FIGURE}{{6}})(?P<expiry_check>{_FIGURE}))"
)
_WORDS = "[A-Z]+(?:<[A-Z]+)*"
_FIRST = re.compile(rf"P[A-Z<](?P<state>[A-Z]{{3}}|D<<)(?P<surname>{_WORDS})<<(?P<given>{_WORDS})<<")
_CHINA = frozenset({"CHN", "HKG", "MAC", "TWN"})
_WEIGHTS = (7, 3, 1)
_ENOUGH = 2
_GENDERS = {"M": "男", "F": "女"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneValue:
    """One value of the zone, written as a kind of value can take it."""

    part: str
    raw: str
    places: tuple[int, ...]
    checked: bool
    """Its check digit bears it out."""


def zone_values(page: Print) -> tuple[ZoneValue, ...]:
    """Read the zone off the rows of a page; nothing where there is none, or where its check digits do not pass."""
    found: list[ZoneValue] = []
    for start, end in page.rows:
        row = page.text[start:end].upper().translate(_FILLER)
        if len(row) == end - start:
            found += _second_line(row, start)
            found += _first_line(row, start)
    return tuple(found)


def check_digit(text: str) -> str:
    """Return the check digit of a piece of the zone (ICAO 9303-3, 4.9).

    >>> check_digit("D23145890"), check_digit("520727")
    ('7', '3')
    """
    total = sum(_worth(char) * _WEIGHTS[place % 3] for place, char in enumerate(text))
    return str(total % 10)


def _worth(char: str) -> int:
    if char == "<":
        return 0
    return int(char) if char.isdigit() else ord(char) - ord("A") + 10


def _second_line(row: str, start: int) -> Iterator[ZoneValue]:
    for match in _SECOND.finditer(row):
        number = _number(match["number"], match["number_check"])
        birth, expiry = (_passed(match[part], match[f"{part}_check"]) for part in ("birth", "expiry"))
        if sum(part is not None for part in (number, birth, expiry)) >= _ENOUGH:
            yield from _values(match, number, birth, expiry, start)
            return


def _values(
    match: re.Match[str], number: str | None, birth: str | None, expiry: str | None, start: int
) -> Iterator[ZoneValue]:
    if number:
        yield _value("number", number.strip("<"), match, "number", start, checked=True)
    if expiry:
        yield _value("valid_until", _date(expiry, "20"), match, "expiry", start, checked=True)
    if birth and expiry:
        youngest = int(expiry[:2]) - 1
        century = "20" if int(birth[:2]) <= youngest else "19"
        yield _value("birth_date", _date(birth, century), match, "birth", start, checked=True)
        if match["sex"] in _GENDERS:
            yield _value("gender", _GENDERS[match["sex"]], match, "sex", start, checked=False)


def _first_line(row: str, start: int) -> Iterator[ZoneValue]:
    row = row.translate(_LETTER_FOR)  # names hold no digit
    match = _FIRST.search(row)
    if match is None or match["state"] in _CHINA:
        return
    letters = [place for place in range(*_span(match)) if row[place] != "<"]
    yield ZoneValue(
        part="name",
        raw="".join(row[place] for place in letters),
        places=tuple(start + place for place in letters),
        checked=False,
    )


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.start("surname"), match.end("given")


def _value(part: str, raw: str, match: re.Match[str], group: str, start: int, *, checked: bool) -> ZoneValue:
    places = tuple(range(start + match.start(group), start + match.end(group)))
    return ZoneValue(part=part, raw=raw, places=places, checked=checked)


def _passed(figures: str, check: str) -> str | None:
    digits = as_digits(figures)
    return digits if digits.isdigit() and check_digit(digits) == as_digits(check) else None


def _number(written: str, check: str) -> str | None:
    """The number as it is read, or with the letters behind its first two as digits, whichever passes its check."""
    for trial in (written, written[:1] + as_digits(written[1:]), written[:2] + as_digits(written[2:])):
        if check_digit(trial) == as_digits(check):
            return trial
    return None


def _date(figures: str, century: str) -> str:
    return f"{century}{figures[:2]}-{figures[2:4]}-{figures[4:]}"
