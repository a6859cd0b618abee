"""Bodies that issue, sign or employ: authorities, hospitals, clinics."""

import re

from rapidfuzz.distance import Levenshtein

from doctypes.values import text
from doctypes.values.bent_words import is_of_no_city, unbent
from doctypes.values.bodies import CUT_SHORT, is_prose, mended, without_notes
from doctypes.values.labels import is_label
from doctypes.values.writing import DOUBLED, STRAY_LETTER, same_length_ascii, simplified, trimmed
from models.doctype import Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 3
_PIECE = re.compile(
    "^(?:[〇零一二三四五六七八九]{1,3}部队$|部队|支队|政治|民解放军|[\u4e00-\u9fff]大学|(?![沙津]市)[\u4e00-\u9fff]市|妇?幼?保健院$|^(?:中?医?药?管理局|出?入?境?管理局)$|[一二三四五六七八九十]?(?:人民|中心)?医院$)|^[\u4e00-\u9fff]{2,4}(?:[省市县州]|(?<!军)区)$|市中心$|^(?!卫生|公安|教育|民政|国防|外交|武装|政治)[\u4e00-\u9fff]{2}部$|[\u4e00-\u9fff]审卫生|^(?:医政|医政医管|医管|行政审批)科$"
)
"""What is left of a name whose beginning or end was lost under a seal. Of cities only 沙市 and 津市 are so short."""
_NO_PLACE = re.compile(
    "[\u4e00-\u9fff]省|州市|生?(?:健康|和计划生育)委|院?附属|[市县区](?!立)|(?:医科|医药|中医药)大学$|(?:人民|中心|中医)医院$|(?:卫生|教育|公安|中医药管理|卫生健康|卫生和计划生育|教育体育|人力资源和社会保障)(?:局|厅|委员会|委)$"
)
"""A body of which the place, or what it belongs to, was lost under a seal; no province has a name of one character."""
_READ_TWICE = re.compile("([省县区州局厅委政治工作部卫生教育公安])\\1(?![级属直队])")
"""A character where two lines of one name overlap; 津市市 is a place."""
_STUDIES = re.compile("(?<=[院队所心室站科])(?:临床|口腔|中医|中西医结合|公共卫生|全科)(?:专业|类别)$")
"""What somebody does there, run into where: 卫生队临床专业."""
_ENDING = re.compile(
    "(?:局|厅|委员会|委|办公室|部|处|院|所|中心|站|室|公司|政府|大学|学校|队|诊所|门诊|药房|集团|会|科|旅|团|[省市县]|(?<!社)区)$"
)
_ENDING_INSIDE = re.compile("局|厅|委员会|办公室|部|处|院|所|中心|大学|学校|[旅团队]")
_SHORTEST_ECHOED = 5
_PLACE = re.compile("[\u4e00-\u9fff]{1,8}?[省市县区州](?=卫)")
_EDUCATION = re.compile("省教育$")
"""What a seal left of the one authority of a province that is called so."""
_ARMY = re.compile("第([七八])([一二三四五六七八九])(?=集团军)")
"""A group army, 71 to 83, of whose number 十 was lost."""
_WARDS = (
    "(?:普|胸|脑|神经|心血管|心|呼吸|消化|肾|内分泌|血液|泌尿)?(?:内|外|儿|妇|产|妇产|骨|骨伤|中医|急诊|麻醉|口腔|眼"
    "|皮肤|康复|针灸|推拿|全科|全科医学|肛肠|耳鼻喉|耳鼻咽喉|感染|肿瘤|重症医学|影像|放射|检验|公共卫生|预防保健)科$"
)
_WARD = re.compile("(?<=医院)" + _WARDS)
"""Where in a hospital somebody works; wards sign nothing."""
_A_WARD = re.compile(f"(?:.{{1,6}}、)?{_WARDS}")
_CLINIC = re.compile("(?:诊所|门诊部?|卫生室|医务室|医疗站|服务站|护理站)$")
"""What may be called 康康 or 欣欣."""
_ABBREVIATED = frozenset({"卫健委", "卫健局", "卫计委", "卫计局"})
_OF_PROVINCES = ("卫生厅", "卫生和计划生育委员会", "卫生健康委员会")
_ECHOED = ("卫生和计划生育委员会", "卫生健康委员会", "卫生和计划生育局", "卫生健康局", "卫生厅", "卫生局")
_OF_CITIES = ("卫生局", "卫生和计划生育局", "卫生和计划生育委员会", "卫生健康局", "卫生健康委员会")
_MOST_SCRAPS = 2
"""Characters by which a short ending may differ: scraps of the seal behind it, or letters lost under it."""
_WHOLE = re.compile(
    r"(?![在于系至经为])[\u4e00-\u9fff](?:[\u4e00-\u9fff0-9()·]|(?<=[0-9]):(?=[0-9])){1,34}?(?:局|厅|委员会|健康委|委|办公室|处|部|院|所|中心|队|大学|学校|科|旅|团)"
    r"(?:[\u4e00-\u9fff0-9]{2,12}(?:局|处|部|所|科|室|队|站|院|系|中心))*"
    r"(?:[(:]*(?:机构|单位|医院|学校)?(?:加?盖?公?章|签章|印章|盖章|章)\)*)?(?![\u4e00-\u9fff0-9:])"
)
_NO_BODY = re.compile(
    "样张|证明|特此|毕业|学习|姓名|性别|出生|同志|情况|身份|查询|核实|专业(?!学校)|日期|电话|地址|说明|负责|经办|领导小组|考区|我[校院局部单]"
)
"""Words of sentences and labels, which stand in the name of no body."""
_OURS = re.compile("[我本][校院局部所单机省市州县区]")
"""How a letter calls its own body; it names none."""
_LABELS = re.compile(
    "^(?:别|试用机|试用单)|学历|文化程度|本科|确有|卫生行政部|姓名|性别|出生|身份证|类别|科室|电话|起止|考核|合格"
)
"""Labels and words of cells that ran together with what stands beside them."""
_OFFICE_FOR_RECORDS = re.compile(
    "(?!.{0,3}(?:学历|性别|姓名|身份证|出生|电话|咨询|类别|科室|考核))"
    "(?![^省市县区州]*[本由经到向请]|.*证明)[\u4e00-\u9fff]{2,6}[省市县区州][\u4e00-\u9fff]{4,16}(?:中心|办公室|管理处)$"
)
"""A body that is named for what it keeps: 湖北省职业教育学历核验中心, 湖北省中职学籍查询服务中心."""
_NOBODY = frozenset({"主管部", "主管部门", "发证部门", "发证单位", "签发单位", "经办部门"})
_SPECKS = re.compile("(?<=[\u4e00-\u9fff])[·•・‧]+(?=[\u4e00-\u9fff])")
"""Marks of a seal or a grain between characters: the names of bodies have no separators."""
_ENGLISH_LABEL = re.compile("^/?[A-Za-z]{5,}/?(?=[\u4e00-\u9fff])")
"""Authority and the like, misread, before the value on passports."""
_ZONE_BEHIND = re.compile("(?<=[\u4e00-\u9fff])[A-Z0-9<]{6,}$")
"""A line of the machine-readable zone, or a number, read as one with the name above it."""
_PROVINCE_OR_CITY = re.compile("[\u4e00-\u9fff]{1,6}?[省市]")
_LETTER_OF_CITY = re.compile("([\u4e00-\u9fff])(?=[\u4e00-\u9fff]?\\1[\u4e00-\u9fff]?[市县])")
"""One letter of its city's name, which the seal left before it: 城麻城市."""
_ECHO = re.compile("([\u4e00-\u9fff]{3,}(?:局|厅|委员会))([\u4e00-\u9fff]{1,4})")
"""A whole name, and letters of its seal behind it."""


