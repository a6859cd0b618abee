"""The matrix of fields and papers as the page shows it: titles, words and marks, and the pixels of each cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.doctype import Outcome
from models.extraction import FieldStatus
from models.page import Box, Point
from models.report import Dossier, Finding, Report
from services import words_zh
from services.matrix import Cell, Row
from services.report_marks import ACT, LOOK, SETTLED, mark_of_finding, mark_of_outcome, mark_of_paper, shown_value
from services.rules_zh import rule_sentence

_INDEXED = re.compile(r"(education|licences)\[(\d+)\]\.(\w+)")
_LICENCE_NUMBERS = {"physician_practice": "执业证书编码", "physician_qualification": "资格证书编码"}
_AROUND = 1.4
"""Heights of the print shown about a value: enough to see the label before it."""
_LEAST_WIDTH_PX = 320


class Plate(Protocol):
    """A picture of a paper, as far as places on it are asked for."""

    @property
    def width_px(self) -> int:
        """Its width."""
        ...

    def place(self, box: Box) -> tuple[Point, ...]:
        """Map a box of the upload onto the picture."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One paper's part of a row."""

    document_number: int
    name: str
    """The paper's own word for the field: part of the name of its place on the picture."""
    title: str
    """What the paper's field is called."""
    read: str | None
    """What stands as read, for whoever corrects it; empty where nothing does, None without such a field."""
    value: str
    is_raw: bool
    """The value is print of which no value could be made."""
    mark: str
    word: str
    rule: str
    """One sentence; empty where no rule decided."""
    corners: tuple[Point, ...]
    """On the page's picture; empty where there is nothing to see."""
    window: tuple[float, float, float, float] | None
    """Left, top, width and height of the part of the picture around the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row: a cell a paper, None where papers of that type carry no such field."""

    title: str
    stated: str
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """The head of one paper's column."""

    number: int
    title: str
    file: str
    mark: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """The table, in two parts."""

    columns: tuple[ColumnView, ...]
    compared: tuple[RowView, ...]
    """What the application states, or a paper is held against."""
    for_the_record: tuple[RowView, ...]
    """What is printed and never compared."""


def matrix_view(rows: Sequence[Row], dossier: Dossier, pages: Mapping[str, Plate | None]) -> MatrixView:
    """Put the matrix of a dossier in words; `pages` holds the pictures that there are, by document id."""
    writer = _Writer(dossier, pages, studies_count=len({_study(row.path) for row in rows} - {""}))
    return MatrixView(
        columns=tuple(writer.column(number, report) for number, report in enumerate(dossier.reports, start=1)),
        compared=tuple(writer.row(row) for row in rows if row.path),
        for_the_record=tuple(writer.row(row) for row in rows if not row.path),
    )


def row_title(row: Row, types: Mapping[str, str | None], *, has_many_studies: bool) -> str:
    """Return the words for a row; `types` gives a document's type."""
    place = _INDEXED.fullmatch(row.path)
    if place is None:
        return "试用机构" if row.path == "probation.institution" else words_zh.field_title(row.field)
    group, index, tail = place.groups()
    if group == "licences":
        printed_on = {types.get(document_id): cell.field for document_id, cell in row.cells.items()}
        codes = [code for code in _LICENCE_NUMBERS if printed_on.get(code) == "certificate_number"]
        of_another = "qualification_number" in printed_on.values()
        known = (
            _LICENCE_NUMBERS[codes[0]] if codes else _LICENCE_NUMBERS["physician_qualification"] if of_another else ""
        )
        return known or _LICENCE_NUMBERS.get(row.licence_type) or f"医师证书 {int(index) + 1} 编码"
    title = "学位证书编号" if tail == "degree_number" else words_zh.field_title(row.field)
    return f"{title}（学历 {int(index) + 1}）" if has_many_studies else title


def _study(path: str) -> str:
    place = _INDEXED.fullmatch(path)
    return place[2] if place and place[1] == "education" else ""


