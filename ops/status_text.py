"""The status as lines for people: 80 columns, and no more than a screen where all is as usual."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from models.job import Job, JobState
from ops.told import bytes_told, local_time
from services.backfill import BackfillStatus
from services.durations import duration
from services.harmless import harmless
from services.plural import counted
from services.status import PACE_SECONDS, LaneStatus, Status, is_silent
from storage.breakers import Breaker
from storage.lanes import Gate
from storage.processes import LastSweep, Seen
from storage.workload import Stuck
from wiring.overview import Component, Overview

WIDTH = 80
MOST_RUNNING = 4
MOST_CODES = 4
MOST_PROCESSES = 5
MOST_BACKFILLS = 3
MOST_ALARMS = 3
NAME = 10
"""Columns of the word that begins a line."""


def status_lines(seen: Overview) -> list[str]:
    """Return the lines, none longer than `WIDTH`."""
    lines = [f"certcheck  {local_time(datetime.now(UTC))}", *_components(seen.components)]
    if seen.status is not None:
        lines += _status(seen.status, seen)
    return [part for line in lines for part in _wrapped(harmless(line))]


def _components(components: tuple[Component, ...]) -> Iterator[str]:
    well = [f"{one.name} {one.kind}" for one in components if not one.fault]
    yield _line("ok", ", ".join(well) if well else "none")
    for one in components:
        if one.fault:
            yield _line("AWAY", f"{one.name} {one.kind}: {one.fault}")


def _status(status: Status, seen: Overview) -> Iterator[str]:
    yield from _few("LOOK", [str(alarm) for alarm in status.alarms], MOST_ALARMS)
    yield ""
    yield from _lanes(status, seen)
    yield from _few("closed", [_closed(gate, status.at) for gate in status.closed], MOST_CODES)
    yield from _few("away", [_away(breaker, status.at) for breaker in status.away], MOST_CODES)
    yield from _running(status)
    yield from _stuck(status)
    yield ""
    yield _line("sweep", _sweep(status.sweep, status.at))
    yield from _processes(status.processes)
    yield from _few("backfill", [_backfill(one) for one in status.backfills], MOST_BACKFILLS)


def _lanes(status: Status, seen: Overview) -> Iterator[str]:
    minutes = f"/{PACE_SECONDS / 60:.0f} min"
    yield _row("lane", "queued", "retrying", "oldest", "running", "failed", "done" + minutes, "rings")
    for lane in status.lanes:
        yield _lane(lane, seen)
    rings = seen.rings or {}
    if any(rings[lane.lane] > lane.jobs[JobState.QUEUED] for lane in status.lanes if lane.lane in rings):
        yield _line("rings", "more than jobs wait: they are repeated, and nobody answers surplus")


def _lane(lane: LaneStatus, seen: Overview) -> str:
    return _row(
        lane.lane,
        f"{lane.jobs[JobState.QUEUED]:,}",
        f"{lane.retrying_count:,}",
        duration(lane.waiting_seconds) if lane.waiting_seconds else "-",
        f"{lane.jobs[JobState.RUNNING]:,}",
        f"{lane.jobs[JobState.FAILED]:,}",
        f"{lane.pace.done_count:,}",
        "-" if seen.rings is None else f"{seen.rings[lane.lane]:,}",
    )


def _row(name: str, *cells: str) -> str:
    widths = (10, 9, 10, 8, 8, 12, 8)
    return f"{name:<{NAME}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _closed(gate: Gate, now: datetime) -> str:
    code = f" ({gate.code})" if gate.code else ""
    since = duration((now - gate.since).total_seconds())
    return f"lane {gate.lane} {gate.state}{code} for {since} by {gate.who}: {gate.reason}"


def _away(breaker: Breaker, now: datetime) -> str:
    where = f" on {breaker.place}" if breaker.place else ""
    since = duration((now - breaker.since).total_seconds())
    return f"{breaker.component}{where} ({breaker.code}) for {since}: {breaker.reason}"


def _running(status: Status) -> Iterator[str]:
    yield from _few("running", [_job(job, status.at) for job in status.running], MOST_RUNNING)


def _job(job: Job, now: datetime) -> str:
    late = ", lease over" if job.lease_until is not None and job.lease_until < now else ""
    who = (job.worker or "").rpartition(":")[0]
    return f"{job.job_id} {duration((now - job.updated_at).total_seconds())}, attempt {job.attempt}, {who}{late}"


def _stuck(status: Status) -> Iterator[str]:
    for name, state in (("failed", JobState.FAILED), ("retrying", JobState.QUEUED)):
        alike = [one for one in status.stuck if one.state is state]
        yield from _few(name, [_code(one, status.at) for one in alike], MOST_CODES)
    if status.lapsed_count:
        yield _line("lapsed", f"{counted(status.lapsed_count, 'running job')} whose lease is over")
    if status.behind_count:
        yield _line("behind", f"{counted(status.behind_count, 'dossier')} behind the newest reports")


def _code(one: Stuck, now: datetime) -> str:
    return f"{one.count:,} {one.lane} {one.code}, last {duration((now - one.last_at).total_seconds())} ago"


def _sweep(sweep: LastSweep | None, now: datetime) -> str:
    if sweep is None:
        return "none yet"
    came = ", ".join(f"{word} {count:,}" for word, count in sweep.note.counts.items() if count)
    came = sweep.note.failure_code or came or "nothing to do"
    return f"{duration((now - sweep.at).total_seconds())} ago by {sweep.note.who}: {came}"


def _processes(processes: tuple[Seen, ...]) -> Iterator[str]:
    """The living, and in one row the silent, who stay in the register for a day and must not hide them."""
    living = [_process(seen) for seen in processes if not is_silent(seen)]
    silent = [seen for seen in processes if is_silent(seen)]
    yield from _few("process", living, MOST_PROCESSES)
    if silent:
        yield _line("" if living else "process", _silent(silent))


def _process(seen: Seen) -> str:
    process = seen.process
    lanes = "+".join(process.lanes)
    return " ".join(
        [
            f"{process.role} {process.process_id}",
            *([lanes] if lanes else []),
            bytes_told(process.memory_bytes),
            *([f"{process.jobs_count} in hand"] if process.lanes else []),
            *(["stopping"] if process.stopping else []),
            process.build.partition("+")[0],
        ]
    )


def _silent(silent: list[Seen]) -> str:
    shortest = duration(min(seen.silent_seconds for seen in silent))
    if len(silent) == 1:
        return f"SILENT {shortest} {_process(silent[0])}"
    roles = Counter(seen.process.role for seen in silent)
    told = ", ".join(f"{role} {count:,}" for role, count in sorted(roles.items()))
    return f"SILENT {told}; the last for {shortest}: --json tells all"


def _backfill(one: BackfillStatus) -> str:
    known = one.backfill
    left = one.jobs.get(JobState.QUEUED, 0) + one.jobs.get(JobState.RUNNING, 0)
    failed = one.jobs.get(JobState.FAILED, 0)
    paused = ", paused" if known.paused else ""
    return f"{known.backfill_id}: {left:,} of {sum(one.jobs.values()):,} left, {failed:,} failed{paused}"


def _few(name: str, told: list[str], most: int) -> Iterator[str]:
    for number, one in enumerate(told[:most]):
        yield _line(name if number == 0 else "", one)
    if len(told) > most:
        yield _line("", f"and {len(told) - most:,} more: --json tells all")


def _wrapped(line: str) -> list[str]:
    """Break a line that is too long where it has spaces; what is cut off could be the one thing to know."""
    return textwrap.wrap(line, WIDTH, subsequent_indent=" " * NAME, drop_whitespace=True) or [""]


def _line(name: str, told: str) -> str:
    return f"{name:<{NAME}}{told}"
