"""Whether a diploma was found to be genuine, in the words of whoever examined it: 合格 or 不合格."""

import re

from doctypes.values import conclusion
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

_FALSE = re.compile("不属实|不真实|非真实|不实|不符|无效|虚假|伪造|未查到|查无|不能认定|不予认[定证]|未通过")
_TRUE = re.compile("属实|真实(?!性)|有效(?!期)|相符|一致|认可|具有相应|承认|通过认证|认证通过|准确")
_FOUND = re.compile(
    "(?:情况|内容|信息|证书|学历|学位|颁发|均)?(?:属实|真实、?有效|真实可靠)|(?:核[实查验]|认证)(?:结果|结论)?[为:]?不属实"
    "|具有相应的?学[历位]"
)


def parse(raw: str) -> Parsed | None:
    """Take what was found out; None where it is said neither way.

    >>> [parse(raw).value for raw in ("经核实，该证书真实有效。", "属实", "不属实", "查无此人")]
    ['合格', '合格', '不合格', '不合格']
    >>> parse("本报告的真实性"), parse("有效期")
    (None, None)
    """
    text = squeezed(raw)
    if _FALSE.search(text):
        return Parsed(value="不合格")
    return Parsed(value="合格") if re.search("合格", text) or _TRUE.search(text) else None


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find the words in which a letter ends, in a text without spaces.

    >>> find("经核实,该毕业证书属实。"), find("涂改无效")
    (((7, 11),), ())
    """
    return tuple(match.span() for match in _FOUND.finditer(text))


KIND = ValueKind(name="authenticity", parse=parse, compare=conclusion.compare, find=find, max_length=90)
