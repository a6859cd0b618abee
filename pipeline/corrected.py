"""Values that a person has put right, laid over what was read: each stands beside the reader's, never over it. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from doctypes.values import KINDS
from models.doctype import DocumentType, FieldSpec
from models.extraction import Extraction, FieldStatus, PageFacts, Reading, Witness
from models.report import Report
from pipeline.certainty import DOUBT_BELOW
from pipeline.cross_examination import cross_examined


def corrected(facts: PageFacts, corrections: Mapping[str, str], types: Mapping[str, DocumentType]) -> PageFacts:
    """Return what a page says with these values, by field, in place of those that were read, and held together anew.

    A field that the page's type lacks is passed over. What was corrected before stays what it is corrected to now.
    """
    extraction = facts.extraction
    doctype = types.get(extraction.type_code) if extraction else None
    if extraction is None or doctype is None or not corrections:
        return facts
    return replace(facts, extraction=_corrected(extraction, corrections, doctype))


def canonical(value: str, spec: FieldSpec) -> str | None:
    """Return a value as it is kept, where it is one of the field's kind; None where it is none."""
    parsed = KINDS[spec.kind].parse(value)
    return parsed.value if parsed else None


def corrections_in(report: Report) -> dict[str, str]:
    """Return the values of a report that are a person's, by field."""
    readings = report.extraction.readings if report.extraction else ()
    return {reading.field: reading.value or "" for reading in readings if reading.is_corrected}


def _corrected(extraction: Extraction, corrections: Mapping[str, str], doctype: DocumentType) -> Extraction:
    specs = {spec.name: spec for spec in doctype.fields}
    put_right = {field for field in corrections if field in specs}
    readings = [
        _put_right(reading, corrections[reading.field], specs[reading.field])
        if reading.field in put_right
        else _heard_again(reading, put_right)
        for reading in extraction.readings
    ]
    return replace(extraction, readings=cross_examined(readings))


def _put_right(reading: Reading, value: str, spec: FieldSpec) -> Reading:
    parsed = KINDS[spec.kind].parse(value)
    return replace(
        reading,
        status=FieldStatus.READ,
        value=parsed.value if parsed else value,
        as_read=reading.as_read if reading.is_corrected else reading.value,
        confidence=1.0,
        witnesses=(Witness.REVIEWER,),
        fault=parsed.fault if parsed else "",
        rivals=(),
    )


def _heard_again(reading: Reading, put_right: set[str]) -> Reading:
    """Take back a doubt that came from a value which is another one now."""
    if reading.fault not in {f"{how}_{field}" for field in put_right for how in ("contradicted_by", "disagrees_with")}:
        return reading
    status = FieldStatus.READ if reading.confidence >= DOUBT_BELOW else FieldStatus.DOUBTFUL
    return replace(reading, fault="", status=status)
