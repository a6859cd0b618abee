"""Chinese numerals as certificates print them, digit by digit (二〇一七) or in tens (三十, 廿四, 卅)."""

import re

_ZEROS = "〇○◯零Oo0QD"
_ONE_TO_NINE = ("一壹弌Il|", "二贰貳两兩", "三叁叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")

_TABLE = str.maketrans(
    {
        **dict.fromkeys(_ZEROS, "0"),
        **{mark: str(value) for value, marks in enumerate(_ONE_TO_NINE, start=1) for mark in marks},
        **dict.fromkeys("拾什", "十"),
        **dict.fromkeys("巾", "卅"),
    }
)
_TENS = {"十": 10, "廿": 20, "卅": 30}

NUMERALS = _ZEROS + "".join(_ONE_TO_NINE).replace("|", "") + "参十拾廿卅1-9"
"""Inside of a character class: every character that a numeral may be printed, or is often misread, with."""

_THREE = re.compile(f"[参參](?=[参參年月日号{NUMERALS}制])")
"""In 参年, as old diplomas print it, and not in 参加."""


def unified(text: str) -> str:
    """Return the text with numerals as ASCII digits, tens as 十 廿 卅; positions stay the same.

    >>> unified("二O一七年十月")
    '2017年十月'
    >>> unified("参年"), unified("九月参加")
    ('3年', '9月参加')
    """
    return _THREE.sub("三", text).translate(_TABLE)


def small_number(text: str) -> int | None:
    """Return the number (below 100) that a unified numeral stands for; None where it is none.

    >>> [small_number(text) for text in ("3十1", "十2", "卅", "24", "廿4", "2十", "十十")]
    [31, 12, 30, 24, 24, 20, None]
    """
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text)
    for mark, tens in _TENS.items():
        head, found, ones = text.partition(mark)
        if found:
            return _in_tens(head, tens, ones)
    return None


def _in_tens(head: str, tens: int, ones: str) -> int | None:
    if not (_digit_or_nothing(head) and _digit_or_nothing(ones)):
        return None
    if head:
        if tens != 10 or head == "0":
            return None
        tens *= int(head)
    return tens + int(ones or 0)


def _digit_or_nothing(text: str) -> bool:
    return not text or (len(text) == 1 and text.isascii() and text.isdigit())
