"""Results of a backfill as a table: what stands in it, masked or not, in three kinds of file."""

import csv
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from doctypes.loader import load_types
from models.errors import ConfigInvalid, InputError, NotFound
from regulations.loader import load_regulation
from services import table_files
from services.backfill_export import export
from services.export_columns import Column, Kind, Per, columns_of, rows_of
from services.keepers import Keepers, Knowledge
from services.table_files import write_table
from tests.support.history import NAME, enrol_history, history_application, run_history
from tests.support.houses import open_house

REASON = "核对历史数据"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(types=load_types(), regulation=load_regulation())


@pytest.fixture(params=["memory", "sqlite"])
def keepers(request: pytest.FixtureRequest, tmp_path: Path, knowledge: Knowledge) -> Iterator[Keepers]:
    """Two of three papers are judged."""
    with open_house(request.param, tmp_path) as house:
        jobs = enrol_history([history_application(number) for number in range(3)], keepers=house)
        run_history(jobs[:2], keepers=house, knowledge=knowledge)
        yield house


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def xlsx_rows(path: Path) -> list[list[str]]:
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        ["".join(cell.itertext()) for cell in row.findall("x:c", space)] for row in sheet.findall(".//x:row", space)
    ]


def parquet_rows(path: Path) -> list[dict[str, Any]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def test_a_paper_a_row_says_what_was_read_and_what_came_of_it(keepers: Keepers, tmp_path: Path) -> None:
    made = export(NAME, tmp_path / "r.csv", per=Per.PAPER, keepers=keepers)

    rows = csv_rows(tmp_path / "r.csv")
    assert (made.rows_count, made.open_count) == (2, 1)
    assert [row["application_id"] for row in rows] == ["HB20150000", "HB20150001"]
    first = rows[0]
    assert (first["type"], first["state"], first["verdict"]) == ("graduation_certificate", "read", "clear")
    assert (first["name"], first["id_number"], first["read_name"]) == ("陈*禾", "420106********0026", "陈*禾")
    assert (first["read_level"], first["read_certificate_number"]) == ("本科", "104861********1234")
    assert first["read_birth_date"] == "1993-**-**"
    assert list(first) == [column.name for column in columns_of(Per.PAPER)]


def test_a_row_is_tied_to_the_manifest_by_the_key_of_its_object(keepers: Keepers, tmp_path: Path) -> None:
    export(NAME, tmp_path / "masked.csv", per=Per.PAPER, keepers=keepers)
    export(NAME, tmp_path / "r.csv", per=Per.PAPER, keepers=keepers, reason=REASON)

    masked, whole = csv_rows(tmp_path / "masked.csv"), csv_rows(tmp_path / "r.csv")
    assert [row["object"] for row in whole] == [
        "2015/HB20150000/陈嘉禾/diploma.jpg",
        "2015/HB20150001/陈嘉禾/diploma.jpg",
    ]
    # The id stands in the row in any case; whatever else has letters may be a name, in whatever writing.
    assert [row["object"] for row in masked] == ["2015/HB20150000/*/*.jpg", "2015/HB20150001/*/*.jpg"]
    assert list(whole[0])[-1] == "object"


def test_a_number_in_the_key_of_an_object_is_hidden(keepers: Keepers) -> None:
    application = history_application(1)
    (case,) = keepers.cases.read([application.application_id])
    dossier = replace(case.dossier, reports=case.case.reports)
    key = f"{application.id_number}/HB20150001_420106199305180026.jpg"
    objects = {case.case.reports[0].document_id: key}

    (row,) = rows_of(application, dossier, per=Per.PAPER, unmasked=False, objects=objects)

    assert row[-1] == "420106********0026/HB20150001_420106********0026.jpg"


def test_names_and_numbers_stand_in_full_for_a_reason_that_is_logged(
    keepers: Keepers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        export(NAME, tmp_path / "r.csv", per=Per.PAPER, keepers=keepers, reason=REASON)

    first = csv_rows(tmp_path / "r.csv")[0]
    assert (first["name"], first["id_number"]) == ("陈嘉禾", "420106199305180026")
    assert (first["read_birth_date"], first["read_certificate_number"]) == ("1993-05-18", "104861201605001234")
    (shown,) = [record for record in caplog.records if record.message == "names and numbers shown"]
    assert shown.__dict__["application_ids"] == ["HB20150000", "HB20150001"]
    with pytest.raises(InputError, match="reason"):
        export(NAME, tmp_path / "other.csv", per=Per.PAPER, keepers=keepers, reason="…")


def test_a_dossier_a_row_in_every_kind_of_file(keepers: Keepers, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        made = export(NAME, tmp_path / f"r.{ending}", per=Per.DOSSIER, keepers=keepers)
        assert made.rows_count == 2

    names = [column.name for column in columns_of(Per.DOSSIER)]
    head, *rows = xlsx_rows(tmp_path / "r.xlsx")
    assert head == names
    # A cell that is empty is not written.
    assert rows[0] == [value for value in csv_rows(tmp_path / "r.csv")[0].values() if value]
    told = parquet_rows(tmp_path / "r.parquet")
    assert [list(row) for row in told] == [names, names]
    assert (told[0]["application_id"], told[0]["verdict"], told[0]["papers"]) == ("HB20150000", "clear", 1)
    assert told[0]["exam_year"] == 2018


def test_a_table_is_new_whole_and_for_its_owner_alone(keepers: Keepers, tmp_path: Path) -> None:
    target = tmp_path / "r.csv"
    export(NAME, target, per=Per.DOSSIER, keepers=keepers)
    before = target.read_bytes()

    with pytest.raises(InputError, match="new file"):
        export(NAME, target, per=Per.DOSSIER, keepers=keepers)
    with pytest.raises(InputError, match="ends in"):
        export(NAME, tmp_path / "r.txt", per=Per.DOSSIER, keepers=keepers)
    with pytest.raises(InputError, match="folder"):
        export(NAME, tmp_path / "none" / "r.csv", per=Per.DOSSIER, keepers=keepers)
    with pytest.raises(NotFound):
        export("none", tmp_path / "n.csv", per=Per.DOSSIER, keepers=keepers)

    assert target.read_bytes() == before
    assert target.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "n.csv").exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_fault_on_the_way_leaves_nothing_behind(ending: str, tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[str]]:
        yield ("a",)
        raise NotFound("gone")

    with pytest.raises(NotFound):
        write_table(tmp_path / f"t.{ending}", (Column(name="x"),), rows())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    columns = (Column(name="x"), Column(name="n", kind=Kind.COUNT))
    for ending in ("csv", "xlsx"):
        write_table(tmp_path / f"t.{ending}", columns, [(text, -1)])

    cell = csv_rows(tmp_path / "t.csv")[0]
    assert (cell["x"][0], cell["n"]) == ("'", "-1")
    assert xlsx_rows(tmp_path / "t.xlsx")[1][0][0] == "'"


def test_a_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "MOST_ROWS", 3)

    write_table(tmp_path / "t.xlsx", (Column(name="x"),), [(str(number),) for number in range(7)])

    with ZipFile(tmp_path / "t.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 3
    assert xlsx_rows(tmp_path / "t.xlsx") == [["x"], ["0"], ["1"], ["2"]]


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(table_files, "ROW_GROUP", 2)

    write_table(tmp_path / "t.parquet", (Column(name="x"),), [(None,), ("b",), ("=c",), ("d",), ("e",)])

    assert [row["x"] for row in parquet_rows(tmp_path / "t.parquet")] == [None, "b", "=c", "d", "e"]
    assert parquet.ParquetFile(tmp_path / "t.parquet").num_row_groups == 3


def test_parquet_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(ConfigInvalid, match=r"certcheck\[parquet\]"):
        write_table(tmp_path / "t.parquet", (Column(name="x"),), [])
