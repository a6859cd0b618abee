"""Keeps the lanes' gates in a database."""

import sqlalchemy as sa

from models.job import JobState, Lane
from storage.lanes import EVER, Gate, GateState, moved, subject_of
from storage.schema import audit, jobs
from storage.schema_lanes import gates
from storage.sql import Database, Row


class SqlLanes:
    """Gates in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Gate, ...]:
        """See `Lanes.all`."""
        with self._database.reading() as connection:
            kept = {row.lane: _gate_of(row) for row in connection.execute(sa.select(gates))}
        return tuple(kept.get(lane, Gate(lane=lane)) for lane in Lane)

    def move(self, lane: Lane, state: GateState, *, who: str, reason: str) -> Gate:
        """See `Lanes.move`."""
        return self._move(lane, state, who=who, reason=reason)

    def park(self, lane: Lane, *, code: str, who: str, reason: str) -> Gate:
        """See `Lanes.park`."""
        return self._move(lane, GateState.PARKED, who=who, reason=reason, code=code)

    def settle(self) -> tuple[Gate, ...]:
        """See `Lanes.settle`."""
        if all(gate.state is not GateState.DRAINING for gate in self.all()):
            return ()
        runs = sa.select(jobs.c.job_id).where(jobs.c.lane == gates.c.lane, jobs.c.state == JobState.RUNNING)
        drained = gates.update().where(gates.c.state == GateState.DRAINING, ~runs.exists())
        with self._database.writing() as connection:
            rows = connection.execute(drained.values(state=GateState.PAUSED).returning(*gates.c))
            return tuple(_gate_of(row) for row in rows)

    def _move(self, lane: Lane, state: GateState, *, who: str, reason: str, code: str = "") -> Gate:
        now = self._database.clock()
        key = gates.c.lane == lane
        never = {"lane": lane, "state": GateState.OPEN, "since": EVER, "who": "", "reason": "", "code": ""}
        with self._database.writing() as connection:
            connection.execute(self._database.insert_new(gates).values(never).on_conflict_do_nothing())
            gate = _gate_of(connection.execute(sa.select(gates).where(key).with_for_update()).one())
            after = moved(gate, state, who=who, reason=reason, now=now, code=code)
            if after is None:
                return gate
            values = {"state": after.state, "since": now, "who": who, "reason": after.reason, "code": code}
            connection.execute(gates.update().where(key).values(values))
            entry = {"at": now, "who": who, "deed": state, "subject": subject_of(lane), "reason": after.reason}
            connection.execute(audit.insert().values(entry))
        return after


def _gate_of(row: Row) -> Gate:
    return Gate(
        lane=Lane(row.lane),
        state=GateState(row.state),
        since=row.since,
        who=row.who,
        reason=row.reason,
        code=row.code,
    )
