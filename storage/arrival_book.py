"""The promise of the book of arrivals: what was met in buckets and watched folders, and what came of each.

One row for each object or file, whatever became of it. So a place can be walked again and again at the price of a look
into the book, a refused object is shown to operators and not tried for ever, and one that came before its application
waits. The book also keeps how far each place has been walked, and who is walking it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Road(StrEnum):
    """By which way something arrived."""

    BUCKET = "bucket"
    FOLDER = "folder"


class Outcome(StrEnum):
    """What came of an arrival."""

    SETTLING = "settling"
    """Seen once in a folder; taken in when it has not changed at the next look."""
    WAITING = "waiting_for_application"
    TO_RETRY = "to_retry"
    """A component was away, or an operator asked; tried again when it is due."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """For good, until the object itself changes or an operator asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One object or file that was met."""

    road: Road
    place: str
    """The bucket, or the watched folder."""
    key: str
    """The object's key, or the file's path below the folder. It may hold a person's name: never log it."""
    version: str = ""
    """Differs when the content may differ; empty where it is not known."""
    size_bytes: int = 0

    @property
    def arrival_id(self) -> str:
        """Name the place where it lies, whatever its version."""
        return digest_of(self.road, self.place, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the book says of one arrival."""

    arrival: Arrival
    outcome: Outcome
    application_id: str | None = None
    """Whose it is, as far as its key or side-car says."""
    document_id: str | None = None
    code: str = ""
    """Of the error, where there was one."""
    message: str = ""
    tries: int = 0
    """How often a component was away in its taking in."""
    retry_after_seconds: float | None = None
    """Given when it is noted as to be retried."""
    seen_at: datetime | None = None
    """When it was first met; the book's to say."""
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalFilter:
    """Which entries are meant; what is empty asks nothing."""

    arrival_ids: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    codes: tuple[str, ...] = ()
    road: Road | None = None
    application_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The right to walk a place for a while, and where the walk goes on."""

    road: Road
    place: str
    marker: str
    holder: str

    @property
    def walk_id(self) -> str:
        """Name the walk of one place."""
        return digest_of(self.road, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkState:
    """How far a place has been walked."""

    road: Road
    place: str
    looked_at: datetime | None
    round_finished_at: datetime | None
    """When the last whole round through the place ended."""


class ArrivalBook(Protocol):
    """Keeps the book of arrivals. Every method may raise StorageUnavailable."""

    def known(self, arrival_ids: Sequence[str]) -> Mapping[str, Entry]:
        """Return the entries of these arrivals by id; what was never noted is left out."""
        ...

    def note(self, entries: Sequence[Entry]) -> None:
        """Write entries, each in the place of the one before it; the time it was first seen stays."""
        ...

    def ready(self, road: Road, place: str | None = None, *, limit: int) -> tuple[Entry, ...]:
        """Return what can be taken in now: what waited for an application that has come, and retries that are due.

        Of every place of the road where none is named.
        """
        ...

    def find(self, wanted: ArrivalFilter, *, limit: int) -> tuple[Entry, ...]:
        """Return entries, those noted last first."""
        ...

    def tally(self) -> Mapping[tuple[Road, Outcome], int]:
        """Count entries by road and outcome."""
        ...

    def retry(self, wanted: ArrivalFilter, *, who: str, reason: str, limit: int) -> int:
        """Make refused entries, and retries that are not due yet, due now; return how many. Kept in the audit."""
        ...

    def begin_walk(
        self, road: Road, place: str, *, holder: str, every_seconds: float, lease_seconds: float
    ) -> Walk | None:
        """Take the right to walk a place; None where another holds it, or it was looked at less than so long ago."""
        ...

    def advance(self, walk: Walk, marker: str, *, lease_seconds: float) -> bool:
        """Keep how far the walk has come, empty for the end of a round; False where the right has passed to another."""
        ...

    def end_walk(self, walk: Walk, *, rests: bool) -> None:
        """Give the right back; where the walk does not rest, the next look may follow at once."""
        ...

    def walks(self) -> tuple[WalkState, ...]:
        """Return the state of every walk, in the order of roads and places."""
        ...


def digest_of(*parts: str) -> str:
    """Return one digest for several texts, none of which holds U+0000."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
