"""The papers that are there, for asking what is missing: every readable paper once, with its level. Pure."""

from collections.abc import Iterator, Sequence

from models.extraction import GIVEN, FieldStatus, Reading
from models.report import DocumentState, Report
from regulations.requirements import Paper

_LEVEL_FIELDS = ("level", "physician_level")


def papers_present(reports: Sequence[Report]) -> tuple[Paper, ...]:
    """Return the papers of an applicant; a second picture of one certificate stands for no other certificate."""
    return tuple(_paper(report) for report in _different_papers(reports))


def _different_papers(reports: Sequence[Report]) -> Iterator[Report]:
    seen: set[tuple[str, str]] = set()
    for report in reports:
        if report.state is not DocumentState.READ:
            continue
        number = _reading(report, "certificate_number").value or report.sha256
        paper = (report.classification.type_code or "", number)
        if paper not in seen:
            seen.add(paper)
            yield report


def _paper(report: Report) -> Paper:
    """A level that is in doubt counts as none: it must not make a paper missing that is there."""
    levels = (_reading(report, field) for field in _LEVEL_FIELDS)
    return Paper(
        type_code=report.classification.type_code or "",
        level=next((reading.value for reading in levels if reading.status in GIVEN), None),
    )


def _reading(report: Report, field: str) -> Reading:
    if report.extraction is None:
        return Reading(field=field, status=FieldStatus.ABSENT)
    return report.extraction.reading(field)
