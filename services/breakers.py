"""Circuit breakers at work: a component that was found away is not asked again by everybody for every job.

Components that all share (the blob store, the broker) have one breaker for all; the engine has one a host, for a host
that cannot load its models must not stop those that can. Only a component that is away counts: one that refuses us
answers, and closes the lane instead (`services.lanes`). The database cannot keep its own breaker while it is away, so
each process keeps that one for itself.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from models.errors import Component, ComponentUnavailable, Disposition, StorageUnavailable
from services.keepers import Keepers
from services.originals import ping_originals
from storage.breakers import Breaker, after_failure, after_success, new_breaker

log = logging.getLogger(__name__)

Wait = Callable[[float], bool]
"""Waits for some seconds; True where whoever waits is to give up, because its process is to end."""

NEEDED = (Component.BLOBS, Component.ENGINE)
"""What running a job asks, beside the database."""
LOCAL = (Component.ENGINE,)
"""Components that each host has for itself."""
LOOK_SECONDS = 1.0
"""What a process knows of the breakers may be so old: a look for each page would cost as much as all else it asks."""
POLL_SECONDS = 2.0
GONE_SECONDS = 3600.0
"""A host that has not tried its engine for so long is gone."""
LONGEST_PAUSE_SECONDS = 15.0


def sleep(seconds: float) -> bool:
    """Wait, and never give up."""
    time.sleep(seconds)
    return False


class Watch:
    """What one process knows of the breakers; safe for many threads."""

    def __init__(
        self, *, keepers: Keepers, place: str = "", wait: Wait = sleep, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._keepers = keepers
        self._place = place
        self.wait = wait
        self._look_seconds = look_seconds
        self._looked_at = -float("inf")
        self._known: tuple[Breaker, ...] = ()

    def wait_until_well(self) -> bool:
        """Wait while what a page needs is away; False where the process is to end.

        Whoever finds a trial due takes it: the blob store is asked here, the engine by the page that comes next.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        while away := [breaker for breaker in self._here() if not breaker.is_closed]:
            if all(self._passes_trial(breaker) for breaker in away):
                return True
            if self.wait(POLL_SECONDS):
                return False
        return True

    def failed(self, error: ComponentUnavailable) -> None:
        """Note that a component is away. Notes nothing where the database is what is away."""
        if error.disposition is not Disposition.RETRY or error.component is Component.DATABASE:
            return
        place = self._place_of(error.component)
        with suppress(StorageUnavailable):
            breaker = self._keepers.breakers.failed(error.component, place=place, code=error.code, reason=str(error))
            self._looked_at = -float("inf")
            if not breaker.is_closed:
                log.warning("breaker open", extra={"component": error.component.value, "code": error.code})

    def answered(self, component: Component) -> None:
        """Note that a component answered; costs nothing where it has not failed lately."""
        with suppress(StorageUnavailable):
            if not any(breaker.component is component for breaker in self._here() if _is_weak(breaker)):
                return
            self._looked_at = -float("inf")
            if self._keepers.breakers.succeeded(component, place=self._place_of(component)):
                log.info("component answers", extra={"component": component.value})

    def _passes_trial(self, breaker: Breaker) -> bool:
        if not self._keepers.breakers.begin_trial(breaker.component, place=breaker.place):
            return False
        self._looked_at = -float("inf")
        if breaker.component is not Component.BLOBS:
            return True
        try:
            ping_originals(self._keepers)
        except ComponentUnavailable as error:
            if error.disposition is Disposition.RETRY:
                self.failed(error)
                return False
            # It answers. That it refuses us is for the next page to meet, and to close its lane by.
        self.answered(Component.BLOBS)
        return True

    def _here(self) -> tuple[Breaker, ...]:
        if time.monotonic() - self._looked_at > self._look_seconds:
            self._known = tuple(
                breaker
                for breaker in self._keepers.breakers.all()
                if breaker.component in NEEDED and breaker.place == self._place_of(breaker.component)
            )
            self._looked_at = time.monotonic()
        return self._known

    def _place_of(self, component: Component) -> str:
        return self._place if component in LOCAL else ""


class DatabaseWatch:
    """The breaker of the database, as this process found it; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._breaker = new_breaker(Component.DATABASE, place="", now=_now())

    @property
    def breaker(self) -> Breaker:
        """How the database was found."""
        return self._breaker

    def failed(self, error: StorageUnavailable) -> float:
        """Note that the database is away, and return for how many seconds to leave it alone."""
        with self._lock:
            before = self._breaker
            self._breaker = after_failure(before, code=error.code, reason=str(error), now=_now())
            if before.is_closed and not self._breaker.is_closed:
                log.warning("database away", extra={"code": error.code, "reason": str(error)})
            pause = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(self._breaker.failures - 1, 10))
        # Jitter need not be unpredictable.
        return pause * (0.5 + random.random() / 2)

    def answered(self) -> None:
        """Note that the database answers."""
        if not _is_weak(self._breaker):
            return
        with self._lock:
            if not self._breaker.is_closed:
                log.info("database back")
            self._breaker = after_success(self._breaker, now=_now())


def list_breakers(*, keepers: Keepers) -> tuple[Breaker, ...]:
    """Return every breaker that ever noted a failure.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return keepers.breakers.all()


def note_broker(error: ComponentUnavailable | None, *, keepers: Keepers) -> None:
    """Note whether the broker answered whoever rang.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    if error is None:
        keepers.breakers.succeeded(Component.BROKER, place="")
    else:
        keepers.breakers.failed(Component.BROKER, place="", code=error.code, reason=str(error))


def forget_gone_hosts(*, keepers: Keepers) -> int:
    """Drop the breakers of hosts that are gone, and count them.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return keepers.breakers.forget(quiet_seconds=GONE_SECONDS)


def _now() -> datetime:
    return datetime.now(UTC)


def _is_weak(breaker: Breaker) -> bool:
    return breaker.failures > 0 or not breaker.is_closed
