"""The promise of a landing place: buckets into which another system puts uploads, and which tells us of each."""

from typing import Protocol


class Arrivals(Protocol):
    """Hands over objects that have arrived. Nothing is deleted or changed there."""

    def fetch(self, bucket: str, key: str, *, max_bytes: int) -> bytes:
        """Return an object's bytes, of a larger one no more than one byte above `max_bytes`.

        Raises:
            BlobMissing: there is no such object.
            StorageUnavailable: the store does not answer.
        """
        ...
