"""Taking in one file of a watched folder: an upload with whatever lies beside it, or an application."""

import hashlib
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.errors import BlobMissing, CertcheckError, KeyNotUnderstood, NotFound
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.arrival_keys import Destination
from services.arrivals import too_large
from services.intake import put_application
from services.keepers import Keepers
from services.side_cars import Stated, destination_of, parse_side_car
from services.taking_in import ARRIVAL_ERRORS, TakenIn, ended_by, note_taken, take_in
from services.watched_files import APPLICATION, SIDE_CAR, FoundFile, read_beside, read_file
from services.watched_names import shown
from storage.arrival_book import Arrival, Entry, Outcome, Road
from storage.arrivals import Fetched

CUT_WAIT_SECONDS = 600.0
"""A JPEG without its end may have a slow writer and is waited for; after that it is a damaged upload like others."""
TAIL_BYTES = 64 * 1024
"""Cameras write this and that behind the end of a picture."""
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


class StillChanging(CertcheckError):
    """A file is being written; the next look will see."""

    code = "still_changing"


class SameContent(CertcheckError):
    """A file was touched and says what it said; that is no new upload."""

    code = "same_content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """A watched folder and what its looks need."""

    keepers: Keepers
    root: Path
    moves: bool = False
    """Move what was taken in below `.done`; else it is left where it lies."""
    settled: dict[str, str] = field(default_factory=dict, compare=False)
    """Versions of files that this process knows to be done with, by key: files that lie there for a season would
    otherwise be looked up in the book every few seconds."""

    @property
    def place(self) -> str:
        """The folder's name in the book, the same from wherever the process was started."""
        return str(self.root.resolve())


def arrival_of(found: FoundFile, watcher: Watcher) -> Arrival:
    """Name a found file for the book."""
    return Arrival(
        road=Road.FOLDER,
        place=watcher.place,
        key=found.key,
        version=found.version,
        size_bytes=found.size_bytes,
    )


def take_in_found(root: int, found: FoundFile, *, watcher: Watcher, known: Entry) -> TakenIn | None:
    """Take in one file that keeps still, and note what came of it; None where it does not.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    if is_application(found):
        return _take_in_application(root, found, watcher, known)
    arrival = arrival_of(found, watcher)
    try:
        return take_in(
            arrival,
            destination=lambda: _destination(root, found, watcher),
            fetch=lambda: _fetched(root, found, watcher, known),
            keepers=watcher.keepers,
            tries=known.tries,
        )
    except StillChanging:
        return None
    except SameContent:
        return note_taken(
            TakenIn(entry=replace(known, arrival=arrival, outcome=Outcome.ACCEPTED)), keepers=watcher.keepers
        )


def is_application(found: FoundFile) -> bool:
    """Tell whether a file holds the application of the folder that it lies in."""
    return len(found.parts) == 2 and found.parts[-1] == APPLICATION


def _take_in_application(root: int, found: FoundFile, watcher: Watcher, known: Entry) -> TakenIn:
    entry = Entry(arrival=arrival_of(found, watcher), outcome=Outcome.ACCEPTED, tries=known.tries)
    try:
        application = parse_application(read_beside(root, found.parts, max_bytes=MAX_APPLICATION_BYTES))
        if application.application_id != found.parts[0]:
            raise KeyNotUnderstood("expected the application that the folder is named by, met another")
        put_application(application, keepers=watcher.keepers)
    except ARRIVAL_ERRORS as error:
        return note_taken(ended_by(error, entry), keepers=watcher.keepers)
    return note_taken(TakenIn(entry=replace(entry, application_id=application.application_id)), keepers=watcher.keepers)


def _destination(root: int, found: FoundFile, watcher: Watcher) -> Destination:
    stated = Stated()
    if found.has_side_car:
        beside = (*found.parts[:-1], found.parts[-1] + SIDE_CAR)
        stated = parse_side_car(read_beside(root, beside, max_bytes=MAX_APPLICATION_BYTES))
    where = destination_of(found.parts, stated)
    if stated.application is not None:
        put_application(stated.application, keepers=watcher.keepers)
    return replace(where, file=shown(where.file))


def _fetched(root: int, found: FoundFile, watcher: Watcher, known: Entry) -> Fetched:
    if found.size_bytes > watcher.keepers.max_upload_bytes:
        raise too_large(watcher.keepers.max_upload_bytes)
    try:
        fetched = read_file(root, found, max_bytes=watcher.keepers.max_upload_bytes)
    except BlobMissing as error:
        raise StillChanging(str(error)) from error
    if _seems_cut(fetched.content) and 0 <= time.time() - found.changed_at < CUT_WAIT_SECONDS:
        raise StillChanging("expected a JPEG with its end, met one that may still be written")
    if known.document_id is not None and _is_content_of(known.document_id, fetched.content, watcher.keepers):
        raise SameContent("expected new content, met that of the document")
    return fetched


def _is_content_of(document_id: str, content: bytes, keepers: Keepers) -> bool:
    try:
        return keepers.records.document(document_id).sha256 == hashlib.sha256(content).hexdigest()
    except NotFound:
        return False


def _seems_cut(content: bytes) -> bool:
    return content.startswith(_JPEG_START) and _JPEG_END not in content[-TAIL_BYTES:]
