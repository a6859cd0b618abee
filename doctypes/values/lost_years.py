"""Years of which a reader lost numerals, and which years they may have been.

〇, 一 and 二 are the thinnest of print, and a reader leaves them out or takes two for one; a figure is lost where two
stand side by side or a stamp crosses it. No other numeral is ever taken for lost, so that a print has few readings.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from doctypes.values.numerals import unified

EARLIEST, LATEST = 1940, 2029
"""Of dates that a paper tells; until when a card is valid may lie beyond, and is read whole or not at all."""
_WHOLE = 4
_COSTS = MappingProxyType({"0": 1.0, "1": 1.5, "2": 1.5})
"""What losing a numeral costs: rings get lost most."""
_TWICE = 1.2
"""What it costs to take two of the same that stand side by side for one."""
_PAIR = 1.5
"""What it costs to take 二〇二〇 for 二〇."""
_FIGURE = 1.5
PUT_IN = "◯"
"""Stands for a numeral that was not read, but for which there is room: a ring most often, and 一 or 二 at times."""
_ROOM = "?"
_NUMERAL = "[一二三四五六七八九〇○◯零OQ0-9]"
_YEAR_PRINT = re.compile(f"(?<!{_NUMERAL})(?<!{_NUMERAL}[。.])(?<!十){_NUMERAL}{{1,4}}(?=年)")


def year_prints(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of what stands for a year before each 年 of a text without spaces.

    >>> year_prints("二三年六月至二〇二四年五月")
    ((0, 2), (6, 10))
    """
    return tuple(match.span() for match in _YEAR_PRINT.finditer(text))


def is_whole(print_of_year: str) -> bool:
    """Tell whether every numeral of a year was read.

    >>> is_whole("二〇二三"), is_whole("二三"), is_whole("二◯◯三")
    (True, False, False)
    """
    return len(print_of_year) == _WHOLE and PUT_IN not in print_of_year


def is_unsure(print_of_year: str) -> bool:
    """Tell whether what is left of a year says too little to put in the rest of it without another date beside it.

    >>> [is_unsure(print) for print in ("七", "二〇", "二〇〇", "二三", "二〇二", "一九九")]
    [True, True, True, False, False, False]
    """
    read = unified(print_of_year.replace(PUT_IN, ""))
    return len(read) == 1 or read == "200" or (len(read) == _WHOLE - 2 and not set(read) - set(_COSTS))


@lru_cache(maxsize=1024)
def possible_years(print_of_year: str) -> Mapping[int, float]:
    """Return the years that may have left this print behind, each with what the loss costs; none where it is whole.

    >>> sorted(possible_years("九八六")), sorted(possible_years("一九")), sorted(possible_years("二三"))
    ([1986], [2019], [2003, 2013, 2023])
    >>> sorted(possible_years("二◯◯三")), sorted(possible_years("202"))[:3], possible_years("二〇二三")
    ([2003, 2013, 2023], [2002, 2012, 2020], mappingproxy({}))
    """
    if is_whole(print_of_year):
        return MappingProxyType({})
    written = unified(print_of_year.replace(PUT_IN, _ROOM))
    figures = print_of_year.isascii() and print_of_year.isdigit()
    if figures and len(written) < _WHOLE - 1:
        return MappingProxyType({})
    costs = {year: _cost(written, str(year), figures=figures) for year in range(EARLIEST, LATEST + 1)}
    return MappingProxyType({year: cost for year, cost in costs.items() if cost is not None})


def likeliest_year(print_of_year: str) -> int | None:
    """Return the year that loses least, the later one of two that lose as much; None where no year fits.

    >>> [likeliest_year(print) for print in ("一九九", "二八", "二二一", "〇二三", "二〇三", "三四")]
    [1990, 2008, 2021, 2023, 2003, None]
    """
    possible = possible_years(print_of_year)
    return max(possible, key=lambda year: (-possible[year], year), default=None)


def _cost(written: str, year: str, *, figures: bool) -> float | None:
    """The least that it costs to lose all of a year but what was read, in its order; None where that cannot be."""
    pair = year[: len(written)] if not figures and len(written) * 2 == _WHOLE else ""
    ways = [_PAIR] if pair == written and year == 2 * pair else []
    for kept in combinations(range(_WHOLE), len(written)):
        read = {place: char for place, char in zip(kept, written, strict=True) if char != _ROOM}
        losses = [_loss(year, place, figures=figures) for place in range(_WHOLE) if place not in read]
        if all(year[place] == char for place, char in read.items()) and None not in losses:
            ways.append(sum(loss for loss in losses if loss is not None))
    return min(ways, default=None)


def _loss(year: str, place: int, *, figures: bool) -> float | None:
    alone = _FIGURE if figures else _COSTS.get(year[place])
    doubled = place > 0 and year[place] == year[place - 1]
    return min(_TWICE, alone) if doubled and alone is not None else alone
