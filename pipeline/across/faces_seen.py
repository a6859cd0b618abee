"""Papers that say who somebody is, of which only the side without that person was seen. Pure."""

from collections.abc import Iterator, Sequence

from models.extraction import FieldStatus
from models.materials import MATERIALS
from models.report import Finding, Report, Severity
from pipeline.across.papers import of_types

_TWO_SIDED = ("id_card", "household_register")
_OF_THE_PERSON = ("name", "id_number", "birth_date")
"""One of these stands on the side that says whose the paper is, read or not."""


def unseen_persons(papers: Sequence[Report]) -> Iterator[Finding]:
    """Name the number as what cannot be read of a kind of paper that shows its bearer on none of its pictures.

    The side of a card with the emblem proves nothing by itself, and the other may lie on the same picture, unread.
    """
    for code in _TWO_SIDED:
        held = tuple(of_types(papers, {code}))
        if held and not any(map(_shows_its_bearer, held)):
            message = f"《{MATERIALS[code]}》看不到印有姓名和号码的一面，无法核对是谁的证件，请补传或重新拍摄这一面。"
            yield Finding(
                code="id_number_unreadable",
                severity=Severity.QUALITY,
                message=message,
                applicant_message=message,
                field="id_number",
                document_id=held[-1].document_id,
                documents=tuple(other.document_id for other in held[:-1]),
            )


def _shows_its_bearer(paper: Report) -> bool:
    readings = paper.extraction.readings if paper.extraction else ()
    return any(one.field in _OF_THE_PERSON and one.status is not FieldStatus.ABSENT for one in readings)
