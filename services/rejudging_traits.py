"""Papers met under other applicants while dossiers are judged again in bulk: asked and told only where it matters."""

from collections.abc import Sequence

from models.report import Report, Sighting
from pipeline.across.reuse import REUSE_CODES
from services.basis import basis_of
from services.keepers import Keepers, Knowledge
from services.processing import refresh_dossier
from services.sightings import keep_traits
from storage.cases import JudgedCase, KeptCase


def sightings_of(
    kept: KeptCase, reports: Sequence[Report], *, keepers: Keepers, knowledge: Knowledge
) -> tuple[Sighting, ...]:
    """Return what of a case's papers was met under others; the ledger is asked only where there may be something.

    Whatever is met makes the dossiers of all concerned anew at once. So one that tells of nothing met, of which no
    paper reads otherwise and whose rules stand as they stood, has nothing.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    told = any(finding.code in REUSE_CODES for finding in kept.dossier.findings)
    as_before = kept.basis is not None and kept.basis.rules == basis_of(knowledge).rules
    if not told and as_before and not kept.is_behind and not _reads_otherwise(reports, kept.case.reports):
        return ()
    return keepers.records.sightings_of(kept.case.application.application_id)


def keep_traits_again(kept: KeptCase, judged: JudgedCase, *, keepers: Keepers, knowledge: Knowledge) -> None:
    """Let the ledger of traits know of papers that read otherwise, and make anew what that changes.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    if not _reads_otherwise(judged.reports, kept.case.reports):
        return
    application_id = kept.case.application.application_id
    behind = keep_traits(keepers.records.case_file(application_id), records=keepers.records)
    for concerned in (application_id, *behind) if behind else ():
        refresh_dossier(concerned, keepers=keepers, knowledge=knowledge)


def _reads_otherwise(reports: Sequence[Report], before: Sequence[Report]) -> bool:
    return any(one.extraction != other.extraction for one, other in zip(reports, before, strict=True))
