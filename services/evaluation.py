"""Accuracy of this build on a set of pages with truth: by type, field and capture condition.

What a set is, `services.truth` says; what its marks come to, `services.tally`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from pydantic import TypeAdapter

from models.case import Application, Document
from models.errors import ImageRejected
from models.extraction import GIVEN, FieldStatus, Reading
from models.page import PageText
from models.report import DocumentState, Report
from pipeline.reader import Reader
from pipeline.run import judge, rejected
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.dossier_evaluation import dossier_marks
from services.dossier_truth import read_dossiers
from services.keepers import Knowledge
from services.marks import UNKNOWN, FieldMark, PageMark
from services.tally import Evaluation
from services.truth import TruePage, check_files, check_names, read_truth
from services.upload_files import read_small_file

_TEXT = TypeAdapter(PageText)


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
        InputError: the set's truth, that of its dossiers, a page's file or an application cannot be used.
    """
    pages = read_truth(folder)
    check_names(pages, knowledge.types)
    check_files(folder, pages)
    truths = read_dossiers(folder, pages)
    applications = _applications(folder, pages)
    reports = _reports(folder, pages, applications, readers, knowledge, kept, on_progress)
    return Evaluation(
        engine=readers[0].engine_name,
        pages=tuple(_page_mark(page, report) for page, report in zip(pages, reports, strict=True)),
        dossiers=tuple(dossier_marks(pages, reports, applications, truths, knowledge)),
    )


def _applications(folder: Path, pages: Sequence[TruePage]) -> dict[str, Application]:
    """Read every application once, by its path or, where it stands in a line of truth, by that line."""
    stated = {page.application: page.stated for page in pages if page.application}
    return {name: _application(folder, name, stated[name]) for name in sorted(stated)}


def _application(folder: Path, name: str, stated: Mapping[str, object] | None) -> Application:
    if stated is not None:
        return parse_application(stated)
    return parse_application(read_small_file(folder / name, name=name, max_bytes=MAX_APPLICATION_BYTES))


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
        fields=tuple(_field_mark(name, value, page, report) for name, value in page.fields.items()),
        milliseconds=report.normalise_ms + report.recognise_ms + report.judge_ms,
        judge_ms=report.judge_ms,
        extras=tuple(_extras(page, report)) if page.fields_are_complete else (),
        extras_are_counted=page.fields_are_complete,
    )


def _given_type(report: Report) -> str | None:
    if report.state is DocumentState.UNKNOWN_TYPE:
        return UNKNOWN
    return report.classification.type_code if report.state is DocumentState.READ else None


def _field_mark(name: str, value: str | None, page: TruePage, report: Report) -> FieldMark:
    held = report.extraction.reading(name) if report.extraction and report.state is DocumentState.READ else None
    reading = held or Reading(field=name, status=FieldStatus.ABSENT)
    return FieldMark(
        field=name,
        expected=value,
        found=reading.value,
        status=reading.status,
        confidence=reading.confidence,
        box=reading.box,
        true_box=page.boxes.get(name),
    )


def _extras(page: TruePage, report: Report) -> Iterator[FieldMark]:
    """Values given for what the page does not print; a signature that was read right is none."""
    if report.extraction is None or report.state is not DocumentState.READ:
        return
    for reading in report.extraction.readings:
        if reading.field in page.fields or reading.value is None or reading.status not in GIVEN:
            continue
        if reading.field in page.printed_only and page.printed_only[reading.field] in (None, reading.value):
            continue
        yield _field_mark(reading.field, page.printed_only.get(reading.field), page, report)
