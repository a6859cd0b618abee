"""Names of persons.

A separator is U+00B7 (GB 18030 A1A4), whatever form of dot was printed or typed; the registration form takes an ASCII
dot. Characters beyond GBK, private-use forms of legacy fonts and `?` for a character that a form could not take are all
names. A variant of a character (昇 for 升) is another name in law, so it is never folded here.
"""

import re

from doctypes.values.ethnicity import GROUPS
from doctypes.values.labels import holds_label, is_label
from doctypes.values.latin_names import (
    is_latin,
    may_lack_the_middle,
    middle_left_out,
    same_letters,
    turned,
    without_commas,
)
from doctypes.values.look_alikes import one_look_alike
from doctypes.values.private_use import as_unicode, holds_private
from doctypes.values.surnames import DOUBLE, has_surname
from doctypes.values.unprinted import WILDCARD, rule_of_missing_character
from doctypes.values.variants import differ_in_variants
from doctypes.values.writing import CONFLICT, EQUAL, simplified, squeezed, trimmed
from models.doctype import Likeness, Outcome, Parsed, ValueKind

SEPARATOR = "\u00b7"
WILDCARDS = "?□■*"
"""What forms and fonts put where they lack the character."""
OTHER_SCRIPT = "other_script"
"""Rule: one name is Chinese and the other in Latin letters, so that print alone cannot tell."""
VARIANT = "variant_character"

_LONGEST_HAN = 28
"""The national registration form takes at most 28 characters."""
_LONGEST = 50

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("•・‧∙⋅･.。・﹒˙●⸱・", SEPARATOR),
        **dict.fromkeys(WILDCARDS, WILDCARD),
    }
)
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_CHARACTER = rf"[{_HAN}{_PRIVATE}A-Za-zÀ-ɏ?'\-]"
_NAME = re.compile(rf"{_CHARACTER}+(?:{SEPARATOR}{_CHARACTER}+)*")
_SAID_BEFORE = re.compile(
    "^.*(?:证明|关于|姓名|兹有|经核[实查]|经审[核查]|经查询?|我(?:市|省|县|区|州|校|部队?|院|局|所|委|处|单位)|辖区|居民|学[生员]|考生"
    "|现役军人|干部|军人|申请人|系统|档案|军医|职工|医师)|^名(?=..)|^姓(?=..)"
)
"""How letters lead up to a name, none of these words begins one; and what is left of 姓名 over 性别 read downwards."""
_OF_OUR_UNIT = re.compile("^我[团部旅师营连队](?:所属|(?:.{0,8}[队连营科室院所站处排])?(?:长|员)?)(?=..)")
"""How a letter of the forces says where somebody serves."""
_LINK = re.compile(rf"^(?:[为系叫](?=[{_HAN}]{{2}})|是(?=[{_HAN}]{{3}}))")
"""What links a name to the words before it: 现名为宋昊天. Nobody is surnamed 为, 系 or 叫; a 是 has three in all."""
_SAID_BEHIND = re.compile(
    f"(?:(?<=[A-Za-z])[男女]|同志|同学|先生|女士|(?<=..)专用章?|{SEPARATOR}[男女]|(?<=..)姓|系.{{2,9}}人)$"
)
_REMNANT_BEHIND = re.compile(rf"(?<={SEPARATOR}[{_HAN}]{{2}})([{_HAN}]*?)[司问回间]?志$|(?<=..)()司[志学]$")
"""What is left of 同志 or 同学 behind a name; that one with a separator ends in 志 was not met."""
_REMNANT_BEFORE = re.compile("^(?:公?安局[户派所人专]?|局[户派所人专]|公安|[学一])")
"""What is left of a seal of the police, of 学生, or of a rule of the form, in front of a surname."""
_RUN_TOGETHER = re.compile(rf"[{_HAN}]{{5,}}")
"""A name of so many characters has a separator, which readers lose; where it has none, only a person can tell."""
_SENTENCE = re.compile(rf"[{_HAN}]{{9,}}")
"""More characters than any name has without a separator: a heading ran into it."""
_OF_AN_OFFICE = re.compile(
    "^[一二三四五六七八九十]+[年月日]|变更|手续|更名|通知|指南|办理|办事|业务|公布|机构|部门|为准|撤销|规定|有效|依法|注册|登记|本证|证书"
)
"""Words of notices, which stand beside a card or under it."""
_TWO_NAMES_OF_ONE = re.compile("..[与和].{2,}[系是为]同一人$")
"""A sentence of a proof of a changed name, which has both names in it."""
_DATE = re.compile("年.{0,4}月|月.{1,3}日")
_ADDRESS = re.compile("省.{1,5}[市县区州]")
_OF_A_SEAL = re.compile("公安$|[专管传]用章?|(?=.*[局户口专所])[公安局户口专用章派出所分印]+")
"""Words of the seal that the police set on a page of the register, read as a line of their own."""
_JOINED_ON = "男女志同系的"
"""What stands behind names in letters and forms, and is read as their last character."""
_JOINED_BEFORE = "公安局派所户"
"""What a seal of the police leaves in front of a name on a page of the register."""
_PEOPLE = "族"
_ANY_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_LATIN_WITH_A_ZERO = re.compile(r"(?=(?:[^A-Za-z]*[A-Za-z]){4})[A-Za-z0·'-]+")
_ANY_HAN = re.compile(rf"[{_HAN}{_PRIVATE}]")


