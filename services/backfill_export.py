"""The results of a backfill as a table: what its papers say and what its dossiers came to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.job import JobState
from services.backfill import status
from services.export_columns import Per, Value, columns_of, rows_of
from services.keepers import Keepers
from services.reveal import check_reason, log_reveal
from services.table_files import check_table, write_table
from storage.cases import CaseFilter

BATCH = 200
"""Cases that are read at once."""
OPEN = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)

Progress = Callable[[int, int], None]
"""Takes dossiers done and dossiers in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export came to."""

    rows_count: int
    open_count: int
    """Papers of the backfill that have no result yet, or none at all."""


def export(
    backfill_id: str,
    target: Path,
    *,
    per: Per,
    keepers: Keepers,
    reason: str | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Exported:
    """Write the results of a backfill's applications to a new CSV, XLSX or Parquet file, by its ending.

    Names and numbers are masked; with a reason they stand there in full, and the reason is logged with the ids. All
    judged papers of an application are told, also those that came in by another way.

    Raises:
        NotFound: there is no backfill of that name.
        InputError: the reason is none, or the file cannot be written there (`services.table_files`).
        ConfigInvalid: Parquet is asked for and cannot be written here.
        StorageUnavailable: the database does not answer.
    """
    stated_reason = None if reason is None else check_reason(reason)
    check_table(target)
    jobs = status(backfill_id, keepers=keepers).jobs
    rows = _rows(backfill_id, per=per, reason=stated_reason, keepers=keepers, progress=progress)
    count = write_table(target, columns_of(per), rows)
    return Exported(rows_count=count, open_count=sum(jobs.get(state, 0) for state in OPEN))


def _rows(
    backfill_id: str, *, per: Per, reason: str | None, keepers: Keepers, progress: Progress
) -> Iterator[Sequence[Value]]:
    wanted = CaseFilter(backfill_id=backfill_id)
    total, done, after = keepers.cases.count(wanted), 0, ""
    while ids := keepers.cases.find(wanted, after=after, limit=BATCH):
        kept, objects = keepers.cases.read(ids), keepers.cases.objects(ids) if per is Per.PAPER else {}
        if reason is not None:
            log_reveal(reason, [one.case.application for one in kept])
        for one in kept:
            dossier = replace(one.dossier, reports=one.case.reports)
            yield from rows_of(one.case.application, dossier, per=per, unmasked=reason is not None, objects=objects)
        after, done = ids[-1], done + len(ids)
        progress(done, total)
