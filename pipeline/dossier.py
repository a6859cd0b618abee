"""All documents of one applicant together: what they say of each other, what is missing, and the verdict. Pure."""

from collections.abc import Iterator, Sequence

from models.case import Application
from models.history import ProvenEducation
from models.report import DocumentState, Dossier, Finding, MissingMaterial, Report, Severity, Sighting, Verdict
from pipeline.across.faces_seen import unseen_persons
from pipeline.across.issuers import issuer_findings
from pipeline.across.pairs import disagreements
from pipeline.across.papers import readable
from pipeline.across.reuse import reuse_findings
from pipeline.across.rules import governed
from pipeline.across.timelines import timeline_findings
from pipeline.applicant_words import told
from pipeline.borne_out import borne_out
from pipeline.earlier_education import earlier_findings, with_earlier
from pipeline.papers_present import papers_present
from pipeline.registration import number_findings, registration_findings
from pipeline.settling import settle
from regulations.regulation import Regulation
from regulations.requirements import missing_materials

_RESUBMIT = frozenset({DocumentState.UNREADABLE, DocumentState.WRONG_TYPE})


def assemble(
    application: Application,
    reports: Sequence[Report],
    *,
    regulation: Regulation | None,
    complete: bool,
    sightings: Sequence[Sighting] = (),
    earlier: Sequence[ProvenEducation] = (),
) -> Dossier:
    """Put the reports of one applicant together; `sightings` are traits of these papers met under other applicants.

    `earlier` is what earlier applications of one who returns have proved.

    What a proof among the papers settles weighs no more. With `complete`, and a regulation to go by, missing materials
    are named and weigh on the verdict.
    """
    rules = regulation.rules if regulation else {}
    is_whole = complete and regulation is not None
    across = governed(_across(application, reports, sightings), regulation)
    raised = (*(finding for report in reports for finding in report.findings), *across)
    past = tuple(earlier_findings(application, earlier)) if is_whole else ()
    findings = (
        *settle(application, reports, (*borne_out(reports, raised), *past), rules),
        *number_findings(application),
    )
    missing: tuple[MissingMaterial, ...] = ()
    if complete and regulation is not None:
        known = with_earlier(application, earlier)
        findings = (*findings, *registration_findings(known, regulation))
        wanted = [finding.proof for finding in findings if _asks_for_proof(finding)]
        missing = missing_materials(known, papers_present(reports), regulation, proofs_wanted=wanted)
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


def _across(application: Application, reports: Sequence[Report], sightings: Sequence[Sighting]) -> Iterator[Finding]:
    papers = readable(reports)
    yield from disagreements(papers)
    yield from timeline_findings(application, papers)
    yield from issuer_findings(papers)
    yield from reuse_findings(application, reports, sightings)
    yield from unseen_persons(papers)
