"""The whole house at a glance, in bounded time: every component is asked at once, and one that hangs is left behind."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.job import Lane
from services.status import Status, status_now
from storage.queue_dramatiq import DramatiqQueue, broker_of
from wiring.asking import OK, Answer, Asking
from wiring.bootstrap import build_blobs, build_keepers
from wiring.config import Config

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
    database = Asking("database", lambda: _status(config))
    blobs = Asking("blobs", lambda: build_blobs(config).ping())
    broker = Asking("broker", lambda: _rings(config))
    until = time.monotonic() + patience_seconds
    database.begin()
    blobs.begin()
    broker.begin()
    status, stored, rings = database.answer(until=until), blobs.answer(until=until), broker.answer(until=until)
    return Overview(
        components=(
            _component("database", config.database_url, status),
            _component("blobs", config.blobs_url, stored),
            _component("broker", config.broker_url, rings),
        ),
        status=status.value,
        rings=rings.value,
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


def _component(name: str, url: str, answer: Answer[Any]) -> Component:
    kind = url.partition(":")[0]
    if answer.code == OK:
        return Component(name=name, kind=kind)
    return Component(name=name, kind=kind, fault=answer.fault, code=answer.code)
