"""Names of schools."""

import re

from doctypes.values import text
from doctypes.values.labels import is_label
from doctypes.values.schools import BY_NAME, same_school
from doctypes.values.writing import STRAY_LETTER, simplified, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 4
_ENDING = r"(?:大学|学院|专科学校|(?<!大)学校)(?:\([\u4e00-\u9fff]{2,8}\))?"
_WHOLE = re.compile(rf"[\u4e00-\u9fff]{{2,20}}{_ENDING}")
_TRAILING = re.compile(rf"^(.{{2,}}{_ENDING})[A-Za-z\u4e00-\u9fff]?$")
"""A name, and one character behind it that a seal or a signature left there."""
_KINDS_OF_SCHOOL = frozenset({"普通高等学校", "成人高等学校", "高等学校", "中等专业学校", "中等职业学校", "技工学校"})
"""Headings that name no school."""
_ECHOED = re.compile(rf"^(.{{2,}}?{_ENDING})(.{{2,}})$")
"""A name, and a part of it again from the seal across it."""
_OWN_PART = "部系所院班"
_RENAMED = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="renamed_school")


def parse(raw: str) -> Parsed | None:
    """Take the name of a school; brackets come out half-width.

    >>> parse("： 中国地质大学（武汉） 。").value, parse("校名")
    ('中国地质大学(武汉)', None)
    """
    value = STRAY_LETTER.sub("", simplified(trimmed(raw)))
    if is_label(value) or value in _KINDS_OF_SCHOOL or len(_HAN.findall(value)) < _SHORTEST:
        return None
    whole = _without_scraps(value)
    return Parsed(value=whole, repaired=whole != value)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two names of schools; rules: written_form, renamed_school, look_alike.

    >>> compare("同济医科大学", "华中科技大学").rule
    'renamed_school'
    >>> compare("湖北医药学院", "湖北中医药大学").outcome.value
    'conflict'
    """
    if same_school(text.bare(printed), text.bare(stated)) and text.bare(printed) != text.bare(stated):
        return _RENAMED
    return text.compare(printed, stated)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find names that end as schools do, in a text without spaces.

    >>> find("湖北中医药大学"), find("准予毕业")
    (((0, 7),), ())
    >>> find("武漢大學臨床醫學")
    ((0, 4),)
    """
    matches = _WHOLE.finditer(simplified(text))  # traditional forms fold one to one, so places stay
    return tuple(match.span() for match in matches if match.group() not in _KINDS_OF_SCHOOL)


def _without_scraps(value: str) -> str:
    """Take off what seals leave: a stray character before a known name, one behind any, or a part of it again.

    >>> _without_scraps("三峡大学峡大学"), _without_scraps("华中科技大学同济医学院")
    ('三峡大学', '华中科技大学同济医学院')
    >>> _without_scraps("湖北民族大学校")
    '湖北民族大学'
    """
    if value[1:] in BY_NAME:
        return value[1:]
    echo = _ECHOED.match(value)
    if echo and echo.group(2) in echo.group(1):
        return echo.group(1)
    trailing = _TRAILING.match(value)
    return trailing.group(1) if trailing and value[-1] not in _OWN_PART else value


KIND = ValueKind(
    name="school", parse=parse, compare=compare, find=find, max_length=40, characters=r"\u4e00-\u9fff()（）·A-Za-z"
)
