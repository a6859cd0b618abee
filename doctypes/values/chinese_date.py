"""Dates as certificates print them, to ISO 8601 at the precision of the print.

Years stand in Chinese numerals (二〇一二年), in ASCII digits (2012年, 2012.09.01, 2012-09-01) or in what a reader makes
of 〇: O, 0, ○ or a full stop. Old diplomas stop at the month. A date that no calendar holds, as 31 June, keeps its
digits and carries the fault `impossible_date`; a day or month of no calendar at all was misread, and is not offered.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from doctypes.values.lost_years import is_unsure, likeliest_year, year_prints
from doctypes.values.numerals import NUMERALS, small_number, unified
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, same_length_ascii, squeezed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

IMPOSSIBLE = "impossible_date"
_NO_TENS = "四五六七八九456789"
UNREAD = "part_unread"
"""The date is less precise than its print: a month or a day stands there and could not be read. No paper of ours prints
a year alone, so a year alone is one of these."""
SUPPLIED = "numeral_supplied"
"""A numeral of the year was lost in reading and put in again."""
UNSURE = "year_unsure"
"""So much of the year was lost that it may be one of several: the value is the likeliest, and nothing to offer."""
_RESTORED, _GUESSED = "\x01", "\x02"
"""Stand behind a year that was not read whole."""
_NUMERAL = "[一二三四五六七八九〇○◯零]"
_TEN_FOR_ONE = re.compile(f"(?<![十\\d{_NUMERAL[1:-1]}])(一九|二[〇○零])十({_NUMERAL})(?=年)")
_RING_TOO_MANY = re.compile(r"(?<!\d)200(?=[012]\d年)")
"""One ring read twice: 二〇〇○八年, 二〇○一二年."""
_LETTERS_FOR_RINGS = re.compile("[OoQD](?=[一二三四五六七八九〇○零OoQD]{0,2}年)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_LAST_DAY = 31
_YEAR_NUMERALS = 4
_YEAR_3000 = re.compile("30[012]")
"""二 of 二〇〇〇 misread for 三."""
_TEN_IN_DAY = re.compile("(?<=[月二三])千(?=[一二三四五六七八九]?日)")
"""十 of a day misread: no other thousand stands in a date."""
_MONTH_MISREAD = re.compile("[2-9][012]")
"""Of two figures, the first of a month is 1 where it is no 0: 42月 was 12月."""
_NO_MONTH = re.compile(r"^\d{4}-(?:00|1[3-9]|[2-9]\d)")

_DAY_MARK = "[日号曰目口百]"
_IN_WORDS = re.compile(
    r"(?:(?P<year>\d{4})(?P<restored>[\x01\x02])?[年午牛]+|(?<!\d)(?P<bare>\d{4})(?=[\d十]{1,2}月))"
    r"(?:(?P<month>元|[\d十]{1,3})[月用]+"
    rf"(?:(?P<day>[\d十廿卅]{{1,3}})(?:(?P<mark>{_DAY_MARK})|(?![\d年月十廿卅])))?|(?P<cut>[\d十]{{1,2}})$)?"
)
_IN_DIGITS = re.compile(
    r"(?:(?<!\d)|(?<=[.\-/]\d\d))(?P<year>\d{4})(?P<mark>[.\-/])(?P<month>\d{1,2})"
    r"(?:(?P=mark)(?P<day>\d\d|\d)(?:(?!\d)|(?=\d{4}[.\-/]))|(?!\d|(?P=mark)\d)|(?<=\d\d)(?=(?:19|20)\d\d(?P=mark)\d))"
)
_UNREAD = re.compile(r"[^年月日]{1,3}[月日]|(?!(?:19|20)\d\d[.\-/])\d|[^\W日至到生于]")
"""What follows a date that stops short although more of it was printed."""
_RUN = re.compile(r"(?<!\d)(?P<year>\d{4})[.\-/]?(?P<month>\d\d)[.\-/]?(?P<day>\d\d)(?!\d)")
_YEAR_ALONE = re.compile(r"(?P<year>(?:19|20)\d\d)")

_SPECK = r"[.\-/·]?"
_FOUND_WORDS = re.compile(
    rf"(?:(?:(?<!\d)200[012]\d|\d{{4}})[年午牛]|(?<!\d)\d{{3}}年){_SPECK}(?:元|[\d十]{{1,3}}){_SPECK}月"
    rf"(?:{_SPECK}[\d十廿卅]{{1,3}}(?:{_SPECK}{_DAY_MARK}|(?=毕业|$))|\d\d[68](?!\d))?"
)
_FOUND_DIGITS = re.compile(r"(?<![\d.])(?:19|20)\d\d([.\-/])(?:\d{1,2}\1\d{1,2}(?!\d)|(?:0[1-9]|1[0-2])(?!\d|\1\d))")
_FOUND_LOST = re.compile(
    rf"(?<![十\d{_NUMERAL[1:-1]}])(?:(?P<year>{_NUMERAL}{{2,3}})|(?:一九|二[〇○零])十{_NUMERAL})年"
    rf"(?:元|[十{_NUMERAL[1:-1]}]{{1,3}})月(?:[十廿卅{_NUMERAL[1:-1]}]{{1,3}}(?:{_DAY_MARK}|(?=毕业|$)))?"
    rf"|^(?P<last>{_NUMERAL})年[十{_NUMERAL[1:-1]}]{{1,3}}月[十廿卅{_NUMERAL[1:-1]}]{{1,3}}{_DAY_MARK}"
)
"""Years of which numerals were lost; what is left is one numeral only where a line begins with it."""

_BETWEEN_NUMERALS = re.compile(r"(?<=[\d年])[。.](?=\d{1,2}[\d十年])")
_POINT_MISREAD = re.compile(
    r"(?<=(?:19|20)\d\d)[,:](?=\d\d[,.:]\d\d)|(?<=(?:19|20)\d\d[,.:]\d\d)[,:](?=\d\d)|(?<=\d)[:;,·](?=\d{1,2}\.\d)|(?<=\d\.\d\d)[:;,·](?=\d)|(?<=\d\.\d)[:;,·](?=\d)"
)
"""Within 2038:08.10; a time of day has no point beside it."""
_TIME_OF_DAY = re.compile(r"(?<=\d{4}[.\-/]\d\d[.\-/]\d\d)(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)")
"""Right behind a day, where the space between them is lost: of 2020-12-2019:05:30 readers of dates make 2019-05-30."""
_DASH_MISREAD = re.compile(r"(?<=\d)=(?=\d)")
_SPECKS = re.compile(
    r"(?<=[年月])(?:[.。]|[\-/](?=\d{1,2}[月日]))|[.。](?=[年月日])|(?<=\d)[\-/](?=[月日])|(?<=\d[.\-/])[.\-/]+(?=\d)"
)
_DAY_MARK_AS_DIGIT = re.compile(r"(?<=月(?:0[1-9]|[12]\d|3[01]))[68]$")
"""日 read as a digit: no day has three."""
_DOUBLED = re.compile(r"([年月日])\1+")
_NOISE = str.maketrans("", "", "_,、·'\"`~^*:;()<>《》[]|“”‘’")
_DASHES = re.compile(r"[-—–ー―]")

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_RULES = {4: "year_only", 7: "year_month_only"}


def parse(raw: str) -> Parsed | None:
    """Take the first date in the print, as precise as it is.

    >>> [parse(raw).value for raw in ("二〇一二年九月一日", "1993 年 5 月 18 日", "2012.09.01")]
    ['2012-09-01', '1993-05-18', '2012-09-01']
    >>> [parse(raw).value for raw in ("一九九八年", "二O一七年元月")]
    ['1998', '2017-01']
    >>> parse("二〇一七年六月三十一日").fault
    'impossible_date'
    >>> parse("二00年六月").fault, parse("2022年18月48日") is None, parse("2019年7月0日").value
    ('year_unsure', True, '2019-07')
    >>> parse("三〇〇〇年六月一日")
    Parsed(value='2000-06-01', fault='numeral_supplied', checked=False, repaired=False)
    >>> parse("一九九年三月三日")
    Parsed(value='1990-03-03', fault='numeral_supplied', checked=False, repaired=False)
    >>> [parse(raw).value for raw in ("1993年-07月03日", "202年09月26日", "二〇一五年二月二千七日", "2009年6")]
    ['1993-07-03', '2022-09-26', '2015-02-27', '2009-06']
    >>> parse("2023年42月7日")
    Parsed(value='2023-12-07', fault='numeral_supplied', checked=False, repaired=False)
    >>> [parse(raw).value for raw in ("二一一年三月", "二八年九月一日", "九八六年七月四日", "〇二三年一月五日")]
    ['2011-03', '2008-09-01', '1986-07-04', '2023-01-05']
    >>> [parse(raw).value for raw in ("2020-12-20 19:05:30", "2020.12.20 20:12")]
    ['2020-12-20', '2020-12-20']
    """
    found = dates(raw)
    return found[0] if found and not _NO_MONTH.search(found[0].value) else None


def dates(raw: str) -> tuple[Parsed, ...]:
    """Take every date in the print, in order.

    >>> [each.value for each in dates("2015.01.01-2035.01.01")]
    ['2015-01-01', '2035-01-01']
    """
    text, doubled = _RING_TOO_MANY.subn("20", _tidied(raw))
    matches = list(_IN_WORDS.finditer(text)) or list(_IN_DIGITS.finditer(text)) or list(_RUN.finditer(text))
    if not matches:
        alone = _YEAR_ALONE.fullmatch(text)
        matches = [alone] if alone else []
    found = tuple(_parsed(match.groupdict(), following=text[match.end() :]) for match in matches)
    return tuple(replace(one, fault=one.fault or SUPPLIED) for one in found) if doubled else found


def compare(printed: str, stated: str) -> Likeness:
    """Compare two dates as far as the less precise goes; rules: year_month_only, year_only.

    >>> compare("1990-01", "1990-01-31")
    Likeness(outcome=<Outcome.COMPATIBLE: 'compatible'>, rule='year_month_only')
    >>> compare("1990-01-30", "1990-01-31").outcome.value
    'conflict'
    """
    if printed == stated:
        return EQUAL
    ours, theirs = _canonical(printed), _canonical(stated)
    if ours == theirs:
        return WRITTEN_FORM
    shorter, longer = sorted((ours, theirs), key=len)
    if len(shorter) in _RULES and longer.startswith(shorter + "-"):
        return Likeness(outcome=Outcome.COMPATIBLE, rule=_RULES[len(shorter)])
    return CONFLICT


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find the dates of a text without spaces that name at least year and month.

    >>> find("证书编号:12二〇一七年六月三十日校长")
    ((7, 17),)
    """
    same = unified(same_length_ascii(text))
    spans = [match.span() for pattern in (_FOUND_WORDS, _FOUND_DIGITS) for match in pattern.finditer(same)]
    return tuple(sorted(spans + [match.span() for match in _FOUND_LOST.finditer(text) if _may_be_a_year(match)]))


