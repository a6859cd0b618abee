"""A dossier as a table for people at a terminal, in the reviewer's words; as narrow as the terminal is."""

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.case import Application
from models.extraction import FieldStatus
from models.gravity import gravest_first
from models.report import Dossier, Finding, Report
from services import words_zh
from services.harmless import harmless
from services.matrix import matrix
from services.matrix_view import matrix_view
from services.report_marks import ACT, LOOK, QUIET, SETTLED, mark_of_finding, mark_of_verdict, shown_status, shown_value

_STYLES = {ACT: "bold red", LOOK: "yellow", SETTLED: "green", QUIET: ""}
_SHAPES = {ACT: "▲", LOOK: "◆", SETTLED: "●", QUIET: "○"}
"""A shape for each meaning, because colour may be off and eyes differ."""


def print_dossier(dossier: Dossier, console: Console, application: Application | None = None) -> None:
    """Print verdict, findings, missing papers, how the papers agree, and the fields of every document."""
    mark = mark_of_verdict(dossier.verdict)
    title = f"{_SHAPES[mark]} {words_zh.verdict_title(dossier)}"
    console.print(Text.assemble((title, _STYLES[mark]), f"  {dossier.application_id}".rstrip()))
    console.print(Text(words_zh.verdict_sentence(dossier), style="dim"))
    numbers = {report.document_id: number for number, report in enumerate(dossier.reports, start=1)}
    if dossier.findings:
        console.print(_findings(dossier, numbers))
    if dossier.missing:
        console.print(_missing(dossier))
    if len(dossier.reports) > 1 and any(report.comparisons for report in dossier.reports):
        console.print(_matrix(dossier, application))
    for report in dossier.reports:
        console.print(_document(numbers[report.document_id], report))


def _findings(dossier: Dossier, numbers: dict[str, int]) -> RenderableType:
    table = _table("事项", "第几份", "报名填写", "证件所印", "说明")
    reports = {report.document_id: report for report in dossier.reports}
    for finding in gravest_first(dossier):
        about = finding.document_id or ""
        table.add_row(*_finding_row(finding, numbers, mark_of_finding(finding, reports.get(about))))
    return Padding(table, (1, 0, 0, 0))


def _finding_row(finding: Finding, numbers: dict[str, int], mark: str) -> tuple[RenderableType, ...]:
    return (
        Text(f"{_SHAPES[mark]} {words_zh.finding_title(finding.code)}", style=_STYLES[mark]),
        str(numbers.get(finding.document_id or "", "—")),
        Text(shown_value(finding.field, finding.expected) or "—"),
        Text(shown_value(finding.field, finding.found) or "—"),
        Text(_settled(finding, numbers) + finding.message),
    )


def _settled(finding: Finding, numbers: dict[str, int]) -> str:
    if finding.settled_by is None:
        return ""
    return f"已由第 {numbers[finding.settled_by]} 份佐证。" if finding.settled_by in numbers else "已佐证。"


def _missing(dossier: Dossier) -> RenderableType:
    table = _table("缺少的材料", "依据")
    for paper in dossier.missing:
        table.add_row(Text(words_zh.missing_title(paper)), Text(words_zh.whole_sentence(paper.because)))
    return Padding(table, (1, 0, 0, 0))


def _matrix(dossier: Dossier, application: Application | None) -> RenderableType:
    """Only how each paper stands to what was stated: what it prints follows paper by paper."""
    shown = matrix_view(matrix(dossier, application), dossier, {})
    table = _table("项目", "报名填写", *(f"第 {column.number} 份" for column in shown.columns))
    for row in shown.compared:
        cells = (
            Text(f"{_SHAPES[cell.mark]} {cell.word}", style=_STYLES[cell.mark]) if cell else Text("／", style="dim")
            for cell in row.cells
        )
        table.add_row(Text(row.title), Text(row.stated or "—"), *cells)
    return Padding(table, (1, 0, 0, 0))


def _document(number: int, report: Report) -> RenderableType:
    causes = "、".join(words_zh.cause_title(cause) for cause in report.quality.causes)
    head = Text.assemble(
        (f"第 {number} 份  {words_zh.type_title(report.classification.type_code)}", "bold"),
        f"  {words_zh.STATES[report.state]}  {harmless(report.file)}" + (f"  {causes}" if causes else ""),
    )
    readings = report.extraction.readings if report.extraction else ()
    printed = [reading for reading in readings if reading.status is not FieldStatus.ABSENT]
    if not printed:
        return Padding(head, (1, 0, 0, 0))
    table = _table("字段", "读数", "申报", "状态", "佐证")
    compared = {comparison.field: comparison for comparison in report.comparisons}
    for reading in printed:
        comparison = compared.get(reading.field)
        table.add_row(
            words_zh.field_title(reading.field),
            Text(shown_value(reading.field, reading.value) or reading.raw),
            Text(shown_value(reading.field, comparison.expected if comparison else None) or "—"),
            shown_status(reading, comparison),
            "、".join(words_zh.WITNESSES[witness] for witness in reading.witnesses) or "—",
        )
    return Padding(Group(head, table), (1, 0, 0, 0))


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
