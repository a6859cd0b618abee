"""The verdict of an examination in an office's own words: 合格 or 不合格, however much is said around it."""

import re
from dataclasses import replace

from doctypes.values import conclusion
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

_FAILED = re.compile(
    "(?:不|(?<!从)未|没有|不予)(?:合格|及格|通过)|基本不合|(?<![\u4e00-\u9fff])[下木丕]合格|[为核][下木丕]合格"
)
"""A 不 may be read as 下 or 木."""
_PASSED = re.compile("合格|通过考核|考核通过|审核通过|准予通过|及格|(?<!不)同意|胜任")
_TICK = r"[√✓✔☑☒■●Vv]"
_TICKED = re.compile(rf"{_TICK}[\s()、.]*(不?合格)|(不?合格)[\s()]*{_TICK}")
_FOUND = re.compile(
    "^不?合格[。.]?$|(?:考核|考评|考试|结果|结论|评定|鉴定|成绩|期满|审核)[^。;年]{0,10}?不?合格(?!证|表|者|人员|后|的|[,、]?(?:方[可能]|才|始)|.{0,4}不合格)"
)

_PAPERS_IN_ORDER = re.compile("^(?:经)?审核合格[。.,;、]?(?:同意.{0,8})?$")
"""What an authority says of an application, and not of how a trial or an internship ended."""


def parse(raw: str) -> Parsed | None:
    """Take a verdict; None where both words are printed and no tick tells them apart.

    >>> [parse(raw).value for raw in ("经考核，该同志试用期考核合格。", "考核结果为不合格", "☑合格 □不合格")]
    ['合格', '不合格', '合格']
    >>> parse("合格□ 不合格□"), parse("年 月 日")
    (None, None)
    >>> parse("没有合格").value, parse("考核下合格").value, parse("在指导下合格完成").value
    ('不合格', '不合格', '合格')
    """
    text = squeezed(raw)
    failed, passed = bool(_FAILED.search(text)), bool(_PASSED.search(_FAILED.sub("", text)))
    if failed and passed:
        ticked = {one or other for one, other in _TICKED.findall(text)}
        return Parsed(value=ticked.pop()) if len(ticked) == 1 else None
    if failed or passed:
        return Parsed(value="不合格" if failed else "合格")
    return None


def parse_of_trial(raw: str) -> Parsed | None:
    """Take a verdict on a form that applies for a trial; None where an authority found its papers in order.

    >>> parse_of_trial("审核合格。"), parse_of_trial("经审核，该同志实习期不合格").value, parse_of_trial("合格").value
    (None, '不合格', '合格')
    """
    return None if _PAPERS_IN_ORDER.match(squeezed(raw)) else parse(raw)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find verdicts in a text without spaces: a line that says no more, or one that names what was examined.

    >>> find("合格"), find("经考核,该同志考核合格。"), find("试用期考核合格证明"), find("考核合格□不合格□")
    (((0, 2),), ((1, 11),), (), ())
    >>> find("经审核,该同志试用期不合格"), find("经审核不合格。")
    (((1, 13),), ((1, 6),))
    >>> find("实习期满考核合格,方可报名"), find("考核合格 不合格"), find("考核结果合格良好不合格")
    ((), (), ())
    """
    return tuple(match.span() for match in _FOUND.finditer(text) if parse(match.group()))


def find_of_trial(text: str) -> tuple[tuple[int, int], ...]:
    """Find verdicts that `parse_of_trial` takes.

    >>> find_of_trial("审核合格"), find_of_trial("考核合格")
    ((), ((0, 4),))
    """
    return tuple((start, end) for start, end in find(text) if parse_of_trial(text[start:end]))


KIND = ValueKind(name="verdict", parse=parse, compare=conclusion.compare, find=find, max_length=90)
OF_TRIAL = replace(KIND, name="verdict_of_trial", parse=parse_of_trial, find=find_of_trial)
"""On forms that apply for an internship, which an authority looks through, too."""
