"""Meanings that many layouts share: words by code, years, dates, serials."""

from collections.abc import Mapping

from models.number_layout import Meaning, NumberPart

UNKNOWN_CODE = "未知代码"
THIRD_PARTY = "版式来自第三方资料，未经官方文件确认"


def word(words: Mapping[str, str]) -> Meaning:
    """Look the characters up; a code that nobody knows is said to be unknown."""
    return lambda digits, _number: words.get(digits, UNKNOWN_CODE)


def fixed(meaning: str) -> Meaning:
    """Say the same of any characters."""
    return lambda _digits, _number: meaning


def year(digits: str, _number: str) -> str:
    """Say a year of four digits."""
    return f"{digits} 年"


def date(digits: str, _number: str) -> str:
    """Say a date of eight digits, or of six of the last century."""
    whole = digits if len(digits) == 8 else "19" + digits
    return f"{whole[:4]} 年 {int(whole[4:6])} 月 {int(whole[6:])} 日"


def serial(width: str, name: str = "顺序号", pattern: str = "") -> NumberPart:
    """Make the part that only counts; `width` is a number of digits, or several as 5-6."""
    counted = pattern or rf"\d{{{width.replace('-', ',')}}}"
    return NumberPart(name=name, pattern=counted, means=fixed("顺序编排，无其他含义"), width=width)
