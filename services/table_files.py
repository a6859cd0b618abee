"""Tables as files: CSV, XLSX or Parquet by their ending, a row at a time in flat memory.

A table is written beside its place, readable by its owner alone, and takes its place when it is whole. In CSV and XLSX
no cell is one that a spreadsheet takes for a formula; Parquet holds values as they are.
"""

import csv
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from models.errors import ConfigInvalid, InputError
from services.export_columns import Column, Kind, Value
from services.workbook import MADE_BY, MOST_ROWS, defused

ROW_GROUP = 10_000
"""Rows of a Parquet file that are held until they are written: some megabytes."""

Rows = Iterable[Sequence[Value]]


def check_table(path: Path) -> None:
    """Look at a place where a table is to be written, and touch nothing.

    Raises:
        InputError: its ending is unknown, something is there already, or it is in no folder.
        ConfigInvalid: it is to be Parquet, and the package that writes it is not installed.
    """
    if path.suffix.lower() not in _WRITERS:
        raise InputError(f"expected a file that ends in {', '.join(_WRITERS)}, met another ending: {path}")
    if not path.parent.is_dir():
        raise InputError(f"expected a place in a folder, met no such folder: {path}")
    if os.path.lexists(path):
        raise InputError(f"expected a new file, met one that is there: {path}")
    if path.suffix.lower() == ".parquet":
        _pyarrow()


def write_table(path: Path, columns: Sequence[Column], rows: Rows) -> int:
    """Write a table and return how many rows it has; where writing ends early, nothing is left.

    Raises:
        InputError: `check_table` does not hold, or the file cannot be written.
        ConfigInvalid: see `check_table`.
    """
    check_table(path)
    count = [0]

    def counted() -> Iterator[Sequence[Value]]:
        for row in rows:
            count[0] += 1
            yield row

    try:
        with _whole(path) as beside:
            _WRITERS[path.suffix.lower()](beside, columns, counted())
    except (OSError, XlsxFileError) as error:
        raise InputError(f"expected a file that can be written, met {type(error).__name__}: {path}") from error
    return count[0]


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    beside = path.with_name(f".{path.stem}.{secrets.token_hex(4)}{path.suffix}")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_csv(path: Path, columns: Sequence[Column], rows: Rows) -> None:
    # With a byte order mark, or Excel takes Chinese for another encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([column.name for column in columns])
        table.writerows([defused(value) if isinstance(value, str) else value for value in row] for row in rows)


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Rows) -> None:
    """Rows go to the disk one by one; a sheet that is full is followed by another."""
    # Beside the target, not in the system's folder for temporary files: what is written there holds personal data.
    with tempfile.TemporaryDirectory(prefix=".certcheck-", dir=path.parent) as folder:
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False})
        book.set_properties({"author": MADE_BY})
        try:
            sheet, place = _sheet(book, columns), 0
            for row in rows:
                if place >= MOST_ROWS:
                    sheet, place = _sheet(book, columns), 0
                place += 1
                for number, value in enumerate(row):
                    _write_cell(sheet, place, number, value)
        finally:
            # After a fault, too: it holds open files. What it then writes is thrown away.
            book.close()


def _sheet(book: Any, columns: Sequence[Column]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name)
    return sheet


def _write_cell(sheet: Any, place: int, number: int, value: Value) -> None:
    if isinstance(value, str):
        sheet.write_string(place, number, defused(value))
    elif value is not None:
        sheet.write_number(place, number, value)


def _write_parquet(path: Path, columns: Sequence[Column], rows: Rows) -> None:
    arrow, parquet = _pyarrow()
    kinds = {Kind.TEXT: arrow.string(), Kind.COUNT: arrow.int64(), Kind.SCORE: arrow.float64()}
    schema = arrow.schema([(column.name, kinds[column.kind]) for column in columns])

    def write(group: list[Sequence[Value]]) -> None:
        arrays = [
            arrow.array([None if row[place] is None else _plain(row[place]) for row in group], type=field.type)
            for place, field in enumerate(schema)
        ]
        file.write_table(arrow.Table.from_arrays(arrays, schema=schema))

    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        group: list[Sequence[Value]] = []
        for row in rows:
            group.append(row)
            if len(group) >= ROW_GROUP:
                write(group)
                group = []
        if group:
            write(group)


def _plain(value: Value) -> Value:
    """Words of ours are text of a kind of its own, which Arrow does not know."""
    return str(value) if isinstance(value, str) else value


def _pyarrow() -> tuple[Any, Any]:
    # Loaded here: it is large, an extra of the installation, and needed by nothing else.
    try:
        import pyarrow  # noqa: PLC0415
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise ConfigInvalid(
            "expected the package pyarrow to write Parquet, met none: install certcheck[parquet]"
        ) from error
    return pyarrow, pyarrow.parquet


_WRITERS: dict[str, Callable[[Path, Sequence[Column], Rows], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
