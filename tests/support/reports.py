"""Reports made by hand: one that says little, for tests of whoever keeps it, and papers with what they print."""

from models.case import Document
from models.extraction import Classification, Extraction, FieldStatus, Reading
from models.page import Quality
from models.report import DocumentState, Finding, Report


def report_on(document: Document, *, score: float = 1.0) -> Report:
    return Report(
        document_id=document.document_id,
        file=document.file,
        sha256=document.sha256,
        declared_type=document.declared_type,
        state=DocumentState.READ,
        quality=Quality(score=score),
        classification=Classification(type_code="graduation_certificate", score=0.9),
        engine="by hand",
    )


def paper(type_code: str, *, document_id: str = "", findings: tuple[Finding, ...] = (), **fields: str) -> Report:
    """A paper that was read without fault and prints these fields."""
    named = document_id or "-".join((type_code, *fields.values()))
    readings = tuple(
        Reading(field=field, status=FieldStatus.READ, value=value, raw=value, confidence=0.99)
        for field, value in fields.items()
    )
    return Report(
        document_id=named,
        file=f"{named}.jpg",
        sha256=named,
        declared_type=type_code,
        state=DocumentState.READ,
        quality=Quality(score=1.0),
        classification=Classification(type_code=type_code, score=0.99),
        extraction=Extraction(type_code=type_code, digest="", readings=readings),
        findings=findings,
        engine="by hand",
    )
