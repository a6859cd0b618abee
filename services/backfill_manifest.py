"""Manifests of historical records: JSON lines or CSV, read a line at a time in bounded memory.

A line names the papers of one application: `file`, `files`, `blob` for bytes that are kept already, or `object` for a
key in the archive, whose bytes stay there, with their `sha256` where that is known; `application` as an object, the
name of a JSON file or the id of a known application; and `declared_type`. Paths are relative to the manifest. CSV has
these words as its header, or the application's own keys (`services.backfill_columns`); an application in a cell is
JSON, a file name or an id, too.
"""

import csv
import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from models.errors import Conflict, DeclaredTypeUnknown, InputError, ManifestInvalid
from services.application_faults import DIGEST, all_faults, kind_of
from services.backfill_columns import PAPER, application_of, check_columns
from services.upload_files import check_declared_type

ENDINGS = (".csv", ".jsonl", ".ndjson", ".json", "")
"""Of what is no CSV each line is read as JSON: a workbook would be a million bad lines."""
MAX_LINE_BYTES = 1024 * 1024
"""An application is 8 kB at most in practice; what is far beyond is no line of a manifest."""
MAX_FILES_A_LINE = 100
PLACE_EVERY = 100
"""Lines of CSV after which the file is asked how far it was read: each time lets the thread that writes go first."""
_Digest = Annotated[str, Field(pattern=DIGEST)]


