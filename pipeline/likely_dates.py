"""Dates of one page held against each other: which year a date may have whose numerals were lost, and which it has not.

Who graduates enrolled before, and what a paper certifies came before the day on it. That leaves one of the years a
print may stand for, or makes another reading of the same print the likelier. Such a date stays in doubt; and where no
other date tells the years apart that a few numerals may have been, nothing is offered.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from doctypes.values import certificate_number, degree_number, duration, qualification_number
from doctypes.values.chinese_date import SUPPLIED, UNREAD, UNSURE, is_possible
from doctypes.values.lost_years import is_whole, possible_years, year_prints
from doctypes.values.writing import squeezed
from models.doctype import DocumentType
from models.extraction import GIVEN, FieldStatus, Reading

_DATES = frozenset({"chinese_date", "corrected_date", "full_date", "period_start", "period_end"})
_NEXT_BEST = 0.6
"""How much more it may cost to lose a later year's numerals for a recent proof to be of that year."""
_NEAR = 1
_DECODED = (
    ("graduated_on", certificate_number.decode),
    ("issued_on", degree_number.decode),
    ("issued_on", qualification_number.decode),
)
_SERIAL = re.compile("(?!G)[^0-9]*([0-9]{7,})")
"""The serial of a diploma's number, which begins with its year: Z20070034113, 鄂中职毕字201245383号."""
_GRADUATES_LATER = frozenset({"school_certificate"})
"""Papers of who has not graduated yet."""


class _Order(NamedTuple):
    """That one date comes so many years, at least and at most, before another."""

    earlier: str
    later: str
    least: int = 0
    most: int = 80


_ALWAYS = (
    _Order("birth_date", "enrolled_on", 12),
    _Order("birth_date", "graduated_on", 14),
    _Order("birth_date", "started_on", 14),
    _Order("birth_date", "issued_on", 14),
    _Order("enrolled_on", "graduated_on", 1, 12),
    _Order("enrolled_on", "issued_on"),
    _Order("started_on", "ended_on", 0, 6),
    _Order("ended_on", "issued_on", 0, 5),
)
_GRADUATED = (*_ALWAYS, _Order("graduated_on", "issued_on"), _Order("graduated_on", "started_on"))
_GRADUATING = (*_ALWAYS, _Order("issued_on", "graduated_on", 0, 3))


def with_likely_years(readings: Sequence[Reading], doctype: DocumentType) -> list[Reading]:
    """Return the readings of a page, in the order of its type, with doubtful dates settled by the others."""
    kinds = {spec.name: spec.kind for spec in doctype.fields if spec.kind in _DATES}
    facts = {reading.field: reading.value for reading in readings if reading.value and _is_a_fact(reading, kinds)}
    of_number = _year_of_the_number(facts.get("certificate_number", ""))
    if of_number and of_number[0] == "graduated_on" and "graduated_on" in kinds:
        facts.setdefault(*of_number)
    orders = _GRADUATING if doctype.code in _GRADUATES_LATER else _GRADUATED
    page = _Page(facts, orders, of_number)
    return [
        _settled(reading, kinds[reading.field], page) if reading.field in kinds else reading for reading in readings
    ]


class _Page(NamedTuple):
    facts: Mapping[str, str]
    orders: Sequence[_Order]
    of_number: tuple[str, str] | None
    """The date of which its number tells the year, and that year."""


def _is_a_fact(reading: Reading, kinds: Mapping[str, str]) -> bool:
    if reading.fault not in ("", UNREAD) or (reading.rivals and reading.status not in GIVEN):
        return False
    read = _year_print(reading, kinds[reading.field]) if reading.field in kinds else ""
    return not read or is_whole(read) or len(possible_years(read)) == 1


def _year_print(reading: Reading, kind: str) -> str:
    """What stands for the year of a date in its print; empty where the year is written without 年."""
    text = squeezed(reading.raw)
    prints = year_prints(text)
    return text[slice(*prints[-1 if kind == "period_end" else 0])] if prints else ""


def _settled(reading: Reading, kind: str, page: _Page) -> Reading:
    if reading.status is not FieldStatus.DOUBTFUL or not reading.value:
        return reading
    read = _year_print(reading, kind)
    if read and not is_whole(read):
        return _with_its_year(reading, read, page)
    if _fits(reading.field, reading.value, page):
        return replace(reading, rivals=_possible(reading, page))
    fitting = [rival for rival in reading.rivals if _fits(reading.field, rival, page)]
    if len(fitting) != 1:
        return _with_one_figure_mended(reading, page)
    rivals = tuple(sorted({*reading.rivals, reading.value} - {fitting[0]}))
    return replace(reading, value=fitting[0], rivals=rivals)


def _possible(reading: Reading, page: _Page) -> tuple[str, ...]:
    """The rivals of a date, without those of a year that the paper's own number rules out where it bears the date's."""
    year = page.of_number[1] if page.of_number and page.of_number[0] == reading.field else ""
    if not year or not (reading.value or "").startswith(year):
        return reading.rivals
    return tuple(rival for rival in reading.rivals if rival.startswith(year))


