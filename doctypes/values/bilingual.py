"""Kinds of papers that print a value twice, in Chinese and in the foreign language: the Chinese is the value.

墨尔本大学（The University of Melbourne）, 张三 ZHANG San, 理学硕士学位 Master of Science. Where no Chinese is printed,
the foreign words are taken as they stand.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from doctypes.values import degree, major, name, overseas_names, school
from doctypes.values.writing import squeezed, trimmed
from models.doctype import Parsed, ValueKind

_HAN = re.compile(r"[\u3007\u3400-\u9fff]")
_WORDS = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.,&;/:\- ]*[A-Za-zÀ-ɏ.]"
_BRACKETED_FOREIGN = re.compile(rf"\(\s*{_WORDS}(?:\([A-Za-z. ]*\))?\s*\)?")
_FOREIGN = re.compile(rf"(?:{_WORDS})(?:\((?:[A-Za-z. ]+)\))?")
_BRACKETED_WHOLE = re.compile(r"\(([^()]+)\)")
_BRANCH = re.compile("[\u4e00-\u9fff]{2,8}?分校")
_FEWEST_LETTERS = 4
_FEWEST_HAN = 2
_COUNTRIES = (
    "大不列颠及北爱尔兰联合王国|英国|美国|澳大利亚|新西兰|加拿大|法国|德国|日本|韩国|俄罗斯|乌克兰|白俄罗斯|爱尔兰|荷兰"
    "|瑞典|瑞士|意大利|西班牙|比利时|新加坡|马来西亚|泰国|菲律宾|匈牙利|波兰|丹麦|芬兰|挪威|奥地利"
)
_REGIONS = "中国香港|中国澳门|中国台湾|香港特别行政区|澳门特别行政区|台湾地区"
_GENERIC = (
    "国立|公立|皇家|天主教|外国语|公开|管理|理工|科技|中央|医|师范|农业|[东西南北]部|联邦|开放|人民|友谊|新|大|学"
)
_BEFORE_A_SCHOOL = r"(?=[\u4e00-\u9fff]{2,}(?:大学|学院|学校|分校)$)"
_IN_A_COUNTRY = re.compile(
    rf"^(?:在|于)?(?:({_COUNTRIES})(?=\1)|(?:{_COUNTRIES})(?!{_GENERIC})|(?:{_REGIONS})(?!大学)){_BEFORE_A_SCHOOL}"
)


_COUNTRY_OR_NAME = re.compile(rf"^(?:{_COUNTRIES})(?:国立|公立)(?=[\u4e00-\u9fff]{{5}})")
"""Of 俄罗斯国立研究医科大学 the country is part of the name, and of many another it is not: nobody knows from print."""


def chinese_part(raw: str) -> str:
    """Return the print without its foreign words; all of it where there is little else.

    >>> chinese_part("墨尔本大学(The University of Melbourne)"), chinese_part("ZHANG San（张三）")
    ('墨尔本大学', '张三')
    >>> chinese_part("Melbourne"), chinese_part("中国地质大学(武汉)")
    ('Melbourne', '中国地质大学(武汉)')
    """
    text = squeezed(raw).replace("□腔", "口腔")
    rest = trimmed(_FOREIGN.sub("", _BRACKETED_FOREIGN.sub("", text))).replace("()", "")
    if len(_HAN.findall(rest)) < _FEWEST_HAN:
        return text
    in_brackets = _BRACKETED_WHOLE.fullmatch(rest) or _BRACKETED_WHOLE.fullmatch(f"({rest})")
    if in_brackets:
        return in_brackets.group(1)
    return rest if rest.count("(") == rest.count(")") else rest.strip("()")


def _taking(
    parse: Callable[[str], Parsed | None], *, clean: Callable[[str], str] = str
) -> Callable[[str], Parsed | None]:
    """Make a parser of the Chinese part; foreign words alone are a value where the kind itself knows none."""

    def taken(raw: str) -> Parsed | None:
        part = clean(chinese_part(raw))
        found = parse(part)
        if found is not None and _COUNTRY_OR_NAME.match(found.value):
            return replace(found, repaired=True)
        if found is not None or _HAN.search(part):
            return found
        value = trimmed(part)
        letters = sum(char.isalpha() for char in value)
        return Parsed(value=value) if letters >= _FEWEST_LETTERS and not any(char.isdigit() for char in value) else None

    return taken


def without_country(text: str) -> str:
    """Return the name of a school without the country that letters put before it.

    >>> without_country("英国伦敦大学学院"), without_country("新加坡国立大学")
    ('伦敦大学学院', '新加坡国立大学')
    >>> without_country("中国香港香港大学"), without_country("新加坡新加坡国立大学")
    ('香港大学', '新加坡国立大学')
    """
    return _IN_A_COUNTRY.sub("", trimmed(text))


def find_school(text: str) -> tuple[tuple[int, int], ...]:
    """Find names of schools with the branch behind them, in a text without spaces.

    >>> find_school("加利福尼亚大学洛杉矶分校")
    ((0, 12),)
    """
    spans = []
    for start, end in school.find(text):
        branch = _BRANCH.match(text, end)
        spans.append((start, branch.end() if branch else end))
    return tuple(spans)


def parse_name(raw: str) -> Parsed | None:
    """Take a Chinese name; who has none is not the centre's to certify, and Latin letters alone are half a name.

    >>> parse_name("张三 ZHANG San").value, parse_name("ZHANG San")
    ('张三', None)
    """
    part = chinese_part(raw)
    return name.parse(part) if _HAN.search(part) else None


NAME = ValueKind(
    name="bilingual_name",
    parse=parse_name,
    compare=overseas_names.compare_overseas,
    max_length=name.KIND.max_length + 30,
    characters=name.KIND.characters + ",()（） ",
    rare_characters=True,
)
SCHOOL = ValueKind(
    name="bilingual_school",
    parse=_taking(school.parse, clean=without_country),
    compare=school.compare,
    find=find_school,
    max_length=120,
    characters=school.KIND.characters,
)
MAJOR = ValueKind(
    name="bilingual_major",
    parse=_taking(major.parse),
    compare=major.compare,
    max_length=120,
    characters=major.KIND.characters,
)
DEGREE = ValueKind(
    name="bilingual_degree",
    parse=_taking(degree.parse),
    compare=degree.compare,
    find=degree.find,
    max_length=120,
    characters=degree.KIND.characters + "A-Za-z",
)
