"""Names of schools."""

import re

from doctypes.values import text
from doctypes.values.bent_words import unbent
from doctypes.values.bodies import CUT_SHORT, without_notes
from doctypes.values.labels import is_label
from doctypes.values.schools import BY_NAME, same_school, without_faculty
from doctypes.values.writing import DOUBLED, STRAY_LETTER, simplified, squeezed, trimmed, without_watermark
from models.doctype import Likeness, Outcome, Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 4
_ENDING = (
    r"(?:大学|学院|专科学校|(?<!大)学校|职业教育中心|职教中心|职业高级中学|职业高中|职业中专|卫校|技校)"
    r"(?:\([\u4e00-\u9fff]{2,8}\))?"
)
_WHOLE = re.compile(rf"[\u4e00-\u9fff]{{2,20}}{_ENDING}")
_RULED = re.compile("一(?![汽拖])(?=[\u4e00-\u9fff]{5})")
"""The end of the line under a blank, in front of the name that stands on it."""
_TRAILING = re.compile(rf"^(.{{2,}}{_ENDING})[A-Za-z\u4e00-\u9fff]?$")
"""A name, and one character behind it that a seal or a signature left there."""
_KIND_OF_SCHOOL = re.compile(
    "(?:普通|成人|高等|中等|专业|职业|技术|技工|高级|卫生|医药|中医|药|医科|医学|科技|护理|护士|专科|民族|师范|理工|医"
    "|第[一二三四五六]|临床|口腔|基础|公共|中西医|结合|骨伤|针灸|推拿|影像|检验|健康|管理|继续|国际|教育|研究生)+"
    "(?:学校|学院|大学|中学|高中|中专)"
)
"""Headings, scraps of seals and parts of a school, 第一临床学院, that name a kind of school and none of them."""
_HEADLESS = re.compile("学院|学校")
"""How the rest of a name, or of the seal across it, begins: 学院医学院."""
_COLLEGE = re.compile("[华掌尝](?=院$)")
_MEDICINE = re.compile("[区匡](?=(?:药|科)(?:学院|大学)$)")
_STROKE = re.compile("(?<=[\u4e00-\u9fff])[/\\\\|](?=[\u4e00-\u9fff])")
"""A scratch or a fold, read as print."""
_OFFICE = re.compile(
    "(?<=大学|学院|学校|中心|高中|中专|卫校|技校)"
    r"(?:学生|学工|教务|招生|就业|研究生|人事|组织|继续教育|成人教育)[\u4e00-\u9fff]{0,6}(?:处|部|办公室|办|科|院|中心)$"
)
"""Who signs for a school: 三峡大学学生工作处."""
_AUTHORITY = re.compile(
    "(?:参谋|后勤|军训|政治|教育|卫生)部$|(?:教育|卫生|人力资源和社会保障|劳动).{0,6}(?:厅|局|委员会)$"
)
_CUT_OFF = re.compile(
    "^[南北西东江徽川州](?:中医药|中医学|医科大|医学院|医药学)|(?<![大中小])学$|(?<![学院校心系部班所站中专高)])$(?<!电大)(?<!夜大)(?<!职大)"
)
"""How no school's name begins or ends: its province lost its first character, 南中医药大学, or the rest was lost."""
_ECHOED = re.compile(rf"^(.{{2,}}?{_ENDING})(.{{2,}})$")
"""A name, and a part of it again from the seal across it."""
_PART_BEHIND = re.compile("(?<=大学|学院|学校)(?:院系|系别|院部|系部)[\u4e00-\u9fff]*$")
_LED = re.compile(
    "^\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?|^校(?=...)|^(?:[就入]读|读(?![书写者]))(?=...)|^[我本][省市州县区](?=...)|^(?:所在|毕业|就读)(?:学校|院校)(?:名称)?(?=..)|^(?:学校|院校)名称(?=...)"
)
"""A label read as one with its value, or how a letter says where it is from."""
_OURS = re.compile(r"\d{5}|^院|国家\(?地区|[我本][校院]|号码|姓名|性别|身份证|证明|应届|毕业生")
"""How a letter of a school calls itself, and labels that ran together: words that stand in the name of none."""
_OF_A_PART = re.compile("学院[\u4e00-\u9fff]{2,10}学院$|(?:所在)?(?:院系|系别|院部|系部|院\\(系\\)|学院\\(系\\))")
"""Labels of a part of a school, 院系中医学院; the part is never the school."""
_MOST_SCRAPS = 4
_OF_NOTICES = frozenset({"应当及", "应当及时", "当及时", "及时"})
"""Words of the notice on a neighbouring paper that readers run into the heading of a letter."""
_OPENED = re.compile(r"^\((?![^)]*\))|^\(\)")
"""A bracket that is never closed, or holds nothing: strokes of a seal."""
_OWN_PART = "部系所院班"
_FACULTY = re.compile("(?<=[^科药]大学)(?:医学部|医学院|医学中心)$")
"""Of a university of many faculties; an 临床医学院 or another college beside one may be a school of its own."""
_RENAMED = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="renamed_school")
_FACULTY_NAMED = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="faculty_named")


