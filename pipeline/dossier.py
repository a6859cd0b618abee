"""All documents of one applicant together: what they say of each other, what is missing, and the verdict. Pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from doctypes.values import KINDS
from models.case import Application
from models.doctype import Outcome
from models.extraction import FieldStatus, Reading
from models.report import DocumentState, Dossier, Finding, MissingMaterial, Report, Severity, Verdict
from pipeline import words
from pipeline.applicant_words import told
from pipeline.papers_present import papers_present
from pipeline.registration import registration_findings
from pipeline.settling import settle
from regulations.regulation import Regulation
from regulations.requirements import missing_materials

_SHARED = {
    ("chsi_registration_form", "graduation_certificate"): {
        "name": ("name", "name", "name"),
        "birth_date": ("birth_date", "birth_date", "chinese_date"),
        "gender": ("gender", "gender", "gender"),
        "enrolled_on": ("enrolled_on", "enrolled_on", "chinese_date"),
        "graduated_on": ("graduated_on", "graduated_on", "chinese_date"),
        "certificate_number": ("certificate_number", "certificate_number", "certificate_number"),
        "school": ("school", "school", "school"),
        "major": ("major", "major", "major"),
    },
    ("physician_practice", "physician_qualification"): {
        "qualification_number": ("qualification_number", "certificate_number", "qualification_number"),
    },
}
"""Pairs of types, in the order of their codes, and what they print alike: field, its name on either, its kind."""
_SOLID = frozenset({FieldStatus.READ, FieldStatus.PROVED})
_RESUBMIT = frozenset({DocumentState.UNREADABLE, DocumentState.WRONG_TYPE})


def assemble(
    application: Application, reports: Sequence[Report], *, regulation: Regulation | None, complete: bool
) -> Dossier:
    """Put the reports of one applicant together; what a proof among the papers settles weighs no more.

    With `complete`, and a regulation to go by, missing materials are named and weigh on the verdict.
    """
    raised = (*(finding for report in reports for finding in report.findings), *_across(reports))
    findings = settle(application, reports, raised, regulation.rules if regulation else {})
    missing: tuple[MissingMaterial, ...] = ()
    if regulation is not None:
        findings = (*findings, *registration_findings(application, regulation))
    if complete and regulation is not None:
        wanted = [finding.proof for finding in findings if _asks_for_proof(finding)]
        missing = missing_materials(application, papers_present(reports), regulation, proofs_wanted=wanted)
    return Dossier(
        application_id=application.application_id,
        verdict=_verdict(reports, findings, missing),
        reports=tuple(reports),
        findings=tuple(told(finding) for finding in findings),
        missing=missing,
    )


def _asks_for_proof(finding: Finding) -> bool:
    return finding.severity is Severity.IDENTITY and finding.settled_by is None


def _verdict(reports: Sequence[Report], findings: Sequence[Finding], missing: Sequence[MissingMaterial]) -> Verdict:
    severities = {finding.severity for finding in findings if finding.settled_by is None}
    if any(report.state in _RESUBMIT for report in reports):
        return Verdict.RESUBMIT
    if Severity.IDENTITY in severities:
        return Verdict.IDENTITY_PROOF_REQUIRED
    if severities - {Severity.NOTE}:
        return Verdict.REVIEW
    return Verdict.INCOMPLETE if missing else Verdict.CLEAR


def _across(reports: Sequence[Report]) -> Iterator[Finding]:
    readable = [report for report in reports if report.extraction is not None and report.state is DocumentState.READ]
    ordered = sorted(readable, key=lambda report: report.classification.type_code or "")
    for one, other in combinations(ordered, 2):
        pair = (one.classification.type_code or "", other.classification.type_code or "")
        if _of_other_levels(one, other):
            continue
        for field, (name_on_one, name_on_other, kind) in _SHARED.get(pair, {}).items():
            values = _reading(one, name_on_one), _reading(other, name_on_other)
            if not _told(field, one, other) and _disagree(*values, kind):
                yield _disagreement(field, one, other, (name_on_one, name_on_other))


def _of_other_levels(one: Report, other: Report) -> bool:
    """A form and a diploma of different levels speak of different studies."""
    levels = {_reading(report, "level").value for report in (one, other)} - {None}
    return len(levels) > 1


def _told(field: str, one: Report, other: Report) -> bool:
    """Whether either paper's own findings already say that the field differs from what was stated."""
    return any(finding.field == field for report in (one, other) for finding in report.findings)


def _disagree(one: Reading, other: Reading, kind: str) -> bool:
    """Two firm values of one kind that cannot both be right."""
    if one.status not in _SOLID or other.status not in _SOLID or one.value is None or other.value is None:
        return False
    return KINDS[kind].compare(one.value, other.value).outcome is Outcome.CONFLICT


def _reading(report: Report, field: str) -> Reading:
    if report.extraction is None:
        return Reading(field=field, status=FieldStatus.ABSENT)
    return report.extraction.reading(field)


def _disagreement(field: str, one: Report, other: Report, names: tuple[str, str]) -> Finding:
    codes = (one.classification.type_code or "", other.classification.type_code or "")
    return Finding(
        code="documents_disagree",
        severity=Severity.ALARM,
        message=words.documents_disagree(field, *codes),
        field=field,
        document_id=one.document_id,
        expected=_reading(other, names[1]).value,
        found=_reading(one, names[0]).value,
    )