def parse(raw: str) -> Parsed | None:
    """Take a person's name; None for what no person is called: digits, labels, a single character.

    >>> parse("： 买买提．吐尔逊，").value
    '买买提·吐尔逊'
    >>> parse("兹证明我市陈嘉禾同志").value, parse("经有为").value
    ('陈嘉禾', '经有为')
    >>> parse("MARIA SILVA 女").value, parse("毕业证") is parse("情况属实") is None
    ('MARIASILVA', True)
    >>> parse("汉族") is parse("持证人"), parse("学陈嘉禾").value, parse("买买提·吐尔逊司志").value
    (True, '陈嘉禾', '买买提·吐尔逊')
    >>> parse("为陈嘉禾").value, parse("是新华").value
    ('陈嘉禾', '是新华')
    >>> parse("雷娟煜系湖南人").value, parse("学员汪艳红系陕西省(区)人").value
    ('雷娟煜', '汪艳红')
    >>> parse("管用") is parse("专用章") is None
    True
    >>> parse("性别") is parse("张3") is parse("局户") is parse("事指南为准。新通知和办事") is None
    True
    >>> parse("吐尔逊艾尔肯").repaired, parse("吐尔逊·艾尔肯").repaired, parse("名陈嘉禾姓").value
    (True, False, '陈嘉禾')
    >>> parse("姓黎丽雪").value, parse("戴馨瑾专用").value, parse("安古丽娜").value
    ('黎丽雪', '戴馨瑾', '安古丽娜')
    >>> parse("覃大勇与覃柏舟系同一人"), parse("我团卫生队戎可欣").value
    (None, '戎可欣')
    >>> parse("变更手续") is parse("五日") is parse("公安") is None, parse("公安严淼建").value
    (True, '严淼建')
    >>> parse("汪萍钰司学").value, parse("司学文").value
    ('汪萍钰', '司学文')
    >>> parse("安局户戴佳蕾").value, parse("局人戴佳蕾").value
    ('戴佳蕾', '戴佳蕾')
    """
    said = _SAID_BEHIND.sub("", _LINK.sub("", _SAID_BEFORE.sub("", _without_unit(canonical(raw))))).strip(SEPARATOR)
    value = _with_its_o(_without_remnants(said))
    if _TWO_NAMES_OF_ONE.search(trimmed(raw)):
        return None
    longest = _LONGEST_HAN if _ANY_HAN.search(value) else _LONGEST
    if not 2 <= len(value) <= longest or not _NAME.fullmatch(value):
        return None
    if (
        _DATE.search(value)
        or _ADDRESS.search(value)
        or _OF_A_SEAL.fullmatch(value)
        or _SENTENCE.fullmatch(value)
        or _OF_AN_OFFICE.search(value)
        or not value.strip(WILDCARD)
        or is_label(value.upper())
        or (value.endswith(_PEOPLE) and value.removesuffix(_PEOPLE) in GROUPS)
        or holds_label(value)
    ):
        return None
    return Parsed(value=value, repaired=value != said or bool(_RUN_TOGETHER.fullmatch(value)))


def _without_unit(said: str) -> str:
    """Take off where somebody serves, if what is left begins with a surname.

    >>> [_without_unit(said) for said in ("我团卫生队戎可欣", "我营连长李强", "我部所属张伟", "我妻善")]
    ['戎可欣', '李强', '张伟', '我妻善']
    """
    rest = _OF_OUR_UNIT.sub("", said)
    return rest if has_surname(rest) else said


def _with_its_o(said: str) -> str:
    """Put an O for a zero in a name of Latin letters.

    >>> _with_its_o("0kaforChidinma"), _with_its_o("RAM0SANA"), _with_its_o("M30123")
    ('OkaforChidinma', 'RAMOSANA', 'M30123')
    """
    return said.replace("0", "O") if _LATIN_WITH_A_ZERO.fullmatch(said) else said


def _without_remnants(said: str) -> str:
    name = _REMNANT_BEHIND.sub(lambda found: found[1] or "", said)
    rest = _REMNANT_BEFORE.sub("", name)
    return rest if has_surname(rest) and len(rest) > 1 else name if name not in DOUBLE else said


def canonical(raw: str) -> str:
    """Return the name as it is written canonically, whether or not it can be one."""
    folded = as_unicode(without_commas(trimmed(raw, keep=WILDCARDS))).translate(_FOLDED)
    return re.sub(f"{SEPARATOR}+", SEPARATOR, folded).strip(SEPARATOR)


