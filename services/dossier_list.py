"""Which applications there are to look at, with where each stands."""

from dataclasses import dataclass

from models.report import Verdict
from services.keepers import Keepers
from services.review import dossier_of
from storage.jobs import JobFilter

MOST_LISTED = 100
"""Rows of one list; who looks for a certain applicant gives the id."""
MOST_JOBS = 1000
"""Jobs from which the list is made; an applicant has five to ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One application in the list."""

    application_id: str
    verdict: Verdict
    documents_count: int
    findings_count: int


def list_dossiers(*, keepers: Keepers) -> tuple[tuple[Listed, ...], bool]:
    """Return up to a hundred applications with papers, gravest first, and whether there are more.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    jobs = keepers.jobs.find(JobFilter(), limit=MOST_JOBS)
    ids = dict.fromkeys(keepers.records.document(job.document_id).application_id for job in jobs)
    shown = sorted(ids)[:MOST_LISTED]
    listed = [_listed(application_id, keepers) for application_id in shown]
    order = list(Verdict)
    listed.sort(key=lambda one: (order.index(one.verdict), one.application_id))
    return tuple(listed), len(jobs) >= MOST_JOBS or len(ids) > MOST_LISTED


def _listed(application_id: str, keepers: Keepers) -> Listed:
    dossier = dossier_of(application_id, keepers=keepers)
    return Listed(
        application_id=application_id,
        verdict=dossier.verdict,
        documents_count=len(dossier.reports),
        findings_count=len(dossier.findings),
    )