class _Writer:
    """Holds what every cell asks for."""

    def __init__(self, dossier: Dossier, pages: Mapping[str, Plate | None], *, studies_count: int) -> None:
        self._reports = {report.document_id: report for report in dossier.reports}
        self._numbers = {document_id: number for number, document_id in enumerate(self._reports, start=1)}
        self._types = {one.document_id: one.classification.type_code for one in dossier.reports}
        self._pages = pages
        self._has_many_studies = studies_count > 1
        self._about: dict[tuple[str, str], list[Finding]] = {}
        for finding in dossier.findings:
            for document_id in {finding.document_id, *finding.documents} - {None}:
                self._about.setdefault((document_id or "", finding.field or ""), []).append(finding)

    def column(self, number: int, report: Report) -> ColumnView:
        code, found = report.classification.type_code, self._findings_of(report)
        return ColumnView(
            number=number,
            title=words_zh.type_title(code),
            file=report.file,
            mark=mark_of_paper(found, report),
            state="" if report.state.value == "read" else words_zh.STATES[report.state],
        )

    def row(self, row: Row) -> RowView:
        return RowView(
            title=row_title(row, self._types, has_many_studies=self._has_many_studies),
            stated=shown_value(row.field, row.stated),
            cells=tuple(self._cell(row, document_id) for document_id in self._reports),
        )

    def _cell(self, row: Row, document_id: str) -> CellView | None:
        cell = row.cells.get(document_id)
        if cell is None:
            return None
        page = self._pages.get(document_id)
        corners = page.place(cell.box) if page and cell.box else ()
        found = self._about.get((document_id, cell.field), [])
        return CellView(
            document_number=self._numbers[document_id],
            name=cell.field,
            title=words_zh.field_title(cell.field),
            read=_read(cell.field, self._reports[document_id]),
            value=shown_value(cell.field, cell.value) or cell.raw,
            is_raw=not cell.value,
            mark=_mark(cell, found),
            word=_word(cell, found, is_compared=bool(row.path)),
            rule=rule_sentence(cell.rule),
            corners=corners,
            window=_window(corners, page) if page and corners else None,
        )

    def _findings_of(self, report: Report) -> list[Finding]:
        return [
            finding for (about, _), found in self._about.items() if about == report.document_id for finding in found
        ]


def _read(field: str, report: Report) -> str | None:
    readings = report.extraction.readings if report.extraction else ()
    reading = next((one for one in readings if one.field == field), None)
    if reading is None:
        return None
    return "" if reading.status is FieldStatus.ABSENT else shown_value(field, reading.value) or reading.raw


def _mark(cell: Cell, findings: Sequence[Finding]) -> str:
    marks = {mark_of_finding(finding, None) for finding in findings}
    own = mark_of_outcome(cell.outcome)
    for grave in (ACT, LOOK, SETTLED):
        if grave in marks:
            return grave
    return LOOK if cell.status in (FieldStatus.DOUBTFUL, FieldStatus.UNREADABLE) else own


def _word(cell: Cell, findings: Sequence[Finding], *, is_compared: bool) -> str:
    """One word for how the cell stands, and a second one where more is to be said of it."""
    if cell.status is FieldStatus.UNREADABLE and not cell.value:
        return words_zh.STATUSES[cell.status]
    words = [words_zh.OUTCOMES[cell.outcome]] if is_compared or cell.outcome is Outcome.NOT_PRINTED else []
    if findings and all(finding.settled_by is not None for finding in findings):
        words.append("已佐证")
    elif any(finding.code == "documents_disagree" for finding in findings):
        words.append("材料间不一致")
    elif cell.status in (FieldStatus.PROVED, FieldStatus.DOUBTFUL) or not words:
        words.append(words_zh.STATUSES[cell.status])
    return " · ".join(words)


def _window(corners: Sequence[Point], page: Plate) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    height = max(down) - min(down)
    width = max(max(across) - min(across) + 4 * height, _LEAST_WIDTH_PX)
    left = max(0.0, min((min(across) + max(across) - width) / 2, page.width_px - width))
    top = max(0.0, min(down) - _AROUND * height)
    return tuple(round(one, 1) for one in (left, top, width, height * (1 + 2 * _AROUND)))  # type: ignore[return-value]
