"""What papers are known again by: taken where bytes are read and dossiers made, kept in the ledger of traits."""

from models.errors import BlobMissing, ImageRejected
from pipeline.across.reuse import holder_of, traits_of
from pipeline.reader import Reader
from services.keepers import Keepers
from storage.records import CaseFile, Records


def keep_look(sha256: str, content: bytes, *, records: Records, reader: Reader) -> None:
    """Keep how a picture looks that the reader has taken; one that nobody can decode has no look.

    Raises:
        EngineUnavailable: the process that looks cannot be started.
        StorageUnavailable: the database does not answer.
        WorkerLost: the picture ended the process that looked at it.
    """
    try:
        look = reader.look(content)
    except ImageRejected:
        return
    records.keep_look(sha256, look)


def keep_missing_look(sha256: str, *, keepers: Keepers, reader: Reader) -> None:
    """Take the look of a picture that was read before looks were kept; without its bytes there is none to take.

    Raises:
        EngineUnavailable: the process that looks cannot be started.
        StorageUnavailable: the database or the blob store does not answer.
        WorkerLost: the picture ended the process that looked at it.
    """
    if sha256 in keepers.records.looks_of((sha256,)):
        return
    try:
        content = keepers.blobs.get(sha256)
    except BlobMissing:
        return
    keep_look(sha256, content, records=keepers.records, reader=reader)


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
