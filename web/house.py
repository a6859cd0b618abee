"""What the routes need, given to the application once when it is made."""

from asyncio import Semaphore
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fastapi import Request

from models.case import Application
from models.levels import DeskPolicy
from services.desk.seeing import case_of, note_view
from services.keepers import Keepers, Knowledge
from services.signing_in import SessionLimits
from storage.arrivals import Arrivals
from web.callers import caller_of

MOST_DOSSIERS_RENDERED = 2
"""At once: the pictures of one may take some hundreds of megabytes while they are decoded."""


def utc_now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Keepers and limits behind the door."""

    keepers: Keepers
    arrivals: Arrivals | None
    """Where other systems put uploads; None where nothing announces any."""
    knowledge: Knowledge | None = None
    """What corrections are judged by at once; without it a worker judges them."""
    sessions: SessionLimits = field(default_factory=SessionLimits)
    claim_seconds: float = 15 * 60
    """For how long a dossier is held without a word from its holder."""
    secure_cookies: bool = False
    """Browsers send the cookie of a session by https alone; where https is seen here it is so anyway."""
    sweep_seconds: float = 10.0
    """The pause between two sweeps: a sweep is late after three of them."""
    clock: Callable[[], datetime] = utc_now
    dossier_turns: Semaphore = field(default_factory=lambda: Semaphore(MOST_DOSSIERS_RENDERED))


def house_of(request: Request) -> House:
    """Return the house that this application was made with (a dependency of routes)."""
    house: House = request.app.state.house
    return house


def stated_of(application_id: str, request: Request) -> Application:
    """Return what was stated: as the door looked it up to tell its region, or looked up now where it had no need to.

    Raises:
        NotFound: the application is unknown.
        StorageUnavailable: the database does not answer.
    """
    met: Application | None = getattr(request.state, "application", None)
    if met is not None and met.application_id == application_id:
        return met
    return house_of(request).keepers.records.application(application_id)


def policy_for(application: Application, *, house: House) -> DeskPolicy:
    """Return what is settled about deciding for the year that an application is for."""
    return DeskPolicy() if house.knowledge is None else house.knowledge.desk_policy_for(application)


def note_seen(application_id: str, request: Request, *, house: House) -> None:
    """Note that whoever has signed in was told of an application as a program is; programs themselves leave no note.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    caller = caller_of(request)
    if caller.session is None or caller.account is None:
        return
    case = case_of(application_id, keepers=house.keepers)
    note_view(application_id, case, account=caller.account, now=house.clock(), keepers=house.keepers)
