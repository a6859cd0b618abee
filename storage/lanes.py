"""The promise of the lanes' gates: whether a lane's jobs may be claimed, and if not, who closed it, when and why.

A closed gate stops claims and nothing else: jobs go on coming in, and what runs ends as usual.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from models.errors import Conflict
from models.job import Lane

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when a lane is open that nobody has ever closed."""
LONGEST_REASON = 500


class GateState(StrEnum):
    """Whether a lane's jobs may be claimed."""

    OPEN = "open"
    DRAINING = "draining"
    """Closed by a person, and some of its jobs still run; becomes paused when none does."""
    PAUSED = "paused"
    """Closed by a person."""
    PARKED = "parked"
    """Closed by a worker that met a wrong setting: each job would fail by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How one lane stands."""

    lane: Lane
    state: GateState = GateState.OPEN
    since: datetime = EVER
    who: str = ""
    """The person or the worker that moved it last."""
    reason: str = ""
    code: str = ""
    """Of the error that parked it."""


class Lanes(Protocol):
    """Keeps the gates of all lanes. Every method may raise StorageUnavailable."""

    def all(self) -> tuple[Gate, ...]:
        """Return the gate of every lane, in the order of `Lane`."""
        ...

    def move(self, lane: Lane, state: GateState, *, who: str, reason: str) -> Gate:
        """Open, pause or drain a lane, with an audit entry under `subject_of(lane)`; idempotent.

        Rings that came while the lane was closed were answered by nobody: once it is open they are owed again.

        Raises:
            Conflict: a parked lane is to be paused or drained, which would hide why it is parked.
        """
        ...

    def park(self, lane: Lane, *, code: str, who: str, reason: str) -> Gate:
        """Close an open lane for a wrong setting, with an audit entry; one that is closed already stays as it is."""
        ...

    def settle(self) -> tuple[Gate, ...]:
        """Let every draining lane of which no job runs be paused, and return those."""
        ...


def subject_of(lane: Lane) -> str:
    """Name a lane among the subjects of the audit."""
    return f"lane:{lane}"


def moved(gate: Gate, state: GateState, *, who: str, reason: str, now: datetime, code: str = "") -> Gate | None:
    """Return a gate as it stands after a move, or None where the move changes nothing.

    Raises:
        Conflict: see `Lanes.move`.
    """
    if gate.state is state or (gate.state is GateState.PAUSED and state is GateState.DRAINING):
        return None
    if state is GateState.PARKED and gate.state is not GateState.OPEN:
        return None
    if gate.state is GateState.PARKED and state is not GateState.OPEN:
        raise Conflict(f"expected lane {gate.lane} to be open, met it parked ({gate.code}): mend that and resume it")
    return Gate(lane=gate.lane, state=state, since=now, who=who, reason=reason[:LONGEST_REASON], code=code)
