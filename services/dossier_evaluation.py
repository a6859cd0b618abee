"""Whole dossiers of a set, put together and held against what is true of them.

Applicants come in the order of the set, as they would at an examination point: a certificate that is used a second time
is a finding for whoever brings it second.
"""

from collections.abc import Iterator, Mapping, Sequence

from models.case import Application
from models.report import Dossier, Report, Severity
from pipeline.dossier import assemble
from services.dossier_truth import TrueDossier
from services.keepers import Knowledge
from services.marks import DossierMark, RaisedMark
from services.truth import TruePage

_NOT_ABOUT_CONTENT = (Severity.QUALITY, Severity.NOTE)


def dossier_marks(
    pages: Sequence[TruePage],
    reports: Sequence[Report],
    applications: Mapping[str, Application],
    truths: Sequence[TrueDossier],
    knowledge: Knowledge,
) -> Iterator[DossierMark]:
    """Mark every application that pages name: those of `truths` in their order, then the others by name."""
    known = {truth.application: truth for truth in truths}
    groups: dict[str, list[tuple[TruePage, Report]]] = {name: [] for name in known}
    for page, report in sorted(zip(pages, reports, strict=True), key=lambda row: row[0].application or ""):
        if page.application:
            groups.setdefault(page.application, []).append((page, report))
    for name, held in groups.items():
        dossier = assemble(
            applications[name], [report for _, report in held], regulation=knowledge.regulation, complete=False
        )
        yield _mark(name, known.get(name), held, dossier)


def _mark(
    name: str, truth: TrueDossier | None, held: Sequence[tuple[TruePage, Report]], dossier: Dossier
) -> DossierMark:
    weighing = [one for one in dossier.findings if one.settled_by is None and one.severity is not Severity.NOTE]
    changed = any(page.changed for page, _ in held) if truth is None else truth.changed is not None
    files = {report.document_id: page.file for page, report in held}
    return DossierMark(
        application=name,
        changed=changed,
        readable=all(page.readable for page, _ in held),
        verdict=dossier.verdict,
        findings=tuple(one.code for one in weighing if one.severity not in _NOT_ABOUT_CONTENT),
        truth=truth,
        raised=tuple(
            RaisedMark(
                code=one.code,
                severity=one.severity,
                field=one.field,
                file=files.get(one.document_id or ""),
                expected=one.expected,
                found=one.found,
            )
            for one in weighing
        ),
    )
