"""Majors. What stands in brackets may be a direction, and 临床医学(妇幼保健方向) is not 临床医学."""

import re

from doctypes.values import text
from doctypes.values.labels import is_label
from doctypes.values.majors import MAJORS, beheaded
from doctypes.values.writing import EQUAL, WRITTEN_FORM, simplified, trimmed, without_watermark
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 2
_STRAYS = re.compile(r"^(?:[A-Za-z]|[0-9]?\))(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[A-Za-z]{1,2}$")
_FACULTY = re.compile("^(?:成人高等教育|普通高等教育|网络教育|[\u4e00-\u9fff]{2,6}系)(?=[\u4e00-\u9fff]{2})")
"""What kind of education, and which department of the school, before the major."""
_OURS = re.compile("^(?:[我本][校院]|所学|(?:[就攻主]读|读(?![书写者])))(?=[\u4e00-\u9fff]{2})")
"""How a paper calls its own school, in front of a major, or leads up to it."""
_SCRAPS_BEFORE = re.compile("^(?:中?学|[0-9]{1,2}[一-]?)")
"""The end of a school's name, 荆门市职业高级中学, or of a number or date, read as one with the major behind it."""
_RANKED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:硕士|博士)$")
"""The rank behind the field of a professional degree: 临床医学硕士专业学位."""
_TRADE = re.compile(r"(?<=专业)\(工种\)?$")
"""What schools for workers print behind the word for a major: 中药专业(工种)."""
_BRACKETS = re.compile(r"\(([^()]*)\)?$")
_MORE_THAN_ONE = re.compile(
    r"^[本我该](?:[校院]|单位|部|团)|^(?:本科|专科|中专|大专|学士|硕士|博士)$|^第[一二三四五六]|(?<!\(专业)(?<!\(学术)学位|获|颁发|[,;。]|证件|号码|授予|\d年|\d{4}|从事|试用|学历|层次|入学|学习形式|毕业(?!设计)|证书|课程|成绩|合格|(?:大学|学院|学校)(?:$|(?=[\u4e00-\u9fff]{2}))"
)
"""Print that is no major, but runs on into what stands behind one: a mark between them was not read."""
_RESTATED = frozenset(
    {"网络教育", "函授", "业余", "脱产", "夜大学", "夜大", "自考", "成人教育", "全日制", "普通全日制"}
    | {"本科", "专科", "专升本", "专业学位", "学术学位", "本科段", "专科段", "独立本科段"}
    | {"三年制", "五年制", "七年制", "八年制"}
)
"""Print in brackets that says again what another field says, and nothing about the major."""
_DEGREES_APART = frozenset({"专业学位", "学术学位"})
"""A professional degree and an academic one: each may be left out, and neither is the other."""
_BRACKETS_RESTATE = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="brackets_restate")
_RELATED = (
    frozenset({"中西医临床医学", "中西医结合", "中西医结合临床", "中西医结合临床医学", "中西医结合医学", "中西医"}),
    frozenset({"中医学", "中医"}),
    frozenset({"针灸推拿学", "针灸推拿", "针灸学", "推拿学", "针灸"}),
    frozenset({"中医骨伤科学", "中医骨伤学", "中医骨伤", "骨伤"}),
    frozenset({"口腔医学", "口腔"}),
    frozenset({"预防医学", "公共卫生", "公共卫生与预防医学", "预防", "预防保健"}),
    frozenset({"护理学", "护理"}),
)
"""Majors of one field that other levels, other times or other catalogues name differently: never the same by name."""
_RELATED_MAJOR = Likeness(outcome=Outcome.CONFLICT, rule="related_major")
_DIRECTION_DIFFERS = Likeness(outcome=Outcome.CONFLICT, rule="direction_differs")


