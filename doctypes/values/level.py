"""Levels of education: 中专, 专科, 本科, 硕士, 博士. 专升本 leads to 本科; diplomas fill in what precedes 科."""

import re

from doctypes.values.words import nearest_word, word_in
from doctypes.values.writing import CONFLICT, EQUAL, WRITTEN_FORM, simplified, squeezed, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_PRINTED = (
    ("博士", "博士"),
    ("硕士", "硕士"),
    ("专升本", "本科"),
    ("专接本", "本科"),
    ("专起本", "本科"),
    ("专科起点", "本科"),
    ("专科升本", "本科"),
    ("高升本", "本科"),
    ("高起本", "本科"),
    ("高起专", "专科"),
    ("高升专", "专科"),
    ("高中起点本", "本科"),
    ("高中起点专", "专科"),
    ("第二学士", "本科"),
    ("第二学位", "本科"),
    ("高职本科", "本科"),
    ("职业本科", "本科"),
    ("职教本科", "本科"),
    ("高职", "专科"),
    ("高专", "专科"),
    ("大专", "专科"),
    ("专科", "专科"),
    ("本科", "本科"),
    ("中等专业", "中专"),
    ("中等职业", "中专"),
    ("中专", "中专"),
    ("中职", "中专"),
    ("中技", "中专"),
    ("技工", "中专"),
    ("职高", "中专"),
    ("职业高中", "中专"),
)
_ALONE = {"本": "本科", "专": "专科", "硕": "硕士", "博": "博士"}
_WORDS = dict((*_PRINTED, *_ALONE.items()))
_NO_LEVEL = re.compile("结业|肄业|非|辅修|专本")
_LONGEST = 12


def parse(raw: str) -> Parsed | None:
    """Take a level.

    >>> [parse(raw).value for raw in ("本", "专升本", "高起专", "硕士研究生", "本料", "本和")]
    ['本科', '本科', '专科', '硕士', '本科', '本科']
    """
    written = simplified(trimmed(raw))
    if len(written) > _LONGEST or _NO_LEVEL.search(written):
        return None
    value = _ALONE.get(written) or word_in(written, _PRINTED)
    if value:
        return Parsed(value=value)
    near = nearest_word(written, _WORDS)
    return Parsed(value=_WORDS[near], repaired=True) if near else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two levels.

    >>> compare("本科", "专升本").rule, compare("专科", "本科").outcome.value
    ('written_form', 'conflict')
    """
    if printed == stated:
        return EQUAL
    ours, theirs = parse(printed), parse(stated)
    if (ours.value if ours else squeezed(printed)) == (theirs.value if theirs else squeezed(stated)):
        return WRITTEN_FORM
    return CONFLICT


KIND = ValueKind(
    name="level",
    parse=parse,
    compare=compare,
    max_length=_LONGEST,
    characters="本专升接科料高职大中硕博士研究生第二学位起点等业技工()（）",
)
