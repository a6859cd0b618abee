"""Print that contradicts the paper it stands on: words that deny what it seems to prove, and numbers of somebody else.

A letter that says 不属实 prints the same name and the same number as one that says 属实. No field need be wrong for a
person to have to look.
"""

import re
from collections.abc import Iterator

from doctypes.printed import folded
from doctypes.values import citizen_id
from doctypes.values.writing import simplified
from models.case import Application
from models.doctype import Outcome
from models.page import PageText
from models.report import Finding, Severity
from pipeline import words

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
_OTHERS_IDS = frozenset({"household_register", "name_change_proof"})
"""Papers that tell of another number or person by their nature."""


def contrary_findings(
    page: PageText, type_code: str, application: Application | None, *, read: str | None = None
) -> Iterator[Finding]:
    """Find what on a page of this type speaks against it. The ID number that was `read` off it is told elsewhere."""
    text = simplified(folded("".join(line.text for line in page.lines)))
    for denial in _DENIAL.finditer(text):
        around = text[max(0, denial.start() - _BEFORE) : denial.start()], text[denial.end() : denial.end() + _BEHIND]
        is_why = type_code in _SAYS_WHY and _NOT_FOUND.match(denial.group())
        if not is_why and not any(_CONDITION.search(part) for part in around):
            yield Finding(
                code="conclusion_mismatch",
                severity=Severity.ALARM,
                field="conclusion",
                found=denial.group(),
                message=words.DENIED,
            )
            break
    if application is not None and type_code not in _OTHERS_IDS and citizen_id.is_valid(application.id_number):
        yield from _strangers(page, application.id_number, read)


def _strangers(page: PageText, id_number: str, read: str | None) -> Iterator[Finding]:
    for line in page.lines:
        for found in _ID_NUMBER.findall(folded(line.text)):
            if found.upper() == read or not citizen_id.is_valid(found):
                continue
            if citizen_id.compare(found.upper(), id_number).outcome is Outcome.CONFLICT:
                yield Finding(
                    code="id_number_doubtful",
                    severity=Severity.CONTENT,
                    field="id_number",
                    expected=id_number,
                    found=found.upper(),
                    message=words.STRANGERS_ID,
                )
                return
