"""Showing names and numbers in full: only for a stated reason. That it was done is logged, by ids alone."""

import logging
import re
from collections.abc import Iterable
from unicodedata import normalize

from models.case import Application
from models.errors import InputError

log = logging.getLogger(__name__)
SHORTEST, LONGEST = 4, 200
"""Characters of a reason: 核对姓名 is one, a dot is none."""
FEWEST_LETTERS = 4
"""Different ones: a key that is held down says nothing."""
_LONG_NUMBER = re.compile(r"\d(?:[ \-－—.·]?\d){6,}")
_WORD = re.compile(r"[\u3400-\u9fff]{2,}|[a-z]{3,}")


def check_reason(reason: str | None) -> str:
    """Return the reason for which names and numbers are to be shown, tidied.

    Raises:
        InputError: it is too short or too long, cannot be printed, says nothing, or holds a number of seven digits or
            more.
    """
    tidied = " ".join((reason or "").split())
    if not SHORTEST <= len(tidied) <= LONGEST or not tidied.isprintable():
        raise InputError(
            f"expected a reason of {SHORTEST} to {LONGEST} printable characters to show names and numbers, "
            f"met one of {len(tidied)}"
        )
    if _LONG_NUMBER.search(tidied):
        raise InputError("expected a reason without numbers of persons or papers, met one with a long number")
    if not _says_something(tidied):
        raise InputError(
            f"expected a reason in words with {FEWEST_LETTERS} different letters to show names and numbers, met another"
        )
    return tidied


def log_reveal(reason: str, applications: Iterable[Application]) -> None:
    """Log whose names and numbers are shown, by id, and how long the reason is.

    A reason may hold a name in any spelling: it stands where it is kept, in the history or the file that was made,
    and never in a log.
    """
    ids = [application.application_id for application in applications]
    log.info("names and numbers shown", extra={"reason_length": len(reason), "application_ids": ids})


def _says_something(reason: str) -> bool:
    bare = normalize("NFKC", reason).casefold()
    return len({one for one in bare if one.isalpha()}) >= FEWEST_LETTERS and _WORD.search(bare) is not None
