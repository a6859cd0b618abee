"""Keeps an archive in memory."""

from collections.abc import Mapping

from storage.archive import check_key, no_such_object, too_large


class MemoryArchive:
    """An archive in a dict."""

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        self._objects = objects

    def read(self, key: str, *, max_bytes: int) -> bytes:
        """See `Archive.read`."""
        check_key(key)
        if key not in self._objects:
            raise no_such_object(key)
        if len(self._objects[key]) > max_bytes:
            raise too_large(max_bytes)
        return self._objects[key]

    def ping(self) -> None:
        """See `Archive.ping`."""
