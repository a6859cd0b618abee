"""Manifests of historical records: JSON lines or CSV, read a line at a time in bounded memory.

A line names the papers of one application: `file`, `files`, or `blob` for bytes that are kept already; `application` as
an object, the name of a JSON file or the id of a known application; and `declared_type`. Paths are relative to the
manifest. CSV has these words as its header; an application in a cell is JSON, a file name or an id, too.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from models.errors import InputError, ManifestInvalid
from services.application_faults import all_faults, kind_of

MAX_LINE_BYTES = 1024 * 1024
"""An application is 8 kB at most in practice; what is far beyond is no line of a manifest."""
MAX_FILES_A_LINE = 100
CSV_COLUMNS = ("application", "file", "blob", "declared_type")


class ManifestRow(BaseModel):
    """One line of a manifest, as it stands."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, frozen=True)

    application: dict[str, Any] | str
    file: str | None = None
    files: list[str] | None = Field(default=None, min_length=1, max_length=MAX_FILES_A_LINE)
    blob: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    declared_type: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The files of the line."""
        return tuple(self.files or ([self.file] if self.file else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be used, and why."""

    reason: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, counted from 1, a CSV header not included."""

    number: int
    row: ManifestRow | BadLine
    bytes_done: int
    """How far into the manifest the reader is; an estimate."""


def check_manifest(manifest: Path) -> None:
    """Look at a manifest before anything is kept of it: a regular file and, as CSV, with its header.

    Raises:
        ManifestInvalid: it is a folder, a pipe or a device, it cannot be read, or its CSV header is wrong.
    """
    try:
        # A pipe or a device would be read for ever, or be empty when it is read the second time.
        if not manifest.is_file():
            raise ManifestInvalid(f"expected a manifest that is a file, met none: {manifest}")
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error
    if _is_csv(manifest):
        # The reader checks the header before its first line.
        next(lines_of(manifest, after=0), None)


def digest_of(manifest: Path) -> str:
    """Return the SHA-256 of a manifest.

    Raises:
        ManifestInvalid: it is no file that can be read.
    """
    try:
        with manifest.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error


def lines_of(manifest: Path, *, after: int) -> Iterator[Line]:
    """Read the lines after a number; a bad line is one of the answers.

    Raises:
        ManifestInvalid: the manifest cannot be read, or its CSV header is wrong.
    """
    read = _csv_lines if _is_csv(manifest) else _json_lines
    try:
        yield from islice(read(manifest), after, None)
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestInvalid(f"expected a manifest in UTF-8, met {type(error).__name__}: {manifest}") from error


def _is_csv(manifest: Path) -> bool:
    return manifest.suffix.lower() == ".csv"


def _json_lines(manifest: Path) -> Iterator[Line]:
    with manifest.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE_BYTES + 1):
            number += 1
            rest = line
            while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE_BYTES + 1)
            yield Line(number=number, row=_row_of_json(line), bytes_done=file.tell())


def _row_of_json(line: bytes) -> ManifestRow | BadLine:
    if len(line) > MAX_LINE_BYTES:
        return _bad(f"expected a line of at most {MAX_LINE_BYTES} bytes, met a longer one")
    try:
        decoded = from_json(line.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError:
        return _bad("expected one JSON object a line, met text that is not JSON")
    if not isinstance(decoded, dict):
        return _bad(f"expected one JSON object a line, met {kind_of(decoded)}")
    return _row_of(decoded)


def _csv_lines(manifest: Path) -> Iterator[Line]:
    # Without line ends of its own, as the csv module asks; excel writes a byte order mark.
    with manifest.open("rb") as file:
        rows = csv.reader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
        header = _header(rows, manifest)
        number = 0
        while (row := _next_csv_row(rows, header)) is not None:
            number += 1
            yield Line(number=number, row=row, bytes_done=file.tell())


def _header(rows: Iterator[list[str]], manifest: Path) -> list[str]:
    try:
        header = [cell.strip() for cell in next(rows, [])]
    except csv.Error:
        header = []
    if not set(header) <= set(CSV_COLUMNS) or "application" not in header or len(set(header)) < len(header):
        raise ManifestInvalid(f"expected a CSV header of {', '.join(CSV_COLUMNS)}, met another: {manifest}")
    return header


def _next_csv_row(rows: Iterator[list[str]], header: list[str]) -> ManifestRow | BadLine | None:
    try:
        cells = next(rows, None)
    except csv.Error as error:
        return _bad(f"expected a line of CSV, met a fault: {error}")
    if cells is None:
        return None
    if len(cells) != len(header):
        return _bad(f"expected {len(header)} cells, met {len(cells)}")
    filled: dict[str, Any] = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
    if str(filled.get("application", "")).startswith("{"):
        try:
            filled["application"] = from_json(filled["application"], allow_inf_nan=False)
        except ValueError:
            return _bad("application: expected JSON, met other text")
    return _row_of(filled)


def _row_of(decoded: dict[str, Any]) -> ManifestRow | BadLine:
    try:
        row = ManifestRow.model_validate(decoded)
    except ValidationError as error:
        faults = all_faults(error.errors(include_url=False), known_keys=set(ManifestRow.model_fields))
        return _bad(faults)
    if sum(part is not None for part in (row.file, row.files, row.blob)) != 1:
        return _bad('expected one of "file", "files" and "blob", met none or several')
    return row


def _bad(reason: str) -> BadLine:
    return BadLine(reason=reason, code=ManifestInvalid.code)


def bad_line_of(error: InputError) -> BadLine:
    """Make a bad line of the error that it brought about."""
    return BadLine(reason=str(error), code=error.code)
