"""The promise of the worklist: one line an application, as it stands on the desk, and what was decided on it.

Lines are written in the transaction that appends a dossier (`Records.append_dossier`, `Cases.keep`), and moved by
decisions alone. A decision, its history entry and the moved line are one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.decision import BlindTally, Decision, Deeds
from models.desk import DeskCase, DeskState
from models.desk_moves import gravity, gravity_of
from models.errors import Conflict, NotFound
from models.levels import EVERYWHERE, Level, Region
from models.report import Severity, Verdict
from storage.history import Entry

MOST_NAMED = 500
"""Applications of one name, or of one beginning of an id, among which a search looks."""
MOST_COUNTED = 1000
"""Beyond it a count says that there are more."""


class Sort(StrEnum):
    """Orders of the list; each is total, so that pages neither overlap nor leave out."""

    GRAVEST = "gravest"
    OLDEST = "oldest"
    ID = "id"


class Held(StrEnum):
    """Which lines by who holds them."""

    ANY = "any"
    FREE = "free"
    MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines; empty parts ask nothing, several parts must all hold."""

    region: Region = EVERYWHERE
    levels: tuple[Level, ...] = tuple(Level)
    state: DeskState | None = DeskState.WAITING
    """None for every state; only a search may ask so, as the list is walked state by state."""
    verdict: Verdict | None = None
    severity: Severity | None = None
    """Of the gravest finding."""
    held: Held = Held.ANY
    account: str = ""
    """Who asks, for `held`."""
    search: str = ""
    """How an id begins, or two characters and more of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of the list ended."""

    gravity: int
    waiting_since: datetime
    application_id: str


class Worklist(Protocol):
    """Keeps where applications stand. Every method may raise StorageUnavailable."""

    def find(self, wanted: Wanted, *, sort: Sort, limit: int, after: Place | None = None) -> tuple[DeskCase, ...]:
        """Return lines in order, beginning behind a place."""
        ...

    def count(self, wanted: Wanted) -> int:
        """Count lines of a state by region, levels and verdict, up to MOST_COUNTED; other parts are not asked."""
        ...

    def case(self, application_id: str) -> DeskCase:
        """Return the line of an application.

        Raises:
            NotFound: it has none yet.
        """
        ...

    def claim(
        self,
        application_id: str,
        *,
        account: str,
        until: datetime,
        takes_over: str = "",
        seen: DeskCase | None = None,
    ) -> DeskCase | None:
        """Let an account hold it until some time; None where somebody else does. Holding on is claiming again.

        With `takes_over` it is taken from that holder, and from nobody else. With `seen` it is None, too, where it
        stands in another state or at another level by now: whoever might hold it there need not be who may here.

        Raises:
            NotFound: it has no line yet.
        """
        ...

    def release(self, application_id: str, *, account: str) -> bool:
        """Let it go, and tell whether the account held it."""
        ...

    def decide(self, after: DeskCase, *, before: DeskCase, decision: Decision, entry: Entry) -> Decision:
        """Move a line that still stands at the version of `before`, held by whoever decides; keep the decision.

        Raises:
            Conflict: it has moved on, the applicant stated something else than its dossier was judged by, or it is not
                held by this account any more.
        """
        ...

    def decisions_of(self, application_id: str) -> tuple[Decision, ...]:
        """Return what was decided on an application, oldest first."""
        ...

    def decision(self, decision_id: int) -> Decision:
        """Return one decision.

        Raises:
            NotFound: there is none of that number.
        """
        ...

    def deeds(self, *, since: datetime | None = None) -> tuple[Deeds, ...]:
        """Count acceptances and rejections by account and level, and those that were overturned above."""
        ...

    def blind_tally(self, *, since: datetime | None = None) -> BlindTally:
        """Count what blind reviews came to."""
        ...


def no_such_case(application_id: str) -> NotFound:
    """Make the error for an application that is not on the desk."""
    return NotFound(f"expected the id of an application with a dossier, met {application_id!r}")


def no_such_decision() -> NotFound:
    """Make the error for a decision that is not kept."""
    return NotFound("expected the number of a decision, met another")


def moved_on() -> Conflict:
    """Make the error for a line that is not what it was, or is not held any more."""
    return Conflict(
        "expected the dossier as it was shown and held by this account, met a later state, statement or holder"
    )


def place_in(case: DeskCase) -> Place:
    """Return where a line stands in the list."""
    return Place(gravity=gravity_of(case), waiting_since=case.waiting_since, application_id=case.application_id)


def key_of(place: Place, sort: Sort) -> tuple[object, ...]:
    """Return what lines are sorted by."""
    if sort is Sort.ID:
        return (place.application_id,)
    if sort is Sort.OLDEST:
        return (place.waiting_since, place.application_id)
    return (place.gravity, place.waiting_since, place.application_id)


def is_wanted(case: DeskCase, wanted: Wanted, *, now: datetime) -> bool:
    """Whether a line is one of those, but for the search."""
    grave = gravity_of(case)
    return (
        wanted.state in (None, case.state)
        and case.level in wanted.levels
        and wanted.region.covers(case.standing.place)
        and (not gravities(wanted) or grave in gravities(wanted))
        and is_held(case, wanted, now=now)
    )


def is_held(case: DeskCase, wanted: Wanted, *, now: datetime) -> bool:
    """Whether a line is held as it is asked for."""
    holder = case.held_by(now)
    return (
        wanted.held is Held.ANY
        or (wanted.held is Held.FREE and holder == "")
        or (wanted.held is Held.MINE and holder == wanted.account)
    )


def gravities(wanted: Wanted) -> tuple[int, ...]:
    """Return the numbers of gravity that are asked for; empty where any will do."""
    if wanted.verdict is None and wanted.severity is None:
        return ()
    verdicts = [wanted.verdict] if wanted.verdict else list(Verdict)
    severities: Sequence[Severity | None] = [wanted.severity] if wanted.severity else [*Severity, None]
    return tuple(sorted(gravity(verdict, severity) for verdict in verdicts for severity in severities))


def in_page(cases: Sequence[DeskCase], *, sort: Sort, limit: int, after: Place | None) -> tuple[DeskCase, ...]:
    """Return one page of lines."""
    behind = key_of(after, sort) if after else None
    ordered = sorted(((key_of(place_in(case), sort), case) for case in cases), key=lambda one: one[0])
    return tuple(case for key, case in ordered if behind is None or key > behind)[:limit]
