"""Keeps blobs as files in a folder, two levels deep by the first digits of their digest."""

import hashlib
import os
import re
import secrets
import tempfile
from pathlib import Path

from models.errors import BlobMissing, BlobsRefused, BlobsUnavailable

_DIGEST = re.compile(r"[0-9a-f]{64}")


class LocalBlobs:
    """Blobs in a folder, which is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """See `Blobs.put`."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        try:
            if not _holds(path, content):
                _write_whole(path, content)
        except OSError as error:
            raise _unavailable(error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """See `Blobs.get`."""
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise missing(sha256) from error
        except OSError as error:
            raise _unavailable(error) from error
        return checked(content, sha256)

    def has(self, sha256: str) -> bool:
        """See `Blobs.has`."""
        path = self._path(sha256)
        try:
            return path.exists()
        except OSError as error:
            raise _unavailable(error) from error

    def remove(self, sha256: str) -> bool:
        """See `Blobs.remove`."""
        path = self._path(sha256)
        try:
            path.unlink()
            _flush_folder(path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _unavailable(error) from error
        return True

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
        return self._folder / sha256[:2] / sha256[2:4] / sha256


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
    """Write beside the place, flush to the disk, then rename: the name never stands for half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _flush_folder(path.parent)


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
