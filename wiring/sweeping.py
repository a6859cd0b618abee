"""The process that sweeps, and those that stand by: one at a time holds the seat and works, the others wait for it."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from models.errors import CertcheckError
from services import meters
from services.keepers import Keepers
from services.retention import apply_retention
from services.signing_in import SessionLimits, forget_old
from services.sweeping import sweep_and_note
from wiring.asking import OK
from wiring.config import Config
from wiring.heartbeat import process_name
from wiring.vitals import Beat

log = logging.getLogger(__name__)

TIDY_UP_SECONDS = 3600.0
BEAT_SECONDS = 1.0
"""How often the seat is asked for, or shown to be sat in."""
LONGEST_SWEEP_SECONDS = 120.0
"""A sweep takes less than a second, with a broker to be filled some seconds; one that takes longer than this hangs, and
the seat is left to another."""


def sweep_in_turn(stop: threading.Event, config: Config, keepers: Keepers, beat: Beat) -> None:
    """Sweep every so often while this process has the seat, and stand by while another has it; with a beat each time.

    Raises:
        CertcheckError: a defect ended the thread that asks for the seat; a process that begins anew asks again.
    """
    seat = _Seat(keepers)
    asking = threading.Thread(target=seat.ask_until, args=(stop,), name="seat", daemon=True)
    asking.start()
    hourly = _Hourly(config, keepers)
    while not stop.is_set():
        if not asking.is_alive():
            raise CertcheckError("expected the thread that asks for the seat to go on, met its end")
        if not seat.is_ours.wait(BEAT_SECONDS):
            beat.beat()
            continue
        with seat.busy():
            _sweep(keepers)
            hourly.tidy_up()
        beat.beat()
        stop.wait(config.sweep_seconds)
    asking.join(timeout=10 * BEAT_SECONDS)


def sweep_until(stop: threading.Event, config: Config, keepers: Keepers, beat: Beat) -> None:
    """Sweep at once and then every so often, whoever else does: only this process hears what it rings."""
    hourly = _Hourly(config, keepers)
    meters.leading.set(1)
    while True:
        _sweep(keepers)
        hourly.tidy_up()
        beat.beat()
        if stop.wait(config.sweep_seconds):
            meters.leading.set(0)
            return


def _sweep(keepers: Keepers) -> None:
    """A component that is away is waited for."""
    try:
        sweep_and_note(keepers=keepers, who=process_name())
    except CertcheckError as error:
        meters.sweeps.labels(error.code).inc()
        log.warning("sweep failed", extra={"code": error.code})
    else:
        meters.sweeps.labels(OK).inc()
        meters.swept_at.set_to_current_time()


def session_limits(config: Config) -> SessionLimits:
    """Return when sessions end, by the settings."""
    return SessionLimits(idle_seconds=config.session_idle_seconds, whole_seconds=config.session_seconds)


class _Hourly:
    """What need not be done with every sweep."""

    def __init__(self, config: Config, keepers: Keepers) -> None:
        self._config = config
        self._keepers = keepers
        self._due_at = float("-inf")

    def tidy_up(self) -> None:
        """Apply the retention, when an hour has passed."""
        if time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + TIDY_UP_SECONDS
        try:
            apply_retention(keepers=self._keepers, days=self._config.retention_days)
            forget_old(now=datetime.now(UTC), limits=session_limits(self._config), keepers=self._keepers)
        except CertcheckError as error:
            log.warning("retention not applied", extra={"code": error.code})


class _Seat:
    """Asks for the seat in a thread of its own, so that a long sweep does not look like one that hangs."""

    def __init__(self, keepers: Keepers) -> None:
        self._leadership = keepers.leadership
        self._busy_since: float | None = None
        self.is_ours = threading.Event()

    def ask_until(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                self._ask()
                stop.wait(BEAT_SECONDS)
        finally:
            self.is_ours.clear()
            self._leadership.resign()

    @contextmanager
    def busy(self) -> Iterator[None]:
        self._busy_since = time.monotonic()
        try:
            yield
        finally:
            self._busy_since = None

    def _ask(self) -> None:
        if self._hangs():
            # Not given back: what hangs may wake up in the middle. Whoever stands by sees that nothing moves.
            self._say(ours=False, code="sweep_hangs")
            return
        try:
            self._say(ours=self._leadership.lead(process_name()))
        except CertcheckError as error:
            self._say(ours=False, code=error.code)

    def _hangs(self) -> bool:
        since = self._busy_since
        return since is not None and time.monotonic() - since > LONGEST_SWEEP_SECONDS

    def _say(self, *, ours: bool, code: str = "") -> None:
        if ours == self.is_ours.is_set():
            return
        meters.leading.set(int(ours))
        if ours:
            self.is_ours.set()
            log.info("sweeps now", extra={"who": process_name()})
        else:
            self.is_ours.clear()
            log.warning("stands by", extra={"who": process_name(), "code": code})