def parse(raw: str) -> Parsed | None:
    """Take the name of a body, without the words for its stamp and a letter that a stamp left behind.

    >>> parse("武汉市公安局武昌分局（盖章）").value, parse("盖章")
    ('武汉市公安局武昌分局', None)
    >>> parse("咸宁市中医药管理局医药")
    Parsed(value='咸宁市中医药管理局', fault='', checked=False, repaired=True)
    >>> parse("中央军委政治工·作部").value, parse("Awthority公安部出入境管理局").value
    ('中央军委政治工作部', '公安部出入境管理局')
    >>> parse("陆军第八三集团军某旅"), parse("我院儿科")
    (Parsed(value='陆军第八十三集团军某旅', fault='', checked=False, repaired=True), None)
    >>> parse("湖北省省卫生厅"), parse("津市市卫生局").value
    (Parsed(value='湖北省卫生厅', fault='', checked=False, repaired=True), '津市市卫生局')
    >>> {parse(raw).fault for raw in ("生健康委", "院附属协和医院", "医科大学", "市中心医院")}
    {'cut_short'}
    >>> parse("卫生厅").fault, parse("北省卫生厅").fault, parse("31658部队卫生队临床专业").value
    ('cut_short', 'cut_short', '31658部队卫生队')
    >>> [parse(raw).fault for raw in ("湖北省", "三医院", "部队政治部", "感市中心", "湖北省军区", "孝感市中心医院")]
    ['cut_short', 'cut_short', 'cut_short', 'cut_short', '', '']
    >>> parse("武汉市武昌区中南路街社区").fault, parse("中南路街社区卫生服务中心").fault
    ('cut_short', '')
    >>> parse("请以有关主管部"), parse("江大学教务处").fault, parse("湖北省教育厅(盖章)自").value
    (None, 'cut_short', '湖北省教育厅')
    >>> parse("医政医管科").fault, parse("〇五部队").fault, parse("随州市尹生健康委员会").value
    ('cut_short', 'cut_short', '随州市卫生健康委员会')
    >>> parse("中华人民共和国出入境管理局CT01439647<0").value
    '中华人民共和国出入境管理局'
    >>> parse("康康口腔诊所"), parse("江苏省省级机关医院").value
    (Parsed(value='康康口腔诊所', fault='', checked=False, repaired=False), '江苏省省级机关医院')
    >>> parse("城麻城市第一人民医院")
    Parsed(value='麻城市第一人民医院', fault='', checked=False, repaired=True)
    >>> parse("黄冈市中心医院神经外科").value, parse("黄冈市中心医院医务科").value, parse("妇产科")
    ('黄冈市中心医院', '黄冈市中心医院医务科', None)
    """
    written = _ZONE_BEHIND.sub("", _ENGLISH_LABEL.sub("", _SPECKS.sub("", simplified(trimmed(raw)).replace("○", "〇"))))
    value = without_notes(written)
    if is_prose(value) or _A_WARD.match(value):
        return None
    if DOUBLED.match(value) and not _CLINIC.search(value):
        value, written = value[1:], ""
    value = _without_echo_before(STRAY_LETTER.sub("", value))
    if _LETTER_OF_CITY.match(value):
        value, written = value[1:], ""
    echoed = _ECHO.fullmatch(value)
    if echoed and not _ENDING.search(value) and set(echoed[2]) <= set(echoed[1]):
        value, written = echoed[1], ""
    if _names_nobody(value):
        return None
    value = _WARD.sub("", _STUDIES.sub("", _without_echo(value)))
    whole = _ARMY.sub(r"第\1十\2", _EDUCATION.sub("省教育厅", _with_whole_ending(mended(value))))
    whole = unbent(_READ_TWICE.sub(r"\1", whole))
    sound = _ENDING.search(whole) and not (_NO_PLACE.match(whole) or _PIECE.search(whole) or is_of_no_city(whole))
    return Parsed(value=whole, repaired=whole != value or not written, fault="" if sound else CUT_SHORT)


