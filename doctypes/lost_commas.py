"""Commas of letters that readers lose or take for the separator of names: where they stood, by what stands around.

Small print shows a comma as a dot or not at all. A name with a separator has neither a digit nor a word of a letter
beside its dot, and no name ends in 女汉族.
"""

import re

from doctypes.printed import Print

_HAN = "\u4e00-\u9fff"
_DATE = r"(?:19|20)\d\d年|[一二][〇○◯零一二三四五六七八九]{3}年"
_SEX_OR_PEOPLE = re.compile(
    rf"[男女](?:[\W_]|$)|[{_HAN}]{{1,4}}族(?![{_HAN}]{{1,3}}族|[{_HAN}]{{0,3}}自治|[县乡镇]|大学|学院|学校|师范|医)"
)
"""What begins a line; 土家族 may go on as the name of an autonomous place: 土家族苗族自治州."""
_SEX_BEHIND = re.compile(rf".*(?:(?:^|[\W_])[男女]|性别[{_HAN}])_*")
_SEX_BY_ITSELF = re.compile(
    rf"(?<=_)[男女](?=[\W_])|(?<=[{_HAN}])[男女](?=[{_HAN}]{{1,4}}族[\W_])|(?<=[{_HAN},])[男女](?={_DATE})"
)
"""A sex written over a line, or right in front of a date of birth or a people."""
_NUMBER_OF_A_PERSON = re.compile("(?:公民|居民)?身份(?:证(?:件)?)?(?:号|编号)码?")
_BELONGS_TO_IT = "原现旧前后的曾用其该为民"
"""What stands in front of 身份证号 and says whose or which it is, or is the first half of the word."""
_DOT = "[·•・‧]"
_COMMA_READ_AS_DOT = re.compile(
    rf"(?<=[0-9]){_DOT}(?=[{_HAN}])|(?<=[{_HAN}]){_DOT}(?=[0-9])|(?<=\d{{8}}){_DOT}(?={_DATE})"
    rf"|{_DOT}(?=性别|[男女](?:[\W_]|$)|[{_HAN}]{{1,3}}族|身份证|公民身份|居民身份|出生|民族|曾用名|原名|学号|所学|专业|学习[形方]式|学[历制]|层次|毕业|证书)"
    rf"|(?<=[\W_][男女]){_DOT}|(?<=性别[男女]){_DOT}|(?<=族){_DOT}|(?<=同志){_DOT}|(?<=同学){_DOT}|(?<=出生|入学|毕业){_DOT}"
)


def lost_commas(page: Print) -> frozenset[int]:
    """Return the places before which a comma was lost: those at the ends of lines are, and those beside a sex."""
    text = page.plain
    before = {start for start, end in page.segments if _SEX_OR_PEOPLE.match(text, start, end)}
    behind = {end for start, end in page.segments if end < len(text) and _SEX_BEHIND.fullmatch(text[start:end])}
    around = {place for found in _SEX_BY_ITSELF.finditer(text) for place in found.span()}
    return frozenset(before | behind | around | _before_numbers(page))


def _before_numbers(page: Print) -> set[int]:
    """An address and its comma end a line, and the next one begins with 公民身份号码."""
    return {
        start
        for start, end in page.segments
        if start and _NUMBER_OF_A_PERSON.match(page.plain, start, end) and page.plain[start - 1] not in _BELONGS_TO_IT
    }


def commas_read_as_dots(page: Print) -> frozenset[int]:
    """Return the places of dots that part no name."""
    return frozenset(found.start() for found in _COMMA_READ_AS_DOT.finditer(page.plain))
