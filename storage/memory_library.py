"""Keeps the library of proven education in memory."""

from collections.abc import Sequence

from models.history import ProvenEducation
from storage.library import newest_first


class MemoryLibrary:
    """Proven education in a dict, by application."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, tuple[ProvenEducation, ...]]] = {}

    def keep(self, application_id: str, holder: str, entries: Sequence[ProvenEducation]) -> None:
        """See `Library.keep`."""
        self._kept[application_id] = holder, tuple(entries)

    def of(self, holder: str) -> tuple[ProvenEducation, ...]:
        """See `Library.of`."""
        return newest_first([one for its, entries in self._kept.values() if its == holder for one in entries])
