"""The promise of a store of bytes, addressed by their content."""

from typing import Protocol


class Blobs(Protocol):
    """Keeps uploaded bytes under the SHA-256 of their content. Nothing is ever changed in place."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their hex digest. Putting the same bytes again changes nothing, unless
        what is kept is damaged: then they take its place.

        A reader never sees half of a blob, whatever ends the writer.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes kept under a digest.

        Raises:
            BlobMissing: nothing is kept under it, or what is kept has another digest.
            StorageUnavailable: the store does not answer.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether bytes are kept under a digest.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...

    def remove(self, sha256: str) -> bool:
        """Remove the bytes kept under a digest for good, and tell whether there were any.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...

    def is_made(self) -> bool:
        """Tell whether the folder or bucket is there already; putting the first bytes makes it.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...

    def ping(self) -> None:
        """Ask the store whether it is there.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...
