"""What the routes need, given to the application once when it is made."""

from asyncio import Semaphore
from dataclasses import dataclass, field

from fastapi import Request

from services.keepers import Keepers
from storage.arrivals import Arrivals

MOST_DOSSIERS_RENDERED = 2
"""At once: the pictures of one may take some hundreds of megabytes while they are decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Keepers and limits behind the door."""

    keepers: Keepers
    arrivals: Arrivals | None
    """Where other systems put uploads; None where nothing announces any."""
    max_upload_bytes: int
    dossier_turns: Semaphore = field(default_factory=lambda: Semaphore(MOST_DOSSIERS_RENDERED))


def house_of(request: Request) -> House:
    """Return the house that this application was made with (a dependency of routes)."""
    house: House = request.app.state.house
    return house
