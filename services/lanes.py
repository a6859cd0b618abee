"""Closing and opening lanes: by people who want quiet, and by workers that met a wrong setting.

A parked lane is opened by a person only: among many workers none can tell, when it starts, that the setting is right
everywhere, and one that is wrong and restarted over and over would open the lane each time. In the embedded form the
process that starts is the only worker there is, so it opens what it parked.
"""

import logging

from models.errors import InputError
from models.job import Failure, Job, Lane
from services.breakers import Wait
from services.keepers import Keepers
from storage.lanes import Gate, GateState

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


def list_gates(*, keepers: Keepers) -> tuple[Gate, ...]:
    """Return how every lane stands; one that has drained by now is paused.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    keepers.lanes.settle()
    return keepers.lanes.all()


def pause_lane(lane: Lane, *, reason: str, keepers: Keepers, who: str = "operator") -> Gate:
    """Let no more jobs of a lane begin; what runs ends as usual. Idempotent.

    Raises:
        Conflict: the lane is parked.
        InputError: no reason is given.
        StorageUnavailable: the database does not answer.
    """
    return _move(lane, GateState.PAUSED, reason=reason, keepers=keepers, who=who)


def drain_lane(lane: Lane, *, reason: str, keepers: Keepers, who: str = "operator") -> Gate:
    """Let no more jobs of a lane begin, and show when the last of them has ended: then the lane is paused. Idempotent.

    Raises:
        Conflict: the lane is parked.
        InputError: no reason is given.
        StorageUnavailable: the database does not answer.
    """
    _move(lane, GateState.DRAINING, reason=reason, keepers=keepers, who=who)
    return _gate(lane, keepers)


def wait_until_drained(lane: Lane, *, seconds: float, wait: Wait, keepers: Keepers) -> Gate:
    """Wait until no job of a draining lane runs, or for so many seconds; return how the lane stands then.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    left = seconds
    gate = _gate(lane, keepers)
    while gate.state is GateState.DRAINING and left > 0 and not wait(min(left, LOOK_SECONDS)):
        left -= LOOK_SECONDS
        gate = _gate(lane, keepers)
    return gate


def resume_lane(lane: Lane, *, reason: str, keepers: Keepers, who: str = "operator") -> Gate:
    """Let jobs of a lane begin again, whatever closed it; the sweep rings what waited. Idempotent.

    Raises:
        InputError: no reason is given.
        StorageUnavailable: the database does not answer.
    """
    return _move(lane, GateState.OPEN, reason=reason, keepers=keepers, who=who)


def park_lane(job: Job, failure: Failure, *, keepers: Keepers) -> Gate:
    """Close the lane of a job that met a wrong setting; every job of it would.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    gate = keepers.lanes.park(job.lane, code=failure.code, who=job.worker or "", reason=failure.message)
    log.error("lane parked", extra={"lane": job.lane.value, "code": failure.code, "reason": failure.message})
    return gate


def open_what_was_parked(*, keepers: Keepers) -> None:
    """Open parked lanes, in a process that is the only worker and has just read its settings.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    for gate in keepers.lanes.all():
        if gate.state is GateState.PARKED:
            keepers.lanes.move(gate.lane, GateState.OPEN, who="serve", reason="started anew")


def _move(lane: Lane, state: GateState, *, reason: str, keepers: Keepers, who: str) -> Gate:
    if not reason.strip():
        raise InputError("expected a reason, met none")
    return keepers.lanes.move(lane, state, who=who, reason=reason)


def _gate(lane: Lane, keepers: Keepers) -> Gate:
    return next(gate for gate in list_gates(keepers=keepers) if gate.lane is lane)
