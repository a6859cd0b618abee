"""Taking in one arrival, whatever road it came by, and writing into the book what came of it."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from models.case import Upload
from models.errors import BlobMissing, CertcheckError, ComponentUnavailable, InputError, NotFound
from services.arrival_keys import Destination
from services.correlation import new_origin, originating
from services.intake import Accepted, accept_upload
from services.keepers import Keepers
from storage.arrival_book import Arrival, Entry, Outcome
from storage.arrivals import Fetched

log = logging.getLogger(__name__)

PAUSES_SECONDS = (15.0, 60.0, 300.0, 600.0, 3600.0)
"""Before an arrival is tried again for which a component was away; the last one holds for all that follow."""
ARRIVAL_ERRORS = (InputError, BlobMissing, ComponentUnavailable)
"""What may come of one arrival without a fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What came of one arrival."""

    entry: Entry
    accepted: Accepted | None = None
    error: CertcheckError | None = None


@dataclass(kw_only=True)
class Tally:
    """How many arrivals of a look ended how."""

    met: int = 0
    by_outcome: dict[Outcome, int] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        """Count one."""
        self.by_outcome[outcome] = self.by_outcome.get(outcome, 0) + 1

    @property
    def taken_count(self) -> int:
        """How many were tried, with whatever outcome."""
        return sum(self.by_outcome.values())

    def add(self, other: "Tally") -> None:
        """Add another look's counts."""
        self.met += other.met
        for outcome, count in other.by_outcome.items():
            self.by_outcome[outcome] = self.by_outcome.get(outcome, 0) + count


def take_in(
    arrival: Arrival,
    *,
    destination: Callable[[], Destination],
    fetch: Callable[[], Fetched],
    keepers: Keepers,
    tries: int = 0,
) -> TakenIn:
    """Accept an arrival as an upload, or say why not, and note it. Idempotent, because everything arrives twice.

    One whose application is unknown waits and is not fetched; where a component is away it is to be tried again.

    Raises:
        StorageUnavailable: the database does not answer, so that nothing could be noted.
    """
    entry = Entry(arrival=arrival, outcome=Outcome.REFUSED, tries=tries)
    with originating(new_origin()):
        return note_taken(_tried(entry, destination, fetch, keepers), keepers=keepers)


def ended_by(error: CertcheckError, entry: Entry) -> TakenIn:
    """Tell what an error of `ARRIVAL_ERRORS` means for an arrival: to wait, to try again later, or to refuse."""
    failed = replace(entry, outcome=Outcome.REFUSED, code=error.code, message=str(error))
    if isinstance(error, NotFound):
        failed = replace(failed, outcome=Outcome.WAITING)
    elif isinstance(error, ComponentUnavailable):
        pause = PAUSES_SECONDS[min(entry.tries, len(PAUSES_SECONDS) - 1)] * random.uniform(1.0, 1.2)
        failed = replace(failed, outcome=Outcome.TO_RETRY, tries=entry.tries + 1, retry_after_seconds=pause)
    return TakenIn(entry=failed, error=error)


def note_taken(taken: TakenIn, *, keepers: Keepers) -> TakenIn:
    """Write what came of an arrival into the book, and log it by its ids.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    entry = taken.entry
    keepers.arrival_book.note([entry])
    known = {"arrival_id": entry.arrival.arrival_id, "outcome": entry.outcome.value, "code": entry.code}
    log.info("arrival", extra={**known, "document_id": entry.document_id})
    return taken


def _tried(
    entry: Entry, destination: Callable[[], Destination], fetch: Callable[[], Fetched], keepers: Keepers
) -> TakenIn:
    try:
        where = destination()
        entry = replace(entry, application_id=where.application_id)
        keepers.records.application(where.application_id)
        fetched = fetch()
        known = replace(entry.arrival, version=fetched.version, size_bytes=len(fetched.content))
        entry = replace(entry, arrival=known)
        upload = Upload(file=where.file, content=fetched.content, declared_type=where.declared_type)
        accepted = accept_upload(where.application_id, upload, keepers=keepers, road="arrival")
    except ARRIVAL_ERRORS as error:
        return ended_by(error, entry)
    return TakenIn(entry=replace(entry, outcome=Outcome.ACCEPTED, document_id=accepted.document_id), accepted=accepted)
