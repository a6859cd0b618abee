"""What an applicant is asked, put together from what their dossier asks of them, for a reviewer to edit."""

from collections.abc import Iterator

from models.gravity import gravest_first
from models.materials import FIELDS
from models.report import Dossier, Finding, Severity
from pipeline.applicant_words import differing, told
from services.applicant_view import ApplicantView, applicant_view
from services.masking import mask_in_text

GREETING = "您的报名材料需要补充或更正："


def prepared_message(dossier: Dossier) -> str:
    """Return a message with one numbered line a thing to do; empty where the dossier asks nothing of the applicant.

    Each paper is asked for once: what proves several fields is told of them together, and where the paper that proves
    them is told to be missing, it is described there alone.
    """
    view = applicant_view(dossier)
    asked = [*_asked(view, _proofs(dossier)), *_missing(view, dossier)]
    if not asked:
        return ""
    lines = [f"{number}. {message}" for number, message in enumerate(asked, start=1)]
    return "\n".join((GREETING, *lines, view.deadline))


Proof = tuple[str, ...] | None
"""Papers of which one proves something; None where it is asked for among what is missing."""


def _asked(view: ApplicantView, proofs: dict[str, tuple[str, Proof]]) -> Iterator[str]:
    """Return what is asked about papers, and once for all fields what the same paper proves."""
    fields: dict[Proof, list[str]] = {}
    for field, proof in proofs.values():
        fields.setdefault(proof, []).append(field)
    for one in view.asked:
        if one.message not in proofs:
            yield one.message
            continue
        proof = proofs[one.message][1]
        if named := fields.pop(proof, None):
            yield differing(named, proof)


def _missing(view: ApplicantView, dossier: Dossier) -> Iterator[str]:
    """Return what is missing, but for papers in whose place another was uploaded: those are asked for there."""
    in_place = {one.expected for one in map(told, dossier.findings) if one.code == "wrong_document_type" and _asks(one)}
    for paper, wanted in zip(dossier.missing, view.missing, strict=True):
        if in_place.isdisjoint(paper.any_of or (paper.type_code,)):
            yield f"缺少{wanted.marked}：{wanted.message}"


def _proofs(dossier: Dossier) -> dict[str, tuple[str, Proof]]:
    """Return, by the sentence that asks for it, which field is to be proved and by what."""
    missing = [set(paper.any_of or (paper.type_code,)) for paper in dossier.missing]
    found: dict[str, tuple[str, Proof]] = {}
    for finding in map(told, gravest_first(dossier)):
        if field := _field_to_prove(finding):
            is_missing = any(codes <= set(finding.proof) for codes in missing)
            found[mask_in_text(finding.applicant_message)] = (field, None if is_missing else finding.proof)
    return found


def _field_to_prove(finding: Finding) -> str:
    field, _, ending = finding.code.rpartition("_")
    is_of_person = _asks(finding) and finding.severity is Severity.IDENTITY
    return field if is_of_person and ending == "mismatch" and field in FIELDS else ""


def _asks(finding: Finding) -> bool:
    return bool(finding.applicant_message)
