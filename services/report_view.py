"""What the page of a dossier shows, in the order in which the eye takes it: wording and order, no drawing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.doctype import Outcome
from models.extraction import FieldStatus, Reading
from models.materials import MATERIALS
from models.page import Point
from models.report import Comparison, DocumentState, Dossier, Finding, Report, Severity, Verdict
from services import words_zh
from services.differing import Column, columns
from services.report_pictures import CropPicture, PagePicture, crop_picture, open_upload, page_picture

ACT, LOOK, SETTLED, QUIET = "act", "look", "settled", "quiet"
"""The three meanings of colour and shape (must act, look here, settled), and none."""

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
_SIDES = {
    "documents_disagree": ("另一材料", "本材料"),
    "timeline_impossible": ("对照", "此项"),
    "issuer_mismatch": ("应由", "落款"),
    "certificate_reused": ("", "此项"),
    "wrong_document_type": ("上传栏目", "图片内容"),
}
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_GRAVITY = list(Severity)
_HAND_IN_ANEW = frozenset({DocumentState.UNREADABLE, DocumentState.WRONG_TYPE})
"""What makes the gravest verdict (contract, `resubmit`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding with the pixels it rests on."""

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
    document_number: int | None
    """From 1; None where the finding is about no single paper."""
    document_title: str
    no_picture: str
    field: str
    crop: CropPicture | None
    page: PagePicture | None
    """The whole page, where there is no value to zoom to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One row of a document's table, and its place on the picture."""

    name: str
    title: str
    found: str
    raw: str
    expected: str
    mark: str
    status: str
    witnesses: str
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """One uploaded paper."""

    number: int
    title: str
    declared: str
    file: str
    mark: str
    state: str
    quality: str
    causes: tuple[str, ...]
    fields: tuple[FieldView, ...]
    absent: tuple[str, ...]
    page: PagePicture | None
    no_picture: str
    """Why there is no page, where there is none."""
    image_address: str
    """Where a server gives the upload as it came; empty in a file that stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """The whole page."""

    application_id: str
    verdict: str
    sentence: str
    mark: str
    findings: tuple[FindingView, ...]
    documents: tuple[DocumentView, ...]
    missing: tuple[tuple[str, str], ...]
    """Title of the paper, and the sentence of the instructions that asks for it."""


def dossier_view(dossier: Dossier, images: Mapping[str, bytes], *, is_served: bool = False) -> DossierView:
    """Prepare the page of a dossier; a document without bytes in `images` is shown without its picture."""
    seen = {}
    for number, report in enumerate(dossier.reports, start=1):
        content = images.get(report.document_id)
        findings = tuple(one for one in dossier.findings if one.document_id == report.document_id)
        seen[report.document_id] = _Seen.of(number, report, findings, content)
    return DossierView(
        application_id=dossier.application_id,
        verdict=words_zh.VERDICTS[dossier.verdict],
        sentence=words_zh.verdict_sentence(dossier),
        mark=mark_of_verdict(dossier.verdict),
        findings=tuple(_finding(finding, seen.get(finding.document_id or "")) for finding in gravest_first(dossier)),
        documents=tuple(_document(one, is_served=is_served and one.has_content) for one in seen.values()),
        missing=tuple((words_zh.type_title(paper.type_code), paper.because) for paper in dossier.missing),
    )


def mark_of_verdict(verdict: Verdict) -> str:
    """Return which of the three meanings a verdict has."""
    return _BY_VERDICT[verdict]


def mark_of_finding(finding: Finding, report: Report | None) -> str:
    """Return which of the meanings a finding has: one about a paper to be handed in anew must be acted on."""
    if report is not None and report.state in _HAND_IN_ANEW and finding.severity is not Severity.NOTE:
        return ACT
    return _BY_SEVERITY[finding.severity]


def gravest_first(dossier: Dossier) -> tuple[Finding, ...]:
    """Return the findings of a dossier as a reviewer weighs them: papers to be handed in anew, then by severity."""
    anew = {report.document_id for report in dossier.reports if report.state in _HAND_IN_ANEW}
    return tuple(
        sorted(
            dossier.findings,
            key=lambda finding: (finding.document_id not in anew, _GRAVITY.index(finding.severity)),
        )
    )


def shown_value(field: str | None, value: str | None) -> str:
    """Return a value as a person reads it: dates with 年月日, types by their titles; empty where there is none."""
    dated = _ISO_DATE.fullmatch(value or "") if field and field.endswith(("_on", "_date", "_until")) else None
    if dated is None:
        return MATERIALS.get(value or "", value or "")
    return "".join(f"{part}{unit}" for part, unit in zip(dated.groups(), "年月日", strict=True) if part)


def shown_status(reading: Reading, compared: Comparison | None) -> str:
    """Say how far a value is proved, after how it stands against what was stated."""
    word = words_zh.STATUSES[reading.status]
    if compared is None or compared.outcome in (Outcome.NOT_STATED, Outcome.NOT_PRINTED):
        return word
    return f"{words_zh.OUTCOMES[compared.outcome]} · {word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    number: int
    report: Report
    findings: tuple[Finding, ...]
    """All that speak of this paper, also those across papers."""
    page: PagePicture | None
    crops: Mapping[str, CropPicture | None]
    """By field, of those that a finding is about."""
    has_content: bool

    @classmethod
    def of(cls, number: int, report: Report, findings: tuple[Finding, ...], content: bytes | None) -> "_Seen":
        # Decoded pixels live no longer than this call: a dossier may have many large pages.
        upload = open_upload(content) if content else None
        if upload is None:
            held = bool(content)
            return cls(number=number, report=report, findings=findings, page=None, crops={}, has_content=held)
        boxes = {reading.field: reading.box for reading in _readings(report) if reading.box}
        about = {finding.field for finding in findings} & boxes.keys()
        crops = {field: crop_picture(upload, box) for field, box in boxes.items() if field in about}
        page = page_picture(upload, list(boxes.values()))
        return cls(number=number, report=report, findings=findings, page=page, crops=crops, has_content=True)


def _readings(report: Report) -> tuple[Reading, ...]:
    return report.extraction.readings if report.extraction else ()


def _finding(finding: Finding, seen: _Seen | None) -> FindingView:
    expected, found = (shown_value(finding.field, text) for text in (finding.expected, finding.found))
    crop = seen.crops.get(finding.field or "") if seen else None
    expected_label, found_label = _SIDES.get(finding.code, ("报名填写", "证件所印"))
    return FindingView(
        title=words_zh.finding_title(finding.code),
        severity=words_zh.SEVERITIES[finding.severity],
        mark=mark_of_finding(finding, seen.report if seen else None),
        message=finding.message,
        expected_label=expected_label,
        found_label=found_label,
        columns=columns(expected, found) if _is_compared(finding) else (),
        expected=expected,
        found=found,
        proof=tuple(words_zh.type_title(code) for code in finding.proof),
        document_number=seen.number if seen else None,
        document_title=_name(seen.report) if seen else "",
        no_picture=_no_picture(seen.report) if seen else "",
        field=finding.field or "",
        crop=crop,
        page=seen.page if seen and crop is None else None,
    )


def _is_compared(finding: Finding) -> bool:
    """What could not be made out is shown as it was read; marking its characters would say more than is known."""
    held = finding.field and finding.expected and finding.found
    return bool(held) and not finding.code.endswith("_unreadable")


def _title(report: Report) -> str:
    return words_zh.type_title(report.classification.type_code)


def _name(report: Report) -> str:
    """The title of a paper, or the name of its file where nobody knows what it is."""
    return _title(report) if report.classification.type_code else report.file


def _document(seen: _Seen, *, is_served: bool) -> DocumentView:
    report = seen.report
    printed = [reading for reading in _readings(report) if reading.status is not FieldStatus.ABSENT]
    marks = [mark_of_finding(finding, report) for finding in seen.findings]
    return DocumentView(
        number=seen.number,
        title=_title(report),
        declared=words_zh.type_title(report.declared_type) if report.declared_type else "",
        file=report.file,
        mark=ACT if ACT in marks else LOOK if LOOK in marks else SETTLED,
        state=words_zh.STATES[report.state],
        quality=f"{report.quality.score:.0%}",
        causes=tuple(words_zh.cause_title(cause) for cause in report.quality.causes),
        fields=tuple(_field(reading, seen) for reading in printed),
        absent=tuple(
            words_zh.field_title(reading.field) for reading in _readings(report) if reading.status is FieldStatus.ABSENT
        ),
        page=seen.page,
        no_picture=_no_picture(report),
        image_address=f"/api/documents/{report.document_id}/image" if is_served else "",
    )


def _no_picture(report: Report) -> str:
    return "图片无法辨认，无法显示" if report.state is DocumentState.UNREADABLE else "此文件不能作为图片显示"


def _field(reading: Reading, seen: _Seen) -> FieldView:
    compared = next((one for one in seen.report.comparisons if one.field == reading.field), None)
    return FieldView(
        name=reading.field,
        title=words_zh.field_title(reading.field),
        found=shown_value(reading.field, reading.value),
        raw=reading.raw,
        expected=shown_value(reading.field, compared.expected) if compared else "",
        mark=_field_mark(reading, seen.findings),
        status=shown_status(reading, compared),
        witnesses="、".join(words_zh.WITNESSES[witness] for witness in reading.witnesses),
        corners=seen.page.place(reading.box) if seen.page and reading.box else (),
    )


def _field_mark(reading: Reading, findings: tuple[Finding, ...]) -> str:
    marks = [_BY_SEVERITY[finding.severity] for finding in findings if finding.field == reading.field]
    if ACT in marks or LOOK in marks:
        return ACT if ACT in marks else LOOK
    if reading.status in (FieldStatus.DOUBTFUL, FieldStatus.UNREADABLE):
        return LOOK
    return SETTLED if reading.status is FieldStatus.PROVED else QUIET
