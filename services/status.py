"""How the house stands, for whoever looks after it: what waits, what runs, what is stuck and why, and who is at work.

Every answer comes from an index or from kept numbers, so that it takes no longer with five million jobs than with ten.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from models.job import Job, JobState, Lane
from services import backfill
from services.backfill import BackfillStatus
from services.durations import duration
from services.keepers import Keepers
from services.lane_work import work_now
from services.sweeping import DOSSIER_QUIET_SECONDS
from storage.breakers import Breaker
from storage.jobs import JobFilter
from storage.lanes import Gate, GateState
from storage.processes import LastSweep, Role, Seen
from storage.workload import Pace, Stuck

PACE_SECONDS = 300.0
"""The last minutes, of which the rate is told."""
MOST_RUNNING = 200
MOST_BEHIND = 1000
SILENT_SECONDS = 60.0
"""A process tells of itself every ten seconds; one that missed six beats is gone, or cannot reach the database."""
SWEEP_IS_LATE_SECONDS = 60.0
"""Or three times the pause between two sweeps, where that is longer."""


class Sign(StrEnum):
    """What a person should look at."""

    NOT_SERVED = "work waits in {subject}, and no process serves it"
    FAILED = "jobs have failed and wait for a person: {subject}"
    SILENT = "{subject} has been silent for {span}"
    MIXED_BUILDS = "processes run {count} builds: {subject}"
    NO_SWEEP = "no sweep has run yet"
    SWEEP_LATE = "the last sweep was {span} ago"
    SWEEP_FAILED = "the last sweep failed: {subject}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing that a person should look at; as text, a sentence."""

    sign: Sign
    subject: str = ""
    """The lane, process, builds, code or counted codes that it is about."""
    seconds: float = 0.0

    def __str__(self) -> str:
        """Say it in one sentence."""
        count = len(self.subject.split(", "))
        return self.sign.format(subject=self.subject, span=duration(self.seconds), count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneStatus:
    """One lane."""

    lane: Lane
    jobs: Mapping[JobState, int]
    """How many jobs are in each state, every state named."""
    retrying_count: int
    """Queued jobs whose last attempt failed; among those queued."""
    waiting_seconds: float
    """For how long the longest waiting due job has been due; 0 where none waits."""
    pace: Pace
    """What was settled within the last `PACE_SECONDS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the house stands, as far as the database knows."""

    at: datetime
    lanes: tuple[LaneStatus, ...]
    closed: tuple[Gate, ...]
    """Lanes of which no job may begin, and why."""
    away: tuple[Breaker, ...]
    """Components that workers found away, and leave alone for a while."""
    running: tuple[Job, ...]
    """Running jobs, the one that began first in front; `MOST_RUNNING` at most."""
    stuck: tuple[Stuck, ...]
    """Failed jobs, and those that are tried again, by the code of their failure."""
    lapsed_count: int
    """Running jobs whose lease has run out."""
    behind_count: int
    """Applicants whose dossier is behind their reports for longer than a minute."""
    backfills: tuple[BackfillStatus, ...]
    """Newest first."""
    processes: tuple[Seen, ...]
    """The living in front; those of which nothing was heard for a while behind them."""
    sweep: LastSweep | None
    alarms: tuple[Alarm, ...]
    """What a person should look at."""


def status_now(*, keepers: Keepers, sweep_seconds: float) -> Status:
    """Say how the house stands.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    stuck = tuple(one for one in keepers.workload.stuck() if one.state in (JobState.FAILED, JobState.QUEUED))
    running = keepers.workload.recent(JobFilter(states=(JobState.RUNNING,)), limit=MOST_RUNNING)
    lanes = _lanes(stuck, keepers)
    processes, sweep = tuple(sorted(keepers.processes.all(), key=is_silent)), keepers.processes.last_sweep()
    late_seconds = max(SWEEP_IS_LATE_SECONDS, 3 * sweep_seconds)
    now = datetime.now(UTC)
    alarms = (
        *_of_lanes(lanes, processes),
        *_of_sweep(sweep, now, late_seconds),
        *_of_failed(stuck),
        *_of_processes(processes, running),
    )
    return Status(
        at=now,
        lanes=lanes,
        closed=tuple(gate for gate in keepers.lanes.all() if gate.state is not GateState.OPEN),
        away=tuple(breaker for breaker in keepers.breakers.all() if not breaker.is_closed),
        running=running[::-1],
        stuck=stuck,
        lapsed_count=keepers.workload.lapsed_count(),
        behind_count=len(keepers.records.stale_applications(quiet_seconds=DOSSIER_QUIET_SECONDS, limit=MOST_BEHIND)),
        backfills=backfill.all_statuses(keepers=keepers),
        processes=processes,
        sweep=sweep,
        alarms=alarms,
    )


def is_silent(seen: Seen) -> bool:
    """Tell whether a process has missed so many beats that it is gone, or cannot reach the database."""
    return seen.silent_seconds >= SILENT_SECONDS


def _lanes(stuck: tuple[Stuck, ...], keepers: Keepers) -> tuple[LaneStatus, ...]:
    return tuple(
        LaneStatus(
            lane=work.lane,
            jobs=work.jobs,
            retrying_count=work.retrying_count,
            waiting_seconds=work.waiting_seconds,
            pace=keepers.workload.pace(work.lane, seconds=PACE_SECONDS),
        )
        for work in work_now(keepers=keepers, stuck=stuck)
    )


def _of_lanes(lanes: tuple[LaneStatus, ...], processes: tuple[Seen, ...]) -> list[Alarm]:
    served = {lane for seen in processes if not is_silent(seen) for lane in seen.process.lanes}
    return [
        Alarm(sign=Sign.NOT_SERVED, subject=one.lane)
        for one in lanes
        if one.waiting_seconds > 0 and one.lane not in served
    ]


def _of_failed(stuck: tuple[Stuck, ...]) -> list[Alarm]:
    counts: Counter[str] = Counter()
    for one in stuck:
        if one.state is JobState.FAILED:
            counts[one.code] += one.count
    told = ", ".join(f"{count:,} {code}" for code, count in counts.most_common())
    return [Alarm(sign=Sign.FAILED, subject=told)] if counts else []


def _of_processes(processes: tuple[Seen, ...], running: tuple[Job, ...]) -> list[Alarm]:
    living = [seen.process for seen in processes if not is_silent(seen)]
    roles, holders = {process.role for process in living}, _holders(running)
    alarms = [
        Alarm(sign=Sign.SILENT, subject=f"{seen.process.role} {seen.process.process_id}", seconds=seen.silent_seconds)
        for seen in processes
        # One whose place is taken, and whose jobs went to others, is nobody's trouble any more.
        if is_silent(seen) and (seen.process.role not in roles or seen.process.process_id in holders)
    ]
    builds = {process.build for process in living if process.role is not Role.SWEEP}
    return alarms + ([Alarm(sign=Sign.MIXED_BUILDS, subject=", ".join(sorted(builds)))] if len(builds) > 1 else [])


def _holders(running: tuple[Job, ...]) -> set[str]:
    """Processes that hold a job; its worker is called by its process and a number."""
    return {(job.worker or "").rpartition(":")[0] for job in running}


def _of_sweep(sweep: LastSweep | None, now: datetime, late_seconds: float) -> list[Alarm]:
    if sweep is None:
        return [Alarm(sign=Sign.NO_SWEEP)]
    age = (now - sweep.at).total_seconds()
    if age > late_seconds:
        return [Alarm(sign=Sign.SWEEP_LATE, seconds=age)]
    return [Alarm(sign=Sign.SWEEP_FAILED, subject=sweep.note.failure_code)] if sweep.note.failure_code else []
