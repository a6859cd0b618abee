"""Words in the names of bodies and schools that a reader bends by one character, where only one word can be meant.

What comes out is always in doubt: it is offered, and a person looks.
"""

import re

from doctypes.layouts.places import HUBEI
from doctypes.values.look_alikes import one_look_alike

_CITIES = tuple(name for name in HUBEI.values() if name.endswith("市"))
_PLACES = (*_CITIES, "恩施州", "恩施土家族")
_CITY = re.compile("[\u4e00-\u9fff]{2}市")
_ONLY = {
    **{"堰": "十堰", "感": "孝感", "陆": "安陆", "首": "石首", "滋": "松滋"},
    **{"利": "监利", "穴": "武穴", "桃": "仙桃", "施": "恩施", "冶": "大冶"},
}
"""Cities of Hubei by their second character, which no other city in China has."""
_ONE_OF_ITS_KIND = re.compile(f"^(?:湖北省)?([\u4e00-\u9fff]?)([{''.join(_ONLY)}])市")
_FEW = {"门": "天荆江厦玉海", "壁": "赤鹤", "祥": "钟凭", "冈": "黄武", "汉": "武广", "都": "宜成江"}
"""Second characters that few cities have, and their first ones."""
_ONE_OF_FEW = re.compile(f"^([\u4e00-\u9fff])([{''.join(_FEW)}])市")
_STRAY = re.compile(f"^(?:[\u4e00-\u9fff](?=(?:{'|'.join(_PLACES)})))")
"""A letter of a pattern, or of what stands beside it, read as one with a name that begins with a city."""
_BENT_STEMS = (
    (re.compile("^(湖北省|湖北)?黄[岗网](?![市县])"), "黄冈"),
    (re.compile("^(湖北省|湖北)?(?:[成威盛减城]宁|[咸减成威][字宇])(?=卫生|职业|中医|医学院|学院)"), "咸宁"),
)
_WITH_YI = re.compile("^(湖北省)?(?:[官宣宦](?=[都昌]市)|[官宦](?=城市))")
_DANJIANGKOU = re.compile("^(湖北省)?丹江[日囗回曰白](?=市)")
_EDUCATION = re.compile("教(?![育师学务研])[\u4e00-\u9fff](?=[厅局]$)")
_CADRES = re.compile("[千于](?=部[处部科])")
_PEOPLE = re.compile("(?<![^一二三四五六七八九十市县区])[大入八](?=民(?:医院|政府))")
_SKILL = re.compile("职业技(?![术工能师])[\u4e00-\u9fff](?=学[院校])")


def unbent(name: str) -> str:
    """Return the name with a misread city of Hubei, 职业技术学院, 人民医院 or 干部处 as it must have been.

    >>> unbent("成宁市中医医院"), unbent("湖北职业技本学院"), unbent("黄山市人民医院")
    ('咸宁市中医医院', '湖北职业技术学院', '黄山市人民医院')
    >>> unbent("湖北省教有厅"), unbent("湖北省桃市教育局"), unbent("世堰市卫生局")
    ('湖北省教育厅', '湖北省仙桃市教育局', '十堰市卫生局')
    >>> unbent("中宜昌市中医药学校"), unbent("湖北省成宁卫生学校"), unbent("黄岗职业技术学院")
    ('宜昌市中医药学校', '湖北省咸宁卫生学校', '黄冈职业技术学院')
    >>> unbent("大民医院"), unbent("咸宁市第一大民医院")
    ('人民医院', '咸宁市第一人民医院')
    >>> unbent("丹江日市中医医院"), unbent("官都市第一人民医院"), unbent("宣城市人民医院")
    ('丹江口市中医医院', '宜都市第一人民医院', '宣城市人民医院')
    >>> unbent("66183部队千部处")
    '66183部队干部处'
    """
    name = _STRAY.sub("", name)
    for stem, whole in _BENT_STEMS:
        name = stem.sub(rf"\g<1>{whole}", name)
    start = 3 if name.startswith("湖北省") else 0
    city = _CITY.match(name, start)
    meant = [one for one in _CITIES if city and one_look_alike(city.group(), one)]
    if city and len(meant) == 1 and city.group() not in _CITIES:
        name = name[:start] + meant[0] + name[city.end() :]
    known = _ONE_OF_ITS_KIND.match(name)
    if known:
        name = name[: known.start(1)] + _ONLY[known[2]] + name[known.end(2) :]
    name = _WITH_YI.sub(r"\g<1>宜", name)
    name = _DANJIANGKOU.sub(r"\g<1>丹江口", name)
    name = _PEOPLE.sub("人", name)
    return _CADRES.sub("干", _SKILL.sub("职业技术", _EDUCATION.sub("教育", name)))


def is_of_no_city(name: str) -> bool:
    """Tell whether a name begins with a city that there is none of.

    >>> is_of_no_city("共门市教育局"), is_of_no_city("天门市教育局"), is_of_no_city("张家港市教育局")
    (True, False, False)
    """
    city = _ONE_OF_FEW.match(name)
    return city is not None and city[1] not in _FEW[city[2]]