@lru_cache(maxsize=4096)
def is_possible(value: str) -> bool:
    """Tell whether an ISO date of any precision stands in the calendar, between 1900 and 2099.

    >>> is_possible("2016-02-29"), is_possible("2015-02-29"), is_possible("2015-13")
    (True, False, False)
    """
    if not _ISO.fullmatch(value):
        return False
    year, month, day = (int(part) for part in (value + "-01-01")[:10].split("-"))
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _tidied(raw: str) -> str:
    """Undo what readers do to dates: lost numerals, marks between digits, doubled 年, 一 printed as a dash."""
    text = _LETTERS_FOR_RINGS.sub("〇", _TIME_OF_DAY.sub("", squeezed(raw)))
    text = _TEN_IN_DAY.sub("十", _with_whole_years(text))
    text = _POINT_MISREAD.sub(".", _DASH_MISREAD.sub("-", text)).translate(_NOISE)
    if "年" in text and not any(mark in text for mark in "123456789"):
        text = _DASHES.sub("一", text)
    text = _DAY_MARK_AS_DIGIT.sub("日", _DOUBLED.sub(r"\1", unified(text)))
    text = _SPECKS.sub("", text)
    return _BETWEEN_NUMERALS.sub("0", text) if "年" in text else text


def _with_whole_years(text: str) -> str:
    """Put in what was lost of years, as the likeliest of the years that may have been."""
    text = _TEN_FOR_ONE.sub(rf"\1一\2{_RESTORED}", text)
    for start, end in reversed(year_prints(text)):
        read = text[start:end]
        year = likeliest_year(read) if len(read) < _YEAR_NUMERALS and (len(read) > 1 or not start) else None
        mark = _GUESSED if is_unsure(read) else _RESTORED
        text = text if year is None else f"{text[:start]}{year}{mark}{text[end:]}"
    return text


