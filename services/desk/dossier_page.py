"""What the desk shows of a dossier, in the order in which the eye takes it: wording, order and places; no drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import Application
from models.gravity import gravest_first, is_grave, is_open
from models.page import Box, Point
from models.preview import PreviewKind
from models.report import Dossier, Finding, Report, Severity
from services import words_zh
from services.changes_view import ChangeView, changes_view
from services.desk.sheets import Glyph, Kept, Sheet, glyphs_of, sheet_of
from services.finding_words import WordedFinding, worded
from services.matrix import matrix
from services.matrix_view import MatrixView, matrix_view
from services.report_marks import mark_of_verdict
from storage.previews import KeptPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding."""

    key: str
    """Stable within the dossier."""
    told: WordedFinding
    sheet: Sheet | None
    """The paper that it is about."""
    glyphs: tuple[Glyph, ...]
    others: tuple[Sheet, ...]
    """Other papers that it speaks of."""
    is_settled: bool
    is_grave: bool
    """It is named, with both values, to whoever accepts in spite of it."""
    settled_by: Sheet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """The whole page."""

    application_id: str
    verdict: str
    sentence: str
    mark: str
    lines: tuple[Line, ...]
    """What waits for a person, gravest first."""
    settled: tuple[Line, ...]
    notes: tuple[Line, ...]
    matrix: MatrixView
    sheets: tuple[Sheet, ...]
    missing: tuple[tuple[str, str], ...]
    """Title of the paper, and the sentence of the instructions that asks for it."""
    changes: tuple[ChangeView, ...]


def dossier_page(dossier: Dossier, previews: Mapping[str, Kept], *, application: Application | None) -> DossierPage:
    """Prepare the page; `previews` holds, by the content of an upload, the pictures that were made of it."""
    writer = _Writer(dossier, previews)
    told = [(one, writer.line(number, one)) for number, one in enumerate(gravest_first(dossier), start=1)]
    plates = {
        one.document_id: _Plate(kept[PreviewKind.UPRIGHT])
        for one in dossier.reports
        if PreviewKind.UPRIGHT in (kept := previews.get(one.sha256, {}))
    }
    return DossierPage(
        application_id=dossier.application_id,
        verdict=words_zh.VERDICTS[dossier.verdict],
        sentence=words_zh.verdict_sentence(dossier),
        mark=mark_of_verdict(dossier.verdict),
        lines=tuple(line for finding, line in told if is_open(finding)),
        settled=tuple(line for _, line in told if line.is_settled),
        notes=tuple(line for finding, line in told if finding.severity is Severity.NOTE and not line.is_settled),
        matrix=matrix_view(matrix(dossier, application), dossier, plates),
        sheets=tuple(writer.sheets.values()),
        missing=tuple(
            (words_zh.missing_title(paper), words_zh.whole_sentence(paper.because)) for paper in dossier.missing
        ),
        changes=changes_view(dossier),
    )


@dataclass(frozen=True, slots=True)
class _Plate:
    """The upright picture, as the matrix asks for places on it."""

    preview: KeptPreview

    @property
    def width_px(self) -> int:
        return self.preview.width_px

    def place(self, box: Box) -> tuple[Point, ...]:
        return tuple((round(x, 1), round(y, 1)) for x, y in self.preview.transform.to_page(box).corners)


class _Writer:
    """Holds what every line asks for."""

    def __init__(self, dossier: Dossier, previews: Mapping[str, Kept]) -> None:
        self._previews = previews
        self._reports = {report.document_id: report for report in dossier.reports}
        self.sheets = {
            report.document_id: sheet_of(number, report, _about(dossier, report), previews.get(report.sha256, {}))
            for number, report in enumerate(dossier.reports, start=1)
        }

    def line(self, number: int, finding: Finding) -> Line:
        """Put one finding in words."""
        report = self._reports.get(finding.document_id or "")
        sheet = self.sheets.get(finding.document_id or "")
        told = worded(finding, report)
        return Line(
            key=f"f{number}",
            told=told,
            sheet=sheet,
            glyphs=self._glyphs(finding, report, sheet) if told.columns else (),
            others=tuple(self.sheets[other] for other in finding.documents if other in self.sheets),
            is_settled=finding.settled_by is not None,
            is_grave=is_grave(finding),
            settled_by=self.sheets.get(finding.settled_by or ""),
        )

    def _glyphs(self, finding: Finding, report: Report | None, sheet: Sheet | None) -> tuple[Glyph, ...]:
        if report is None or sheet is None:
            return ()
        return glyphs_of(finding, report, self._previews.get(report.sha256, {}), sheet)


def _about(dossier: Dossier, report: Report) -> list[Finding]:
    return [one for one in dossier.findings if report.document_id in (one.document_id, *one.documents)]
