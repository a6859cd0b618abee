"""The promise of an archive: papers of past years that stay where they are, read and never written.

Keys are relative paths, whatever keeps them. Nothing is listed: which papers there are is what a manifest says.
"""

from typing import Protocol

from models.errors import InputError, NotFound

LONGEST_KEY_BYTES = 1024
"""Of an object in an S3 bucket; of a path far less."""


class Archive(Protocol):
    """Reads bytes by their key."""

    def read(self, key: str, *, max_bytes: int) -> bytes:
        """Return the bytes under a key.

        Raises:
            NotFound: nothing is there.
            InputError: it is no key, or more than `max_bytes` are there.
            StorageUnavailable: the archive does not answer.
        """
        ...

    def ping(self) -> None:
        """Ask the archive whether it is there.

        Raises:
            StorageUnavailable: it does not answer.
        """
        ...


def check_key(key: str) -> str:
    """Return a key where it is one: a relative path of printable characters that leads nowhere else.

    Raises:
        InputError: it is none.
    """
    bounded = f"/{key}/"
    if not key.isprintable() or "\\" in key or "//" in bounded or "/./" in bounded or "/../" in bounded:
        raise InputError("expected a relative key without empty parts, . or .., met another form")
    if len(key.encode()) > LONGEST_KEY_BYTES:
        raise InputError(f"expected a key of at most {LONGEST_KEY_BYTES} bytes, met a longer one")
    return key


def no_such_object(key: str) -> NotFound:
    """Make the error for a key under which nothing is."""
    return NotFound(f"expected an object in the archive, met none: {key}")


def too_large(max_bytes: int) -> InputError:
    """Make the error for an object that is larger than a paper may be."""
    return InputError(f"expected at most {max_bytes} bytes, met more")
