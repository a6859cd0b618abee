"""Sex as certificates print it: 男 or 女 (GB/T 2261.1)."""

import re

from doctypes.values.writing import CONFLICT, EQUAL, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_WORDS = {
    **dict.fromkeys(("男", "男性", "(男)", "男/M", "M/男", "男M", "M", "MALE"), "男"),
    **dict.fromkeys(("女", "女性", "(女)", "女/F", "F/女", "女F", "F", "FEMALE"), "女"),
}
"""As printed, in upper case; passports add the letters of ICAO 9303."""
_STROKE = re.compile(r"^[一丨|1lI\-—–]+(?=[男女])|(?<=[男女])[一丨|1lI\-—–]+$")
"""A rule of the form, or the line under the blank, read as print."""
_BORN = re.compile(r"(?<=[男女])(?:19|20)\d\d年[\d年月日]*$")
"""The day of birth behind it, from which a mark was lost."""
MISREAD = "misread"
"""Fault: a character was read that looks like one of the two. Only a person can say which was printed."""
_LOOK_ALIKE = {**dict.fromkeys("妆安宴妥姜汝奴", "女"), **dict.fromkeys("勇舅甥界", "男")}
"""Characters that hold one of the two or its greater part, as blurred print is read."""


def parse(raw: str) -> Parsed | None:
    """Take 男 or 女, or with a fault what looks like one of them; None for anything else.

    >>> parse(" 男，").value, parse("女/F").value, parse("一女").value
    ('男', '女', '女')
    >>> parse("男1992年").value, parse("男女")
    ('男', None)
    >>> parse("妆"), parse("汉")
    (Parsed(value='女', fault='misread', checked=False, repaired=True), None)
    """
    written = _STROKE.sub("", _BORN.sub("", trimmed(raw))).upper()
    if written in _WORDS:
        return Parsed(value=_WORDS[written])
    meant = _LOOK_ALIKE.get(written)
    return Parsed(value=meant, fault=MISREAD, repaired=True) if meant else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two sexes.

    >>> compare("男", "女").outcome.value
    'conflict'
    """
    return EQUAL if _canonical(printed) == _canonical(stated) else CONFLICT


def _canonical(text: str) -> str:
    return _WORDS.get(trimmed(text).upper(), text)


KIND = ValueKind(name="gender", parse=parse, compare=compare, max_length=6, characters="男女性")
