"""Judging a page again: from what its report keeps where that still holds, from its text where it may not. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from models.case import Application, Document
from models.doctype import DocumentType, tells_how_to_read
from models.extraction import Extraction, PageFacts
from models.page import PageText
from models.report import DocumentState, Grounds, MadeUnder, Report
from pipeline.corrected import corrected, corrections_in
from pipeline.grounds import made_under
from pipeline.run import weigh
from pipeline.understanding import understand


def judge_again(
    report: Report,
    *,
    application: Application,
    types: Mapping[str, DocumentType],
    alphabet: frozenset[str],
    text: Callable[[], PageText],
    under: MadeUnder | None = None,
    corrections: Mapping[str, str] | None = None,
) -> Report:
    """Return what judging the page's text now would give; the report itself where that says the same.

    `text` is asked for the kept text only where what the page is or says may be another now: the code that reads it has
    changed, what the definition of its type tells of reading has, or what betrays any of the types has. `under` tells
    under what the report was last found to hold; what it was made under where it is left out. A file that is no picture
    has no text, and stays as it was judged. `corrections` are what people say that the page prints, by field.
    """
    if not report.engine:
        return report
    grounds, document, stated = report.grounds, _document(report, application), corrections or {}
    is_corrected_so = corrections_in(report) == stated
    was = under or (grounds.under if grounds else None)
    now = made_under(types, alphabet, application, report.classification.type_code)
    if grounds is not None and was == now and is_corrected_so:
        return report
    if grounds is None or was is None or not is_corrected_so or _may_read_otherwise(was, now):
        # What was read stands nowhere but in the text once a correction has been laid over it.
        known = None if stated or not is_corrected_so else report.extraction
        facts = corrected(_understood(report, known, (was, now), text(), types), stated, types)
    else:
        facts = _under_definition(facts_of(report, grounds), now.definition)
    fresh = weigh(facts, document=document, application=application, types=types, alphabet=alphabet)
    return report if _says_the_same(report, fresh) else replace(fresh, correlation_id=report.correlation_id)


def facts_of(report: Report, grounds: Grounds) -> PageFacts:
    """Return what judging once took from the text of a report's page."""
    return PageFacts(
        engine=report.engine,
        # A page that could be read, but said too little, has an extraction.
        is_legible=report.state is not DocumentState.UNREADABLE or report.extraction is not None,
        classification=report.classification,
        extraction=report.extraction,
        quality=report.quality,
        transform=grounds.transform,
        contrary=grounds.contrary,
        normalise_ms=report.normalise_ms,
        recognise_ms=report.recognise_ms,
    )


def _under_definition(facts: PageFacts, digest: str) -> PageFacts:
    """What a page says under a definition that reads it alike, and may weigh otherwise what was read."""
    if facts.extraction is None or facts.extraction.digest == digest:
        return facts
    return replace(facts, extraction=replace(facts.extraction, digest=digest))


def _may_read_otherwise(was: MadeUnder, now: MadeUnder) -> bool:
    was_read = was.reading_code, was.anchors, tells_how_to_read(was.definition)
    return was_read != (now.reading_code, now.anchors, tells_how_to_read(now.definition))


def _understood(
    report: Report,
    known: Extraction | None,
    under: tuple[MadeUnder | None, MadeUnder],
    text: PageText,
    types: Mapping[str, DocumentType],
) -> PageFacts:
    """Where only anchors have changed the page may be of another type; what it says as one of its own stays."""
    was, now = under
    same_code = was is not None and was.reading_code == now.reading_code
    return understand(text, types=types, declared_type=report.declared_type, known=known if same_code else None)


def _says_the_same(old: Report, new: Report) -> bool:
    """Whether two reports differ in nothing but when and under what they were made."""
    if old.grounds is None or new.grounds is None:
        return False
    return replace(new, judge_ms=old.judge_ms, grounds=replace(new.grounds, under=old.grounds.under)) == old


def _document(report: Report, application: Application) -> Document:
    return Document(
        document_id=report.document_id,
        application_id=application.application_id,
        file=report.file,
        sha256=report.sha256,
        declared_type=report.declared_type,
    )
