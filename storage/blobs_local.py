"""Keeps blobs as files in 256 folders, by the first two digits of their digest.

Builds before kept them one folder deeper: what lies there is found there. To make a folder for nearly every blob, and
flush the one above it, took an upload as long as the blob itself (measured 2026).
"""

import hashlib
import os
import re
import secrets
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from models.errors import BlobMissing, BlobsRefused, BlobsUnavailable

HALF_WRITTEN_SECONDS = 3600.0
HALVES = ".halves"
"""In each of the 256, the folder of files that are being written: to look for old ones among all blobs takes longer."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class LocalBlobs:
    """Blobs in a folder, which is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """See `Blobs.put`."""
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            if not any(_holds(place, content) for place in self._places(sha256)):
                _write_whole(self._path(sha256), content)
        except OSError as error:
            raise _unavailable(error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """See `Blobs.get`."""
        damaged = None
        for place in self._places(sha256):
            try:
                return checked(place.read_bytes(), sha256)
            except FileNotFoundError:
                continue
            except BlobMissing as error:
                damaged = error
            except OSError as error:
                raise _unavailable(error) from error
        raise damaged or missing(sha256)

    def has(self, sha256: str) -> bool:
        """See `Blobs.has`."""
        try:
            return any(place.exists() for place in self._places(sha256))
        except OSError as error:
            raise _unavailable(error) from error

    def remove(self, sha256: str) -> bool:
        """See `Blobs.remove`."""
        removed = False
        for place in self._places(sha256):
            try:
                place.unlink()
                _flush_folder(place.parent)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unavailable(error) from error
            removed = True
        return removed

    def is_made(self) -> bool:
        """See `Blobs.is_made`."""
        try:
            return self._folder.is_dir()
        except OSError as error:
            raise _unavailable(error) from error

    def ping(self) -> None:
        """See `Blobs.ping`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Rights alone do not tell of a disk that is full, or that went over to reading only.
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".ping.") as file:
                file.write(b"ping")
                file.flush()
        except OSError as error:
            raise _unavailable(error) from error

    def _path(self, sha256: str) -> Path:
        check_digest(sha256)
        return self._folder / sha256[:2] / sha256

    def _places(self, sha256: str) -> tuple[Path, Path]:
        """Where a blob lies, and where builds before put it."""
        path = self._path(sha256)
        return path, path.parent / sha256[2:4] / sha256


def check_digest(sha256: str) -> None:
    """Let nothing but a digest become a path or the name of an object.

    Raises:
        BlobMissing: it is none.
    """
    if not _DIGEST.fullmatch(sha256):
        raise missing(sha256)


def missing(sha256: str) -> BlobMissing:
    """Make the error for bytes that are not in the store."""
    return BlobMissing(f"expected bytes under {sha256[:64]!r}, met none")


def checked(content: bytes, sha256: str) -> bytes:
    """Return the bytes where they have the digest they are kept under.

    Raises:
        BlobMissing: they have another.
    """
    met = hashlib.sha256(content).hexdigest()
    if met != sha256:
        raise BlobMissing(f"expected bytes of digest {sha256}, met {met}")
    return content


def _holds(path: Path, content: bytes) -> bool:
    """Compare every byte: a file that lost its end or its middle to a failing disk is written again."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _write_whole(path: Path, content: bytes) -> None:
    """Write elsewhere, flush to the disk, then rename: the name never stands for half a file."""
    halves = path.parent / HALVES
    _make_folder(path.parent)
    # Made again where a power cut takes it: what was in it is written anew.
    halves.mkdir(exist_ok=True)
    _remove_halves(halves)
    beside = halves / f"{path.name}.{secrets.token_hex(8)}"
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each on the disk before what it holds: a power cut takes no blob with it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def _remove_halves(folder: Path) -> None:
    """Remove what writers left that were killed in the middle. A writer takes moments."""
    oldest = time.time() - HALF_WRITTEN_SECONDS
    for half in folder.iterdir():
        # Another process may be removing it, too; and that it cannot be removed keeps nobody from uploading.
        with suppress(OSError):
            if half.stat().st_mtime < oldest:
                half.unlink()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unavailable(error: OSError) -> BlobsUnavailable:
    if isinstance(error, PermissionError):
        return BlobsRefused("CERTCHECK_BLOBS_URL: expected a folder that this user may write, met one that he may not")
    return BlobsUnavailable(f"expected the blob folder to answer, met {type(error).__name__} {error.errno}")
