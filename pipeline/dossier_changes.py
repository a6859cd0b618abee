"""What is different between two dossiers of one applicant, in the order in which a reviewer asks. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.report import Change, ChangeKind, Dossier, Finding, MissingMaterial, Report


class _Same(NamedTuple):
    """What makes a finding the same in two dossiers, settled or not; its sentence and its severity do not."""

    code: str
    field: str | None
    document_id: str | None
    expected: str | None
    found: str | None


def changes_between(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """Return what became different: verdict, application, papers, findings settled, gone and raised, materials.

    A finding whose values are others now is gone and raised anew; one that is settled from the first is only settled,
    and one whose proof was taken back is raised again.
    """
    return (
        *_verdict(before, after),
        *_application(before.reports, after.reports),
        *_papers(before.reports, after.reports),
        *_findings(before.findings, after.findings),
        *_materials(before.missing, after.missing),
    )


def _verdict(before: Dossier, after: Dossier) -> Iterator[Change]:
    if before.verdict is not after.verdict:
        yield Change(
            kind=ChangeKind.VERDICT, code=after.verdict.value, before=before.verdict.value, after=after.verdict.value
        )


def _application(before: Sequence[Report], after: Sequence[Report]) -> Iterator[Change]:
    """What was stated otherwise, as far as a paper was held against it both times; each key once."""
    old, new = (
        {(report.document_id, one.path): one.expected for report in reports for one in report.comparisons}
        for reports in (before, after)
    )
    # From the last paper to the first, so that the first one that was held against a key tells it.
    changed = {held[1]: held for held in reversed(old) if held in new and old[held] != new[held]}
    for path, held in reversed(changed.items()):
        yield Change(kind=ChangeKind.APPLICATION_CHANGED, code=path, before=old[held], after=new[held])


def _papers(before: Sequence[Report], after: Sequence[Report]) -> Iterator[Change]:
    old, new = ({report.document_id: report for report in reports} for reports in (before, after))
    for document_id, report in old.items():
        if document_id not in new:
            code, file = _code_of(report), report.file
            yield Change(kind=ChangeKind.DOCUMENT_GONE, code=code, document_id=document_id, before=file)
    for document_id, report in new.items():
        if document_id not in old:
            code, file = _code_of(report), report.file
            yield Change(kind=ChangeKind.DOCUMENT_ADDED, code=code, document_id=document_id, after=file)


def _code_of(report: Report) -> str:
    """The type of a paper, or that of its slot; empty where nobody knows."""
    return report.classification.type_code or report.declared_type or ""


def _findings(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[Change]:
    old_open, new_open = _counted(before, settled=False), _counted(after, settled=False)
    old_settled, new_settled = _counted(before, settled=True), _counted(after, settled=True)
    by_whom = {_same(finding): finding.settled_by for finding in (*before, *after) if finding.settled_by}
    for same in new_settled - old_settled:
        yield _change(ChangeKind.FINDING_SETTLED, same, before=same.found, after=by_whom[same])
    for same in (old_open + old_settled) - (new_open + new_settled):
        yield _change(ChangeKind.FINDING_GONE, same, before=same.found)
    for same in new_open - old_open:
        yield _change(ChangeKind.FINDING_RAISED, same, before=by_whom.get(same), after=same.found)


def _counted(findings: Sequence[Finding], *, settled: bool) -> Counter[_Same]:
    return Counter(_same(finding) for finding in findings if (finding.settled_by is not None) is settled)


def _same(finding: Finding) -> _Same:
    return _Same(finding.code, finding.field, finding.document_id, finding.expected, finding.found)


def _change(kind: ChangeKind, same: _Same, *, before: str | None = None, after: str | None = None) -> Change:
    return Change(kind=kind, code=same.code, field=same.field, document_id=same.document_id, before=before, after=after)


def _materials(before: Sequence[MissingMaterial], after: Sequence[MissingMaterial]) -> Iterator[Change]:
    old, new = (Counter(paper.type_code for paper in missing) for missing in (before, after))
    for code in new - old:
        yield Change(kind=ChangeKind.MATERIAL_MISSING, code=code)
    for code in old - new:
        yield Change(kind=ChangeKind.MATERIAL_SUPPLIED, code=code)
