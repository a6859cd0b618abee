"""Enrolling historical records: a manifest is kept line by line, and its jobs run in a lane of their own.

Nothing is rung here: the sweep rings as many jobs as workers can soon take, so that a million of them fill no broker.
"""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.errors import NotFound
from services.backfill_manifest import check_manifest, digest_of, held_alone, is_csv, lines_of
from services.backfill_rows import Enroller, Sorted
from services.keepers import Keepers
from services.rejected_lines import check_rejects, forget_rejects, write_rejects
from storage.backfills import Backfill, EnrolledBatch

BATCH_LINES = 4000
"""Lines of one transaction, for all of which an upload to SQLite waits: a quarter of a second at the 95th percentile
(measured 2026, two cores)."""
COLLECT_EVERY = 200_000
"""Objects that are new, and are not gone yet, after which Python looks for cycles."""
Progress = Callable[[int, int], None]
"""Takes bytes done and bytes in all."""


def enrol(
    manifest: Path,
    *,
    backfill_id: str,
    keepers: Keepers,
    rejects: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Backfill:
    """Keep the papers of a manifest and queue their jobs. Goes on where it was stopped; what is there is skipped.

    Bad lines are written to `rejects` (by default the manifest's name with `.rejected.jsonl`) with their reasons.

    Raises:
        ManifestInvalid: the manifest cannot be read at all; nothing is kept of it.
        InputError: `rejects` names something else than a new file or the rejected lines of before.
        Conflict: the same manifest is being enrolled by another process.
        ConfigInvalid: a line names an object, and no archive is configured.
        StorageUnavailable: the database or the blob store does not answer; call again later.
    """
    check_manifest(manifest)
    rejected_to = rejects or manifest.with_name(f"{manifest.name}.rejected.jsonl")
    check_rejects(rejected_to, manifest=manifest)
    with held_alone(manifest), _few_collections():
        return _Enrolment(manifest, backfill_id, keepers, rejected_to, progress).run()


@dataclass(frozen=True, slots=True)
class _Enrolment:
    """A manifest on its way into the ledger."""

    manifest: Path
    backfill_id: str
    keepers: Keepers
    rejected_to: Path
    progress: Progress

    def run(self) -> Backfill:
        digest = digest_of(self.manifest)
        lines_done = self._lines_done(digest)
        batches = self._batches(lines_done)
        # Made before anything is kept: where a setting is missing, no empty backfill stays behind.
        made = next(batches, None)
        known = self.keepers.backfills.open(self.backfill_id, manifest_digest=digest)
        forget_rejects(self.rejected_to, after=known.lines_done)
        # One batch is written while the next is made: for the greater part writing is waiting for the disk.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="enrol") as writer:
            writing: Future[Backfill] | None = None
            while made is not None:
                ready = self._made_ready(made, lines_done)
                lines_done = made.last.number
                known = writing.result() if writing else known
                writing = writer.submit(self._write, ready, made)
                made = next(batches, None)
            return writing.result() if writing else known

    def _lines_done(self, digest: str) -> int:
        """How far this very manifest was done."""
        try:
            known = self.keepers.backfills.backfill(self.backfill_id)
        except NotFound:
            return 0
        return known.lines_done if known.manifest_digest == digest else 0

    def _batches(self, lines_done: int) -> Iterator[Sorted]:
        enroller = Enroller(keepers=self.keepers, folder=self.manifest.parent)
        lines = lines_of(self.manifest, after=lines_done)
        while made := enroller.sort_out(islice(lines, BATCH_LINES)):
            yield made

    def _made_ready(self, made: Sorted, lines_before: int) -> Callable[[], Backfill]:
        return self.keepers.backfills.made_ready(
            EnrolledBatch(
                backfill_id=self.backfill_id,
                rows=made.rows,
                lines_before=lines_before,
                lines_done=made.last.number,
                rejected_count=len(made.bad),
            )
        )

    def _write(self, enrol: Callable[[], Backfill], made: Sorted) -> Backfill:
        # First, so that no rejected line is lost; those of a batch that then is not kept are cut off again.
        write_rejects(self.rejected_to, made.bad, has_head=is_csv(self.manifest))
        kept = enrol()
        self.progress(made.last.bytes_done, self.manifest.stat().st_size)
        return kept


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles seldom: the thousands of rows of a batch hold none, and were gone through each time.

    A third of what making rows computes (measured 2026).
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