def parse(raw: str) -> Parsed | None:
    """Take the name of a school; brackets come out half-width.

    >>> parse("： 中国地质大学（武汉） 。").value, parse("校名")
    ('中国地质大学(武汉)', None)
    >>> parse("汉轻工大").fault, parse("湖北省教育厅")
    ('cut_short', None)
    >>> [parse(raw) for raw in ("院系中医学院", "系别口腔医学院", "学院中医临床学院", "应届毕业生学校")]
    [None, None, None, None]
    >>> parse("三峡大学学生工作处").value, parse("系我校第一临床学院"), parse("第一临床学院")
    ('三峡大学', None, None)
    >>> [parse(raw).value for raw in ("湖北科技华院", "湖北区药学院", "西藏自治区科学院")]
    ['湖北科技学院', '湖北医药学院', '西藏自治区科学院']
    >>> parse("武汉工/业学院").value, parse("学院医学院")
    ('武汉工业学院', None)
    >>> parse("读新洲卫生中等职业学校").value, parse("(襄阳市卫生学校").value
    ('新洲卫生中等职业学校', '襄阳市卫生学校')
    >>> parse("南昌大学院系临床医学院").value, parse("校:新乡医学院").value, parse("校新乡医学院").value
    ('南昌大学', '新乡医学院', '新乡医学院')
    """
    printed = without_notes(without_watermark(_STROKE.sub("", simplified(trimmed(raw)))))
    written = STRAY_LETTER.sub("", _OPENED.sub("", printed))
    value = DOUBLED.sub(r"\1", written)
    once = value != written
    if is_label(value) or _of_no_school(value) or len(_HAN.findall(value)) < _SHORTEST:
        return None
    if _AUTHORITY.search(value):
        return None
    value = _OFFICE.sub("", _PART_BEHIND.sub("", _LED.sub("", value)))
    whole = _as_known(unbent(_without_scraps(value.rpartition(":")[2])))
    cut_off = not whole.isascii() and _CUT_OFF.search(whole)
    return Parsed(value=whole, repaired=whole != value or once, fault=CUT_SHORT if cut_off else "")


def _as_known(name: str) -> str:
    """Return the known school that print says with a word bent as no school's name has it; else the print."""
    meant = _MEDICINE.sub("医", _COLLEGE.sub("学", name))
    return meant if meant in BY_NAME else name


def compare(printed: str, stated: str) -> Likeness:
    """Compare two names of schools; rules: written_form, renamed_school, faculty_named, look_alike.

    >>> compare("同济医科大学", "华中科技大学").rule, compare("华中科技大学同济医学院", "华中科技大学").rule
    ('renamed_school', 'faculty_named')
    >>> compare("湖北医药学院", "湖北中医药大学").outcome.value, compare("湖北农学院", "江汉石油学院").outcome.value
    ('conflict', 'conflict')
    """
    likeness = text.compare(printed, stated)
    if likeness.outcome is not Outcome.CONFLICT:
        return likeness
    ours, theirs = (_without_faculty(simplified(squeezed(name))) for name in (printed, stated))
    if ours == theirs:
        return _FACULTY_NAMED
    return _RENAMED if same_school(ours, theirs) else likeness


def _without_faculty(name: str) -> str:
    return _FACULTY.sub("", without_faculty(name))


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find names that end as schools do, in a text without spaces.

    >>> find("湖北中医药大学"), find("准予毕业")
    (((0, 7),), ())
    >>> find("麻城市职业教育中心")
    ((0, 9),)
    >>> find("武漢大學臨床醫學")
    ((0, 4),)
    """
    matches = _WHOLE.finditer(simplified(text))  # traditional forms fold one to one, so places stay
    return tuple(_unled(match) for match in matches if not _of_no_school(match.group()))


def _unled(found: re.Match[str]) -> tuple[int, int]:
    """The span of a name without a label in front of it."""
    label = _LED.match(found.group())
    return found.start() + (label.end() if label else 0), found.end()


def _of_no_school(found: str) -> bool:
    return bool(
        _KIND_OF_SCHOOL.fullmatch(found) or _HEADLESS.match(found) or _OURS.search(found) or _OF_A_PART.match(found)
    )


def _without_scraps(value: str) -> str:
    """Take off what seals leave: a stray character before a known name, one behind any, or a part of it again.

    >>> _without_scraps("三峡大学峡大学"), _without_scraps("华中科技大学同济医学院")
    ('三峡大学', '华中科技大学同济医学院')
    >>> _without_scraps("湖北民族大学校")
    '湖北民族大学'
    """
    if value[1:] in BY_NAME or _RULED.match(value):
        return value[1:]
    known = _known_behind_scraps(value)
    if known:
        return known
    echo = _ECHOED.match(value)
    if echo and _says_again(echo.group(1), echo.group(2)):
        return echo.group(1)
    trailing = _TRAILING.match(value)
    return trailing.group(1) if trailing and value[-1] not in _OWN_PART else value


def _known_behind_scraps(value: str) -> str:
    """Return a known school that ends what is no school's name, behind words of a notice or its own letters.

    >>> _known_behind_scraps("药学院湖北医药学院"), _known_behind_scraps("应当及江汉大学")
    ('湖北医药学院', '江汉大学')
    >>> [_known_behind_scraps(name) for name in ("湖北三峡职业技术学院", "国立中山大学", "北京武汉大学")]
    ['', '', '']
    """
    if value in BY_NAME:
        return ""
    for length in range(1, _MOST_SCRAPS + 1):
        scraps, name = value[:length], value[length:]
        if name in BY_NAME and (scraps in _OF_NOTICES or (length > 1 and set(scraps) <= set(name))):
            return name
    return ""


def _says_again(name: str, rest: str) -> bool:
    """Whether what follows a name is made of its own letters, or is its end behind one misread letter.

    >>> _says_again("黄冈市卫生学校", "卫生学卫生学校"), _says_again("三峡大学", "侠大学")
    (True, True)
    >>> _says_again("湖北医药学院", "药护学院")
    False
    """
    return set(rest) <= set(name) or (len(rest) > 2 and name.endswith(rest[1:]))


KIND = ValueKind(
    name="school",
    parse=parse,
    compare=compare,
    find=find,
    max_length=40,
    characters=r"\u4e00-\u9fff()（）·A-Za-z",
    known=frozenset(BY_NAME),
)
