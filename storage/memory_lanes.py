"""Keeps the lanes' gates and the circuit breakers in memory."""

from dataclasses import replace
from datetime import timedelta

from models.errors import Component
from models.job import JobState, Lane
from storage.breakers import (
    TRIAL_SECONDS,
    Breaker,
    BreakerState,
    after_failure,
    after_success,
    new_breaker,
)
from storage.jobs import AuditEntry
from storage.lanes import Gate, GateState, moved, subject_of
from storage.memory import Ledger


class MemoryLanes:
    """Gates in a dict."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[Gate, ...]:
        """See `Lanes.all`."""
        return tuple(self._ledger.gates.get(lane, Gate(lane=lane)) for lane in Lane)

    def move(self, lane: Lane, state: GateState, *, who: str, reason: str) -> Gate:
        """See `Lanes.move`."""
        return self._move(lane, state, who=who, reason=reason)

    def park(self, lane: Lane, *, code: str, who: str, reason: str) -> Gate:
        """See `Lanes.park`."""
        return self._move(lane, GateState.PARKED, who=who, reason=reason, code=code)

    def settle(self) -> tuple[Gate, ...]:
        """See `Lanes.settle`."""
        ledger = self._ledger
        with ledger.lock:
            busy = {job.lane for job in ledger.jobs.values() if job.state is JobState.RUNNING}
            drained = [
                replace(gate, state=GateState.PAUSED)
                for gate in self.all()
                if gate.state is GateState.DRAINING and gate.lane not in busy
            ]
            ledger.gates.update({gate.lane: gate for gate in drained})
            return tuple(drained)

    def _move(self, lane: Lane, state: GateState, *, who: str, reason: str, code: str = "") -> Gate:
        ledger = self._ledger
        with ledger.lock:
            now = ledger.clock()
            gate = ledger.gates.get(lane, Gate(lane=lane))
            after = moved(gate, state, who=who, reason=reason, now=now, code=code)
            if after is None:
                return gate
            ledger.gates[lane] = after
            ledger.audit.append(AuditEntry(at=now, who=who, deed=state, subject=subject_of(lane), reason=after.reason))
            return after


class MemoryBreakers:
    """Breakers in a dict."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[Breaker, ...]:
        """See `Breakers.all`."""
        kept = self._ledger.breakers
        return tuple(kept[key] for key in sorted(kept))

    def failed(self, component: Component, *, place: str, code: str, reason: str) -> Breaker:
        """See `Breakers.failed`."""
        with self._ledger.lock:
            now = self._ledger.clock()
            known = self._ledger.breakers.get((component, place), new_breaker(component, place=place, now=now))
            after = after_failure(known, code=code, reason=reason, now=now)
            self._ledger.breakers[component, place] = after
            return after

    def succeeded(self, component: Component, *, place: str) -> bool:
        """See `Breakers.succeeded`."""
        with self._ledger.lock:
            known = self._ledger.breakers.get((component, place))
            if known is None or (known.is_closed and not known.failures):
                return False
            self._ledger.breakers[component, place] = after_success(known, now=self._ledger.clock())
            return True

    def begin_trial(self, component: Component, *, place: str) -> bool:
        """See `Breakers.begin_trial`."""
        with self._ledger.lock:
            now = self._ledger.clock()
            known = self._ledger.breakers.get((component, place))
            if known is None or known.is_closed or known.retry_at > now:
                return False
            retry_at = now + timedelta(seconds=TRIAL_SECONDS)
            self._ledger.breakers[component, place] = replace(known, state=BreakerState.HALF_OPEN, retry_at=retry_at)
            return True

    def forget(self, *, quiet_seconds: float) -> int:
        """See `Breakers.forget`."""
        with self._ledger.lock:
            before = self._ledger.clock() - timedelta(seconds=quiet_seconds)
            gone = [
                key
                for key, known in self._ledger.breakers.items()
                if known.place and known.failed_at < before and known.retry_at < before
            ]
            for key in gone:
                del self._ledger.breakers[key]
            return len(gone)