def _names_nobody(value: str) -> bool:
    is_label_run_on = _LABELS.search(value) and not _OFFICE_FOR_RECORDS.match(value)
    is_named = not (is_label(value) or value in _NOBODY or is_label_run_on or _OURS.match(value))
    return not is_named or len(_HAN.findall(value)) < _SHORTEST


def _without_echo_before(value: str) -> str:
    """Return the name without the end of its own province or city, which its seal left before it.

    >>> _without_echo_before("北省湖北省卫生厅"), _without_echo_before("卫生厅湖北省卫生厅")
    ('湖北省卫生厅', '湖北省卫生厅')
    >>> _without_echo_before("襄阳市襄州区卫生局"), _without_echo_before("湖北省武汉市卫生局")
    ('襄阳市襄州区卫生局', '湖北省武汉市卫生局')
    """
    echoes = (
        length
        for length in range(len(value) // 2, 1, -1)
        if _PROVINCE_OR_CITY.match(value, length) and set(value[:length]) <= set(value[length:])
    )
    return value[next(echoes, 0) :]


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find names that end as those of bodies do and with their line, in a text without spaces.

    >>> find("湖北省中职学籍查询服务中心"), find("本证明由湖北省教育厅查询中心")
    (((0, 13),), ())
    >>> find("黄冈市教育局(盖章)"), find("特此证明"), find("2021年3月5日")
    (((0, 10),), (), ())
    """
    matches = _WHOLE.finditer(same_length_ascii(simplified(text)))
    return tuple(match.span() for match in matches if not _is_of_a_sentence(match.group()) and parse(match.group()))


def _is_of_a_sentence(found: str) -> bool:
    return bool(_NO_BODY.search(found)) and not _OFFICE_FOR_RECORDS.match(found)


def _without_echo(value: str) -> str:
    """Take off what the seal beside a name says again.

    >>> _without_echo("湖北省卫生健康委员会生健康委"), _without_echo("武汉市公安局武昌分局")
    ('湖北省卫生健康委员会', '武汉市公安局武昌分局')
    >>> _without_echo("湖北省中医药管理局医")
    '湖北省中医药管理局'
    """
    shortest = 2 if _ENDING.search(value) else 1
    for match in _ENDING_INSIDE.finditer(value):
        name, echo = value[: match.end()], value[match.end() :]
        if len(name) >= _SHORTEST_ECHOED and len(echo) >= shortest and echo in name:
            return name
    return value


def _with_whole_ending(value: str) -> str:
    """Give a health authority the ending that a stamp hid, bent or wrote over; any other body stays as it is.

    >>> _with_whole_ending("随州市卫生和计划生育员会"), _with_whole_ending("武汉市卫生局")
    ('随州市卫生和计划生育委员会', '武汉市卫生局')
    >>> _with_whole_ending("红安县卫生局卫区"), _with_whole_ending("湖北省卫生")
    ('红安县卫生局', '湖北省卫生厅')
    >>> _with_whole_ending("湖北省卫生厅北省卫"), _with_whole_ending("武汉市卫生局汉市卫生")
    ('湖北省卫生厅', '武汉市卫生局')
    >>> _with_whole_ending("武汉市卫生学校附属医院"), _with_whole_ending("宜昌市卫健委")
    ('武汉市卫生学校附属医院', '宜昌市卫健委')
    """
    place = _PLACE.match(value)
    if place is None:
        return value
    tail = value[place.end() :]
    if tail in _ABBREVIATED:
        return value
    whole = next((ending for ending in _ECHOED if tail.startswith(ending)), "")
    if whole and tail[len(whole) :] in value[: place.end() + len(whole)]:
        return value[: place.end()] + whole
    endings = _OF_PROVINCES if place.group().endswith("省") else _OF_CITIES
    nearest = sorted((Levenshtein.distance(tail, ending), ending) for ending in endings)
    (distance, ending), (next_distance, _) = nearest[:2]
    near = distance <= max(_MOST_SCRAPS, len(ending) // 3) and distance < next_distance
    return value[: place.end()] + ending if near and tail[:1] == "卫" and tail[:2] != "卫校" else value


KIND = ValueKind(name="issuer", parse=parse, compare=text.compare, find=find, max_length=50)
