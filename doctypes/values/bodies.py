"""What labels, seals and the ends of lines do to the names of bodies and schools, and how much of it can be undone."""

import re

from doctypes.values.words import word_meant

CUT_SHORT = "cut_short"
"""Fault: the name does not end as such names do, or its place or province lost a part: 南中医药大学, 共门市教育局."""
_SEAL = "(?:加?盖?公?章|签章|印章|印(?=[)]))"
_LED = re.compile(rf"^(?:\({_SEAL}[):]*|{_SEAL}[):]+)+")
_BODY_ENDS = "(?<=[局厅会部处院所中心站室队旅团学校])"
_NOTE = re.compile(
    rf"[(:]+(?:机构|单位|医院|学校)?{_SEAL}\)*$|{_BODY_ENDS}(?:{_SEAL}\)+|加盖公章|盖章|公章|签章|章)$|(?<=.....)\((?:机构|单位|医院|学校)?(?:盖|公|加盖)?$"
)
_PAST_THE_NOTE = re.compile(rf"(?<=[\u4e00-\u9fff]{{4}})\({_SEAL}\)[\u4e00-\u9fff]{{1,8}}$")
"""Behind the words for its seal nothing of a name stands: what does is a seal's scrap, or of a paper beside it."""
_LABEL = re.compile("^[\u4e00-\u9fff]{1,6}:(?=[\u4e00-\u9fff]{4})")
"""A label, or what is left of one, that was read as one with its value: 校:湖北三峡职业技术学院."""
_PROSE = re.compile(
    "[。;!]|有关|主管部门?$|申请|通知|指南|为准|如遇|撤销|提供|虚假|涂改|转借|转让|查实|不得|不再|承担|就读|毕业于|规定|行政部门?$"
    r"|[0-9]+[年月日]|^(?:盖|公|签|印)章|\((?:盖|公)章\)"
)
"""Words and marks of sentences: what they stand in tells of a body, or runs on behind its name, and is none."""
_IN_A_NUMBER = re.compile("(?<=[0-9])[:.,'](?=[0-9]+(?:部队|医院|旅))")
_SAID_TWICE = (("中国人人民", "中国人民"), ("中国国人民", "中国人民"), ("解放放军", "解放军"))
"""What two lines of one name make where they overlap by a character."""
_SCHOOLS_PRINTED = """
陆军工程大学 陆军步兵学院 陆军装甲兵学院 陆军炮兵防空兵学院 陆军特种作战学院 陆军边海防学院 陆军防化学院
陆军军医大学 陆军军事交通学院 陆军勤务学院 海军工程大学 海军大连舰艇学院 海军潜艇学院 海军航空大学
海军军医大学 海军勤务学院 空军工程大学 空军航空大学 空军预警学院 空军军医大学 空军勤务学院
空军西安飞行学院 空军石家庄飞行学院 空军哈尔滨飞行学院 火箭军工程大学 航天工程大学 信息工程大学
武警工程大学 武警警官学院 武警指挥学院 国防科技大学
"""
_ACADEMIES = frozenset(_SCHOOLS_PRINTED.split())
"""Schools of the forces."""
_ACADEMY = re.compile("^[\u4e00-\u9fff]{3,9}(?:大学|学院)(?=政治|教务|卫生|训练|$)")
_BENT = tuple(
    (re.compile(bent), whole)
    for bent, whole in (
        ("^[感盛]宁市", "咸宁市"),
        ("恩施[士生上王]家族", "恩施土家族"),
        ("^湖[比此化](?=省)", "湖北"),
        (
            "(?<=[\u4e00-\u9fff])(?<![军人外民家政])[事布币巾](?=教育局|卫生(?:健康|局)|公安局|人力资源|中心医院|人民医院)",
            "市",
        ),
        ("(?<=[省市县区州])(?![卫计民众养优畜医学])[\u4e00-\u9fff](?=生(?:健康[委局]|和计划生育|局$|厅$))", "卫"),
        ("教育[^\\W信]息化", "教育信息化"),
        ("^[^国共家团]{1,3}(?=湖北省(?:高等教育|教育厅|卫生|人力资源))", ""),
        ("^湖北[^省]?(?=卫生[厅健和]|教育厅|中医药管理局|公安厅)", "湖北省"),
        ("教[^\\W育]?(?=厅)", "教育"),
        ("(?<=政治工作部)队.?$", ""),
        ("(?<=[局厅会处院所心站])[省市县区州]$", ""),
        ("^(?:人|国人)?民解放军", "中国人民解放军"),
        ("空降[^\\W兵](?=军[0-9])", "空降兵"),
        ("(?<=[0-9]{4})[郡都邹郝](?=队)", "部"),
        ("(?<=[东南西北中]部)[\u4e00-\u9fff]?区(?=陆军|海军|空军|总医院|联勤|政治)", "战区"),
        ("(?<![保警守护自防])卫(?![生健计兵])[\u4e00-\u9fff](?=[局厅处]$)", "卫生"),
        ("(?<=保障)[重申巾](?=心)", "中"),
        ("(?<=人民)(?![医法])[\u4e00-\u9fff](?=院$)", "医"),
        ("(?<=[省市县区州])[姐妞如妃](?=幼保健)", "妇"),
    )
)
"""Words of names that one character off can be no other: no unit of an army is a 郡队."""
_NUMBERED = re.compile("(?<=联勤保障部队第)(九九)(?=医院)")
"""Of 九〇〇 to 九九一, as its hospitals are numbered: 〇 is lost at the end; of 九一 it may have stood within."""
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
    >>> [is_prose(text) for text in ("恩(盖章)生院", "年01月02日康委员会", "盖章市卫生健康委员会", "关规定处")]
    [True, True, True, True]
    """
    return bool(_PROSE.search(text))


def mended(name: str) -> str:
    """Return the name with what the end of a line or a reader's slip took from it or doubled in it.

    >>> mended("中国人人民解放军46696部队"), mended("中国人民解放军6445:3部队卫生处")
    ('中国人民解放军46696部队', '中国人民解放军64453部队卫生处')
    >>> mended("中国人民解放军联勤保障部队第九九医院"), mended("江汉人学教务处")
    ('中国人民解放军联勤保障部队第九九〇医院', '江汉大学教务处')
    >>> mended("盛宁市卫生健康委员会"), mended("空预警学院政治工作处"), mended("湖北卫生学校")
    ('咸宁市卫生健康委员会', '空军预警学院政治工作处', '湖北卫生学校')
    >>> mended("中国人民解放军80165部队卫先处"), mended("某部保卫处"), mended("中部成区总医院"), mended("某市人民法院")
    ('中国人民解放军80165部队卫生处', '某部保卫处', '中部战区总医院', '某市人民法院')
    >>> mended("湖比省教育厅"), mended("石家庄事教育局"), mended("湖北省教育倚息化发展中心")
    ('湖北省教育厅', '石家庄市教育局', '湖北省教育信息化发展中心')
    >>> mended("随州市尹生健康委员会"), mended("武汉市医生健康协会"), mended("某市民生局"), mended("黄冈市计生局")
    ('随州市卫生健康委员会', '武汉市医生健康协会', '某市民生局', '黄冈市计生局')
    >>> mended("陆军军事卫生局"), mended("某县人事卫生局")
    ('陆军军事卫生局', '某县人事卫生局')
    >>> mended("销等湖北省高等教育自学考试委员会"), mended("中国湖北省卫生协会")
    ('湖北省高等教育自学考试委员会', '中国湖北省卫生协会')
    """
    for twice, once in _SAID_TWICE:
        name = name.replace(twice, once)
    for bent, whole in _BENT:
        name = bent.sub(whole, name)
    academy = _ACADEMY.match(name)
    meant = word_meant(academy.group(), _ACADEMIES, firm=False) if academy else None
    name = meant + name[len(academy.group()) :] if academy and meant else name
    return _BENT_UNIVERSITY.sub("大", _NUMBERED.sub(r"\1〇", _IN_A_NUMBER.sub("", name)))
