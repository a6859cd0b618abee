"""The whole house at a glance, in bounded time: every component is asked at once, and one that hangs is left behind."""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.errors import CertcheckError, ComponentUnavailable
from models.job import Lane
from services.status import Status, status_now
from storage.queue_dramatiq import DramatiqQueue, broker_of
from wiring.bootstrap import build_blobs, build_keepers
from wiring.config import Config

T = TypeVar("T")

PATIENCE_SECONDS = 8.0
"""A database that answers at all answers within a second; a minute of silence would be no answer for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """What came of asking one component."""

    name: str
    kind: str
    """Which one it is: the scheme of its URL."""
    fault: str = ""
    """What was expected and met; empty where it is well."""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The components, and what those that answered say."""

    components: tuple[Component, ...]
    status: Status | None
    """None where the database does not answer."""
    rings: Mapping[Lane, int] | None
    """Rings in the broker, by lane; None where it does not answer, or is part of another process."""

    @property
    def is_reachable(self) -> bool:
        """Every component answers."""
        return not any(component.fault for component in self.components)


def overview(config: Config, *, patience_seconds: float = PATIENCE_SECONDS) -> Overview:
    """Ask database, blobs and broker at once, and return what they said within so many seconds."""
    database = _asked(lambda: _status(config))
    blobs = _asked(lambda: build_blobs(config).ping())
    broker = _asked(lambda: _rings(config))
    until = time.monotonic() + patience_seconds
    status, no_status = database(until)
    _, no_blobs = blobs(until)
    rings, no_rings = broker(until)
    return Overview(
        components=(
            _component("database", config.database_url, no_status),
            _component("blobs", config.blobs_url, no_blobs),
            _component("broker", config.broker_url, no_rings),
        ),
        status=status,
        rings=rings,
    )


def _status(config: Config) -> Status:
    keepers = build_keepers(config)
    try:
        return status_now(keepers=keepers, sweep_seconds=config.sweep_seconds)
    finally:
        keepers.close()


def _rings(config: Config) -> Mapping[Lane, int] | None:
    if config.broker_url.startswith("memory:"):
        # Rings in memory are in the memory of `serve`.
        return None
    doorbell = DramatiqQueue(broker_of(config.broker_url))
    try:
        return {lane: doorbell.depth(lane) for lane in Lane}
    finally:
        doorbell.close()


def _asked(ask: Callable[[], T]) -> Callable[[float], tuple[T | None, CertcheckError | None]]:
    """Begin to ask, and return the way to the answer."""
    answers: queue.Queue[tuple[T | None, CertcheckError | None]] = queue.Queue()

    def run() -> None:
        try:
            answers.put((ask(), None))
        except CertcheckError as error:
            answers.put((None, error))

    # A thread that hangs in a connection must not keep the process from ending.
    threading.Thread(target=run, daemon=True).start()

    def answer(until: float) -> tuple[T | None, CertcheckError | None]:
        try:
            return answers.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return None, ComponentUnavailable("expected an answer within some seconds, met none")

    return answer


def _component(name: str, url: str, met: CertcheckError | None) -> Component:
    kind = url.partition(":")[0]
    if met is None:
        return Component(name=name, kind=kind)
    return Component(name=name, kind=kind, fault=str(met), code=met.code)
