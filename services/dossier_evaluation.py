"""Whole dossiers of a set, put together and held against what is true of them.

Applicants come in the order of the set, as they would at an examination point: a certificate that is used a second time
is a finding for whoever brings it second. Numbers, codes and files are known again; pictures that merely look alike are
told by the ledger of a running system alone.
"""

from collections.abc import Iterator, Mapping, Sequence

from models.case import Application
from models.report import Dossier, Report, Severity, Sighting
from pipeline.across.reuse import holder_of, traits_of
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
    earlier = _Earlier()
    for name, held in groups.items():
        application, papers = applications[name], [report for _, report in held]
        dossier = assemble(
            application,
            papers,
            regulation=knowledge.regulation_for(application),
            complete=False,
            sightings=earlier.met_again(application, papers),
        )
        yield _mark(name, known.get(name), held, dossier)


class _Earlier:
    """What the papers of earlier applicants are known by."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}

    def met_again(self, application: Application, papers: Sequence[Report]) -> tuple[Sighting, ...]:
        """Return what of these papers was met under somebody else before, and remember them."""
        holder, found = holder_of(application), []
        for trait in sorted(traits_of(application, papers, {}), key=lambda one: (one.kind, one.value, one.document_id)):
            seen = self._met.setdefault((trait.kind, trait.family, trait.value), [])
            found += [
                Sighting(
                    kind=trait.kind,
                    value=trait.value,
                    application_id=application_id,
                    document_id=document_id,
                    met_on=trait.document_id,
                )
                for its_holder, application_id, document_id in seen
                if its_holder != holder
            ]
            seen.append((holder, application.application_id, trait.document_id))
        return tuple(found)


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
