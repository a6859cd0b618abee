"""Length of schooling (学制): 四, 4 年, 五年制, 2.5年, 两年半; canonical 4年, 2.5年."""

import re

from doctypes.values.numerals import NUMERALS, small_number, unified
from doctypes.values.writing import compare_as_written, squeezed, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_YEARS = re.compile(r"(?P<whole>[\d十]{1,2})(?:[.点](?P<part>\d))?(?:个?[年午牛]|$)(?P<half>半)?(?:制|$)?")
_SCRAP = re.compile("(?<=[年制])[\u4e00-\u9fff]$")
"""One character behind a length, of a pattern or a seal."""
_LABEL = re.compile("^学(?=[\\d一二三四五六七八九两])")
"""The first half of the label 学制, set wide, that was read as one with the value."""
_STUDY = re.compile("(?<=[年制])(?:本科|专科|中专|全日制|业余|函授|脱产)+$")
"""Level or form of study, printed in the same cell: 五年制本科."""
_MOST_BARE = "8"
"""A numeral by itself that is greater is hardly a number of years: 九 is what a reader makes of a scrap."""
_LONGEST_YEARS = 11
"""Eight years of medicine is the longest course; spare-time courses of old ran longer."""


def parse(raw: str) -> Parsed | None:
    """Take a number of years; None for more than a dozen.

    >>> [parse(raw).value for raw in ("四", "4 年", "五_年制", "2.5年", "两年半", "叁")]
    ['4年', '4年', '5年', '2.5年', '2.5年', '3年']
    >>> parse("五年制本科").value, parse("三年全日制").value
    ('5年', '3年')
    >>> parse("三年明").repaired, parse("五_年").value, parse("学3年").value
    (True, '5年', '3年')
    """
    written = unified(_LABEL.sub("", _STUDY.sub("", trimmed(raw).replace("_", ""))))  # the line under a blank
    match = _YEARS.fullmatch(written)
    scrap = match is None or (written.isdigit() and len(written) == 1 and written > _MOST_BARE)
    match = match or _YEARS.fullmatch(_SCRAP.sub("", written))
    whole = small_number(match["whole"]) if match else None
    if match is None or whole is None or not 0 < whole <= _LONGEST_YEARS:
        return None
    part = "5" if match["half"] else (match["part"] or "0")
    return Parsed(value=f"{whole}年" if part == "0" else f"{whole}.{part}年", repaired=scrap)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two lengths.

    >>> compare("5年", "五年制").rule, compare("5年", "4年").outcome.value
    ('written_form', 'conflict')
    """
    return compare_as_written(printed, stated, _canonical)


def _canonical(raw: str) -> str:
    found = parse(raw)
    return found.value if found else squeezed(raw)


KIND = ValueKind(name="duration", parse=parse, compare=compare, max_length=8, characters=NUMERALS + "年午牛半点个制.")
