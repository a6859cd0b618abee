"""Print that may contradict the paper it stands on: words that deny what it seems to prove, and citizens' numbers.

A letter that says 不属实 prints the same name and the same number as one that says 属实. No field need be wrong for a
person to have to look. What it means for an applicant is said elsewhere; here is what the page alone tells.
"""

import re
from collections.abc import Iterator

from doctypes.printed import folded
from doctypes.values import citizen_id
from doctypes.values.chinese_date import is_possible
from doctypes.values.writing import simplified
from models.extraction import ContraryPrint
from models.page import PageText

_DENIAL = re.compile(
    "不属实|不实(?!行)|[系属为]伪造|[系属为]虚假|证书不真实|不予认[可定]|无法核实|不相符|与原件不符|[已被]注销|[已被]吊销"
    "|[已被]撤销|声明作废|[已予]作废|未查[到询]|未能查|查无此|无此人|无(?:执业)?注册(?:记录|信息)|未注册|未毕业"
    "|未(?:获|取)得?[^，。,;；]{0,8}(?:毕业|学籍|资格)|(?:未经|并非|没有)考核合格|成绩不合格|未通过考核"
)
_CONDITION = re.compile("如|若|凡|否则|一经|倘|者[,，]|的[,，]|不得|严禁|勿")
"""Words before a denial, or right behind it, that make it a warning: 如有不实, 愿承担责任."""
_BEFORE, _BEHIND = 14, 8
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[78][1-3])\d{15}[\dXx](?![0-9A-Za-z])"
)
"""With a province in front: one diploma number in eleven has a fitting check digit, and begins with 10 to 19."""
_NOT_FOUND = re.compile("未查|未能查|查无")
_SAYS_WHY = frozenset({"licence_register_proof"})
"""Papers that are written because a register gave no answer, and say so."""


def contrary_print(page: PageText, type_code: str) -> ContraryPrint:
    """Find what on a page of this type may speak against it."""
    return ContraryPrint(denial=_denial(page, type_code), id_numbers=tuple(dict.fromkeys(_id_numbers(page))))


def _denial(page: PageText, type_code: str) -> str | None:
    text = simplified(folded("".join(line.text for line in page.lines)))
    for denial in _DENIAL.finditer(text):
        around = text[max(0, denial.start() - _BEFORE) : denial.start()], text[denial.end() : denial.end() + _BEHIND]
        is_why = type_code in _SAYS_WHY and _NOT_FOUND.match(denial.group())
        if not is_why and not any(_CONDITION.search(part) for part in around):
            return denial.group()
    return None


def _id_numbers(page: PageText) -> Iterator[str]:
    for line in page.lines:
        for found in _ID_NUMBER.findall(folded(line.text)):
            if citizen_id.is_valid(found) and is_possible(citizen_id.birth_date(found)):
                yield found.upper()