def _with_one_figure_mended(reading: Reading, page: _Page) -> Reading:
    """Of a date that cannot be, the year one figure off that another date of the page points at."""
    value = reading.value or ""
    for wanted in _pointed_at(reading, page):
        years = [year for year in range(wanted - _NEAR, wanted + _NEAR + 1) if _one_figure_off(str(year), value[:4])]
        fitting = [year for year in years if _fits(reading.field, f"{year}{value[4:]}", page)]
        if len(fitting) == 1:
            rivals = tuple(sorted({*reading.rivals, value}))
            return replace(reading, value=f"{fitting[0]}{value[4:]}", rivals=rivals, fault=reading.fault or SUPPLIED)
    return reading


def _one_figure_off(year: str, other: str) -> bool:
    return sum(one != another for one, another in zip(year, other, strict=False)) == 1


def _with_its_year(reading: Reading, read: str, page: _Page) -> Reading:
    value = reading.value or ""
    possible = {year: cost for year, cost in possible_years(read).items() if is_possible(f"{year}{value[4:]}")}
    fitting = {year: cost for year, cost in possible.items() if _fits(reading.field, f"{year}{value[4:]}", page)}
    year = _chosen(reading, fitting, page)
    if year is None and reading.fault == UNSURE and reading.rivals:
        return replace(reading, value=reading.rivals[0], rivals=reading.rivals[1:], fault="")
    if year is None and reading.fault == UNSURE:
        return replace(reading, status=FieldStatus.UNREADABLE, value=None, fault="", rivals=())
    if year is None or value.startswith(str(year)):
        return replace(reading, fault=SUPPLIED) if reading.fault == UNSURE else reading
    whole = f"{year}{value[4:]}"
    rivals = tuple(rival for rival in reading.rivals if not whole.startswith(rival))
    return replace(reading, value=whole, rivals=rivals, fault=SUPPLIED if reading.fault != UNREAD else UNREAD)


def _chosen(reading: Reading, fitting: Mapping[int, float], page: _Page) -> int | None:
    """The year that another date of the page points at, or the only one; else, of a proof, the latest likely one."""
    if len(fitting) == 1:
        return next(iter(fitting))
    for wanted in _pointed_at(reading, page):
        near = [year for year in fitting if abs(year - wanted) <= _NEAR]
        if near:
            return min(near, key=lambda year: (abs(year - wanted), fitting[year], -year))
    value = reading.value or ""
    if not fitting or (reading.fault != UNSURE and int(value[:4]) in fitting):
        return None
    told = any(reading.field in (order.earlier, order.later) for order in page.orders for _ in _known(order, page))
    if not told:
        return None
    likely = [year for year, cost in fitting.items() if cost <= min(fitting.values()) + _NEXT_BEST]
    if reading.field == "issued_on":
        return max(likely)
    return min(fitting, key=lambda year: (fitting[year], -year))


def _known(order: _Order, page: _Page) -> Iterator[str]:
    return (field for field in (order.earlier, order.later) if field in page.facts and field != "birth_date")


def _pointed_at(reading: Reading, page: _Page) -> Iterator[int]:
    """Years that the rest of the page gives for a date, the most telling first."""
    value, facts = reading.value or "", page.facts
    yield from (int(rival[:4]) for rival in reading.rivals if rival[4:7] == value[4:7])
    length = duration.parse(facts.get("duration", ""))
    years = round(float(length.value.rstrip("年"))) if length else 0
    if reading.field == "graduated_on" and years and "enrolled_on" in facts:
        yield int(facts["enrolled_on"][:4]) + years
    if reading.field == "enrolled_on" and years and "graduated_on" in facts:
        yield int(facts["graduated_on"][:4]) - years
    if reading.field == "issued_on" and "ended_on" in facts:
        yield int(facts["ended_on"][:4])
    if page.of_number is not None and page.of_number[0] == reading.field:
        yield int(page.of_number[1])


def _year_of_the_number(number: str) -> tuple[str, str] | None:
    """Of which date the number of a paper tells the year, and which: a diploma is of the day of graduation."""
    for field, decode in _DECODED:
        parts = decode(number)
        if parts is not None:
            return field, parts.year
    serial = _SERIAL.match(number)
    year = serial[1][:4] if serial else ""
    return ("graduated_on", year) if year and is_possible(year) else None


def _fits(field: str, value: str, page: _Page) -> bool:
    """Whether a date stands with the others as it must."""
    for order in page.orders:
        earlier, later = (value if field == name else page.facts.get(name, "") for name in (order.earlier, order.later))
        if field in (order.earlier, order.later) and earlier and later and not _in_order(earlier, later, order):
            return False
    return True


def _in_order(earlier: str, later: str, order: _Order) -> bool:
    years = int(later[:4]) - int(earlier[:4])
    length = min(len(earlier), len(later))
    return order.least <= years <= order.most and (years > 0 or earlier[:length] <= later[:length])
