"""How one finding is put for a person, on the report as on the desk: its words, and its two values side by side."""

from dataclasses import dataclass

from models.report import Finding, Report
from services import words_zh
from services.differing import Column, columns
from services.report_marks import mark_of_finding, shown_value

SIDES = {
    "proof_insufficient": ("应写", "所写"),
    "documents_disagree": ("另一材料", "本材料"),
    "timeline_impossible": ("对照", "此项"),
    "issuer_mismatch": ("应由", "落款"),
    "certificate_reused": ("", "此项"),
    "wrong_document_type": ("上传栏目", "图片内容"),
}
"""What the two values of a finding are called, where they are not what was stated and what is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedFinding:
    """A finding in words."""

    title: str
    severity: str
    mark: str
    message: str
    expected_label: str
    found_label: str
    columns: tuple[Column, ...]
    """Empty where the finding does not hold one value against another."""
    expected: str
    found: str
    proof: tuple[str, ...]
    """Titles of the papers that would settle it."""
    field: str


def worded(finding: Finding, report: Report | None) -> WordedFinding:
    """Put a finding in words; `report` is that of the paper it is about, where the dossier holds it."""
    expected, found = (shown_value(finding.field, text) for text in (finding.expected, finding.found))
    expected_label, found_label = _sides_of(finding.code)
    return WordedFinding(
        title=words_zh.finding_title(finding.code),
        severity=words_zh.SEVERITIES[finding.severity],
        mark=mark_of_finding(finding, report),
        message=finding.message,
        expected_label=expected_label,
        found_label=found_label,
        columns=columns(expected, found) if _is_compared(finding) else (),
        expected=expected,
        found=found,
        proof=tuple(words_zh.type_title(code) for code in finding.proof),
        field=finding.field or "",
    )


def _sides_of(code: str) -> tuple[str, str]:
    if code.endswith("_corrected"):
        return "原读数", "更正为"
    return SIDES.get(code, ("报名填写", "证件所印"))


def _is_compared(finding: Finding) -> bool:
    """What could not be made out is shown as it was read; marking its characters would say more than is known."""
    held = finding.field and finding.expected and finding.found
    return bool(held) and not finding.code.endswith("_unreadable")
