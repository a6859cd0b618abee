"""The list: what waits for an account at its level and in its region, filtered, sorted, and a page at a time."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime

from models.desk import Account, DeskState
from models.errors import InputError
from models.levels import Level
from models.report import Severity, Verdict
from services.desk.line import Line, line_of
from services.keepers import Keepers
from storage.worklist import MOST_COUNTED, Held, Place, Sort, Wanted, place_in

MOST_LINES = 200
_LONGEST_SEARCH = 64
_MOST_GRAVE = 1000
"""More than any gravity there is, and no more than every database can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see."""

    state: DeskState = DeskState.WAITING
    level: Level | None = None
    """None for the account's own."""
    verdict: Verdict | None = None
    severity: Severity | None = None
    held: Held = Held.ANY
    search: str = ""
    sort: Sort = Sort.GRAVEST
    limit: int = 50
    after: str = ""
    """Where the page before ended, as it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of the list."""

    lines: tuple[Line, ...]
    after: str
    """Where it ends, to ask for the next; empty where it is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many wait, by verdict, and how many stand elsewhere; a count of `most` means that many or more."""

    waiting: dict[Verdict, int]
    states: dict[DeskState, int]
    most: int = MOST_COUNTED


def list_page(asked: Asked, *, account: Account, now: datetime, keepers: Keepers) -> ListPage:
    """Return one page of what an account may see.

    Raises:
        InputError: `after` is none of ours, or the level is above the account's.
        StorageUnavailable: the database does not answer.
    """
    limit = max(1, min(asked.limit, MOST_LINES))
    after = _place(asked.after) if asked.after else None
    found = keepers.worklist.find(_wanted(asked, account), sort=asked.sort, limit=limit + 1, after=after)
    lines, more = found[:limit], len(found) > limit
    return ListPage(
        lines=tuple(line_of(case, now=now) for case in lines), after=_written(place_in(lines[-1])) if more else ""
    )


def counts(*, account: Account, keepers: Keepers) -> Counts:
    """Count what an account may see, at its own level.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    by_verdict = {verdict: keepers.worklist.count(_wanted(Asked(verdict=verdict), account)) for verdict in Verdict}
    by_state = {state: keepers.worklist.count(_wanted(Asked(state=state), account)) for state in DeskState}
    return Counts(waiting=by_verdict, states=by_state)


def is_everywhere(asked: Asked) -> bool:
    """Whether a search looks wherever an application may stand: it was begun on the heap of what waits."""
    return bool(asked.search) and asked.state is DeskState.WAITING


def _wanted(asked: Asked, account: Account) -> Wanted:
    return Wanted(
        region=account.region,
        levels=_levels(asked, account),
        state=None if is_everywhere(asked) else asked.state,
        verdict=asked.verdict,
        severity=asked.severity,
        held=asked.held,
        account=account.name,
        search=asked.search[:_LONGEST_SEARCH],
    )


def _levels(asked: Asked, account: Account) -> tuple[Level, ...]:
    order = list(Level)
    if account.is_local:
        return (asked.level,) if asked.level else tuple(Level)
    if account.level is None:
        raise InputError("expected a reviewer's account, met another")
    if asked.level is not None and order.index(asked.level) > order.index(account.level):
        raise InputError("expected a level no higher than the account's, met a higher one")
    if asked.level is not None:
        return (asked.level,)
    if asked.search:
        # Whatever lies in the region may be opened, and is found, also where it was passed on to a higher level.
        return tuple(Level)
    # What is settled stands where it was settled: at one's own level and below.
    below = tuple(Level)[: order.index(account.level) + 1]
    return (account.level,) if asked.state is DeskState.WAITING else below


def _written(place: Place) -> str:
    told = [place.gravity, place.waiting_since.isoformat(), place.application_id]
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _place(written: str) -> Place:
    try:
        padded = written + "=" * (-len(written) % 4)
        gravity, since, application_id = json.loads(urlsafe_b64decode(padded))
        moment = datetime.fromisoformat(since)
        if moment.tzinfo is None or not 0 <= int(gravity) <= _MOST_GRAVE:
            raise ValueError
        # Whoever wrote it by hand may have meant a day that no calendar in UTC has.
        since_utc = moment.astimezone(UTC)
        return Place(gravity=int(gravity), waiting_since=since_utc, application_id=str(application_id))
    except (NotBase64, ValueError, TypeError, OverflowError, RecursionError):
        raise InputError("expected the end of a page as the list gave it, met another") from None
