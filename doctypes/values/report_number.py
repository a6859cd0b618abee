"""Numbers of the reports and certificates that vouch for a diploma: 学历认证报告, 留学服务中心's 认证书.

No source gives the rules: certificates of the 留学服务中心 bore 教留服认, a word for the country and five digits or so
(教留服认英01234号), and bear 12 digits since 2019 (1, year, seven digits); reports of the 认证 centre seven or eight
digits. None has a known check, so a number is taken as it is printed.
"""

import re

from rapidfuzz.distance import Levenshtein

from doctypes.values.numbers import all_digits, compact, compare, with_digits
from doctypes.values.writing import same_length_ascii
from models.doctype import Parsed, ValueKind

_LETTERS = "A-Z0-9/\\[\\]"
_IN_WORDS = re.compile(r"(?P<words>[\u4e00-\u9fff]{2,10}[A-Z]?)(?P<body>[0-9A-Z\[\]第年/]{3,20})号?")
_IN_DIGITS = re.compile(rf"[{_LETTERS}]{{6,24}}")
_OF_CENTRE = "教留服认"
_FEWEST_DIGITS = 4
_BRACKETS = str.maketrans("〔【〕】", "[[]]")
_FOUND = re.compile(
    r"(?:教留服认|[\u4e00-\u9fff]留服认|教[\u4e00-\u9fff]服认|教留[\u4e00-\u9fff]认)[\u4e00-\u9fff]{1,4}?[\[〔(（]?[0-9OoIl]{4}[0-9OoIl\]〕)）第]{0,12}号"
    r"|(?<![0-9A-Za-z])1(?:19|20)\d{9}(?![0-9A-Za-z])"
)


def parse(raw: str) -> Parsed | None:
    """Take a number; digits or capitals, or words with digits between them and 号.

    >>> parse("1201 9000 0001").value, parse("教留服认英01234号").value
    ('120190000001', '教留服认英01234号')
    >>> parse("教部服认英01234号")
    Parsed(value='教留服认英01234号', fault='', checked=False, repaired=True)
    >>> parse("报告编号"), parse("2019年")
    (None, None)
    """
    written = compact(raw.translate(_BRACKETS)).upper()
    in_words = _IN_WORDS.fullmatch(written)
    if in_words:
        return _with_words(written, in_words)
    number = with_digits(written)
    if not _IN_DIGITS.fullmatch(number) or sum(all_digits(char) for char in number) < _FEWEST_DIGITS:
        return None
    return Parsed(value=number, repaired=number != written)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of the 留学服务中心, old and new, in a text without spaces.

    >>> find("编号:教留服认英01234号"), find("编号120190000001")
    (((3, 14),), ((2, 14),))
    """
    matches = _FOUND.finditer(same_length_ascii(text))
    return tuple(match.span() for match in matches if parse(match.group()) is not None)


def _with_words(written: str, parts: re.Match[str]) -> Parsed | None:
    body = with_digits(parts["body"])
    if sum(all_digits(char) for char in body) < _FEWEST_DIGITS or not written.endswith("号"):
        return None
    words = parts["words"]
    if Levenshtein.distance(words[: len(_OF_CENTRE)], _OF_CENTRE) == 1:
        words = _OF_CENTRE + words[len(_OF_CENTRE) :]
    value = f"{words}{body}号"
    return Parsed(value=value, repaired=value != written)


KIND = ValueKind(
    name="report_number",
    parse=parse,
    compare=compare,
    find=find,
    max_length=32,
    characters=r"0-9A-Za-z\u4e00-\u9fff\[\]〔〕",
)
