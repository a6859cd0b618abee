"""How something ended: 合格 or 不合格. A course of study that ended in 结业 or 肄业 was not passed."""

import re

from doctypes.values.writing import compare_as_written, squeezed, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_FAILED = re.compile("(?:不|未|没有|不予)(?:合格|及格|毕业|通过)|^[下木丕]合格|结业|肄业")
"""A 不 may be read as 下 or 木."""
_PASSED = re.compile("合格|毕业|通过")
_HALF = "毕"
"""What is left of 毕业 alone; 业 may be of 结业 and 肄业, too."""


def parse(raw: str) -> Parsed | None:
    """Take a conclusion.

    >>> [parse(raw).value for raw in ("毕业", "结业", "肄业", "考核合格", "不合格")]
    ['合格', '不合格', '不合格', '合格', '不合格']
    >>> parse("毕").repaired, parse("业")
    (True, None)
    """
    text = trimmed(raw)
    if _FAILED.search(text):
        return Parsed(value="不合格")
    if text == _HALF:
        return Parsed(value="合格", repaired=True)
    return Parsed(value="合格") if _PASSED.search(text) else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two conclusions.

    >>> compare("合格", "不合格").outcome.value
    'conflict'
    """
    return compare_as_written(printed, stated, squeezed)


KIND = ValueKind(name="conclusion", parse=parse, compare=compare, max_length=12)
