"""The promise of corrections: what people say that papers print, kept beside what was read and never over it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from models.decision import Correction
from models.desk import DeskCase
from storage.history import Entry

ByField = Mapping[str, str]
"""Field to the value that stands for it now."""


class Corrections(Protocol):
    """Keeps corrections. Every method may raise StorageUnavailable."""

    def add(self, correction: Correction, *, entry: Entry, seen: DeskCase | None = None) -> Correction:
        """Keep a correction and its history entry, in one transaction; the newest of a field counts.

        With `seen` the line of its dossier counts one version up: nobody decides any more on what they saw before.

        Raises:
            NotFound: its document is unknown.
            Conflict: the dossier is not where it was `seen` any more, or not held by whoever corrects.
        """
        ...

    def of_application(self, application_id: str) -> tuple[Correction, ...]:
        """Return every correction of an application's papers, oldest first, those taken back as well."""
        ...

    def standing(self, application_ids: Sequence[str]) -> Mapping[str, ByField]:
        """Return what stands corrected on the papers of these applications, by document; others are left out."""
        ...

    def all(self, *, after: int = 0, limit: int = 1000) -> tuple[Correction, ...]:
        """Return corrections in the order in which they were made, beginning behind a number."""
        ...


def standing_among(corrections: Sequence[Correction]) -> dict[str, dict[str, str]]:
    """Return the newest value of each field by document; the corrections come in the order they were made."""
    found: dict[str, dict[str, str]] = {}
    for one in corrections:
        its = found.setdefault(one.document_id, {})
        its.pop(one.field, None)
        if one.value is not None:
            its[one.field] = one.value
    return {document_id: its for document_id, its in found.items() if its}
