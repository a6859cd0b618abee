"""What print that may speak against a paper means for one applicant. Pure."""

from collections.abc import Iterator

from doctypes.values import citizen_id
from models.case import Application
from models.doctype import Outcome
from models.extraction import ContraryPrint
from models.report import Finding, Severity
from pipeline import words

_OTHERS_IDS = frozenset({"household_register", "name_change_proof"})
"""Papers that tell of another number or person by their nature."""


def contrary_findings(
    contrary: ContraryPrint, type_code: str, application: Application | None, *, read: str | None = None
) -> Iterator[Finding]:
    """Say what on a page of this type speaks against it, or against the applicant.

    The ID number that was `read` off it is told elsewhere.
    """
    if contrary.denial is not None:
        yield Finding(
            code="conclusion_mismatch",
            severity=Severity.ALARM,
            field="conclusion",
            found=contrary.denial,
            message=words.DENIED,
        )
    if application is not None and type_code not in _OTHERS_IDS and citizen_id.is_valid(application.id_number):
        others = tuple(found for found in contrary.id_numbers if found != read)
        yield from _strangers(others, application.id_number)


def _strangers(id_numbers: tuple[str, ...], id_number: str) -> Iterator[Finding]:
    for found in id_numbers:
        if citizen_id.compare(found, id_number).outcome is Outcome.CONFLICT:
            yield Finding(
                code="id_number_doubtful",
                severity=Severity.CONTENT,
                field="id_number",
                expected=id_number,
                found=found,
                message=words.STRANGERS_ID,
            )
            return
