"""Bodies that issue, sign or employ: authorities, hospitals, clinics."""

import re

from rapidfuzz.distance import Levenshtein

from doctypes.values import text
from doctypes.values.labels import is_label
from doctypes.values.writing import STRAY_LETTER, simplified, trimmed
from models.doctype import Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 3
CUT_SHORT = "cut_short"
"""Fault: it does not end as the names of bodies do."""
_ENDING = re.compile(
    "(?:局|厅|委员会|委|办公室|部|处|院|所|中心|站|室|公司|政府|大学|学校|队|诊所|门诊|药房|集团|会|[省市县区])$"
)
_PLACE = re.compile("[\u4e00-\u9fff]{1,8}?[省市县区州](?=卫)")
_OF_PROVINCES = ("卫生厅", "卫生和计划生育委员会", "卫生健康委员会")
_OF_CITIES = ("卫生局", "卫生和计划生育局", "卫生和计划生育委员会", "卫生健康局", "卫生健康委员会")
_MOST_SCRAPS = 2
"""Characters by which a short ending may differ: scraps of the seal behind it, or letters lost under it."""
_STAMP = re.compile(r"\((?:盖?公?章|签章|印章|盖章)\)?$")


def parse(raw: str) -> Parsed | None:
    """Take the name of a body, without the words for its stamp and a letter that a stamp left behind.

    >>> parse("武汉市公安局武昌分局（盖章）").value, parse("盖章")
    ('武汉市公安局武昌分局', None)
    """
    value = STRAY_LETTER.sub("", _STAMP.sub("", simplified(trimmed(raw))))
    if is_label(value) or len(_HAN.findall(value)) < _SHORTEST:
        return None
    whole = _with_whole_ending(value)
    return Parsed(value=whole, repaired=whole != value, fault="" if _ENDING.search(whole) else CUT_SHORT)


def _with_whole_ending(value: str) -> str:
    """Give a health authority the ending that a stamp hid, bent or wrote over; any other body stays as it is.

    >>> _with_whole_ending("随州市卫生和计划生育员会"), _with_whole_ending("武汉市卫生局")
    ('随州市卫生和计划生育委员会', '武汉市卫生局')
    >>> _with_whole_ending("红安县卫生局卫区"), _with_whole_ending("湖北省卫生")
    ('红安县卫生局', '湖北省卫生厅')
    >>> _with_whole_ending("武汉市卫生学校附属医院")
    '武汉市卫生学校附属医院'
    """
    place = _PLACE.match(value)
    if place is None:
        return value
    tail = value[place.end() :]
    endings = _OF_PROVINCES if place.group().endswith("省") else _OF_CITIES
    nearest = sorted((Levenshtein.distance(tail, ending), ending) for ending in endings)
    (distance, ending), (next_distance, _) = nearest[:2]
    near = distance <= max(_MOST_SCRAPS, len(ending) // 3) and distance < next_distance
    return value[: place.end()] + ending if near and tail[:1] == "卫" and tail[:2] != "卫校" else value


KIND = ValueKind(name="issuer", parse=parse, compare=text.compare, max_length=50)
