"""The only conductor: `see` turns bytes into text, `judge` turns text into a report.

`see` is slow and depends on pixels and engine alone; `judge` is pure and takes milliseconds.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.case import Application, Document
from models.doctype import DocumentType
from models.extraction import Classification, Extraction, PageFacts
from models.page import PageText, Quality
from models.report import Comparison, DocumentState, Finding, Grounds, Report, Severity
from pipeline import picture_words, words
from pipeline.applicant_words import told
from pipeline.corrected import corrected
from pipeline.grounds import made_under
from pipeline.legibility import enough_read
from pipeline.ocr import OcrEngine
from pipeline.stages.flag import flag
from pipeline.stages.match import match
from pipeline.understanding import understand
from pipeline.why_unread import why_page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    state: DocumentState
    extraction: Extraction | None = None
    comparisons: tuple[Comparison, ...] = ()
    findings: tuple[Finding, ...] = ()


def see(content: bytes, *, engine: OcrEngine) -> PageText:
    """Set an upload upright and read it.

    Raises:
        ImageRejected: the bytes are no picture we accept.
        EngineUnavailable: the models cannot be run.
    """
    # The stages below load cv2; whoever only judges need not.
    from pipeline.stages.normalise import normalise  # noqa: PLC0415
    from pipeline.stages.recognise import recognise  # noqa: PLC0415

    started = time.perf_counter()
    page = normalise(content, engine=engine)
    normalised = time.perf_counter()
    text = recognise(page, engine=engine)
    ended = time.perf_counter()
    return replace(text, normalise_ms=(normalised - started) * 1000, recognise_ms=(ended - normalised) * 1000)


def judge(
    text: PageText,
    *,
    document: Document,
    application: Application | None,
    types: Mapping[str, DocumentType],
    alphabet: frozenset[str] = frozenset(),
    corrections: Mapping[str, str] | None = None,
) -> Report:
    """Say what a page is, what it says, and how that stands against the application. Pure but for the clock.

    `corrections` are what people say that it prints, by field.
    """
    started = time.perf_counter()
    facts = understand(text, types=types, declared_type=document.declared_type)
    facts = corrected(facts, corrections or {}, types)
    return weigh(facts, document=document, application=application, types=types, alphabet=alphabet, started=started)


def weigh(
    facts: PageFacts,
    *,
    document: Document,
    application: Application | None,
    types: Mapping[str, DocumentType],
    alphabet: frozenset[str] = frozenset(),
    started: float | None = None,
) -> Report:
    """Hold what a page says against the application. `started` is the clock's reading from which judging counts.

    Raises:
        ValueError: the facts are of a legible page of a known type and lack its extraction.
    """
    started = time.perf_counter() if started is None else started
    kind = facts.classification
    doctype = types.get(kind.type_code or "")
    if not facts.is_legible:
        judged = _unreadable(facts.quality)
    elif doctype is None:
        judged = _unknown()
    elif document.declared_type and document.declared_type != doctype.code:
        judged = _wrong_type(document.declared_type, doctype.code)
    elif facts.extraction is None:
        raise ValueError("expected the extraction of a legible page of its type, met none")
    else:
        judged = _read(facts.extraction, facts, doctype=doctype, application=application, alphabet=alphabet)
    return Report(
        document_id=document.document_id,
        file=document.file,
        sha256=document.sha256,
        declared_type=document.declared_type,
        state=judged.state,
        quality=facts.quality,
        classification=kind,
        extraction=judged.extraction,
        comparisons=judged.comparisons,
        findings=tuple(replace(told(finding), document_id=document.document_id) for finding in judged.findings),
        engine=facts.engine,
        normalise_ms=facts.normalise_ms,
        recognise_ms=facts.recognise_ms,
        judge_ms=(time.perf_counter() - started) * 1000,
        grounds=Grounds(
            under=made_under(types, alphabet, application, kind.type_code),
            transform=facts.transform,
            contrary=facts.contrary,
        ),
    )


def rejected(cause: str, *, document: Document, reason: str = "") -> Report:
    """Report a file that is no picture we accept: a finding for the applicant, never a failure of ours.

    `reason` is a word of `words.REASONS`, or empty.
    """
    finding = _picture_finding(cause, reason)
    return Report(
        document_id=document.document_id,
        file=document.file,
        sha256=document.sha256,
        declared_type=document.declared_type,
        state=DocumentState.UNREADABLE,
        quality=Quality(score=0.0),
        classification=Classification(type_code=None, score=0.0),
        findings=(replace(told(finding), document_id=document.document_id),),
    )


def _read(
    extraction: Extraction,
    facts: PageFacts,
    *,
    doctype: DocumentType,
    application: Application | None,
    alphabet: frozenset[str],
) -> _Judgement:
    if not enough_read(extraction, doctype):
        return replace(_unreadable(facts.quality), extraction=extraction)
    comparisons = match(extraction, application, doctype, alphabet=alphabet) if application else ()
    findings = flag(extraction, comparisons, doctype=doctype, page=facts, application=application)
    return _Judgement(state=DocumentState.READ, extraction=extraction, comparisons=comparisons, findings=findings)


def _unreadable(quality: Quality) -> _Judgement:
    message = picture_words.unreadable_page(why_page(quality))
    finding = Finding(code="image_unreadable", severity=Severity.QUALITY, message=message)
    return _Judgement(state=DocumentState.UNREADABLE, findings=(finding,))


def _unknown() -> _Judgement:
    finding = Finding(code="unknown_document_type", severity=Severity.CONTENT, message=words.UNKNOWN_TYPE)
    return _Judgement(state=DocumentState.UNKNOWN_TYPE, findings=(finding,))


def _wrong_type(declared: str, found: str) -> _Judgement:
    message = words.wrong_type(declared, found)
    finding = Finding(
        code="wrong_document_type", severity=Severity.CONTENT, message=message, expected=declared, found=found
    )
    return _Judgement(state=DocumentState.WRONG_TYPE, findings=(finding,))


def _picture_finding(code: str, reason: str = "") -> Finding:
    return Finding(code=code, severity=Severity.QUALITY, message=words.picture(code, reason))
