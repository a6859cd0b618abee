"""Reasons and messages as people type them."""

from models.errors import InputError

SHORTEST, LONGEST = 2, 500
LONGEST_MESSAGE = 4000


def check_reason(reason: str, *, is_needed: bool) -> str:
    """Return a reason, tidied; empty where none is needed and none is given.

    Raises:
        InputError: one is needed and there is none, it is too long, or holds what cannot be printed.
    """
    tidied = " ".join(reason.split())
    if not tidied and not is_needed:
        return ""
    if not SHORTEST <= len(tidied) <= LONGEST or not tidied.isprintable():
        raise InputError(f"expected a reason of {SHORTEST} to {LONGEST} printable characters, met one of {len(tidied)}")
    return tidied


def check_message(message: str, *, is_needed: bool) -> str:
    """Return a message to an applicant, line by line tidied; empty where none is needed.

    Raises:
        InputError: one is needed and there is none, it is too long, or holds what cannot be printed.
    """
    if not is_needed:
        return ""
    lines = [" ".join(line.split()) for line in message.splitlines()]
    tidied = "\n".join(lines).strip()
    if not tidied or len(tidied) > LONGEST_MESSAGE or not all(line.isprintable() for line in lines):
        raise InputError(f"expected a message of 1 to {LONGEST_MESSAGE} printable characters, met one of {len(tidied)}")
    return tidied
