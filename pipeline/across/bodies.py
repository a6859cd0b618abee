"""What a body is that signs papers, and of which level, by its name. Unknown is an answer, too."""

import re
from enum import StrEnum

from doctypes.layouts.places import HUBEI, PROVINCES


class Level(StrEnum):
    """Of an authority."""

    PROVINCE = "province"
    CITY = "city"
    """设区的市, 自治州, 地区; also cities and a forest district that answer to the province itself."""
    COUNTY = "county"
    UNKNOWN = "unknown"


_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_PROVINCES = (*PROVINCES.values(), "新疆生产建设兵团", "内蒙古", "广西", "西藏", "宁夏", "新疆")
_PROVINCE = re.compile(f"^(?:{'|'.join(sorted(_PROVINCES, key=len, reverse=True))})")
_OF_HUBEI = frozenset({name for name in HUBEI.values() if name.endswith("市")} | {"襄樊市", "沙市市"})
_UNDER_PROVINCE = ("仙桃市", "潜江市", "天门市", "神农架林区")
_COUNTY_CITIES_PRINTED = """
大冶市 丹江口市 宜都市 当阳市 枝江市 老河口市 枣阳市 宜城市 钟祥市 京山市 应城市 安陆市
汉川市 石首市 洪湖市 松滋市 监利市 麻城市 武穴市 赤壁市 广水市 恩施市 利川市
"""
_COUNTY_CITIES = tuple(_COUNTY_CITIES_PRINTED.split())
"""Of Hubei; elsewhere a city of county level cannot be told from one with districts by its name."""
_PLACE = re.compile("^[\u4e00-\u9fff]{2,12}?(?:自治州|地区|林区|[州盟市](?![市县区]))")
_COUNTY = re.compile("^[\u4e00-\u9fff]{1,10}?(?:自治县|县|[区旗])")
_HEALTH = re.compile("卫生|卫健|卫计|健康委|中医药|中医管理|民族医药")
_AUTHORITY = re.compile("(?:局|厅|委员会|委|办公室|管理处|处|科)$")
_NO_AUTHORITY = re.compile("学校|学院|大学|医院|服务中心|卫生院|卫生所|卫生室|诊所|学会|协会|公司")
_POLICE = re.compile("公安(?!县)|派出所|警务")
"""公安 alone is also a county of Hubei."""
_ARMED = re.compile(
    "解放军|武警|武装警察|部队|战区|军区|军委|陆军|海军|空军|火箭军|联勤|集团军|战略支援|总队|支队|旅|空降兵|政治工作部|基地|军医大学"
    "|军械|边防|国防|军分区|武装部|预备役|政治部|政治处|干休所|某[师团军]|^某部(?!门)|训练团$|信息工程大学|航天工程大学"
    "|第[〇零一二三四五六七八九0-9]{3}(?:中心)?医院"
)
_BELOW_REGIMENT = re.compile(
    "(?<!东)营(?![口山盘])|(?<!大)连(?![云山江州南城平])|排$|班$|卫生队|医疗队|救护所|野战医疗|野战医院|门诊部|卫生所|卫生室|医务室|诊所"
)
_LOCAL_HOSPITAL = re.compile("医院|卫生院|保健院|卫生服务中心|诊所|医学中心")
_WORDS = re.compile("教育|学历|学生信息|学籍|招生考试|职业技能|人力资源")


def level_of(body: str) -> Level:
    """Return the level of a government's office.

    >>> [level_of(name).value for name in ("湖北省中医药管理局", "咸宁市卫生局", "红安县卫生局", "武汉市武昌区卫生局")]
    ['province', 'city', 'county', 'county']
    >>> [level_of(name).value for name in ("恩施土家族苗族自治州卫生局", "仙桃市卫生健康委员会", "麻城市卫生局")]
    ['city', 'city', 'county']
    >>> [level_of(name).value for name in ("湖北省襄阳市卫生局", "北京市中医管理局", "昆山市卫生局")]
    ['city', 'province', 'unknown']
    >>> level_of("重庆市渝中区卫生局").value
    'city'
    """
    own = _PROVINCE.match(body)
    rest = body[own.end() :] if own else body
    if own and own.group() in _MUNICIPALITIES:
        # Districts of these have the rank of a city; so have their counties.
        return Level.CITY if _COUNTY.match(rest) else Level.PROVINCE
    if rest.startswith(_UNDER_PROVINCE):
        return Level.CITY
    if rest.startswith(_COUNTY_CITIES):
        return Level.COUNTY
    place = _PLACE.match(rest)
    if place is not None:
        return _of_city(place.group(), rest[place.end() :])
    if _COUNTY.match(rest):
        return Level.COUNTY
    return Level.PROVINCE if own else Level.UNKNOWN


def is_of_municipality(body: str) -> bool:
    """Tell whether a body belongs to one of the four cities that are provinces."""
    return body.startswith(_MUNICIPALITIES)


def is_health_authority(body: str) -> bool:
    """Tell whether a body is an authority for health or for Chinese medicine.

    >>> [is_health_authority(name) for name in ("咸宁市卫健委", "咸宁市中心医院", "湖北省卫生健康委员会", "市卫生学校")]
    [True, False, True, False]
    """
    return bool(_HEALTH.search(body) and _AUTHORITY.search(body)) and not _NO_AUTHORITY.search(body)


def is_police(body: str) -> bool:
    """Tell whether a body is of the public security.

    >>> is_police("公安县公安局"), is_police("公安县民政局")
    (True, False)
    """
    return bool(_POLICE.search(body))


def is_of_education(body: str) -> bool:
    """Tell whether a body is of the education authorities, or of their offices for records of study."""
    return bool(_WORDS.search(body)) and not re.search("(?:学校|学院|大学)$", body)


def is_military(body: str) -> bool:
    """Tell whether a body is of the armed forces.

    >>> [is_military(name) for name in ("中国人民解放军31658部队", "陆军第七十二集团军某旅", "黄冈市中心医院")]
    [True, True, False]
    >>> is_military("某部卫勤训练团"), is_military("黄冈市教育局")
    (True, False)
    """
    return bool(_ARMED.search(body))


def is_below_regiment(body: str) -> bool:
    """Tell whether a unit of the armed forces is certainly below a regiment: a battalion, a company, their medics.

    >>> [is_below_regiment(name) for name in ("31658部队二营", "某旅卫生连", "某团卫生队", "野战医院")]
    [True, True, True, True]
    >>> [is_below_regiment(name) for name in ("31658部队政治工作处", "海军大连舰艇学院", "武警营口市支队")]
    [False, False, False]
    """
    return bool(_BELOW_REGIMENT.search(body))


def is_local_hospital(body: str) -> bool:
    """Tell whether a body is a hospital, and none of the forces.

    >>> [is_local_hospital(name) for name in ("黄冈市中心医院", "中部战区总医院", "武警湖北省总队医院")]
    [True, False, False]
    """
    return bool(_LOCAL_HOSPITAL.search(body)) and not is_military(body)


def _of_city(place: str, rest: str) -> Level:
    if _COUNTY.match(rest) and not rest.startswith(("卫生", "中医")):
        return Level.COUNTY
    if place in _OF_HUBEI or place.endswith(("州", "地区", "林区", "盟")):
        return Level.CITY
    return Level.UNKNOWN
