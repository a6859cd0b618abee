"""Categories of physicians (类别): 临床, 口腔, 公共卫生, 中医, 中西医结合 and those of the minorities' medicine."""

import re

from doctypes.values.labels import is_label
from doctypes.values.words import compare_words
from doctypes.values.writing import trimmed
from models.doctype import Likeness, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff()、]{2,12}")
_ENDS = ("类别", "专业", "类", "执业医师", "助理医师", "医师")
_SAME = {"公卫": "公共卫生", "预防": "公共卫生", "预防医学": "公共卫生", "临床医学": "临床", "口腔医学": "口腔"}


def parse(raw: str) -> Parsed | None:
    """Take a category as printed, without the word 类别 behind it.

    >>> parse("临床类别").value, parse("： 公共卫生").value, parse("类别")
    ('临床', '公共卫生', None)
    """
    value = _short(raw)
    if is_label(value) or not _HAN.fullmatch(value):
        return None
    return Parsed(value=value)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two categories; the rule same_category equates 公卫 and 公共卫生 and the like.

    >>> compare("公卫", "公共卫生").rule, compare("中医", "中西医结合").outcome.value
    ('same_category', 'conflict')
    """
    return compare_words(_short(printed), _short(stated), _SAME, rule="same_category")


def _short(raw: str) -> str:
    value = trimmed(raw)
    for end in _ENDS:
        if len(value) >= len(end) + 2:
            value = value.removesuffix(end)
    return value


KIND = ValueKind(name="specialty", parse=parse, compare=compare, max_length=16, characters=r"\u4e00-\u9fff()（）、")
