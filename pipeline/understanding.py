"""Finding out what a page is and what it says: the part of judging that knows no application. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from doctypes.printed import printed
from models.doctype import DocumentType
from models.extraction import ContraryPrint, Extraction, PageFacts
from models.page import PageText, Transform
from pipeline.contrary_print import contrary_print
from pipeline.legibility import legible
from pipeline.second_readings import agreed
from pipeline.stages.classify import classify
from pipeline.stages.extract import extract


def understand(
    text: PageText,
    *,
    types: Mapping[str, DocumentType],
    declared_type: str | None = None,
    known: Extraction | None = None,
) -> PageFacts:
    """Take from a text all that judging needs of it.

    `known` was extracted from this text by this code; it is taken where the page is still of its type and the type's
    definition still the same.
    """
    is_legible = legible(text)
    page = printed(agreed(text) if is_legible else replace(text, lines=()))
    kind = classify(page, types.values())
    doctype = types.get(kind.type_code or "")
    extraction, contrary = None, ContraryPrint()
    if is_legible and doctype is not None and declared_type in (None, "", doctype.code):
        is_known = known is not None and (known.type_code, known.digest) == (doctype.code, doctype.digest)
        extraction = known if is_known else extract(page, doctype)
        contrary = contrary_print(text, doctype.code)
    has_places = text.quality.glare or text.quality.cut_off
    return PageFacts(
        engine=text.engine,
        is_legible=is_legible,
        classification=kind,
        extraction=extraction,
        quality=text.quality,
        transform=text.transform if has_places else Transform(),
        contrary=contrary,
        normalise_ms=text.normalise_ms,
        recognise_ms=text.recognise_ms,
    )
