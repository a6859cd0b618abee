"""The promise of the circuit breakers: whether a component is worth asking, as all processes found it.

Closed: it answers. Some failures in a row open the breaker, and nobody asks any more. After a pause one trial is let
through; it closes the breaker, or opens it again for a longer pause. A trial that is never told of is lost with its
process, and another begins after some time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from models.errors import Component

FAILURES = 3
"""In a row: one job alone opens the breaker with its first three attempts, and has two left when it is closed."""
WINDOW_SECONDS = 300.0
"""Failures further apart than this, longer than the first three pauses between attempts, are none in a row."""
PAUSES_SECONDS = (15.0, 30.0, 60.0, 120.0, 300.0)
"""Pauses before each trial in a row; the last for all that follow."""
TRIAL_SECONDS = 60.0
"""A trial that is not told of for so long is lost; asking takes some seconds, reading a page with its engine less."""
LONGEST_REASON = 500


class BreakerState(StrEnum):
    """Whether a component is asked."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    """A trial is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """How one component was found."""

    component: Component
    place: str = ""
    """The host, of a component that each host has for itself; else empty."""
    state: BreakerState = BreakerState.CLOSED
    failures: int = 0
    """In a row."""
    trips: int = 0
    """Times in a row that it was opened."""
    since: datetime
    """Since when it is closed, or since when it is not."""
    failed_at: datetime
    """The last failure."""
    retry_at: datetime
    """When the next trial may begin."""
    code: str = ""
    reason: str = ""
    """Code and message of the last failure; without personal data."""

    @property
    def is_closed(self) -> bool:
        """The component is asked as usual."""
        return self.state is BreakerState.CLOSED


class Breakers(Protocol):
    """Keeps the breakers that all processes see. Every method may raise StorageUnavailable."""

    def all(self) -> tuple[Breaker, ...]:
        """Return every breaker that ever noted a failure, in the order of component and place."""
        ...

    def failed(self, component: Component, *, place: str, code: str, reason: str) -> Breaker:
        """Note a failure and return how the component stands now."""
        ...

    def succeeded(self, component: Component, *, place: str) -> bool:
        """Note that a component answered; tell whether that changed anything."""
        ...

    def begin_trial(self, component: Component, *, place: str) -> bool:
        """Take the one trial that is due; False where none is, or another has it."""
        ...

    def forget(self, *, quiet_seconds: float) -> int:
        """Drop breakers of places that have noted nothing for some time, and count them: those hosts are gone."""
        ...


def after_failure(breaker: Breaker, *, code: str, reason: str, now: datetime) -> Breaker:
    """Return a breaker as it stands after one more failure."""
    is_in_row = now - breaker.failed_at <= timedelta(seconds=WINDOW_SECONDS)
    failed = replace(
        breaker,
        failures=breaker.failures + 1 if is_in_row or not breaker.is_closed else 1,
        failed_at=now,
        code=code,
        reason=reason[:LONGEST_REASON],
    )
    match breaker.state:
        case BreakerState.CLOSED if failed.failures >= FAILURES:
            return _opened(failed, since=now, now=now)
        case BreakerState.HALF_OPEN:
            return _opened(failed, since=breaker.since, now=now)
        case _:
            return failed


def after_success(breaker: Breaker, *, now: datetime) -> Breaker:
    """Return a breaker as it stands after its component answered; what failed last stays to be read."""
    since = breaker.since if breaker.is_closed else now
    return replace(breaker, state=BreakerState.CLOSED, failures=0, trips=0, since=since, retry_at=now)


def new_breaker(component: Component, *, place: str, now: datetime) -> Breaker:
    """Return the breaker of a component that nothing is known of."""
    return Breaker(component=component, place=place, since=now, failed_at=now, retry_at=now)


def _opened(breaker: Breaker, *, since: datetime, now: datetime) -> Breaker:
    pause = PAUSES_SECONDS[min(breaker.trips, len(PAUSES_SECONDS) - 1)]
    retry_at = now + timedelta(seconds=pause)
    return replace(breaker, state=BreakerState.OPEN, since=since, trips=breaker.trips + 1, retry_at=retry_at)
