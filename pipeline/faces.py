"""Faces of cards and booklets: which fields a page ought to carry, by the face that it shows. Pure."""

from models.doctype import DocumentType, FieldSpec
from models.extraction import Extraction, FieldStatus


def expected_fields(extraction: Extraction, doctype: DocumentType) -> tuple[FieldSpec, ...]:
    """Return the fields that this page ought to carry: those of every face of which it shows something."""
    if not doctype.faces:
        return doctype.fields
    shown = {reading.field for reading in extraction.readings if reading.status is not FieldStatus.ABSENT}
    faces = [face for face in doctype.faces if shown.intersection(face)] or list(doctype.faces)
    held = {name for face in faces for name in face}
    return tuple(spec for spec in doctype.fields if spec.name in held)
