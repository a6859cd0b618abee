"""Keeps the register of processes and the sweep's last note in a database."""

import json
from datetime import timedelta

import sqlalchemy as sa

from models.job import Lane
from storage.processes import LastSweep, Process, Role, Seen, SweepNote
from storage.schema_processes import processes, sweeps
from storage.sql import Database, Row

SWEEP = "sweep"


class SqlProcesses:
    """The register in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, process: Process) -> None:
        """See `Processes.beat`."""
        told = {
            "role": process.role,
            "lanes": ",".join(process.lanes),
            "build": process.build,
            "engine": process.engine,
            "started_at": process.started_at,
            "seen_at": self._database.clock(),
            "memory_bytes": process.memory_bytes,
            "jobs_count": process.jobs_count,
            "stopping": process.stopping,
        }
        row = self._database.insert_new(processes).values(process_id=process.process_id, **told)
        with self._database.writing() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=[processes.c.process_id], set_=told))

    def leave(self, process_id: str) -> None:
        """See `Processes.leave`."""
        with self._database.writing() as connection:
            connection.execute(processes.delete().where(processes.c.process_id == process_id))

    def all(self) -> tuple[Seen, ...]:
        """See `Processes.all`."""
        now = self._database.clock()
        query = sa.select(processes).order_by(processes.c.role, processes.c.started_at, processes.c.process_id)
        with self._database.reading() as connection:
            return tuple(
                Seen(
                    process=_process_of(row),
                    seen_at=row.seen_at,
                    silent_seconds=max(0.0, (now - row.seen_at).total_seconds()),
                )
                for row in connection.execute(query)
            )

    def forget(self, *, silent_seconds: float) -> int:
        """See `Processes.forget`."""
        last = self._database.clock() - timedelta(seconds=silent_seconds)
        with self._database.writing() as connection:
            return connection.execute(processes.delete().where(processes.c.seen_at < last)).rowcount

    def note_sweep(self, note: SweepNote) -> None:
        """See `Processes.note_sweep`."""
        told = {
            "at": self._database.clock(),
            "who": note.who,
            "took_seconds": note.took_seconds,
            "failure_code": note.failure_code,
            "counts": json.dumps(dict(note.counts)),
        }
        row = self._database.insert_new(sweeps).values(name=SWEEP, **told)
        with self._database.writing() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=[sweeps.c.name], set_=told))

    def last_sweep(self) -> LastSweep | None:
        """See `Processes.last_sweep`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(sweeps).where(sweeps.c.name == SWEEP)).first()
        if row is None:
            return None
        note = SweepNote(
            who=row.who,
            took_seconds=row.took_seconds,
            failure_code=row.failure_code,
            counts=json.loads(row.counts),
        )
        return LastSweep(note=note, at=row.at)


def _process_of(row: Row) -> Process:
    return Process(
        process_id=row.process_id,
        role=Role(row.role),
        lanes=tuple(Lane(lane) for lane in row.lanes.split(",") if lane),
        build=row.build,
        engine=row.engine,
        started_at=row.started_at,
        memory_bytes=row.memory_bytes,
        jobs_count=row.jobs_count,
        stopping=row.stopping,
    )
