"""Passwords: Argon2id with the parameters of RFC 9106 for machines of little memory; only hashes are kept."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.errors import InputError

SHORTEST, LONGEST = 10, 128
HASHER = PasswordHasher()
_TURNS = BoundedSemaphore(2)
"""One hash takes 64 MB: who tries many at once waits, and takes no memory from anybody."""
_NOBODY: list[str] = []
"""A hash that no password has, made at first need."""


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is too easily guessed.

    Raises:
        InputError: it is too short or too long, one character over and over, or holds the account's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"expected a password of {SHORTEST} to {LONGEST} characters, met one of {len(password)}")
    if len(set(password)) < SHORTEST // 2 or name.lower() in password.lower():
        raise InputError("expected a password that is hard to guess, met one of few characters or with the name in it")


def hash_password(password: str, *, hasher: PasswordHasher = HASHER) -> str:
    """Return what is kept of a password."""
    with _TURNS:
        return hasher.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that is kept; where there is none it takes as long, and is not."""
    if kept is None and not _NOBODY:
        _NOBODY.append(hash_password("nobody has this one"))
    with _TURNS:
        try:
            HASHER.verify(kept or _NOBODY[0], password[: LONGEST * 4])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None
