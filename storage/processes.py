"""The promise of the register of processes: who works, who sweeps, who serves, and when each was last heard of.

Nothing depends on it but what people are told: a process that cannot write its row works on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.job import Lane


class Role(StrEnum):
    """What a process is there for."""

    WORKER = "worker"
    SWEEP = "sweep"
    SERVE = "serve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process, as it last told of itself."""

    process_id: str
    """`host:pid:start`, so that a number that is given out again is another process."""
    role: Role
    lanes: tuple[Lane, ...] = ()
    """Lanes whose rings it answers."""
    build: str
    """Version of the program that it runs."""
    engine: str = ""
    """Name of the engine that it reads with; empty where it reads nothing."""
    started_at: datetime
    memory_bytes: int
    """What it and its reading processes hold."""
    jobs_count: int = 0
    """Jobs in hand."""
    stopping: bool = False
    """It takes no more work, and ends when what it has in hand is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A process, and when it was last heard of."""

    process: Process
    seen_at: datetime
    silent_seconds: float
    """By the clock of the database's keeper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepNote:
    """The last sweep: by whom, and what came of it."""

    who: str
    took_seconds: float
    failure_code: str = ""
    """Of the error that ended it; empty where it went through."""
    counts: Mapping[str, int]
    """What was done, by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSweep:
    """A sweep's note, and when it was written."""

    note: SweepNote
    at: datetime


class Processes(Protocol):
    """Keeps the register and the sweep's last note. Every method may raise StorageUnavailable."""

    def beat(self, process: Process) -> None:
        """Write what a process is and does, as seen now."""
        ...

    def leave(self, process_id: str) -> None:
        """Take a process out of the register: it ends in order. Idempotent."""
        ...

    def all(self) -> tuple[Seen, ...]:
        """Return every process of the register, by role and the order of their start."""
        ...

    def forget(self, *, silent_seconds: float) -> int:
        """Take processes out that were not heard of for so long, and return how many."""
        ...

    def note_sweep(self, note: SweepNote) -> None:
        """Keep what came of a sweep, as done now, in place of the one before."""
        ...

    def last_sweep(self) -> LastSweep | None:
        """Return the last sweep's note; None where there was none yet."""
        ...