def parse(raw: str) -> Parsed | None:
    """Take a major, without the word 专业 behind it.

    >>> parse("武汉科技大学临床医学") is None
    True
    >>> parse("村医学"), parse("医士EI").value
    (Parsed(value='农村医学', fault='', checked=False, repaired=True), '医士')
    >>> parse("临床医学 （中医方向） 专业，").value, parse("专业")
    ('临床医学(中医方向)', None)
    >>> parse("1)流行病学").value, parse("临床医学(1)").value
    ('流行病学', '临床医学(1)')
    >>> parse("我校临床医学").value, parse("临床医学硕士专业"), parse("第一临")
    ('临床医学', Parsed(value='临床医学', fault='', checked=False, repaired=True), None)
    >>> parse("中药专业(工种)").value, parse("硕士"), parse("颁发的临床医学"), parse("本校")
    ('中药', None, None, None)
    >>> compare("临床医学(学术学位)", "临床医学(专业学位)").rule
    'direction_differs'
    >>> parse("儿科学(专业学位)").value, compare("儿科学(专业学位)", "儿科学").rule
    ('儿科学(专业学位)', 'brackets_restate')
    >>> parse("读公共卫生").value
    '公共卫生'
    >>> parse("我单位口腔") is None, parse("中医学学信网").value
    (True, '中医学')
    >>> parse("中学中医").value, parse("中学教育").value, parse("2一中医学").value
    ('中医', '中学教育', '中医学')
    >>> parse("学中医学").value
    '中医学'
    >>> parse("医疗系临床医学").value, parse("成人高等教育临床医学").value, parse("修完规定课程，成绩合格")
    ('临床医学', '临床医学', None)
    """
    written = _OURS.sub("", without_watermark(simplified(trimmed(raw))).replace("□腔", "口腔").replace("於", "于"))
    value = _FACULTY.sub("", _STRAYS.sub("", written).rstrip("一二"))
    behind = _SCRAPS_BEFORE.sub("", value)
    if behind in MAJORS:
        value = behind
    if is_label(value) or value.endswith("所学") or _MORE_THAN_ONE.search(value):
        return None
    value = _named(value)
    field = _RANKED.sub("", value)
    if field != value:
        return Parsed(value=field, repaired=True)
    if len(_HAN.findall(value)) < _SHORTEST:
        return None
    whole = beheaded(value)
    return Parsed(value=whole or value, repaired=whole is not None)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two majors; rules: written_form, brackets_restate, look_alike; of conflicts: direction_differs,
    related_major (two names of one field).

    >>> compare("临床医学(妇幼保健方向)", "临床医学")
    Likeness(outcome=<Outcome.CONFLICT: 'conflict'>, rule='direction_differs')
    >>> compare("护理学(网络教育)", "护理学").rule, compare("中西医临床医学", "中西医结合").rule
    ('brackets_restate', 'related_major')
    """
    if printed == stated:
        return EQUAL
    likeness = text.compare(_named(printed), _named(stated))
    if likeness.outcome is Outcome.EQUAL:
        return WRITTEN_FORM
    if likeness.outcome is not Outcome.CONFLICT:
        return likeness
    (ours, our_brackets), (theirs, their_brackets) = _split(printed), _split(stated)
    if ours != theirs:
        return _RELATED_MAJOR if any({ours, theirs} <= field for field in _RELATED) else likeness
    if {our_brackets, their_brackets} == _DEGREES_APART:
        return _DIRECTION_DIFFERS
    brackets = {found for found in (our_brackets, their_brackets) if found}
    return _BRACKETS_RESTATE if brackets <= _RESTATED else _DIRECTION_DIFFERS


def _split(major: str) -> tuple[str, str]:
    plain = _named(major)
    brackets = _BRACKETS.search(plain)
    return (plain[: brackets.start()], brackets.group(1)) if brackets else (plain, "")


def _named(major: str) -> str:
    return _TRADE.sub("", simplified(trimmed(major))).removesuffix("专业")


KIND = ValueKind(
    name="major",
    parse=parse,
    compare=compare,
    max_length=40,
    characters=r"\u4e00-\u9fff()（）·、,A-Za-z",
    words=MAJORS,
)
