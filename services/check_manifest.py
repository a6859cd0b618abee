"""Checking many: a manifest of JSON lines in, a report a line out, in the manifest's order and in bounded memory.

A bad line is an answer with `error`, never a stop. Only a component that is away ends the run.
"""

from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from models.case import Application
from models.errors import CertcheckError, ComponentUnavailable, ManifestInvalid
from models.report import Dossier
from pipeline.reader import Reader
from services.application_faults import all_faults, kind_of
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.checking import check_pages
from services.keepers import Knowledge
from services.report_json import dossier_json
from services.upload_files import read_small_file, read_upload

MAX_LINE_BYTES = 1024 * 1024
"""A line holds at most an application and a list of names."""
MAX_FILES_A_LINE = 200
LINES_AHEAD_OF_A_READER = 3
"""Lines held ready for each reader, so that a slow line does not idle the others, and memory stays bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one line of the manifest came to."""

    row: Mapping[str, object]
    """One line of the result, ready for `json.dumps`; `file` or `files` first."""
    failed: bool
    application: Application | None = None
    dossier: Dossier | None = None
    """What the row says, for other forms of it; None for a line that failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for every line."""

    knowledge: Knowledge
    complete: bool
    max_upload_bytes: int


def count_lines(manifest: Path) -> int:
    """Return how many lines a manifest has that are not blank.

    Raises:
        ManifestInvalid: it is no file that can be read.
    """
    return sum(1 for _ in _lines(manifest))


def check_manifest(manifest: Path, *, readers: Sequence[Reader], terms: Terms) -> Generator[Answer, None, None]:
    """Check the lines of a manifest, as many at once as there are readers, and give their answers in order.

    Raises:
        ManifestInvalid: the manifest is no file that can be read.
        ComponentUnavailable: the engine cannot be loaded or run.
    """
    free: SimpleQueue[Reader] = SimpleQueue()
    for reader in readers:
        free.put(reader)

    def answer(line: bytes) -> Answer:
        reader = free.get()
        try:
            return _answer(line, folder=manifest.parent, reader=reader, terms=terms)
        finally:
            free.put(reader)

    ahead: deque[Future[Answer]] = deque()
    with ThreadPoolExecutor(max_workers=len(readers)) as pool:
        try:
            for line in _lines(manifest):
                ahead.append(pool.submit(answer, line))
                if len(ahead) >= len(readers) * LINES_AHEAD_OF_A_READER:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _lines(manifest: Path) -> Iterator[bytes]:
    if not manifest.is_file():
        raise ManifestInvalid(f"expected a manifest of JSON lines, met no such file: {manifest}")
    try:
        with manifest.open("rb") as file:
            while line := file.readline(MAX_LINE_BYTES + 1):
                rest = line
                while not rest.endswith(b"\n") and len(rest) > MAX_LINE_BYTES:
                    rest = file.readline(MAX_LINE_BYTES + 1)
                if line.strip():
                    yield line
    except OSError as error:
        raise ManifestInvalid(f"expected a manifest that can be read, met {error.strerror}: {manifest}") from error


class _LineIn(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    file: str | None = None
    files: list[str] | None = Field(default=None, min_length=1, max_length=MAX_FILES_A_LINE)
    application: object = None
    declared_type: str | None = None


def _answer(line: bytes, *, folder: Path, reader: Reader, terms: Terms) -> Answer:
    names: Mapping[str, object] = {"file": None}
    try:
        row = _parsed(line)
        names = {"file": row.file} if row.file is not None else {"files": row.files}
        application = _application(row.application, folder)
        uploads = [
            read_upload(folder / name, name=name, declared_type=row.declared_type, max_bytes=terms.max_upload_bytes)
            for name in ([row.file] if row.file is not None else row.files or [])
        ]
        complete = terms.complete and application is not None
        dossier = check_pages(uploads, application, reader=reader, knowledge=terms.knowledge, complete=complete)
    except ComponentUnavailable:
        raise
    except CertcheckError as error:
        return Answer(row={**names, **_error(error)}, failed=True)
    judged = {**names, **dossier_json(dossier, application)}
    return Answer(row=judged, failed=False, application=application, dossier=dossier)


def _error(error: CertcheckError) -> Mapping[str, object]:
    return {"error": str(error), "error_code": error.code}


def _parsed(line: bytes) -> _LineIn:
    if len(line) > MAX_LINE_BYTES:
        raise ManifestInvalid(f"expected a line of at most {MAX_LINE_BYTES} bytes, met a longer one")
    try:
        decoded = from_json(line.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError:
        raise ManifestInvalid("expected one JSON object a line, met text that is not JSON") from None
    if not isinstance(decoded, dict):
        raise ManifestInvalid(f"expected one JSON object a line, met {kind_of(decoded)}")
    try:
        row = _LineIn.model_validate(decoded)
    except ValidationError as error:
        faults = all_faults(error.errors(include_url=False), known_keys=set(_LineIn.model_fields))
        raise ManifestInvalid(faults) from None
    if (row.file is None) == (row.files is None):
        raise ManifestInvalid(f'expected either "file" or "files", met {"neither" if row.file is None else "both"}')
    return row


def _application(stated: object, folder: Path) -> Application | None:
    if stated is None:
        return None
    if isinstance(stated, str):
        return parse_application(read_small_file(folder / stated, name=stated, max_bytes=MAX_APPLICATION_BYTES))
    if isinstance(stated, dict):
        return parse_application(stated)
    raise ManifestInvalid(f"application: expected an object or the name of a file, met {kind_of(stated)}")
