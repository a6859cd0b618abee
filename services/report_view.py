"""What the page of a dossier shows, in the order in which the eye takes it: wording and order, no drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import Application
from models.extraction import FieldStatus, Reading
from models.gravity import gravest_first, is_open
from models.page import Point
from models.report import DocumentState, Dossier, Finding, Report, Severity
from services import words_zh
from services.changes_view import ChangeView, changes_view
from services.finding_words import WordedFinding, worded
from services.matrix import matrix
from services.matrix_view import MatrixView, matrix_view
from services.report_marks import (
    mark_of_field,
    mark_of_finding,
    mark_of_paper,
    mark_of_verdict,
    shown_status,
    shown_value,
)
from services.report_pictures import CropPicture, PagePicture, crop_picture, open_upload, page_picture


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A paper by its place on the page."""

    number: int
    """From 1; 0 where the dossier does not hold it."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding with the pixels it rests on."""

    told: WordedFinding
    document_number: int | None
    """From 1; None where the finding is about no single paper."""
    document_title: str
    no_picture: str
    crop: CropPicture | None
    page: PagePicture | None
    """The whole page, where there is no value to zoom to."""
    others: tuple[PaperView, ...]
    """Other papers that it speaks of."""
    settled_by: PaperView | None
    """The paper that settles it."""


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
    """What waits for a person."""
    settled: tuple[FindingView, ...]
    """What a paper of the applicant settles."""
    notes: tuple[FindingView, ...]
    matrix: MatrixView
    documents: tuple[DocumentView, ...]
    missing: tuple[tuple[str, str], ...]
    """Title of the paper, and the sentence of the instructions that asks for it."""
    changes: tuple[ChangeView, ...]


def dossier_view(
    dossier: Dossier,
    images: Mapping[str, bytes],
    *,
    application: Application | None = None,
    is_served: bool = False,
) -> DossierView:
    """Prepare the page of a dossier; a document without bytes in `images` is shown without its picture."""
    seen = {}
    for number, report in enumerate(dossier.reports, start=1):
        content = images.get(report.document_id)
        findings = tuple(one for one in dossier.findings if one.document_id == report.document_id)
        seen[report.document_id] = _Seen.of(number, report, findings, content)
    ordered = gravest_first(dossier)
    pages = {document_id: one.page for document_id, one in seen.items()}
    return DossierView(
        application_id=dossier.application_id,
        verdict=words_zh.verdict_title(dossier),
        sentence=words_zh.verdict_sentence(dossier),
        mark=mark_of_verdict(dossier.verdict),
        findings=tuple(_finding(one, seen) for one in ordered if is_open(one)),
        settled=tuple(_finding(one, seen) for one in ordered if one.settled_by is not None),
        notes=tuple(_finding(one, seen) for one in ordered if one.severity is Severity.NOTE and not one.settled_by),
        matrix=matrix_view(matrix(dossier, application), dossier, pages),
        documents=tuple(_document(one, is_served=is_served and one.has_content) for one in seen.values()),
        missing=tuple(
            (words_zh.missing_title(paper), words_zh.whole_sentence(paper.because)) for paper in dossier.missing
        ),
        changes=changes_view(dossier),
    )


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


def _finding(finding: Finding, papers: Mapping[str, _Seen]) -> FindingView:
    seen = papers.get(finding.document_id or "")
    crop = seen.crops.get(finding.field or "") if seen else None
    return FindingView(
        told=worded(finding, seen.report if seen else None),
        document_number=seen.number if seen else None,
        document_title=_name(seen.report) if seen else "",
        no_picture=_no_picture(seen.report) if seen else "",
        crop=crop,
        page=seen.page if seen and crop is None else None,
        others=tuple(_paper(papers[other]) for other in finding.documents if other in papers),
        settled_by=_paper(papers.get(finding.settled_by)) if finding.settled_by is not None else None,
    )


def _paper(seen: _Seen | None) -> PaperView:
    return PaperView(number=seen.number, title=_name(seen.report)) if seen else PaperView(number=0, title="佐证材料")


def _title(report: Report) -> str:
    return words_zh.type_title(report.classification.type_code)


def _name(report: Report) -> str:
    """The title of a paper, or the name of its file where nobody knows what it is."""
    return _title(report) if report.classification.type_code else report.file


def _document(seen: _Seen, *, is_served: bool) -> DocumentView:
    report = seen.report
    printed = [reading for reading in _readings(report) if reading.status is not FieldStatus.ABSENT]
    return DocumentView(
        number=seen.number,
        title=_title(report),
        declared=words_zh.type_title(report.declared_type) if report.declared_type else "",
        file=report.file,
        mark=mark_of_paper(seen.findings, report),
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
        mark=mark_of_field(
            reading, [mark_of_finding(finding, None) for finding in seen.findings if finding.field == reading.field]
        ),
        status=shown_status(reading, compared),
        witnesses="、".join(words_zh.WITNESSES[witness] for witness in reading.witnesses),
        corners=seen.page.place(reading.box) if seen.page and reading.box else (),
    )