class ManifestRow(BaseModel):
    """One line of a manifest, as it stands."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, frozen=True)

    application: dict[str, Any] | str
    file: str | None = None
    files: list[str] | None = Field(default=None, min_length=1, max_length=MAX_FILES_A_LINE)
    blob: _Digest | None = None
    object: str | None = None
    sha256: _Digest | None = None
    declared_type: Annotated[str, Field(max_length=64)] | None = None

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
    """One line, counted from 1, a CSV header not included; blank ones are counted, and are none."""

    number: int
    row: ManifestRow | BadLine
    bytes_done: int
    """How far into the manifest the reader is; an estimate."""


def check_manifest(manifest: Path) -> None:
    """Look at a manifest before anything is kept of it: a regular file and, as CSV, with its header.

    Raises:
        ManifestInvalid: it is a folder, a pipe or a device, it has another ending, it cannot be read, or its CSV header
            is wrong.
    """
    try:
        # A pipe or a device would be read for ever, or be empty when it is read the second time.
        if not manifest.is_file():
            raise ManifestInvalid(f"expected a manifest that is a file, met none: {manifest}")
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error
    if manifest.suffix.lower() not in ENDINGS:
        raise ManifestInvalid(f"expected a manifest named .csv or .jsonl, met another ending: {manifest}")
    if is_csv(manifest):
        # The reader checks the header before its first line.
        next(lines_of(manifest, after=0), None)


@contextmanager
def held_alone(manifest: Path) -> Iterator[None]:
    """Hold a manifest so that no other process of this machine enrols it; ends with the process at the latest.

    Raises:
        Conflict: another process holds it.
        ManifestInvalid: it cannot be opened.
    """
    try:
        file = manifest.open("rb")
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(f"expected a manifest that nobody enrols now, met another process: {manifest}") from error
        yield


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
    read = _csv_lines if is_csv(manifest) else _json_lines
    try:
        yield from read(manifest, after)
    except UnicodeDecodeError as error:
        # Excel's own CSV is in the coding of the machine's language.
        what_to_do = "save it as UTF-8, in Excel as “CSV UTF-8”"
        raise ManifestInvalid(f"expected a manifest in UTF-8, met another coding: {manifest}: {what_to_do}") from error
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error


def is_csv(manifest: Path) -> bool:
    """Tell whether a manifest is CSV, with a line of headings, by its name."""
    return manifest.suffix.lower() == ".csv"


def _json_lines(manifest: Path, after: int) -> Iterator[Line]:
    with manifest.open("rb") as file:
        number = bytes_done = 0
        while line := file.readline(MAX_LINE_BYTES + 1):
            number += 1
            bytes_done += len(line)
            rest = line
            while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE_BYTES + 1)
                bytes_done += len(rest)
            if number > after and not line.isspace():
                yield Line(number=number, row=_row_of_json(line), bytes_done=bytes_done)


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


def _csv_lines(manifest: Path, after: int) -> Iterator[Line]:
    # Without line ends of its own, as the csv module asks; excel writes a byte order mark.
    with manifest.open("rb") as file:
        rows = csv.reader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
        table = _Table(_header(rows, manifest))
        number = bytes_done = 0
        while (cells := _next_cells(rows)) is not None:
            if number % PLACE_EVERY == 0:
                bytes_done = file.tell()
            number += 1
            if number > after and cells:
                yield Line(number=number, row=table.row(cells), bytes_done=bytes_done)


def _header(rows: Iterator[list[str]], manifest: Path) -> list[str]:
    try:
        first = next(rows, None)
    except csv.Error as error:
        raise ManifestInvalid(f"CSV header: expected a line of CSV, met a fault: {error}: {manifest}") from None
    if first is None:
        raise ManifestInvalid(f"CSV header: expected a line with the names of columns, met an empty file: {manifest}")
    header = [cell.strip() for cell in first]
    check_columns(header, named=str(manifest))
    return header


def _next_cells(rows: Iterator[list[str]]) -> list[str] | BadLine | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        return _bad(f"expected a line of CSV, met a fault: {error}")


class _Table:
    """Makes rows of cells. An applicant's papers stand one below the other: equal cells make the same application."""

    def __init__(self, header: list[str]) -> None:
        self._header = header
        self._of_paper = [(place, name) for place, name in enumerate(header) if name in PAPER]
        self._of_application = [place for place, name in enumerate(header) if name not in PAPER]
        self._last: tuple[list[str], dict[str, Any] | str | BadLine] = ([], BadLine(reason="", code=""))

    def row(self, cells: list[str] | BadLine) -> ManifestRow | BadLine:
        """Make one row."""
        if isinstance(cells, BadLine):
            return cells
        if len(cells) != len(self._header):
            return _bad(f"expected {len(self._header)} cells, met {len(cells)}")
        stated = [cells[place] for place in self._of_application]
        if stated != self._last[0]:
            self._last = stated, self._application(stated)
        application = self._last[1]
        if isinstance(application, BadLine):
            return application
        filled: dict[str, Any] = {name: text for place, name in self._of_paper if (text := cells[place].strip())}
        return _row_of(filled | {"application": application} if application else filled)

    def _application(self, stated: list[str]) -> dict[str, Any] | str | BadLine:
        names = [self._header[place] for place in self._of_application]
        filled = {name: text for name, cell in zip(names, stated, strict=True) if (text := cell.strip())}
        if "application" not in self._header:
            return application_of(filled)
        text = filled.get("application", "")
        if not text.startswith("{"):
            return text
        try:
            decoded = from_json(text, allow_inf_nan=False)
        except ValueError:
            decoded = None
        return decoded if isinstance(decoded, dict) else _bad("application: expected JSON, met other text")


def _row_of(decoded: dict[str, Any]) -> ManifestRow | BadLine:
    try:
        row = ManifestRow.model_validate(decoded)
    except ValidationError as error:
        faults = all_faults(error.errors(include_url=False), known_keys=set(ManifestRow.model_fields))
        return _bad(faults)
    if (row.file, row.files, row.blob, row.object).count(None) != 3:
        return _bad('expected one of "file", "files", "blob" and "object", met none or several')
    if row.sha256 is not None and row.object is None:
        return _bad('expected "sha256" beside "object" alone, met it beside another')
    try:
        check_declared_type(row.declared_type)
    except DeclaredTypeUnknown as error:
        return bad_line_of(error)
    return row


def _bad(reason: str) -> BadLine:
    return BadLine(reason=reason, code=ManifestInvalid.code)


def bad_line_of(error: InputError) -> BadLine:
    """Make a bad line of the error that it brought about."""
    return BadLine(reason=str(error), code=error.code)
