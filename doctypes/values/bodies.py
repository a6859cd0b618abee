"""What labels, seals and the ends of lines do to the names of bodies and schools, and how much of it can be undone."""

import re

_SEAL = "(?:加?盖?公?章|签章|印章|盖章)"
_LED = re.compile(rf"^(?:\({_SEAL}[):]*|{_SEAL}[):]+)+")
_BODY_ENDS = "(?<=[局厅会部处院所中心站室队旅团学校])"
_NOTE = re.compile(
    rf"[(:]+(?:机构|单位|医院|学校)?{_SEAL}\)*$|{_BODY_ENDS}(?:{_SEAL}\)+|加盖公章|盖章|公章|签章)$|(?<=.....)\((?:盖|公|加盖)$"
)
_PAST_THE_NOTE = re.compile(rf"(?<=[\u4e00-\u9fff]{{4}})\({_SEAL}\)[\u4e00-\u9fff]{{1,8}}$")
"""Behind the words for its seal nothing of a name stands: what does is a seal's scrap, or of a paper beside it."""
_LABEL = re.compile("^[\u4e00-\u9fff]{1,6}:(?=[\u4e00-\u9fff]{4})")
"""A label, or what is left of one, that was read as one with its value: 校:湖北三峡职业技术学院."""
_PROSE = re.compile(
    "[。;!]|有关|主管部门?$|申请|通知|指南|为准|如遇|撤销|提供|虚假|涂改|转借|转让|查实|不得|不再|承担|就读|毕业于|[0-9]年"
)
"""Words and marks of sentences: what they stand in tells of a body, or runs on behind its name, and is none."""
_IN_A_NUMBER = re.compile("(?<=[0-9])[:.,'](?=[0-9]+(?:部队|医院|旅))")
_SAID_TWICE = (("中国人人民", "中国人民"), ("中国国人民", "中国人民"), ("解放放军", "解放军"))
"""What two lines of one name make where they overlap by a character."""
_NUMBERED = re.compile("(?<=联勤保障部队第)(九[一二三四五六七八九])(?=医院)")
"""Its hospitals are numbered 九〇〇 to 九九一: one 〇 was lost, where a line ends."""
_BENT_UNIVERSITY = re.compile("(?<=[\u4e00-\u9fff]{2})[人太犬天](?=学(?:教务|学生|学工|招生|就业|研究生|档案|附属))")


def without_notes(written: str) -> str:
    """Take off the words for a seal and what is left of a label; what stands behind those words goes with them.

    >>> without_notes("(盖章武汉市公安局武昌分局"), without_notes("湖北省教育厅(盖章)自")
    ('武汉市公安局武昌分局', '湖北省教育厅')
    >>> without_notes("湖北省卫生健康委员会公章)"), without_notes("校:新乡医学院"), without_notes("章丘市中医医院")
    ('湖北省卫生健康委员会', '新乡医学院', '章丘市中医医院')
    """
    named = _LABEL.sub("", _LED.sub("", written))
    return _NOTE.sub("", _PAST_THE_NOTE.sub("", named))


def is_prose(text: str) -> bool:
    """Tell whether print is of a sentence, and no name.

    >>> is_prose("请以有关主管部"), is_prose("2008年至2011年就读于湖北医药学院"), is_prose("武汉市民政局")
    (True, True, False)
    """
    return bool(_PROSE.search(text))


def mended(name: str) -> str:
    """Return the name with what the end of a line or a reader's slip took from it or doubled in it.

    >>> mended("中国人人民解放军46696部队"), mended("中国人民解放军6445:3部队卫生处")
    ('中国人民解放军46696部队', '中国人民解放军64453部队卫生处')
    >>> mended("中国人民解放军联勤保障部队第九九医院"), mended("江汉人学教务处")
    ('中国人民解放军联勤保障部队第九九〇医院', '江汉大学教务处')
    """
    for twice, once in _SAID_TWICE:
        name = name.replace(twice, once)
    return _BENT_UNIVERSITY.sub("大", _NUMBERED.sub(r"\1〇", _IN_A_NUMBER.sub("", name)))
