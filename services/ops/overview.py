"""How the house stands, as the operators' first page shows it: components, lanes, work, processes and history."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.errors import StorageUnavailable
from models.job import Lane
from services.keepers import Keepers
from services.ops.words import alarm_told
from services.report_marks import ACT, LOOK, QUIET, SETTLED
from services.status import LaneStatus, Status, is_silent, status_now
from storage.lanes import Gate, GateState
from storage.processes import Seen

WELL = "ok"
MOST_SHOWN = 12
"""Running jobs that are named; how many there are stands with their lane."""
_MARKS = {GateState.OPEN: SETTLED, GateState.DRAINING: LOOK, GateState.PAUSED: LOOK, GateState.PARKED: ACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLine:
    """One lane with its gate."""

    status: LaneStatus
    gate: Gate
    mark: str
    workers_count: int
    """Processes that serve it and were heard of lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLine:
    """One process; its id is `host:pid:start`."""

    seen: Seen
    host: str
    pid: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """What the page shows."""

    components: tuple[tuple[str, str], ...]
    """Name, and `ok` or the code of what is the matter."""
    status: Status | None
    """None where the database does not answer."""
    alarms: tuple[str, ...] = ()
    lanes: tuple[LaneLine, ...] = ()
    processes: tuple[ProcessLine, ...] = ()


def overview_page(states: Mapping[str, str], *, keepers: Keepers, sweep_seconds: float) -> OverviewPage:
    """Say how the house stands; components alone where the database does not answer."""
    components = tuple(states.items())
    try:
        status = status_now(keepers=keepers, sweep_seconds=sweep_seconds)
        gates = {gate.lane: gate for gate in keepers.lanes.all()}
    except StorageUnavailable:
        return OverviewPage(components=components, status=None)
    return OverviewPage(
        components=components,
        status=status,
        alarms=tuple(alarm_told(alarm) for alarm in status.alarms),
        lanes=tuple(_lane(one, gates[one.lane], status.processes) for one in status.lanes),
        processes=tuple(_process(seen) for seen in status.processes),
    )


def _lane(status: LaneStatus, gate: Gate, processes: tuple[Seen, ...]) -> LaneLine:
    return LaneLine(status=status, gate=gate, mark=_MARKS[gate.state], workers_count=_served_by(status.lane, processes))


def _served_by(lane: Lane, processes: tuple[Seen, ...]) -> int:
    return sum(lane in seen.process.lanes and not is_silent(seen) for seen in processes)


def _process(seen: Seen) -> ProcessLine:
    host, _, rest = seen.process.process_id.partition(":")
    mark = ACT if is_silent(seen) else LOOK if seen.process.stopping else QUIET
    return ProcessLine(seen=seen, host=host, pid=rest.partition(":")[0], mark=mark)
