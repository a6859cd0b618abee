"""Words and times as somebody typed them into an address or a form. A fault names the field, never what was typed."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from models.errors import InputError

_Kind = TypeVar("_Kind", bound=StrEnum)


def word_of(kind: type[_Kind], word: str, name: str) -> _Kind:
    """Return the member of an enumeration that a word names.

    Raises:
        InputError: it names none.
    """
    try:
        return kind(word)
    except ValueError:
        raise InputError(f"{name}: expected one of {', '.join(kind)}, met another word") from None


def moment_of(text: str, name: str) -> datetime | None:
    """Return the time that was typed, in the zone of this machine where it names none; None for nothing.

    Raises:
        InputError: it is none.
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        raise InputError(f"{name}: expected a time as 2021-02-01T08:00, met another word") from None
