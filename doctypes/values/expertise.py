"""What somebody is an expert in by the tradition of Chinese medicine (医术专长): 正骨及小夹板固定, 烧烫伤中药外敷.

Everybody's own words, but words of a thing: what a certificate says around them is none of it.
"""

import re
from dataclasses import replace

from doctypes.values import text
from doctypes.values.labels import is_label
from doctypes.values.writing import simplified, trimmed
from models.doctype import Parsed, ValueKind

_LED = re.compile("^(?:医术专长|其?专长)(?:名称|项目|内容)?(?:为|是|:)(?=..)|^为(?=...)")
_ENDS = re.compile("(?:等)?(?:技术|医术)?(?:确有专长)$")
_SAID = re.compile(
    "[,;。]|合格|考核|证书|准予|特发|颁发|成绩|规定|出生|身份证|姓名|性别|同志|根据|确认|认定|掌握|传统医学|医术确有|确有专长"
)
"""Words of the sentences around a specialty, none of which stands in one."""
_SHORTEST = 2
_COMMAS = str.maketrans(dict.fromkeys("·•・･", "、"))
"""What readers take the mark between two specialties for."""


def parse(raw: str) -> Parsed | None:
    """Take a specialty; None for what the certificate says around it.

    >>> parse("专长为烧烫伤中药外敷").value, parse("正骨及小夹板固定医术确有专长，").value
    ('烧烫伤中药外敷', '正骨及小夹板固定')
    >>> parse("拔罐·刮痧")
    Parsed(value='拔罐、刮痧', fault='', checked=False, repaired=True)
    >>> parse("考核，考核合格，专长为烧烫伤中药外敷"), parse("成绩合格，准予发给本证书"), parse("传统医学")
    (None, None, None)
    """
    written = simplified(trimmed(raw))
    value = _ENDS.sub("", _LED.sub("", written.translate(_COMMAS)))
    if is_label(value) or _SAID.search(value) or len(value) < _SHORTEST:
        return None
    found = text.parse(value)
    return found if found is None or written.translate(_COMMAS) == written else replace(found, repaired=True)


KIND = ValueKind(name="expertise", parse=parse, compare=text.compare, max_length=40, characters=r"\u4e00-\u9fff()、")
