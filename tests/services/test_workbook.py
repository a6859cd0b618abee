"""The spreadsheet of applicants, opened again as the XML that it is."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from models.case import Application, Education, ExamCategory
from models.errors import InputError
from services.list_rows import ListRow, list_row
from services.workbook import is_our_workbook, open_sheet
from tests.services.made_up import CLEAR, DOSSIER

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STATED = Application(
    application_id="HB2021000001",
    name="陈嘉禾",
    id_type="居民身份证",
    id_number="420106199305180026",
    exam_category=ExamCategory.PHYSICIAN,
    education=(Education(certificate_number="104861201605001284"),),
)


def written(*rows: ListRow, reason: str = "") -> ZipFile:
    target = io.BytesIO()
    with open_sheet(target, reason=reason) as sheet:
        for row in rows:
            sheet.add(row)
    return ZipFile(target)


def cells(book: ZipFile, sheet: str = "sheet1") -> list[list[tuple[str, str]]]:
    """Kind and text of every cell, row by row: `s` for text, `n` for a count."""
    texts = ["".join(one.itertext()) for one in ET.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")]
    rows = ET.fromstring(book.read(f"xl/worksheets/{sheet}.xml")).iter(f"{MAIN}row")
    return [[_cell(cell, texts) for cell in row.iter(f"{MAIN}c")] for row in rows]


def _cell(cell: ET.Element, texts: list[str]) -> tuple[str, str]:
    kind, value = cell.get("t", "n"), "".join(cell.itertext())
    return kind, texts[int(value)] if kind == "s" and value else value


def test_a_row_says_where_an_applicant_stands_with_names_and_numbers_masked() -> None:
    head, row = cells(written(list_row(DOSSIER, STATED)))

    shown = {title: text for (_, title), (_, text) in zip(head, row, strict=True)}
    assert shown == {
        "序号": "1",
        "报名号": "HB2021000001",
        "姓名": "陈*禾",
        "证件号码": "420106********0026",
        "报考类别": "执业医师",
        "结论": "▲ 需重新上传",
        "最重事项": "不是 jpg 图片",
        "说明": "文件不是 jpg 图片。",
        "须处理": "2",
        "待看": "3",
        "缺少的材料": "学位证书",
        "可作佐证的材料": "户口簿、公安机关更名或更正证明",
        "材料份数": "3",
        "证书编号": "104861********1284",
    }


def test_long_numbers_are_text_and_keep_every_digit() -> None:
    _, row = cells(written(list_row(DOSSIER, STATED, unmasked=True), reason="考区复核"))

    numbers = [(kind, text) for kind, text in row if text in ("420106199305180026", "104861201605001284")]
    assert [kind for kind, _ in numbers] == ["s", "s"]


@pytest.mark.parametrize(
    "hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", '=cmd|" /C calc"!A1', "<b>&\x00\ud800"]
)
def test_a_name_that_looks_like_a_formula_is_text(hostile: str) -> None:
    book = written(list_row(CLEAR, replace(STATED, name=hostile), unmasked=True), reason="考区复核")

    name = cells(book)[1][2]
    assert name[0] == "s"
    assert not name[1].startswith(("=", "+", "-", "@", "\t"))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml").replace(b"HYPERLINK", b"")


def test_the_head_stays_in_sight_and_can_be_filtered_by() -> None:
    sheet = written(list_row(DOSSIER, STATED), list_row(CLEAR, None)).read("xl/worksheets/sheet1.xml").decode()

    assert re.search(r'<pane [^>]*ySplit="1"[^>]*state="frozen"', sheet)
    assert '<autoFilter ref="A1:N3"/>' in sheet
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert len(widths) > 5
    assert max(widths) > 50


def test_the_reason_stands_in_the_file_and_masking_is_said() -> None:
    masked = str(cells(written(list_row(DOSSIER, STATED)), "sheet2"))
    shown = str(cells(written(list_row(DOSSIER, STATED), reason="考区复核"), "sheet2"))

    assert "已遮盖" in masked
    assert "未遮盖，事由：考区复核" in shown


@pytest.mark.parametrize("file", ["陈嘉禾420106199305180026.jpg", "陈 嘉 禾.jpg", "“王小明”代交.jpg"])
def test_no_name_and_no_number_stands_anywhere_in_a_masked_file(file: str) -> None:
    waiting = replace(DOSSIER.findings[0], code="document_waiting", message=f"材料“{file}”正在排队识读")

    book = written(list_row(replace(DOSSIER, findings=(waiting,)), STATED))

    whole = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    assert "正在排队识读" in whole
    for secret in (STATED.name, STATED.id_number, "104861201605001284", "嘉 禾", "王小明"):
        assert secret not in whole


def test_a_line_that_failed_has_a_row() -> None:
    target = io.BytesIO()
    with open_sheet(target) as sheet:
        sheet.add_failed("manifest_invalid")

    assert "▲ 未能核验" in str(cells(ZipFile(target)))


def test_what_was_written_before_an_error_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"

    with pytest.raises(KeyError), open_sheet(path) as sheet:
        sheet.add(list_row(DOSSIER, STATED))
        raise KeyError

    assert len(cells(ZipFile(path))) == 2


def test_only_a_spreadsheet_of_ours_may_be_written_over(tmp_path: Path) -> None:
    ours, theirs, broken = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    with open_sheet(ours):
        pass
    with ZipFile(theirs, "w") as archive:
        archive.writestr("docProps/core.xml", "<dc:creator>a clerk</dc:creator>")
    broken.write_bytes(b"PK")

    assert [is_our_workbook(path) for path in (ours, theirs, broken)] == [True, False, False]


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can be written"), open_sheet(tmp_path / "none" / "a.xlsx"):
        pass
