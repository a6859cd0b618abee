"""The promise of retention: what of the ledger may go when its time is over, and whose pictures may be removed.

Applications, documents, reports, dossiers and the audit stay: they are the record of the examination, and the database
itself guards the last three. A job stays with its paper; what goes is what was said about its failure.
"""

from datetime import datetime
from typing import Protocol


class Retention(Protocol):
    """Removes, and never more than it is asked to. Every method may raise StorageUnavailable."""

    def forget_failures(self, *, before: datetime, limit: int) -> int:
        """Drop what is said about up to `limit` jobs that failed or were cancelled before a time; their codes stay."""
        ...

    def pictures_of(self, application_id: str) -> tuple[str, ...]:
        """Return the digests of an application's papers, those taken back too, that no other application's paper has.

        Raises:
            NotFound: the application is unknown.
        """
        ...

    def note(self, application_id: str, *, who: str, deed: str, reason: str) -> int:
        """Write a deed into the audit of each of an application's jobs, and return how many there are."""
        ...
