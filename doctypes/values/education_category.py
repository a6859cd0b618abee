"""Categories of education (学历类别) as the registration form of CHSI prints them."""

import re
from dataclasses import replace

from doctypes.values.words import compare_words, word_as_printed
from doctypes.values.writing import trimmed
from models.doctype import Likeness, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff()]{2,14}")
_SAME = {
    "普通": "普通高等教育",
    "成人": "成人高等教育",
    "成人教育": "成人高等教育",
    "自考": "高等教育自学考试",
    "自学考试": "高等教育自学考试",
    "网络": "网络教育",
    "远程教育": "网络教育",
    "研究生": "研究生教育",
}
_WORDS = frozenset({*_SAME, *_SAME.values(), "开放教育"})


def parse(raw: str) -> Parsed | None:
    """Take a category as printed.

    >>> parse("普通高等教育").value, parse("研究生").value, parse("学历类别")
    ('普通高等教育', '研究生', None)
    """
    found = word_as_printed(raw, _HAN, _WORDS)
    # Two values that ran together are a word that nobody prints.
    return replace(found, repaired=True) if found and found.value not in _WORDS else found


def canonical(category: str) -> str:
    """Return the word of the vocabulary that a category means, or the category itself."""
    written = trimmed(category)
    return _SAME.get(written, written)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two categories; the rule same_category equates shorter words for one category.

    >>> compare("普通高等教育", "普通").rule, compare("普通高等教育", "成人高等教育").outcome.value
    ('same_category', 'conflict')
    """
    return compare_words(printed, stated, _SAME, rule="same_category")


KIND = ValueKind(
    name="education_category", parse=parse, compare=compare, max_length=16, characters=r"\u4e00-\u9fff()（）"
)