def _may_be_a_year(found: re.Match[str]) -> bool:
    read = found["year"] or found["last"]
    return not read or likeliest_year(read) is not None


def _parsed(parts: dict[str, str | None], *, following: str) -> Parsed:
    value = parts["year"] or parts.get("bare") or ""
    misread = _YEAR_3000.match(value)
    value = "2" + value[1:] if misread else value
    for name in ("month", "day"):
        print_of_part = parts.get(name) or (parts.get("cut") if name == "month" else None)
        if not print_of_part:
            break
        number = 1 if print_of_part == "元" else small_number(print_of_part)
        if number is None:
            return Parsed(value=value, fault=IMPOSSIBLE)
        if name == "month" and _MONTH_MISREAD.fullmatch(print_of_part):
            number, misread = 10 + number % 10, _MONTH_MISREAD.fullmatch(print_of_part)
        if name == "day" and not 1 <= number <= _LAST_DAY and is_possible(value):
            return Parsed(value=value, fault=UNREAD)
        value += f"-{number:02d}"
    if not is_possible(value):
        return Parsed(value=value, fault=IMPOSSIBLE)
    cut_short = (
        len(value) == 4
        or parts.get("cut")
        or (len(value) < 10 and _UNREAD.match(following))
        or _day_cut(parts, following)
    )
    if parts.get("restored") == _GUESSED:
        return Parsed(value=value, fault=UNSURE)
    return Parsed(value=value, fault=UNREAD if cut_short else SUPPLIED if misread or parts.get("restored") else "")


def _day_cut(parts: dict[str, str | None], following: str) -> bool:
    """Whether a line of print may have ended within the day: 2022年8月2 or 八月二十, and 8日 on the next.

    Behind 四 to 九 alone no numeral follows.
    """
    day = parts.get("day") or ""
    goes_on = (len(day) == 1 and day not in _NO_TENS) or day.endswith(("十", "廿"))
    return parts.get("mark") is None and not following and goes_on


def _canonical(text: str) -> str:
    if _ISO.fullmatch(text):
        return text
    found = parse(text)
    return found.value if found else squeezed(text)


KIND = ValueKind(
    name="chinese_date",
    parse=parse,
    compare=compare,
    find=find,
    max_length=24,
    characters=NUMERALS + "元年月日号曰0-9./。" + r"\-",
    sheds_strokes=True,
)
