"""Blobs with a second place to look: papers of past years are read from the archive where they lie, and stay there."""

import hashlib
from typing import Protocol

from models.errors import BlobMissing, ImageRejected, InputError, NotFound
from storage.archive import Archive
from storage.blobs import Blobs


class ObjectKeys(Protocol):
    """Knows where bytes lie in the archive."""

    def object_key_of(self, sha256: str) -> str | None:
        """See `Backfills.object_key_of`."""
        ...


class ArchivedBlobs:
    """What was uploaded comes from the store; what was enrolled by its key comes from the archive."""

    def __init__(self, blobs: Blobs, *, archive: Archive, keys: ObjectKeys, max_bytes: int) -> None:
        self._blobs = blobs
        self._archive = archive
        self._keys = keys
        self._max_bytes = max_bytes

    def put(self, content: bytes) -> str:
        """See `Blobs.put`."""
        return self._blobs.put(content)

    def get(self, sha256: str) -> bytes:
        """See `Blobs.get`.

        Raises:
            ImageRejected: the archive holds other bytes than the manifest says, or more than an upload may have.
        """
        try:
            return self._blobs.get(sha256)
        except BlobMissing as error:
            key = self._keys.object_key_of(sha256)
            if key is None:
                raise
            return self._archived(key, sha256, error)

    def has(self, sha256: str) -> bool:
        """See `Blobs.has`. Whether the archive still holds what was enrolled shows when it is read."""
        return self._blobs.has(sha256) or self._keys.object_key_of(sha256) is not None

    def remove(self, sha256: str) -> bool:
        """See `Blobs.remove`. The archive is not ours: what lies there stays."""
        return self._blobs.remove(sha256)

    def ping(self) -> None:
        """See `Blobs.ping`."""
        self._blobs.ping()
        self._archive.ping()

    def _archived(self, key: str, sha256: str, missing: BlobMissing) -> bytes:
        try:
            content = self._archive.read(key, max_bytes=self._max_bytes)
        except NotFound as error:
            # Without its key: a path may be named after its owner.
            raise BlobMissing(f"expected bytes of {sha256} in the archive, met none") from error
        except InputError as error:
            raise ImageRejected("image_unreadable", str(error), reason="too_large") from missing
        met = hashlib.sha256(content).hexdigest()
        if met != sha256:
            message = f"expected bytes of digest {sha256} in the archive, met {met}"
            raise ImageRejected("image_unreadable", message, reason="other_bytes")
        return content
