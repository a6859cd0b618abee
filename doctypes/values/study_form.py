"""Forms of study (学习形式): 普通全日制, and those of adult, network, open and self-taught education."""

import re
from dataclasses import replace

from doctypes.values.words import compare_words, word_as_printed
from doctypes.values.writing import trimmed
from models.doctype import Likeness, Parsed, ValueKind

_FORM = re.compile(r"[\u4e00-\u9fff()]{0,10}(?:制|教育|业余|函授|脱产|大学|自考|考试|学习|函|校外|远程|半读)")
_LENGTH = re.compile("[二两三四五六七八]年制$")
_BRACKETED = re.compile(r"\(?([\u4e00-\u9fff]+)\)?")
_SAME = {
    "全日制": "普通全日制",
    "普通": "普通全日制",
    "夜大": "夜大学",
    "业余": "夜大学",
    "成人业余": "夜大学",
    "成人夜大": "夜大学",
    "成人夜大学": "夜大学",
    "脱产": "成人脱产",
    "全脱产": "成人脱产",
    "成人函授": "函授",
    "自考": "自学考试",
    "高等教育自学考试": "自学考试",
    "网络": "网络教育",
    "远程教育": "网络教育",
    "电大": "开放教育",
    "远程开放教育": "开放教育",
}

ADULT = frozenset({"业余", "函授", "脱产", "成人脱产", "夜大学", "电视教育"})
"""Forms of 成人高等教育."""

_WORDS = frozenset({*_SAME, *_SAME.values(), *ADULT, "非全日制"})

_FOUND = re.compile("|".join(sorted(_WORDS - {"普通", "网络"}, key=len, reverse=True)))


def parse(raw: str) -> Parsed | None:
    """Take a form of study as printed.

    >>> parse("普通全日制 ").value, parse("（网络教育）").value, parse("形式")
    ('普通全日制', '网络教育', None)
    """
    written = _LENGTH.sub("", trimmed(raw).strip("一"))  # the line under a blank, and 五年制 behind 全日制
    bracketed = _BRACKETED.fullmatch(written)
    found = word_as_printed(bracketed.group(1) if bracketed else written, _FORM, _WORDS)
    # 武汉大学 ends as 夜大学 does.
    return replace(found, repaired=True) if found and found.value not in _WORDS else found


def canonical(form: str) -> str:
    """Return the word of the vocabulary that a form of study means, or the form itself.

    >>> canonical("全日制"), canonical("夜大")
    ('普通全日制', '夜大学')
    """
    written = trimmed(form)
    return _SAME.get(written, written)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two forms; the rule same_form equates words for one form, never adult with full-time study.

    An evening university (夜大学) is what the registers call 业余.

    >>> compare("普通全日制", "全日制").rule, compare("业余", "普通全日制").outcome.value
    ('same_form', 'conflict')
    >>> compare("业余", "夜大学").rule, compare("业余", "函授").outcome.value
    ('same_form', 'conflict')
    """
    return compare_words(printed, stated, _SAME, rule="same_form")


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find the words of the vocabulary in a text without spaces.

    >>> find("普通全日制学制3年")
    ((0, 5),)
    """
    return tuple(match.span() for match in _FOUND.finditer(text) if parse(match.group()))


KIND = ValueKind(
    name="study_form",
    parse=parse,
    compare=compare,
    find=find,
    max_length=14,
    characters=r"\u4e00-\u9fff()（）",
    words=_WORDS,
)
