"""Finding and reading files below a watched folder, such that nothing outside it is ever reached.

Every step down is opened by itself and follows no symbolic link, so a folder that is swapped for a link while it is
looked at leads nowhere.
"""

import errno
import heapq
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import BlobMissing, StorageUnavailable
from services.watched_names import is_unfinished, key_of
from storage.arrivals import Fetched

SIDE_CAR = ".json"
APPLICATION = "application.json"
MOST_NAMES = 2000
"""Names of one folder below the watched one that are looked at; an applicant hands in a dozen."""
DOWN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
# A pipe that is laid into the folder must not hold up whoever opens it.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file below the watched folder, as it was met."""

    parts: tuple[str, ...]
    """Names from the watched folder down, as the system gives them."""
    size_bytes: int
    version: str
    """Of size and time of change, and of those of its side-car."""
    changed_at: float
    """Seconds since 1970 by the clock of whoever keeps the folder."""
    has_side_car: bool

    @property
    def key(self) -> str:
        """Write the path as text that can be kept, and read back by `parts_of`."""
        return "/".join(key_of(part) for part in self.parts)


@contextmanager
def opened_folder(root: Path) -> Iterator[int]:
    """Open the watched folder and give its descriptor.

    Raises:
        StorageUnavailable: there is none, or it may not be read; a share that is not mounted looks so.
    """
    try:
        descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise unavailable(error) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def names_in(folder: int, *, after: str, limit: int) -> list[str]:
    """Return the first names of a folder after a given one, in the order of their keys, in flat memory.

    Raises:
        StorageUnavailable: the folder does not answer.
    """
    try:
        with os.scandir(folder) as entries:
            names = (entry.name for entry in entries if not is_unfinished(entry.name))
            return heapq.nsmallest(limit, (name for name in names if key_of(name) > after), key=key_of)
    except OSError as error:
        raise unavailable(error) from error


def files_under(root: int, name: str) -> list[FoundFile]:
    """Return the uploads under one name of the watched folder: the file itself, or an applicant's with its slots.

    The application itself comes first. What vanishes meanwhile is left out.

    Raises:
        StorageUnavailable: a folder may not be read, or does not answer.
    """
    found = find_file(root, (name,))
    if found is not None:
        return [found] if not name.lower().endswith(SIDE_CAR) else []
    files = _files_in(root, (name,))
    for slot in _names_or_none(root, (name,)):
        files.extend(_files_in(root, (name, slot)))
    return files


def find_file(root: int, parts: tuple[str, ...]) -> FoundFile | None:
    """Return a file as it lies now; None where there is none, or what is there is no plain file.

    Raises:
        StorageUnavailable: its folder may not be read, or does not answer.
    """
    with folder_of(root, parts[:-1]) as folder:
        return None if folder is None else _found(folder, parts)


def read_file(root: int, found: FoundFile, *, max_bytes: int) -> Fetched:
    """Return a file's bytes, of a larger one no more than one byte above `max_bytes`.

    Raises:
        BlobMissing: it is gone, is no plain file any more, or was changed while it was read.
        StorageUnavailable: the folder does not answer.
    """
    content = read_beside(root, found.parts, max_bytes=max_bytes)
    now = find_file(root, found.parts)
    if now is None or now.version != found.version:
        raise BlobMissing("expected a file that keeps still, met one that changed while it was read")
    return Fetched(content=content, version=found.version)


def read_beside(root: int, parts: tuple[str, ...], *, max_bytes: int) -> bytes:
    """Return the bytes of a plain file, no more than one byte above `max_bytes`.

    Raises:
        BlobMissing: there is none.
        StorageUnavailable: the folder does not answer.
    """
    try:
        with folder_of(root, parts[:-1]) as folder:
            if folder is None:
                raise BlobMissing("expected a file, met none")
            with os.fdopen(os.open(parts[-1], _FILE, dir_fd=folder), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise BlobMissing("expected a plain file, met something else")
                return file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise BlobMissing("expected a file, met none") from error
    except OSError as error:
        raise unavailable(error) from error


def unavailable(error: OSError) -> StorageUnavailable:
    """Make the error for a folder that does not answer; its message names no path."""
    return StorageUnavailable(f"expected the watched folder to answer, met {error.strerror or 'another error'}")


@contextmanager
def folder_of(root: int, names: tuple[str, ...]) -> Iterator[int | None]:
    """Step down from folder to folder; None where one of them is no folder, or a link.

    Raises:
        StorageUnavailable: one may not be read, or does not answer.
    """
    with ExitStack() as stack:
        folder: int | None = root
        for name in names:
            try:
                folder = os.open(name, DOWN, dir_fd=folder)
            except OSError as error:
                if error.errno not in _NO_FOLDER:
                    raise unavailable(error) from error
                folder = None
                break
            stack.callback(os.close, folder)
        yield folder


def _names_or_none(root: int, names: tuple[str, ...]) -> list[str]:
    with folder_of(root, names) as folder:
        return [] if folder is None else names_in(folder, after="", limit=MOST_NAMES)


def _files_in(root: int, names: tuple[str, ...]) -> list[FoundFile]:
    with folder_of(root, names) as folder:
        if folder is None:
            return []
        listed = names_in(folder, after="", limit=MOST_NAMES)
        # The application goes before the papers that wait for it.
        uploads = sorted(
            (name for name in listed if _is_upload(name, depth=len(names))), key=lambda one: one != APPLICATION
        )
        found = (_found(folder, (*names, name)) for name in uploads)
        return [one for one in found if one is not None]


def _is_upload(name: str, *, depth: int) -> bool:
    return not name.lower().endswith(SIDE_CAR) or (name == APPLICATION and depth == 1)


def _found(folder: int, parts: tuple[str, ...]) -> FoundFile | None:
    met = stat_of(folder, parts[-1])
    if met is None or not stat.S_ISREG(met.st_mode):
        return None
    side_car = stat_of(folder, parts[-1] + SIDE_CAR)
    if side_car is not None and not stat.S_ISREG(side_car.st_mode):
        side_car = None
    return FoundFile(
        parts=parts,
        size_bytes=met.st_size,
        version=version_of(met) + (f"+{version_of(side_car)}" if side_car else ""),
        changed_at=met.st_mtime,
        has_side_car=side_car is not None,
    )


def version_of(met: os.stat_result) -> str:
    """Write size and time of change as one word."""
    return f"{met.st_size}-{met.st_mtime_ns}"


def stat_of(folder: int, name: str) -> os.stat_result | None:
    """Ask for what lies under a name, be it a link; None where nothing does."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return None
