"""Reads an archive that is a folder, such as a mounted share."""

import errno
import stat
from pathlib import Path

from models.errors import StorageUnavailable
from storage.archive import check_key, no_such_object, too_large


class LocalArchive:
    """An archive in a folder. What a link leads out of it to is not in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str, *, max_bytes: int) -> bytes:
        """See `Archive.read`."""
        check_key(key)
        self.ping()
        try:
            path = (self._folder / key).resolve()
            # A pipe or a device would be read for ever.
            if not path.is_relative_to(self._folder.resolve()) or not stat.S_ISREG(path.stat().st_mode):
                raise no_such_object(key)
            with path.open("rb") as file:
                content = file.read(max_bytes + 1)
        except (FileNotFoundError, NotADirectoryError) as error:
            self._check_mounted()
            raise no_such_object(key) from error
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                raise no_such_object(key) from error
            raise _unavailable(error) from error
        if len(content) > max_bytes:
            raise too_large(max_bytes)
        return content

    def ping(self) -> None:
        """See `Archive.ping`. A share that is not mounted leaves its folder empty or away; the latter is seen here."""
        try:
            if not self._folder.is_dir():
                raise StorageUnavailable("CERTCHECK_ARCHIVE_URL: expected the archive's folder, met none")
        except OSError as error:
            raise _unavailable(error) from error

    def _check_mounted(self) -> None:
        if next(self._folder.iterdir(), None) is None:
            raise StorageUnavailable("CERTCHECK_ARCHIVE_URL: expected the archive's folder, met an empty one")


def _unavailable(error: OSError) -> StorageUnavailable:
    met = f"{type(error).__name__} {error.errno}"
    return StorageUnavailable(f"CERTCHECK_ARCHIVE_URL: expected the archive's folder to answer, met {met}")
