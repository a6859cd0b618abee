"""Showing names and numbers in full: only for a stated reason, which is logged with ids and without what was shown."""

import logging
import re
from collections.abc import Iterable

from models.case import Application
from models.errors import InputError
from services.masking import mask_in_text, mask_name

log = logging.getLogger(__name__)
SHORTEST, LONGEST = 4, 200
"""Characters of a reason: 核对姓名 is one, a dot is none."""
_LONG_NUMBER = re.compile(r"\d(?:[ \-－—.·]?\d){6,}")


def check_reason(reason: str | None) -> str:
    """Return the reason for which names and numbers are to be shown, tidied.

    Raises:
        InputError: it is too short or too long, cannot be printed, or holds a number of seven digits or more.
    """
    tidied = " ".join((reason or "").split())
    if not SHORTEST <= len(tidied) <= LONGEST or not tidied.isprintable():
        raise InputError(
            f"expected a reason of {SHORTEST} to {LONGEST} printable characters to show names and numbers, "
            f"met one of {len(tidied)}"
        )
    if _LONG_NUMBER.search(tidied):
        raise InputError("expected a reason without numbers of persons or papers, met one with a long number")
    return tidied


def log_reveal(reason: str, applications: Iterable[Application]) -> None:
    """Log whose names and numbers are shown, by id, and why; a name in the reason is masked first."""
    shown = list(applications)
    for application in shown:
        for name in filter(None, (application.name, *application.former_names)):
            reason = reason.replace(name, mask_name(name))
    ids = [application.application_id for application in shown]
    log.info("names and numbers shown", extra={"reason": mask_in_text(reason), "application_ids": ids})