def compare(printed: str, stated: str) -> Likeness:
    """Compare two names, of which only ways of writing are forgiven.

    Equal by rule: separator_variant, separator_missing, written_form, private_form, letter_case, latin_letters
    (accents, joints), name_order. Compatible: middle_name, where words are parted. Unverifiable: those of `unprinted`,
    and other_script (Chinese against Latin). Conflict: variant_character. Doubtful: look_alike, traditional_form (a
    reader prints one form for the other), separator_misread, middle_name, and of print that may be no whole name or
    none at all: part_of_name, one_joined_on, one_joined_before, no_surname.

    >>> compare("买买提·吐尔逊", "买买提.吐尔逊").rule, compare("买买提吐尔逊", "买买提·吐尔逊").rule
    ('separator_variant', 'separator_missing')
    >>> compare("王未", "王末").outcome.value, compare("陈昇", "陈升").outcome.value, compare("陈昇", "陈升").rule
    ('doubtful', 'conflict', 'variant_character')
    >>> [compare(*names).rule for names in (("吐尔逊", "买买提·吐尔逊"), ("杨俊V", "杨俊"), ("长女", "陈嘉禾"))]
    ['part_of_name', 'one_joined_on', 'no_surname']
    >>> [compare(*names).rule for names in (("安谢宇浩", "谢宇浩"), ("谢宇浩", "安谢宇浩"), ("安王伟", "王伟"))]
    ['one_joined_before', '', '']
    """
    ours, theirs = canonical(printed), canonical(stated)
    missing = rule_of_missing_character(ours, theirs)
    if missing:
        return Likeness(outcome=Outcome.UNVERIFIABLE, rule=missing)
    if printed == stated:
        return EQUAL
    if ours.casefold() == theirs.casefold():
        rule = _way_of_writing(printed, stated) if ours == theirs else "letter_case"
        return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule=rule)
    if is_latin(ours) and is_latin(theirs):
        return _latin(printed, stated, ours, theirs)
    one_is_latin = is_latin(ours) or is_latin(theirs)
    if one_is_latin and not (_ANY_LATIN.search(ours) and _ANY_LATIN.search(theirs)):
        return Likeness(outcome=Outcome.UNVERIFIABLE, rule=OTHER_SCRIPT)
    return _chinese(ours, theirs)


def _way_of_writing(printed: str, stated: str) -> str:
    if holds_private(printed + stated):
        return "private_form"
    return "separator_variant" if squeezed(printed) != squeezed(stated) else "written_form"


def _latin(printed: str, stated: str, ours: str, theirs: str) -> Likeness:
    if same_letters(ours, theirs):
        return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="latin_letters")
    if turned(ours, theirs):
        return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="name_order")
    if middle_left_out(printed, stated):
        return Likeness(outcome=Outcome.COMPATIBLE, rule="middle_name")
    if may_lack_the_middle(ours, theirs):
        return Likeness(outcome=Outcome.DOUBTFUL, rule="middle_name")
    return CONFLICT


def _chinese(ours: str, theirs: str) -> Likeness:
    if _lacks_separators(ours, theirs) or _lacks_separators(theirs, ours):
        return Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="separator_missing")
    if differ_in_variants(ours, theirs):
        return Likeness(outcome=Outcome.CONFLICT, rule=VARIANT)
    rule = _doubt(ours, theirs)
    return Likeness(outcome=Outcome.DOUBTFUL, rule=rule) if rule else CONFLICT


def _lacks_separators(shorter: str, longer: str) -> bool:
    """Whether a name is the other without some of its separators; one at another place is another name."""
    places = iter(longer)
    rest = "".join(char for char in longer if char != SEPARATOR)
    subsequence = all(any(char == other for other in places) for char in shorter)
    return len(shorter) < len(longer) and subsequence and shorter.replace(SEPARATOR, "") == rest


def _doubt(ours: str, theirs: str) -> str:
    if _joined(ours) == _joined(theirs) and SEPARATOR in ours + theirs:
        return "separator_misread"
    if simplified(ours) == simplified(theirs):
        return "traditional_form"
    return "look_alike" if one_look_alike(ours, theirs) else _no_whole_name(ours, theirs)


def _no_whole_name(ours: str, theirs: str) -> str:
    """Say in which way one of the two may be no whole name, or none at all."""
    shorter, longer = sorted((ours, theirs), key=len)
    if shorter and shorter in longer.split(SEPARATOR):
        return "part_of_name"
    if longer == ours and longer[1:] == shorter and longer[0] in _JOINED_BEFORE and len(shorter) > 2:
        return "one_joined_before"
    if longer[:-1] == shorter and (longer[-1] in _JOINED_ON or (longer[-1].isascii() and not is_latin(shorter))):
        return "one_joined_on"
    # 鍾明 has most of 钟明 in it and is another name; 长女 has nothing of 陈嘉禾, and is none.
    apart = ours and theirs and not set(ours) & set(theirs) and SEPARATOR not in ours + theirs
    return "no_surname" if apart and has_surname(ours) != has_surname(theirs) else ""


def _joined(name: str) -> str:
    """The name without its separator, or without what a separator is misread for."""
    return re.sub(rf"[{SEPARATOR}\-'一丶]", "", name)


KIND = ValueKind(
    name="name",
    parse=parse,
    compare=compare,
    max_length=_LONGEST,
    characters=rf"{_HAN}{_PRIVATE}A-Za-zÀ-ɏ·•・.?",
    rare_characters=True,
)
