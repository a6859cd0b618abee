"""How one process is watched: alive, ready, and what it measures. Web and workers show the same, each at its door."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from prometheus_client import Metric

from models.job import Lane
from services import meters
from services.keepers import Keepers
from services.lane_work import work_now
from services.ledger_measures import (
    breaker_family,
    component_families,
    exposition,
    lane_family,
    ledger_families,
    ring_family,
    vital_families,
)
from services.originals import ping_originals
from wiring.asking import OK, Asking
from wiring.heartbeat import build_name
from wiring.vitals import Vitals

BUDGET_SECONDS = 2.0
"""A probe's patience: orchestrators give up after a few seconds."""
FRESH_SECONDS = 1.0
"""Answers younger than this are given again, so that nobody can have the components asked without end."""

Source = Callable[[], Iterable[Metric]]
"""Gives families of measures, at once and without asking a component."""
Question = Callable[[], list[Metric]]
"""Gives families of measures by asking a component, which may not answer."""


class Readiness:
    """Asks components side by side."""

    def __init__(self, questions: Mapping[str, Callable[[], object]]) -> None:
        self._askings = {name: Asking(name, ask) for name, ask in questions.items()}
        self._lock = threading.Lock()
        self._states: Mapping[str, str] = {}
        self._asked_at = float("-inf")

    def states(self) -> Mapping[str, str]:
        """Return each component's state, `ok` or a code, in their order and within the budget."""
        with self._lock:
            if time.monotonic() - self._asked_at > FRESH_SECONDS:
                self._states = self._ask()
                self._asked_at = time.monotonic()
            return self._states

    def _ask(self) -> Mapping[str, str]:
        until = time.monotonic() + BUDGET_SECONDS
        for asking in self._askings.values():
            asking.begin()
        return {name: asking.answer(until=until).code for name, asking in self._askings.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessWatch:
    """What a process shows of itself."""

    vitals: Vitals = field(default_factory=Vitals)
    readiness: Readiness
    sources: list[Source] = field(default_factory=list)
    asked: tuple[Asking[list[Metric]], ...] = ()
    """What ledger and broker say, each by itself; empty where another process tells it."""

    def exposition(self) -> bytes:
        """Return everything measured in Prometheus' text format; what does not answer in time is left out."""
        until = time.monotonic() + BUDGET_SECONDS
        for asking in self.asked:
            asking.begin()
        families = [*component_families(self.readiness.states()), *vital_families(self.vitals.states())]
        for source in self.sources:
            families += source()
        for asking in self.asked:
            families += asking.answer(until=until).value or []
        return exposition(families)


def watch_over(
    keepers: Keepers, *, tells_of_ledger: bool, standing: Mapping[str, Question] | None = None
) -> ProcessWatch:
    """Make the watch of a process over its keepers. What all share is told by the API and the sweep, not by workers.

    `standing` gives what else is asked of them, by a name.
    """
    meters.build.labels(build_name()).set(1)
    questions: dict[str, Callable[[], object]] = {
        "database": keepers.records.ping,
        "blobs": lambda: ping_originals(keepers),
        "broker": keepers.queue.ping,
    }
    shared: dict[str, Question] = {
        "ledger": lambda: list(ledger_families(work_now(keepers=keepers))),
        "lanes": lambda: [lane_family({gate.lane: gate.state.value for gate in keepers.lanes.all()})],
        "breakers": lambda: [
            breaker_family({(one.component, one.place): one.state.value for one in keepers.breakers.all()})
        ],
        "rings": lambda: [ring_family({lane: keepers.queue.depth(lane) for lane in Lane})],
        **(standing or {}),
    }
    asked = tuple(Asking(name, ask) for name, ask in shared.items())
    return ProcessWatch(readiness=Readiness(questions), asked=asked if tells_of_ledger else ())


def is_well(states: Mapping[str, str]) -> bool:
    """Tell whether every state is `ok`."""
    return all(state == OK for state in states.values())
