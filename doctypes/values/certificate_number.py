"""Numbers of diplomas. None has a known check digit, so none is ever `checked`; structure only says what it claims.

Higher education since 2001 (高等教育学历证书电子注册): school code 5, type 1 (1 普通, 5 成人, 6 自考, 7 网络), year 4,
level 2 (01 博士, 02 硕士, 04 第二学士, 05 本科, 06 专科), serial 6 (5 in 2001): 18 or 17 digits. Self-study: 6,
level (5 本科, 6 专科), province 2, city 2, county 2, year 2, half 1, serial 5, check 1 of unknown rule: 17 digits, and
18 on some papers. Older numbers follow no common rule and are taken as they are printed.
"""

import re
from dataclasses import dataclass

from doctypes.values.numbers import PROVINCES, all_digits, compact, compare, with_digits
from doctypes.values.schools import BY_NAME
from doctypes.values.worded_number import OF_A_SCHOOL, WORDED
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

_HIGHER = re.compile(
    r"(?P<school>[1-9]\d{4})(?P<type>[1567])(?P<year>(?:19|20)\d\d)(?P<level>0[12456])(?P<serial>\d{5,6})"
)
_SELF_STUDY = re.compile(r"6(?P<level>[56])(?P<province>\d\d)\d{4}(?P<year>\d\d)[12]\d{6,7}")
_FREE = re.compile(r"[0-9A-Z/]{4,24}|(?=.*[字第号])[0-9A-Z/\u4e00-\u9fff]{4,24}|" + OF_A_SCHOOL)
_WHOLE_BEFORE_WORDS = re.compile("^(\\d{17,18})[\u4e00-\u9fff]{4}")
"""A number and behind it what stands in the next column: 910201201205001181陆军第七十二集团军某旅."""
_RUNS_ON = re.compile("(?<=[0-9]号)[\u4e00-\u9fff].*$")
"""Words behind the 号 of an older number: the mark between them was not read."""
_FEWEST_DIGITS = 4
STRUCTURE = "structure"
"""Fault of a number that is no refusal: digits may have been lost, or it is of an unknown older layout."""
_NEARLY_WHOLE = range(16, 21)
"""Digits of a number that has lost or gained a few; the papers of before 2001 have fewer."""

_DIGITS, _LAST_YEAR_OF_FEWER = 18, "2002"
"""Of a number of higher education."""

_FOUND = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9OoIlSBZ]{4}[1567I][12l][09O][0-9OoIlSBZ]{2}[0O][12456][0-9OoIlSBZ]{6}"
    r"(?:(?![0-9A-Za-z])|(?=(?:19|20)\d\d年))"
    r"|(?<![0-9A-Za-z])6[56][0-9OoIl]{15,16}(?![0-9A-Za-z])"
)

_TYPES = {"1": "普通", "5": "成人", "6": "自学考试", "7": "网络教育"}
_LEVELS = {"01": "博士", "02": "硕士", "04": "本科", "05": "本科", "06": "专科"}
_SELF_STUDY_LEVELS = {"5": "本科", "6": "专科"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateParts:
    """What the digits of a diploma number claim."""

    study_type: str
    """普通, 成人, 自学考试 or 网络教育."""
    level: str
    """博士, 硕士, 本科 or 专科."""
    year: str
    """Of graduation, four digits."""
    school_code: str | None = None
    """Five digits; None for self-study, where no school stands in the number."""
    province: str | None = None
    """GB/T 2260, two digits; self-study only."""


def parse(raw: str) -> Parsed | None:
    """Take a diploma number; None for print with fewer than four digits or other marks among them.

    >>> parse("1048 6120 1705 0000 01").value, parse("10486120l7O5000001")
    ('104861201705000001', Parsed(value='104861201705000001', fault='', checked=False, repaired=True))
    >>> parse("军院20090716").value, parse("武汉市20090716")
    ('军院20090716', None)
    >>> parse("104861201705000001陆军某集团军某旅").value
    '104861201705000001'
    """
    written = _RUNS_ON.sub("", compact(raw))
    behind = _WHOLE_BEFORE_WORDS.match(written)
    if behind and decode(behind[1]) is not None:
        written = behind[1]
    number = with_digits(written)
    if number != written and decode(number) is None:
        number = written
    number = number.upper()
    if not _FREE.fullmatch(number) or sum(all_digits(char) for char in number) < _FEWEST_DIGITS:
        return None
    odd = all_digits(number) and len(number) in _NEARLY_WHOLE and decode(number) is None
    return Parsed(value=number, fault=STRUCTURE if odd else "", repaired=number != written.upper())


def with_its_first_digit(number: str, school: str) -> str | None:
    """Return a number that lost its first digit with it, where the school's code tells it; None where it does not.

    >>> with_its_first_digit("04861201705000001", "武汉大学"), with_its_first_digit("04861201705000001", "江汉大学")
    ('104861201705000001', None)
    """
    known = BY_NAME.get(school)
    if known is None or not known.code or not number.startswith(known.code[1:]):
        return None
    whole = known.code[0] + number
    return whole if _HIGHER.fullmatch(whole) else None


def decode(value: str) -> CertificateParts | None:
    """Return what the digits claim; None where the number follows neither structure.

    >>> parts = decode("104861201705000001")
    >>> parts.school_code, parts.study_type, parts.year, parts.level
    ('10486', '普通', '2017', '本科')
    >>> decode("65420101211000017").study_type
    '自学考试'
    """
    higher = _HIGHER.fullmatch(value)
    if higher:
        return CertificateParts(
            study_type=_TYPES[higher["type"]],
            level=_LEVELS[higher["level"]],
            year=higher["year"],
            school_code=higher["school"],
        )
    self_study = _SELF_STUDY.fullmatch(value)
    if self_study and self_study["province"] in PROVINCES:
        return CertificateParts(
            study_type=_TYPES["6"],
            level=_SELF_STUDY_LEVELS[self_study["level"]],
            year=_century(self_study["year"]),
            province=self_study["province"],
        )
    return None


def is_whole(value: str) -> bool:
    """Tell whether a number follows a known structure to its last digit: few schools had 17 digits still in 2002.

    >>> is_whole("104861201705000001"), is_whole("10486120170500001"), is_whole("10486120010500001")
    (True, False, True)
    """
    parts = decode(value)
    is_short = parts is not None and parts.school_code is not None and len(value) < _DIGITS
    return parts is not None and not (is_short and parts.year > _LAST_YEAR_OF_FEWER)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of 18 digits with the structure of higher education, those of self-study, and 毕字第…号 of old.

    >>> find("证书编号:104861201705000001"), find("同医毕字第970374号")
    (((5, 23),), ((0, 12),))
    """
    plain = same_length_ascii(text)
    matches = [match for match in _FOUND.finditer(plain) if decode(with_digits(match.group())) is not None]
    return tuple(match.span() for match in (*matches, *WORDED.finditer(plain)))


def _century(year: str) -> str:
    """Self-study examinations began in 1981."""
    return ("19" if year >= "81" else "20") + year


KIND = ValueKind(
    name="certificate_number",
    parse=parse,
    compare=compare,
    find=find,
    max_length=32,
    characters="0-9A-Za-z",
)
