"""Checking pages here and now: read, judge and put together, with nothing kept."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress

from models.case import Application, Document, Upload
from models.errors import ImageRejected, InputError, WorkerLost
from models.page import PageText
from models.report import Dossier, Report
from pipeline.dossier import assemble
from pipeline.reader import Reader
from pipeline.run import judge, rejected
from services.keepers import Knowledge

_NOBODY = Application(application_id="", name="", id_type="", id_number="")
"""Stands where nothing was stated; a dossier takes no more than the id from it."""


def check_pages(
    uploads: Sequence[Upload],
    application: Application | None,
    *,
    reader: Reader,
    knowledge: Knowledge,
    complete: bool,
    on_page: Callable[[int], None] = lambda _: None,
) -> Dossier:
    """Read the papers of one applicant and report on them; `on_page` is called after each with how many are done.

    With `complete`, missing materials are named and weigh on the verdict. A document's id is its place in the order
    given and the beginning of its content's hash, so that it is the same in every run.

    Raises:
        InputError: `complete` without an application, or a declared type that has no definition.
        EngineUnavailable: the models cannot be loaded or run.
        WorkerLost: a page ended its reading process twice, or took too long.
    """
    if complete and application is None:
        raise InputError("expected an application to say what is missing from, met none")
    for upload in uploads:
        _check_declared(upload.declared_type, knowledge)
    reports = []
    for number, upload in enumerate(uploads, start=1):
        document = _document(number, upload, application)
        reports.append(_report(upload.content, document, application, reader=reader, knowledge=knowledge))
        on_page(number)
    regulation = knowledge.regulation_for(application) if application is not None else knowledge.regulation
    return assemble(application or _NOBODY, reports, regulation=regulation, complete=complete)


def _check_declared(code: str | None, knowledge: Knowledge) -> None:
    if code is not None and code not in knowledge.types:
        # The word met is shown cut and quoted: it may be anything.
        raise InputError(f"expected a defined type ({', '.join(sorted(knowledge.types))}), met {code[:60]!r}")


def _document(number: int, upload: Upload, application: Application | None) -> Document:
    sha256 = hashlib.sha256(upload.content).hexdigest()
    return Document(
        document_id=f"{number}-{sha256[:12]}",
        application_id=application.application_id if application else "",
        file=upload.file,
        sha256=sha256,
        declared_type=upload.declared_type,
    )


def _report(
    content: bytes, document: Document, application: Application | None, *, reader: Reader, knowledge: Knowledge
) -> Report:
    try:
        text = _seen(content, document.file, reader)
    except ImageRejected as error:
        return rejected(error.cause, document=document, reason=error.reason)
    return judge(text, document=document, application=application, types=knowledge.types, alphabet=knowledge.alphabet)


def _seen(content: bytes, file: str, reader: Reader) -> PageText:
    """Read a page, and once more in a new process: on a busy machine a good page may take too long."""
    with suppress(WorkerLost):
        return reader.see(content)
    try:
        return reader.see(content)
    except WorkerLost as error:
        # The applicant is not told of it: nobody knows that the page is to blame.
        what_to_do = "free the machine, or raise CERTCHECK_READ_TIMEOUT_SECONDS"
        raise WorkerLost(f"{file}: {error}, twice: {what_to_do}") from error
