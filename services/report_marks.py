"""The three meanings of colour and shape, and how values, outcomes and findings are put for a person's eye."""

import re
from collections.abc import Iterable

from models.doctype import Outcome
from models.extraction import FieldStatus, Reading
from models.gravity import HAND_IN_ANEW
from models.materials import MATERIALS
from models.report import Comparison, Finding, Report, Severity, Verdict
from services import words_zh

ACT, LOOK, SETTLED, QUIET = "act", "look", "settled", "quiet"
"""Must act, look here, settled; and none."""

_BY_VERDICT = {
    Verdict.RESUBMIT: ACT,
    Verdict.IDENTITY_PROOF_REQUIRED: ACT,
    Verdict.REVIEW: LOOK,
    Verdict.INCOMPLETE: LOOK,
    Verdict.CLEAR: SETTLED,
}
_BY_SEVERITY = {
    Severity.IDENTITY: ACT,
    Severity.ALARM: ACT,
    Severity.CONTENT: LOOK,
    Severity.QUALITY: LOOK,
    Severity.NOTE: QUIET,
}
_BY_OUTCOME = {
    Outcome.EQUAL: SETTLED,
    Outcome.EQUAL_BY_RULE: SETTLED,
    Outcome.COMPATIBLE: SETTLED,
    Outcome.DOUBTFUL: LOOK,
    Outcome.CONFLICT: LOOK,
    Outcome.UNVERIFIABLE: LOOK,
    Outcome.NOT_PRINTED: QUIET,
    Outcome.NOT_STATED: QUIET,
}
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def mark_of_verdict(verdict: Verdict) -> str:
    """Return which of the three meanings a verdict has."""
    return _BY_VERDICT[verdict]


def mark_of_outcome(outcome: Outcome) -> str:
    """Return which of the meanings an outcome has by itself, where no finding says more."""
    return _BY_OUTCOME[outcome]


def mark_of_finding(finding: Finding, report: Report | None) -> str:
    """Return which of the meanings a finding has: one about a paper to be handed in anew must be acted on."""
    if finding.settled_by is not None:
        return SETTLED
    if report is not None and report.state in HAND_IN_ANEW and finding.severity is not Severity.NOTE:
        return ACT
    return _BY_SEVERITY[finding.severity]


def mark_of_paper(findings: Iterable[Finding], report: Report) -> str:
    """Return which of the meanings a paper has: the gravest of the findings that speak of it, and settled without."""
    marks = {mark_of_finding(finding, report) for finding in findings}
    return ACT if ACT in marks else LOOK if LOOK in marks else SETTLED


def shown_value(field: str | None, value: str | None) -> str:
    """Return a value as a person reads it: dates with 年月日, types by their titles; empty where there is none."""
    dated = _ISO_DATE.fullmatch(value or "") if field and field.endswith(("_on", "_date", "_until")) else None
    if dated is None:
        return MATERIALS.get(value or "", value or "")
    return "".join(f"{part}{unit}" for part, unit in zip(dated.groups(), "年月日", strict=True) if part)


AGREES_IN_DOUBT = "字迹欠清"
"""Of a value that is hard to read and yet says what was stated: there is nothing to ask."""


def shown_status(reading: Reading, compared: Comparison | None) -> str:
    """Say how far a value is proved, after how it stands against what was stated."""
    word = words_zh.STATUSES[reading.status]
    if compared is None or compared.outcome in (Outcome.NOT_STATED, Outcome.NOT_PRINTED):
        return word
    if reading.status is FieldStatus.DOUBTFUL and compared.outcome.is_equal:
        word = AGREES_IN_DOUBT
    return f"{words_zh.OUTCOMES[compared.outcome]} · {word}"


def mark_of_field(reading: Reading, marks: list[str]) -> str:
    """Return the meaning of a printed value: the gravest of its findings, else how far it is proved."""
    for grave in (ACT, LOOK):
        if grave in marks:
            return grave
    if reading.status in (FieldStatus.DOUBTFUL, FieldStatus.UNREADABLE):
        return LOOK
    return SETTLED if reading.status is FieldStatus.PROVED else QUIET
