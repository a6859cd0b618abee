"""A report that says little, for tests of whoever keeps it."""

from models.case import Document
from models.extraction import Classification
from models.page import Quality
from models.report import DocumentState, Report


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
