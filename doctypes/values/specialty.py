"""Categories of physicians (类别): 临床, 口腔, 公共卫生, 中医, 中西医结合, those of the minorities' medicine, 乡村全科.

As the examination names them; a licence may add how its holder came to it, in brackets. A licence knows four of them
(临床, 口腔, 公共卫生, 中医), and that of the countryside, whose holders may go on to another.
"""

import re
from dataclasses import replace

from doctypes.values.labels import is_label
from doctypes.values.words import compare_words, word_as_printed
from doctypes.values.writing import simplified, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff()、]{2,16}")
_NO_CATEGORY = re.compile(
    "[满年期名号]|考核|合格|时间|证书|机关|学习|[医药]师|老师|传统医学|^(?!中医|中西医)[\u4e00-\u9fff]{1,6}(?<!全)科$"
)
"""Words of the print around a category."""
_NAMED = re.compile("([\u4e00-\u9fff]{2,7})类别[\u4e00-\u9fff]")
"""A category with the word for it, and print of a paper beside it."""
_LED = re.compile("^(?:具有|授予|取得|获得|报考)(?=[\u4e00-\u9fff]{2})")
"""How a sentence leads up to it."""
_ENDS = ("类别", "专业", "类", "执业助理医师", "助理执业医师", "执业医师", "助理医师", "医师")
_WRITTEN = {
    "临床": ("临床医学",),
    "口腔": ("口腔医学",),
    "公共卫生": ("公卫", "预防", "预防医学", "公共卫生与预防医学", "预防保健"),
    "中医": ("中医学", "中医(师承)", "中医(师承或确有专长)", "中医(确有专长)"),
    "中西医结合": ("中西医", "中西医结合医学", "中西医临床医学", "中西医临床", "中医(中西医结合)"),
    "民族医": ("民族医学", "少数民族医"),
    "蒙医": ("蒙医学", "蒙古医", "中医(蒙医)", "民族医(蒙医)", "中医蒙医"),
    "藏医": ("藏医学", "中医(藏医)", "民族医(藏医)", "中医藏医"),
    "维医": ("维医学", "维吾尔医", "维吾尔医学", "维族医", "中医(维医)", "民族医(维医)", "中医维医"),
    "傣医": ("傣医学", "傣族医", "中医(傣医)", "民族医(傣医)", "中医傣医"),
    "朝医": ("朝医学", "朝鲜医", "朝鲜族医", "中医(朝医)", "民族医(朝医)"),
    "壮医": ("壮医学", "壮族医", "中医(壮医)", "民族医(壮医)"),
    "哈医": ("哈医学", "哈萨克医", "中医(哈医)", "民族医(哈医)", "哈萨克医学"),
    "全科": ("全科医学",),
    "乡村全科": ("乡村全科医学", "农村全科"),
}
"""A category, and what else it is called."""
_OF_LICENCES = (
    ("乡村全科", re.compile("全科")),
    ("中医", re.compile("中医|中西医|民族医|[蒙藏维傣朝壮哈]医|维吾尔|朝鲜族|哈萨克")),
    ("口腔", re.compile("口腔")),
    ("公共卫生", re.compile("公共卫生|公卫|预防")),
    ("临床", re.compile("临床")),
)
"""A category of licences, and what names it in a category of the examination; the first that is met counts."""
_RURAL = _OF_LICENCES[0][0]
_TWO = 2
_SAME = {name: category for category, names in _WRITTEN.items() for name in names}
_WORDS = frozenset({*_WRITTEN, *_SAME})


def parse(raw: str) -> Parsed | None:
    """Take a category as printed, without the word 类别 behind it.

    >>> parse("临床类别").value, parse("： 公共卫生").value, parse("类别")
    ('临床', '公共卫生', None)
    >>> [parse(raw).value for raw in ("中医（蒙医）", "乡村全科执业助理医师", "中西医结合类别")]
    ['中医(蒙医)', '乡村全科', '中西医结合']
    >>> parse("具有中医").value, parse("儿科")
    ('中医', None)
    >>> parse("中西医结合类别事指南为准")
    Parsed(value='中西医结合', fault='', checked=False, repaired=True)
    >>> parse("口醛")
    Parsed(value='口腔', fault='', checked=False, repaired=True)
    """
    short = _LED.sub("", _short(raw))
    if (before := _NAMED.match(short)) and before.group(1) in _WORDS:
        return Parsed(value=before.group(1), repaired=True)
    if is_label(simplified(trimmed(raw))) or _NO_CATEGORY.search(short):
        return None
    if (half := _half_read(short)) is not None:
        return Parsed(value=half, repaired=True)
    found = word_as_printed(short, _HAN, _WORDS)
    # The examination names them all: another word is a misreading, or a paper that is not ours.
    return replace(found, repaired=True) if found and found.value not in _WORDS else found


def _half_read(short: str) -> str | None:
    """Return the only category of two characters with one of these in its place: 口醛 is 口腔, 某医 may be many."""
    if len(short) != _TWO or short in _WORDS:
        return None
    alike = [word for word in _WRITTEN if len(word) == _TWO and any(map(str.__eq__, word, short))]
    return alike[0] if len(alike) == 1 else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two categories; the rule same_category equates 公卫 and 公共卫生, 维吾尔医 and 维医 and the like.

    >>> compare("公卫", "公共卫生").rule, compare("中医", "中西医结合").outcome.value
    ('same_category', 'conflict')
    >>> compare("乡村全科", "全科").outcome.value, compare("中医（藏医）", "藏医").rule
    ('conflict', 'same_category')
    """
    return compare_words(_short(printed), _short(stated), _SAME, rule="same_category")


def compare_with_licence(printed: str, stated: str) -> Likeness:
    """Compare the category of a licence with that of an examination, which divides 中医 further.

    >>> compare_with_licence("中医", "中西医结合").rule, compare_with_licence("中医(师承)", "具有规定学历中医").rule
    ('category_of_licence', 'category_of_licence')
    >>> compare_with_licence("乡村全科", "临床").outcome.value, compare_with_licence("临床", "口腔").outcome.value
    ('compatible', 'conflict')
    """
    plain = compare(printed, stated)
    ours, theirs = _of_licence(printed), _of_licence(stated)
    if plain.outcome.agrees or not (ours and theirs):
        return plain
    if _RURAL in (ours, theirs):
        return Likeness(outcome=Outcome.COMPATIBLE, rule="rural_category")
    return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="category_of_licence") if ours == theirs else plain


def _of_licence(category: str) -> str | None:
    return next((name for name, named in _OF_LICENCES if named.search(category)), None)


def _short(raw: str) -> str:
    value = simplified(trimmed(raw))
    end = next((end for end in _ENDS if value.endswith(end) and len(value) >= len(end) + 2), None)
    return _short(value.removesuffix(end)) if end else value


KIND = ValueKind(
    name="specialty",
    parse=parse,
    compare=compare,
    max_length=20,
    characters=r"\u4e00-\u9fff()（）、",
    words=_WORDS,
)
OF_LICENCE = replace(KIND, name="licence_category", compare=compare_with_licence)
