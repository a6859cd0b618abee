"""A list of applicants as a spreadsheet (XLSX): every cell is text or a count, so that 18 digits stay 18 digits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.errors import InputError
from services import words_zh
from services.list_rows import ListRow
from services.report_marks import ACT, LOOK, SETTLED, mark_of_verdict

MADE_BY = "certcheck"
MOST_ROWS = 1_048_575
"""Of one sheet, without its head (ECMA-376, SpreadsheetML)."""
_LONGEST_CELL = 2000
_SHAPES = {ACT: "▲", LOOK: "◆", SETTLED: "●"}
_COLOURS = {ACT: "#B3241C", LOOK: "#8A5800", SETTLED: "#1F6B3B"}
_COLUMNS = (
    ("序号", 6), ("报名号", 18), ("姓名", 14), ("证件号码", 22), ("报考类别", 16), ("结论", 24), ("最重事项", 22),
    ("说明", 52), ("须处理", 8), ("待看", 8), ("缺少的材料", 34), ("可作佐证的材料", 34), ("材料份数", 9),
    ("证书编号", 30),
)  # fmt: skip
"""Title and width in characters."""
_FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""The wide ones, too: a spreadsheet set to Chinese takes them for their narrow kin where it opens CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The list as it is being written."""

    worksheet: Worksheet
    text: Format
    verdicts: dict[str, Format]
    rows: list[int]
    """Holds the count of rows written so far."""

    def add(self, row: ListRow) -> None:
        """Write one applicant.

        Raises:
            InputError: the sheet is full.
        """
        place = self._next()
        self._write(place, 0, (str(place), row.application_id, row.name, row.id_number, row.exam_category))
        mark = mark_of_verdict(row.verdict)
        verdict = f"{_SHAPES[mark]} {words_zh.VERDICTS[row.verdict]}"
        self.worksheet.write_string(place, 5, verdict, self.verdicts[mark])
        self._write(place, 6, (row.gravest, row.message))
        self.worksheet.write_number(place, 8, row.act_count, self.text)
        self.worksheet.write_number(place, 9, row.open_count, self.text)
        self._write(place, 10, ("、".join(row.missing), "、".join(row.proofs)))
        self.worksheet.write_number(place, 12, row.documents_count, self.text)
        self._write(place, 13, ("\n".join(row.certificate_numbers),))

    def add_failed(self, code: str) -> None:
        """Write a line that came to no report.

        Raises:
            InputError: the sheet is full.
        """
        place = self._next()
        self._write(place, 0, (str(place), "", "", "", ""))
        self.worksheet.write_string(place, 5, "▲ 未能核验", self.verdicts[ACT])
        self._write(place, 6, ("", f"清单中的这一行未能核验（{code}）"))

    def _next(self) -> int:
        if self.rows[0] >= MOST_ROWS:
            raise InputError(f"expected at most {MOST_ROWS} applicants in a spreadsheet, met more")
        self.rows[0] += 1
        return self.rows[0]

    def _write(self, place: int, column: int, values: tuple[str, ...]) -> None:
        for offset, value in enumerate(values):
            self.worksheet.write_string(place, column + offset, defused(value), self.text)


@contextmanager
def open_sheet(target: Path | IO[bytes], *, reason: str = "") -> Iterator[Sheet]:
    """Open a spreadsheet for a list; it is written when the block ends, also where an error ends it.

    `reason` is why names and numbers stand there in full; empty where they are masked.

    Raises:
        InputError: the file cannot be written.
    """
    # In memory, or what is written would lie in a temporary folder meanwhile, and stay there after a fault.
    book = Workbook(target if not isinstance(target, Path) else str(target), {"in_memory": True})
    book.set_properties({"title": "资格审核名单", "author": MADE_BY})
    sheet = _sheet(book)
    try:
        yield sheet
    finally:
        sheet.worksheet.autofilter(0, 0, max(1, sheet.rows[0]), len(_COLUMNS) - 1)
        _explain(book, reason)
        try:
            book.close()
        except (XlsxFileError, OSError) as error:
            raise InputError(f"expected a file that can be written, met {type(error).__name__}: {target}") from error


def is_our_workbook(path: Path) -> bool:
    """Tell whether a file is a spreadsheet that was written here; one that a person keeps by hand is not."""
    try:
        with ZipFile(path) as archive:
            return f"<dc:creator>{MADE_BY}</dc:creator>".encode() in archive.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError):
        return False


_KEPT = frozenset("\n\u00a0\u3000")
"""Line ends and wide spaces, which count as not printable."""


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, not even after a detour through CSV.

    >>> defused("=1+1"), defused("＝1+1"), defused("420106199305180026"), defused("")
    ("'=1+1", "'＝1+1", '420106199305180026', '')
    >>> defused("须处理\u3000请查看\x07")
    '须处理\u3000请查看?'
    """
    printable = "".join(one if one.isprintable() or one in _KEPT else "?" for one in text)[:_LONGEST_CELL]
    return f"'{printable}" if text[:1] in tuple(_FORMULA_STARTS) else printable


def _sheet(book: Workbook) -> Sheet:
    worksheet = book.add_worksheet("名单")
    # 49 is the built-in format "text": what is edited by hand later stays text as well.
    text = book.add_format({"num_format": 49, "valign": "top", "text_wrap": True})
    head = book.add_format({"bold": True, "bg_color": "#F5F7F9", "bottom": 1, "valign": "vcenter"})
    verdicts = {
        mark: book.add_format({"font_color": colour, "bold": mark == ACT, "valign": "top"})
        for mark, colour in _COLOURS.items()
    }
    for place, (title, width) in enumerate(_COLUMNS):
        worksheet.set_column(place, place, width)
        worksheet.write_string(0, place, title, head)
    worksheet.freeze_panes(1, 3)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    return Sheet(worksheet=worksheet, text=text, verdicts=verdicts, rows=[0])


def _explain(book: Workbook, reason: str) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 90)
    masked = f"姓名、证件号码和证书编号未遮盖，事由：{reason}" if reason else "姓名、证件号码和证书编号已遮盖。"
    lines = (
        masked,
        "▲ 须处理　◆ 请查看　● 未发现问题。结论以审核人为准。",
        f"生成时间（UTC）：{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "含个人信息，请勿外传。",
    )
    for place, line in enumerate(lines):
        sheet.write_string(place, 0, defused(line))
