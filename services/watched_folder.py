"""Looking through a watched folder for uploads. It is asked again and again, since network shares announce nothing.

A file is taken in when two looks met it with the same size and time of change. It stays where it is and is remembered
in the book of arrivals, so a folder that may only be read will do; or it is moved, where that is asked for.
"""

import logging
import uuid

from models.errors import BlobMissing, StorageUnavailable
from services.taking_in import TakenIn, Tally, ended_by, note_taken
from services.watched_files import (
    FoundFile,
    files_under,
    find_file,
    names_in,
    opened_folder,
)
from services.watched_moves import move_to
from services.watched_names import key_of, parts_of
from services.watched_upload import Watcher, arrival_of, is_application, take_in_found
from storage.arrival_book import Arrival, Entry, Outcome, Road, Walk, digest_of

log = logging.getLogger(__name__)

BATCH = 500
"""Files that are looked up in the book at once."""
FOLDERS_A_LOOK = 5000
"""Names of the watched folder itself; so a look takes seconds, and a hundred thousand applicants twenty looks."""
MOST_TAKEN = 500
MOST_READY = 200
LEASE_SECONDS = 120.0
MOST_AWAY = 3
"""One after another: then it is a store that is away and not one file that cannot be read."""
MOST_SETTLED = 200_000
"""Some tens of megabytes."""
DONE = ".done"
"""Where taken files are moved to; what begins with a dot is never looked at."""


def look_into_folder(watcher: Watcher, *, every_seconds: float) -> Tally | None:
    """Walk on through the folder; None where another process is at it, or it is too early.

    Raises:
        StorageUnavailable: the folder, a store or the database does not answer.
    """
    book = watcher.keepers.arrival_book
    walk = book.begin_walk(
        Road.FOLDER, watcher.place, holder=uuid.uuid4().hex, every_seconds=every_seconds, lease_seconds=LEASE_SECONDS
    )
    if walk is None:
        return None
    tally, rests = Tally(), True
    try:
        with opened_folder(watcher.root) as root:
            _take_in_ready(root, watcher, tally)
            rests = _walked(root, walk, watcher, tally)
    finally:
        book.end_walk(walk, rests=rests)
    return tally


def _walked(root: int, walk: Walk, watcher: Watcher, tally: Tally) -> bool:
    """Walk a bounded part and tell whether the walk may rest: two looks at a file must lie apart."""
    names = names_in(root, after=walk.marker, limit=FOLDERS_A_LOOK)
    batch: list[FoundFile] = []
    for place, name in enumerate(names):
        batch.extend(_files_under(root, name))
        is_last = place == len(names) - 1
        if len(batch) < BATCH and not is_last:
            continue
        _take_in_batch(root, batch, watcher, tally)
        batch = []
        is_round = is_last and len(names) < FOLDERS_A_LOOK
        marker = "" if is_round else key_of(name)
        if not watcher.keepers.arrival_book.advance(walk, marker, lease_seconds=LEASE_SECONDS):
            return True
        if tally.taken_count >= MOST_TAKEN and not is_round:
            return False
    if not names:
        watcher.keepers.arrival_book.advance(walk, "", lease_seconds=LEASE_SECONDS)
    return True


def _files_under(root: int, name: str) -> list[FoundFile]:
    """One applicant's folder that may not be read holds up no other."""
    try:
        return files_under(root, name)
    except StorageUnavailable as error:
        log.warning("folder not read", extra={"folder": digest_of(name), "code": error.code})
        return []


def _take_in_batch(root: int, batch: list[FoundFile], watcher: Watcher, tally: Tally) -> None:
    """Take in what keeps still since the last look, and note what is new or has changed."""
    tally.met += len(batch)
    batch = [found for found in batch if watcher.settled.get(found.key) != found.version]
    arrivals = [arrival_of(found, watcher) for found in batch]
    known = watcher.keepers.arrival_book.known([arrival.arrival_id for arrival in arrivals])
    unsettled: list[Entry] = []
    still: list[tuple[FoundFile, Entry]] = []
    for found, arrival in zip(batch, arrivals, strict=True):
        entry = known.get(arrival.arrival_id)
        if entry is None or entry.arrival.version != arrival.version:
            unsettled.append(_settling(arrival, entry))
        elif entry.outcome is Outcome.SETTLING:
            still.append((found, entry))
        elif entry.outcome is Outcome.ACCEPTED and watcher.moves:
            _move(root, found, watcher)
        elif entry.outcome in (Outcome.ACCEPTED, Outcome.REFUSED):
            _settle(found, watcher)
    watcher.keepers.arrival_book.note(unsettled)
    _take_in_all(root, still, watcher, tally)


def _take_in_ready(root: int, watcher: Watcher, tally: Tally) -> None:
    """Take in what waited for an application that has come since, and what is due to be tried again."""
    book = watcher.keepers.arrival_book
    here: list[tuple[FoundFile, Entry]] = []
    for entry in book.ready(Road.FOLDER, watcher.place, limit=MOST_READY):
        try:
            found = find_file(root, parts_of(entry.arrival.key))
        except StorageUnavailable as error:
            log.warning("file not reached", extra={"arrival_id": entry.arrival.arrival_id, "code": error.code})
            continue
        if found is None:
            gone = BlobMissing("expected the file that was met before, met none")
            note_taken(ended_by(gone, entry), keepers=watcher.keepers)
        elif found.version != entry.arrival.version:
            book.note([_settling(arrival_of(found, watcher), entry)])
        else:
            here.append((found, entry))
    _take_in_all(root, here, watcher, tally)


def _take_in_all(root: int, still: list[tuple[FoundFile, Entry]], watcher: Watcher, tally: Tally) -> None:
    away = 0
    for found, entry in still:
        taken = take_in_found(root, found, watcher=watcher, known=entry)
        if taken is None:
            continue
        outcome = taken.entry.outcome
        tally.count(outcome)
        if outcome is Outcome.ACCEPTED:
            _move(root, found, watcher)
        away = away + 1 if outcome is Outcome.TO_RETRY else 0
        if away >= MOST_AWAY:
            raise _away(taken)


def _settling(arrival: Arrival, before: Entry | None) -> Entry:
    """The document that the file was, if any, stays with it: a file that was only touched is told by its content."""
    return Entry(
        arrival=arrival,
        outcome=Outcome.SETTLING,
        application_id=before.application_id if before else None,
        document_id=before.document_id if before else None,
    )


def _settle(found: FoundFile, watcher: Watcher) -> None:
    """Remember that there is nothing to do; whatever an operator has tried again comes by the book."""
    if len(watcher.settled) >= MOST_SETTLED:
        watcher.settled.clear()
    watcher.settled[found.key] = found.version


def _move(root: int, found: FoundFile, watcher: Watcher) -> None:
    if not watcher.moves or is_application(found):
        return
    try:
        move_to(root, found, DONE)
    except StorageUnavailable as error:
        # It is taken in, whether or not the folder lets it go; the next look tries to move it again.
        log.warning("file not moved", extra={"arrival_id": arrival_of(found, watcher).arrival_id, "code": error.code})


def _away(taken: TakenIn) -> StorageUnavailable:
    return StorageUnavailable(taken.entry.message)
