"""The promise of a landing place: a bucket into which other systems put uploads, and which tells us of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """An object as it lies there."""

    key: str
    version: str
    """Differs when it was put again, be it with the same bytes."""
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The bytes of an object or file, and of which version of it."""

    content: bytes
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadForm:
    """What a caller without a key of its own sends to put one object: a form by POST, with the file as `file`."""

    url: str
    fields: Mapping[str, str]
    """In this order, and before the file."""


class Arrivals(Protocol):
    """Hands over objects that have arrived. Nothing is deleted or changed there."""

    @property
    def bucket(self) -> str:
        """The bucket that is listed."""
        ...

    @property
    def prefix(self) -> str:
        """What the keys of uploads begin with; may be empty."""
        ...

    def takes_from(self, bucket: str) -> bool:
        """Tell whether a notification may name this bucket."""
        ...

    def fetch(self, bucket: str, key: str, *, max_bytes: int) -> Fetched:
        """Return an object's bytes, of a larger one no more than one byte above `max_bytes`.

        Raises:
            BlobMissing: there is no such object.
            StorageUnavailable: the store does not answer.
        """
        ...

    def stat(self, bucket: str, key: str) -> Landed:
        """Return an object as it lies there.

        Raises:
            BlobMissing: there is no such object.
            StorageUnavailable: the store does not answer.
        """
        ...

    def page(self, *, after: str, limit: int) -> tuple[Landed, ...]:
        """Return objects of the listed bucket under the prefix in the order of their keys, beginning after one.

        Fewer than `limit`, which is 1000 at most, only where there are no more.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...

    def upload_form(self, key: str, *, max_bytes: int, expires_at: datetime) -> UploadForm:
        """Sign a form by which one object of that key, of 1 to `max_bytes` bytes, may be put until it expires.

        Raises:
            StorageUnavailable: the store does not answer.
        """
        ...
