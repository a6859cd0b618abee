"""The promise of backfills: manifests of historical records, enrolled in batches and run in a lane of their own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.case import Application, Document
from models.errors import Conflict, NotFound


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
    """One paper that a good line of a manifest names."""

    document: Document
    job_id: str
    application: Application | None
    """None where the line names an application that is known already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledBatch:
    """Lines of a manifest that are enrolled together."""

    backfill_id: str
    rows: Sequence[EnrolledRow]
    lines_before: int
    """How far the manifest was done when they were read."""
    lines_done: int
    rejected_count: int = 0


class Backfills(Protocol):
    """Keeps backfills. Every method may raise StorageUnavailable."""

    def open(self, backfill_id: str, *, manifest_digest: str) -> Backfill:
        """Return the backfill of that name, made where there is none; begun anew where the manifest has changed."""
        ...

    def enrol(self, batch: EnrolledBatch) -> Backfill:
        """Keep a batch of applications, documents and queued jobs, and how far the manifest is done.

        One transaction. What is there already is skipped; a known application is left as it is. The jobs are not rung.

        Raises:
            NotFound: no backfill has that name, or a row names an unknown application.
            Conflict: the manifest is not done as far as the batch goes on from: another process enrols it, too.
        """
        ...

    def made_ready(self, batch: EnrolledBatch) -> Callable[[], Backfill]:
        """Return what `enrol`s a batch when it is called, with all done before that needs no transaction.

        The next batch can be made ready in one thread while another writes the one before.
        """
        ...

    def known_applications(self, application_ids: Collection[str]) -> frozenset[str]:
        """Return those of the ids under which an application is kept."""
        ...

    def ended_count(self, backfill_id: str, *, since: datetime) -> int:
        """Count the backfill's jobs that were done or failed since some time, and have not been run again."""
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

    def set_paused(self, backfill_id: str, *, paused: bool, who: str, reason: str) -> Backfill:
        """Stop or resume claims of a backfill's jobs; what is running ends as usual.

        Idempotent: what changes something has an audit entry under the backfill's name, and nothing else has one.

        Raises:
            NotFound: there is none of that name.
        """
        ...


def deed_of(*, paused: bool) -> str:
    """Name what was done to a backfill in the audit."""
    return "pause backfill" if paused else "resume backfill"


def no_such_backfill(backfill_id: str) -> NotFound:
    """Make the error for a name that no backfill has."""
    return NotFound(f"expected the name of a backfill, met {backfill_id!r}")


def overtaken(backfill_id: str) -> Conflict:
    """Make the error for a manifest that somebody else enrols at the same time."""
    return Conflict(f"expected one enrolment of {backfill_id!r} at a time, met another that went further")
