"""Decisions in a database: kept with the move that they make, and counted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.decision import BlindTally, Decision, Deeds
from models.desk import LETS_PASS, SETTLING, Deed, DeskState
from models.levels import Level
from models.report import Verdict
from storage.schema_desk import decisions
from storage.sql import Database, Row
from storage.worklist import no_such_decision

_LET_PASS = (*sorted(LETS_PASS), Deed.OPINION)
"""An opinion is a decision of this kind that was not carried out."""


class SqlDecisions:
    """Decisions in SQLite or PostgreSQL; a part of the keeper of the worklist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decisions_of(self, application_id: str) -> tuple[Decision, ...]:
        """See `Worklist.decisions_of`."""
        query = sa.select(decisions).where(decisions.c.application_id == application_id)
        with self._database.reading() as connection:
            return tuple(map(_decision_of, connection.execute(query.order_by(decisions.c.decision_id))))

    def decision(self, decision_id: int) -> Decision:
        """See `Worklist.decision`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(decisions).where(decisions.c.decision_id == decision_id)).first()
        if row is None:
            raise no_such_decision()
        return _decision_of(row)

    def deeds(self, *, since: datetime | None = None) -> tuple[Deeds, ...]:
        """See `Worklist.deeds`."""
        made = _counted((decisions.c.account, decisions.c.level), decisions.c.deed.in_(sorted(SETTLING)), since)
        overturned = _counted(
            (decisions.c.overturned_account, decisions.c.overturned_level), decisions.c.overturned_account != "", since
        )
        with self._database.reading() as connection:
            counts = {(row[0], row[1]): row[2] for row in connection.execute(made)}
            lost = {(row[0], row[1]): row[2] for row in connection.execute(overturned)}
        return tuple(
            Deeds(
                account=account,
                level=Level(level),
                decided_count=counts.get((account, level), 0),
                overturned_count=lost.get((account, level), 0),
            )
            for account, level in sorted(counts.keys() | lost.keys(), key=lambda one: (list(Level).index(one[1]), one))
        )

    def blind_tally(self, *, since: datetime | None = None) -> BlindTally:
        """See `Worklist.blind_tally`."""
        passes = decisions.c.deed.in_(_LET_PASS)
        is_clear = decisions.c.verdict == Verdict.CLEAR
        query = sa.select(is_clear, passes, sa.func.count()).where(decisions.c.is_blind).group_by(is_clear, passes)
        if since is not None:
            query = query.where(decisions.c.at >= since)
        with self._database.reading() as connection:
            found = {(bool(row[0]), bool(row[1])): row[2] for row in connection.execute(query)}
        return BlindTally(
            clear_count=found.get((True, True), 0) + found.get((True, False), 0),
            clear_disagreed_count=found.get((True, False), 0),
            other_count=found.get((False, True), 0) + found.get((False, False), 0),
            other_disagreed_count=found.get((False, True), 0),
        )


def decision_row(decision: Decision) -> dict[str, Any]:
    """Write a decision as a row, without its number."""
    return {
        "application_id": decision.application_id,
        "at": decision.at,
        "account": decision.account,
        "level": decision.level,
        "deed": decision.deed,
        "reason": decision.reason,
        "message": decision.message,
        "dossier_id": decision.dossier_id,
        "verdict": decision.verdict,
        "from_state": decision.from_state,
        "from_level": decision.from_level,
        "to_state": decision.to_state,
        "to_level": decision.to_level,
        "overturned_account": decision.overturned_account,
        "overturned_level": decision.overturned_level,
        "is_blind": decision.is_blind,
        "application": decision.application,
    }


def _counted(
    by: tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]], which: sa.ColumnElement[bool], since: datetime | None
) -> sa.Select[Any]:
    query = sa.select(*by, sa.func.count()).where(which).group_by(*by)
    return query if since is None else query.where(decisions.c.at >= since)


def _decision_of(row: Row) -> Decision:
    return Decision(
        decision_id=row.decision_id,
        application_id=row.application_id,
        at=row.at,
        account=row.account,
        level=Level(row.level),
        deed=Deed(row.deed),
        reason=row.reason,
        message=row.message,
        dossier_id=row.dossier_id,
        verdict=Verdict(row.verdict),
        from_state=DeskState(row.from_state),
        from_level=Level(row.from_level),
        to_state=DeskState(row.to_state),
        to_level=Level(row.to_level),
        overturned_account=row.overturned_account,
        overturned_level=Level(row.overturned_level) if row.overturned_level else None,
        is_blind=row.is_blind,
        application=row.application,
    )
