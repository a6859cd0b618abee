"""Pictures that the ledger knows of and the store does not have. One that somebody had removed is not lost."""

from collections.abc import Iterator

from services.keepers import Keepers
from services.originals import has_original
from services.retention import DEED
from storage.jobs import JobFilter

BATCH = 1000


def lost_pictures(*, keepers: Keepers) -> tuple[int, tuple[str, ...]]:
    """Ask the store for the picture of every paper; return how many papers there are, and the ids of those without one.

    Whether what is there is whole shows when it is read.

    Raises:
        StorageUnavailable: a store does not answer.
    """
    count, lost = 0, []
    for job_id, document_id in _papers(keepers):
        count += 1
        document = keepers.records.document(document_id)
        if not has_original(document, keepers=keepers) and all(
            entry.deed != DEED for entry in keepers.jobs.audit_of(job_id)
        ):
            lost.append(document_id)
    return count, tuple(lost)


def _papers(keepers: Keepers) -> Iterator[tuple[str, str]]:
    """Each paper has one job."""
    after: str | None = None
    while jobs := keepers.jobs.find(JobFilter(), limit=BATCH, after=after):
        yield from ((job.job_id, job.document_id) for job in jobs)
        after = jobs[-1].job_id
