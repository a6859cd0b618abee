"""The promise of the library: education that papers of past years have proved, found again by who holds it."""

from collections.abc import Sequence
from typing import Protocol

from models.history import ProvenEducation


class Library(Protocol):
    """Keeps proven education. Every method may raise StorageUnavailable."""

    def keep(self, application_id: str, holder: str, entries: Sequence[ProvenEducation]) -> None:
        """Put these in place of what an application has proved; none leaves none. Idempotent.

        `holder` is a digest of who applies (`pipeline.across.reuse.holder_of`).
        """
        ...

    def of(self, holder: str) -> tuple[ProvenEducation, ...]:
        """Return what a holder's applications have proved, the newest examination first."""
        ...


def newest_first(entries: Sequence[ProvenEducation]) -> tuple[ProvenEducation, ...]:
    """Return entries in the order that every keeper gives them in."""
    return tuple(sorted(entries, key=lambda one: (-(one.exam_year or 0), one.application_id, one.certificate_number)))
