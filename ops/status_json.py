"""The status as plain JSON, for programs."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from models.job import JobState
from ops.jobs_json import plain_job
from ops.lanes import plain_breaker, plain_gate
from services.backfill import BackfillStatus
from services.status import LaneStatus, Status
from storage.processes import LastSweep, Seen
from wiring.overview import Overview


def plain_overview(seen: Overview) -> dict[str, Any]:
    """Return the overview with nothing in it but text, numbers, lists and objects."""
    return {
        "components": [
            {"name": one.name, "kind": one.kind, "ok": not one.fault, "code": one.code, "fault": one.fault}
            for one in seen.components
        ],
        "rings": None if seen.rings is None else {lane.value: count for lane, count in seen.rings.items()},
        **({} if seen.status is None else _status(seen.status)),
    }


def _status(status: Status) -> dict[str, Any]:
    return {
        "at": status.at.isoformat(),
        "alarms": [str(alarm) for alarm in status.alarms],
        "lanes": [_lane(one) for one in status.lanes],
        "closed": [plain_gate(gate) for gate in status.closed],
        "away": [plain_breaker(breaker) for breaker in status.away],
        "running": [plain_job(job) for job in status.running],
        "stuck": [asdict(one) | {"last_at": one.last_at.isoformat()} for one in status.stuck],
        "lapsed": status.lapsed_count,
        "dossiers_behind": status.behind_count,
        "backfills": [_backfill(one) for one in status.backfills],
        "sweep": _sweep(status.sweep, status.at),
        "processes": [_process(one) for one in status.processes],
    }


def _lane(one: LaneStatus) -> dict[str, Any]:
    return {
        "lane": one.lane.value,
        "jobs": {state.value: one.jobs[state] for state in JobState},
        "retrying": one.retrying_count,
        "waiting_seconds": round(one.waiting_seconds, 3),
        "done_lately": one.pace.done_count,
        "failed_lately": one.pace.failed_count,
    }


def _backfill(one: BackfillStatus) -> dict[str, Any]:
    return {
        "name": one.backfill.backfill_id,
        "paused": one.backfill.paused,
        "jobs": {state.value: one.jobs.get(state, 0) for state in JobState},
    }


def _sweep(sweep: LastSweep | None, now: datetime) -> dict[str, Any] | None:
    if sweep is None:
        return None
    age = round((now - sweep.at).total_seconds(), 3)
    return {"at": sweep.at.isoformat(), "seconds_ago": age, **asdict(sweep.note)}


def _process(seen: Seen) -> dict[str, Any]:
    process = asdict(seen.process) | {"started_at": seen.process.started_at.isoformat()}
    return process | {"seen_at": seen.seen_at.isoformat(), "silent_seconds": round(seen.silent_seconds, 3)}
