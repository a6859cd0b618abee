"""What papers are known again by: taken where dossiers are made, kept in the ledger of traits."""

from pipeline.across.reuse import holder_of, traits_of
from storage.records import CaseFile, Records


def keep_traits(case: CaseFile, *, records: Records) -> tuple[str, ...]:
    """Keep what an applicant's papers are known by, and return the applicants whose dossiers that leaves behind.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    looks = records.looks_of({report.sha256 for report in case.reports})
    return records.keep_traits(
        case.application.application_id,
        holder_of(case.application),
        traits_of(case.application, case.reports, looks),
        version=case.version,
    )
