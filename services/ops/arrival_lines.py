"""Arrivals as operators see them: ids and outcomes, and of a key no more than tells one file from another."""

import re
from dataclasses import dataclass
from datetime import datetime

from models.materials import MATERIALS
from services.keepers import Keepers
from services.masking import mask_name, mask_number
from storage.arrival_book import ArrivalFilter, Entry, Outcome, Road

MOST_ARRIVALS = 100
OPEN = (Outcome.REFUSED, Outcome.WAITING, Outcome.TO_RETRY)
_HIDDEN = "…"
_PERSON = re.compile(r"\d{15}|\d{17}[\dXx]")
"""The form of a citizen's ID number."""
_ENDING_CHARACTERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalLine:
    """One arrival that is not taken in."""

    arrival_id: str
    road: Road
    outcome: Outcome
    application_id: str
    key: str
    """Masked."""
    size_bytes: int
    code: str
    tries: int
    noted_at: datetime | None


def arrival_lines(wanted: ArrivalFilter, *, keepers: Keepers) -> tuple[tuple[ArrivalLine, ...], bool]:
    """Return arrivals, those noted last first, and whether there are more.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    found = keepers.arrival_book.find(wanted, limit=MOST_ARRIVALS + 1)
    return tuple(_line(entry) for entry in found[:MOST_ARRIVALS]), len(found) > MOST_ARRIVALS


def masked_key(key: str, *, application_id: str | None) -> str:
    """Show the id, the slot and the ending of a key, and hide whatever else people may have written into it.

    >>> masked_key("HB1/id_card/陈嘉禾.jpg", application_id="HB1"), masked_key("陈嘉禾/420106.jpg", application_id=None)
    ('HB1/id_card/….jpg', '…/….jpg')
    """
    *folders, name = key.split("/")
    shown = [shown_id(part) if part in ("_", application_id) or part in MATERIALS else _HIDDEN for part in folders]
    _, dot, ending = name.rpartition(".")
    is_plain = ending.isascii() and ending.isalpha() and len(ending) <= _ENDING_CHARACTERS
    return "/".join([*shown, _HIDDEN + (f".{ending}" if dot and is_plain else "")])


def shown_id(application_id: str) -> str:
    """Show an id as a key states it, unless it is a number or a name of a person.

    >>> shown_id("HB2021000001"), shown_id("420106199305182345"), shown_id("陈嘉禾")
    ('HB2021000001', '420106********2345', '陈*禾')
    """
    if not application_id.isascii():
        return mask_name(application_id)
    return mask_number(application_id) if _PERSON.fullmatch(application_id) else application_id


def _line(entry: Entry) -> ArrivalLine:
    arrival = entry.arrival
    return ArrivalLine(
        arrival_id=arrival.arrival_id,
        road=arrival.road,
        outcome=entry.outcome,
        application_id=shown_id(entry.application_id or ""),
        key=masked_key(arrival.key, application_id=entry.application_id),
        size_bytes=arrival.size_bytes,
        code=entry.code,
        tries=entry.tries,
        noted_at=entry.noted_at,
    )
