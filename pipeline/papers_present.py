"""The papers that are there, for asking what is missing: every readable paper once, with its level. Pure."""

from collections.abc import Iterator, Sequence

from models.extraction import GIVEN, FieldStatus, Reading
from models.report import DocumentState, Report
from regulations.conditions import level_in_number
from regulations.requirements import Paper

_LICENCES = frozenset({"physician_qualification", "physician_practice"})


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
    code = report.classification.type_code or ""
    told = {_given(report, "physician_level" if code in _LICENCES else "level")}
    if code in _LICENCES:
        # 医师执业证书编码 stands on an assistant's licence, too, and may be all that was read of its title.
        told.add(level_in_number(_given(report, "certificate_number")))
    levels = told - {None}
    return Paper(type_code=code, level=levels.pop() if len(levels) == 1 else None)


def _given(report: Report, field: str) -> str | None:
    reading = _reading(report, field)
    return reading.value if reading.status in GIVEN else None


def _reading(report: Report, field: str) -> Reading:
    if report.extraction is None:
        return Reading(field=field, status=FieldStatus.ABSENT)
    return report.extraction.reading(field)
