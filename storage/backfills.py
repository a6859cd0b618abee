"""The promise of backfills: manifests of historical records, enrolled in batches and run in a lane of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.case import Application, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """One manifest and how far it has been enrolled."""

    backfill_id: str
    """The name that the operator gave it."""
    manifest_digest: str
    """SHA-256 of the manifest's bytes; another digest begins at its first line again."""
    created_at: datetime
    lines_done: int = 0
    enrolled_count: int = 0
    """Documents that were new."""
    known_count: int = 0
    """Documents that were there already."""
    rejected_count: int = 0
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledRow:
    """One good line of a manifest."""

    document: Document
    job_id: str
    application: Application | None
    """None where the line names an application that is known already."""


class Backfills(Protocol):
    """Keeps backfills. Every method may raise StorageUnavailable."""

    def open(self, backfill_id: str, *, manifest_digest: str) -> Backfill:
        """Return the backfill of that name, made where there is none; begun anew where the manifest has changed."""
        ...

    def enrol(self, backfill_id: str, rows: Sequence[EnrolledRow], *, lines_done: int, rejected_count: int) -> Backfill:
        """Keep a batch of applications, documents and queued jobs, and how far the manifest is done.

        One transaction. What is there already is skipped; a known application is left as it is. The jobs are not rung.

        Raises:
            NotFound: no backfill has that name, or a row names an unknown application.
        """
        ...

    def backfill(self, backfill_id: str) -> Backfill:
        """Return a backfill.

        Raises:
            NotFound: there is none of that name.
        """
        ...

    def all(self) -> tuple[Backfill, ...]:
        """Return every backfill, newest first."""
        ...

    def set_paused(self, backfill_id: str, *, paused: bool) -> Backfill:
        """Stop or resume claims of a backfill's jobs; what is running ends as usual. Idempotent.

        Raises:
            NotFound: there is none of that name.
        """
        ...
