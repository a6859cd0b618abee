"""Enrolling historical records: a manifest is kept line by line, and its jobs run in a lane of their own.

Nothing is rung here: the sweep rings as many jobs as workers can soon take, so that a million of them fill no broker.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.case import Application
from models.errors import InputError
from models.job import JobState
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.backfill_manifest import BadLine, Line, ManifestRow, bad_line_of, check_manifest, digest_of, lines_of
from services.intake import document_of, job_id_of
from services.keepers import Keepers
from services.rejected_lines import check_rejects, forget_rejects, write_rejects
from services.upload_files import read_small_file, read_upload
from storage.backfills import Backfill, EnrolledRow
from storage.jobs import JobFilter

BATCH_LINES = 1000
"""Lines of one transaction: large enough that commits cost nothing, small enough that an upload waits for none."""
Progress = Callable[[int, int], None]
"""Takes bytes done and bytes in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillStatus:
    """How far a backfill is."""

    backfill: Backfill
    jobs: Mapping[JobState, int]
    """How many of its jobs are in each state; a state that holds none is left out."""


def enrol(
    manifest: Path,
    *,
    backfill_id: str,
    keepers: Keepers,
    max_upload_bytes: int,
    rejects: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Backfill:
    """Keep the papers of a manifest and queue their jobs. Goes on where it was stopped; what is there is skipped.

    Bad lines are written to `rejects` (by default the manifest's name with `.rejected.jsonl`) with their reasons.

    Raises:
        ManifestInvalid: the manifest cannot be read at all; nothing is kept of it.
        InputError: `rejects` names something else than a new file or the rejected lines of before.
        StorageUnavailable: the database or the blob store does not answer; call again later.
    """
    check_manifest(manifest)
    rejected_to = rejects or manifest.with_name(f"{manifest.name}.rejected.jsonl")
    check_rejects(rejected_to, manifest=manifest)
    known = keepers.backfills.open(backfill_id, manifest_digest=digest_of(manifest))
    if known.lines_done == 0:
        forget_rejects(rejected_to)
    size = manifest.stat().st_size
    enroller = _Enroller(keepers=keepers, folder=manifest.parent, max_upload_bytes=max_upload_bytes)
    for batch in _batches(lines_of(manifest, after=known.lines_done)):
        rows, bad = enroller.sort_out(batch)
        last = batch[-1]
        known = keepers.backfills.enrol(backfill_id, rows, lines_done=last.number, rejected_count=len(bad))
        write_rejects(rejected_to, bad)
        progress(last.bytes_done, size)
    return known


def status(backfill_id: str, *, keepers: Keepers) -> BackfillStatus:
    """Say how far a backfill is.

    Raises:
        NotFound: there is none of that name.
    """
    known = keepers.backfills.backfill(backfill_id)
    return BackfillStatus(backfill=known, jobs=keepers.jobs.tally(JobFilter(backfill_id=backfill_id)))


def all_statuses(*, keepers: Keepers) -> tuple[BackfillStatus, ...]:
    """Say how far every backfill is, newest first."""
    return tuple(status(known.backfill_id, keepers=keepers) for known in keepers.backfills.all())


def pause(backfill_id: str, *, keepers: Keepers) -> Backfill:
    """Let no more jobs of a backfill begin; those that run end as usual.

    Raises:
        NotFound: there is none of that name.
    """
    return keepers.backfills.set_paused(backfill_id, paused=True)


def resume(backfill_id: str, *, keepers: Keepers) -> Backfill:
    """Let a paused backfill go on; the next sweep rings its jobs.

    Raises:
        NotFound: there is none of that name.
    """
    return keepers.backfills.set_paused(backfill_id, paused=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Enroller:
    keepers: Keepers
    folder: Path
    max_upload_bytes: int

    def sort_out(self, batch: Sequence[Line]) -> tuple[list[EnrolledRow], list[tuple[int, BadLine]]]:
        rows: list[EnrolledRow] = []
        bad: list[tuple[int, BadLine]] = []
        for line in batch:
            if isinstance(line.row, BadLine):
                bad.append((line.number, line.row))
                continue
            try:
                rows.extend(self._rows(line.row))
            except InputError as error:
                bad.append((line.number, bad_line_of(error)))
        return rows, bad

    def _rows(self, row: ManifestRow) -> list[EnrolledRow]:
        application_id, application = self._application(row.application)
        papers = (
            [(row.blob, self._known_blob(row.blob))] if row.blob else [(name, self._kept(name)) for name in row.names]
        )
        documents = [
            document_of(application_id, file=name, sha256=sha256, declared_type=row.declared_type)
            for name, sha256 in papers
        ]
        return [
            EnrolledRow(document=document, job_id=job_id_of(document.document_id), application=application)
            for document in documents
        ]

    def _application(self, stated: Mapping[str, object] | str) -> tuple[str, Application | None]:
        if isinstance(stated, str) and not stated.endswith(".json"):
            return self.keepers.records.application(stated).application_id, None
        if isinstance(stated, str):
            content = read_small_file(self.folder / stated, name=stated, max_bytes=MAX_APPLICATION_BYTES)
            application = parse_application(content)
        else:
            application = parse_application(stated)
        return application.application_id, application

    def _known_blob(self, sha256: str) -> str:
        if not self.keepers.blobs.has(sha256):
            raise InputError(f"expected the digest of bytes that are kept, met {sha256}")
        return sha256

    def _kept(self, name: str) -> str:
        upload = read_upload(self.folder / name, name=name, declared_type=None, max_bytes=self.max_upload_bytes)
        if len(upload.content) > self.max_upload_bytes:
            raise InputError(f"expected at most {self.max_upload_bytes} bytes, met more: {name}")
        return self.keepers.blobs.put(upload.content)


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH_LINES)):
        yield batch
