"""Accuracy of this build on a set of pages with truth: by type, field and capture condition.

A set is a folder with `truth.jsonl`, one page a line: `file`, `type`, `condition`, `readable`, `fields` (canonical
values of what is printed), and, where there is one, `application` (a path) and `changed` (what was changed in it).
Files and applications are paths relative to the folder.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pydantic import TypeAdapter

from models.case import Application, Document
from models.errors import ImageRejected, InputError
from models.extraction import FieldStatus
from models.page import PageText
from models.report import DocumentState, Report, Severity
from pipeline.dossier import assemble
from pipeline.reader import Reader
from pipeline.run import judge, rejected
from services.applications import parse_application
from services.keepers import Knowledge
from services.tally import UNKNOWN, DossierMark, Evaluation, FieldMark, PageMark

_TEXT = TypeAdapter(PageText)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """One page of a set, and what is true of it."""

    file: str
    type: str | None
    """None for a paper of no known type."""
    condition: str
    readable: bool
    fields: Mapping[str, str]
    application: str | None = None
    changed: Mapping[str, Any] | None = field(default=None)


def read_truth(folder: Path) -> tuple[TruePage, ...]:
    """Read the truth of a set.

    Raises:
        InputError: there is no `truth.jsonl`, or a line of it cannot be used; the message names the line.
    """
    path = folder / "truth.jsonl"
    if not path.is_file():
        raise InputError(f"expected {path.name} in the set, met none in {folder}")
    lines = path.read_text("utf-8").splitlines()
    return tuple(_true_page(number, line) for number, line in enumerate(lines, 1) if line.strip())


def evaluate(
    folder: Path,
    *,
    readers: Sequence[Reader],
    knowledge: Knowledge,
    kept: Path | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Read and judge every page of a set, and hold the outcome against its truth.

    One thread a reader. With `kept`, text is kept in that folder by engine and content, and never read twice.

    Raises:
        InputError: the set's truth or an application cannot be used.
    """
    pages = read_truth(folder)
    applications = _applications(folder, pages)
    reports = _reports(folder, pages, applications, readers, knowledge, kept, on_progress)
    marks = tuple(_page_mark(page, report) for page, report in zip(pages, reports, strict=True))
    return Evaluation(
        engine=readers[0].engine_name, pages=marks, dossiers=tuple(_dossier_marks(pages, reports, applications))
    )


def _true_page(number: int, line: str) -> TruePage:
    try:
        row = json.loads(line)
        return TruePage(
            file=row["file"],
            type=row["type"],
            condition=row.get("condition", "any"),
            readable=row.get("readable", True),
            fields=row["fields"],
            application=row.get("application"),
            changed=row.get("changed"),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"truth.jsonl line {number}: expected a page with file, type and fields, met {error}"
        ) from error


def _applications(folder: Path, pages: Sequence[TruePage]) -> dict[str, Application]:
    names = {page.application for page in pages if page.application}
    return {name: parse_application((folder / name).read_bytes()) for name in sorted(names)}


def _reports(
    folder: Path,
    pages: Sequence[TruePage],
    applications: Mapping[str, Application],
    readers: Sequence[Reader],
    knowledge: Knowledge,
    kept: Path | None,
    on_progress: Callable[[int, int], None] | None,
) -> list[Report]:
    free: SimpleQueue[Reader] = SimpleQueue()
    for reader in readers:
        free.put(reader)

    def report(page: TruePage) -> Report:
        reader = free.get()
        try:
            return _report(folder, page, applications.get(page.application or ""), reader, knowledge, kept)
        finally:
            free.put(reader)

    done = []
    with ThreadPoolExecutor(max_workers=len(readers)) as pool:
        for count, one in enumerate(pool.map(report, pages), 1):
            done.append(one)
            if on_progress:
                on_progress(count, len(pages))
    return done


def _report(
    folder: Path,
    page: TruePage,
    application: Application | None,
    reader: Reader,
    knowledge: Knowledge,
    kept: Path | None,
) -> Report:
    content = (folder / page.file).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document(
        document_id=sha256[:16],
        application_id=application.application_id if application else "",
        file=page.file,
        sha256=sha256,
    )
    try:
        text = _text(content, sha256, reader, kept)
    except ImageRejected as error:
        return rejected(error.cause, document=document, reason=error.reason)
    return judge(text, document=document, application=application, types=knowledge.types, alphabet=knowledge.alphabet)


def _text(content: bytes, sha256: str, reader: Reader, kept: Path | None) -> PageText:
    if kept is None:
        return reader.see(content)
    path = kept / reader.engine_name / f"{sha256}.json"
    if path.is_file():
        return _TEXT.validate_json(path.read_bytes())
    text = reader.see(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_TEXT.dump_json(text))
    return text


def _page_mark(page: TruePage, report: Report) -> PageMark:
    return PageMark(
        file=page.file,
        type=page.type or UNKNOWN,
        condition=page.condition,
        readable=page.readable,
        given_type=_given_type(report),
        caught_unreadable=report.state is DocumentState.UNREADABLE,
        fields=tuple(_field_mark(name, value, report) for name, value in page.fields.items()),
        milliseconds=report.normalise_ms + report.recognise_ms + report.judge_ms,
        judge_ms=report.judge_ms,
    )


def _given_type(report: Report) -> str | None:
    if report.state is DocumentState.UNKNOWN_TYPE:
        return UNKNOWN
    return report.classification.type_code if report.state is DocumentState.READ else None


def _field_mark(name: str, value: str, report: Report) -> FieldMark:
    if report.extraction is None or report.state is not DocumentState.READ:
        return FieldMark(field=name, expected=value, found=None, status=FieldStatus.ABSENT, confidence=0.0)
    reading = report.extraction.reading(name)
    return FieldMark(
        field=name, expected=value, found=reading.value, status=reading.status, confidence=reading.confidence
    )


def _dossier_marks(
    pages: Sequence[TruePage], reports: Sequence[Report], applications: Mapping[str, Application]
) -> Iterator[DossierMark]:
    rows = [(page, report) for page, report in zip(pages, reports, strict=True) if page.application]
    rows.sort(key=lambda row: row[0].application or "")
    for name, group in groupby(rows, key=lambda row: row[0].application or ""):
        held = list(group)
        dossier = assemble(applications[name], [report for _, report in held], regulation=None, complete=False)
        codes = tuple(
            finding.code for finding in dossier.findings if finding.severity not in (Severity.QUALITY, Severity.NOTE)
        )
        yield DossierMark(
            application=name,
            changed=any(page.changed for page, _ in held),
            readable=all(page.readable for page, _ in held),
            verdict=dossier.verdict,
            findings=codes,
        )
