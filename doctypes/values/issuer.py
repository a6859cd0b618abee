"""Bodies that issue, sign or employ: authorities, hospitals, clinics."""

import re

from rapidfuzz.distance import LCSseq

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
_AUTHORITIES = ("卫生和计划生育委员会", "卫生健康委员会", "卫生和计划生育局", "卫生健康局")
_MOST_LOST = 3
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
    """Complete the ending of a health authority of which a stamp hid a character or two.

    >>> _with_whole_ending("随州市卫生和计划生育员会"), _with_whole_ending("武汉市卫生局")
    ('随州市卫生和计划生育委员会', '武汉市卫生局')
    """
    start = value.find("卫生")
    if start < 2:
        return value
    tail = value[start:]
    for ending in _AUTHORITIES:
        lost = len(ending) - len(tail)
        if 0 < lost <= _MOST_LOST and len(tail) > _SHORTEST and LCSseq.similarity(tail, ending) == len(tail):
            return value[:start] + ending
    return value


KIND = ValueKind(name="issuer", parse=parse, compare=text.compare, max_length=50)
