"""Lines of the worklist in a database: written with the dossier that they sum up, in its transaction."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from models.case import Application
from models.desk import DECISIONS, Blind, Deed, DeskCase, DeskState, Standing
from models.desk_moves import gravity_of
from models.levels import DeskPolicy, Level, Region
from models.report import Dossier, Severity, Verdict
from storage.history_sql import write_entries
from storage.schema import documents
from storage.schema_desk import LONGEST_PART, decisions, worklist, worklist_names
from storage.sql import Database, Row
from storage.standings import first_case, is_changed, name_parts, renewed_case, standing_of

# Of each job, and made once: putting a statement together anew costs as much as running it.
_LINE = worklist.c.application_id == sa.bindparam("line")
_LOCKED = sa.select(worklist).where(_LINE).with_for_update()
_RENEWED = worklist.update().where(_LINE)
_NAMES_GONE = worklist_names.delete().where(worklist_names.c.application_id == sa.bindparam("line"))
_COUNTING = sa.select(documents.c.declared_type, documents.c.sha256).where(
    documents.c.application_id == sa.bindparam("line"), documents.c.withdrawn_at.is_(None)
)
_DECIDED = (
    sa.select(sa.literal(1))
    .where(decisions.c.application_id == sa.bindparam("line"), decisions.c.deed.in_(sorted(DECISIONS)))
    .limit(1)
)
_NEW, _NEW_NAMES = worklist.insert(), worklist_names.insert()


def keep_standing(
    connection: sa.Connection,
    database: Database,
    dossier: Dossier,
    application: Application,
    *,
    dossier_id: int,
    version: int,
    policy: DeskPolicy,
) -> None:
    """Write the line of an application anew; a dossier that is older than the one it sums up changes nothing."""
    line = {"line": dossier.application_id}
    row = connection.execute(_LOCKED, line).first()
    handed_in = _handed_in(connection, dossier.application_id)
    standing = standing_of(dossier, application, dossier_id=dossier_id, version=version, handed_in=handed_in)
    now = database.clock()
    if row is None:
        case, entries = first_case(standing, policy=policy, now=now)
        connection.execute(_NEW, row_of(case))
        _keep_names(connection, standing)
    else:
        old = case_of(row)
        if old.standing.dossier_version > version:
            return
        was_decided = is_changed(old, standing) and _was_decided(connection, standing.application_id)
        case, entries = renewed_case(old, standing, was_decided=was_decided, policy=policy, now=now)
        connection.execute(_RENEWED, line | row_of(case))
        if old.standing.name != standing.name:
            connection.execute(_NAMES_GONE, line)
            _keep_names(connection, standing)
    write_entries(connection, database, entries)


def row_of(case: DeskCase) -> dict[str, Any]:
    """Write a line as a row."""
    standing = case.standing
    return {
        "application_id": standing.application_id,
        "name": standing.name,
        "exam_category": standing.exam_category,
        "province": standing.place.province,
        "exam_point": standing.place.exam_point,
        "registration_point": standing.place.registration_point,
        "verdict": standing.verdict,
        "code": standing.code,
        "field": standing.field,
        "severity": standing.severity,
        "open_count": standing.open_count,
        "missing_count": standing.missing_count,
        "documents_count": standing.documents_count,
        "waiting_count": standing.waiting_count,
        "dossier_id": standing.dossier_id,
        "dossier_version": standing.dossier_version,
        "papers": standing.papers,
        "handed_in": standing.handed_in,
        "state": case.state,
        "level": case.level,
        "waiting_since": case.waiting_since,
        "gravity": gravity_of(case),
        "version": case.version,
        "decided_level": case.decided_level,
        "decided_deed": case.decided_deed,
        "decided_by": case.decided_by,
        "is_changed": case.is_changed,
        "blind": case.blind,
        "holder": case.holder,
        "held_until": case.held_until,
    }


def case_of(row: Row) -> DeskCase:
    """Read a line back."""
    standing = Standing(
        application_id=row.application_id,
        name=row.name,
        exam_category=row.exam_category,
        place=Region(province=row.province, exam_point=row.exam_point, registration_point=row.registration_point),
        verdict=Verdict(row.verdict),
        code=row.code,
        field=row.field,
        severity=Severity(row.severity) if row.severity else None,
        open_count=row.open_count,
        missing_count=row.missing_count,
        documents_count=row.documents_count,
        waiting_count=row.waiting_count,
        dossier_id=row.dossier_id,
        dossier_version=row.dossier_version,
        papers=row.papers,
        handed_in=row.handed_in,
    )
    return DeskCase(
        standing=standing,
        state=DeskState(row.state),
        level=Level(row.level),
        waiting_since=row.waiting_since,
        version=row.version,
        decided_level=Level(row.decided_level) if row.decided_level else None,
        decided_deed=Deed(row.decided_deed) if row.decided_deed else None,
        decided_by=row.decided_by,
        is_changed=row.is_changed,
        blind=Blind(row.blind),
        holder=row.holder,
        held_until=row.held_until,
    )


def name_rows(standing: Standing) -> Sequence[dict[str, str]]:
    """Write what a name is found by as rows."""
    parts = name_parts(standing.name, longest=LONGEST_PART)
    return [{"part": part, "application_id": standing.application_id} for part in parts]


def _handed_in(connection: sa.Connection, application_id: str) -> list[tuple[str, str]]:
    counting = connection.execute(_COUNTING, {"line": application_id})
    return [(row.declared_type, row.sha256) for row in counting]


def _was_decided(connection: sa.Connection, application_id: str) -> bool:
    """An opinion is none: it moved nothing."""
    return connection.execute(_DECIDED, {"line": application_id}).first() is not None


def _keep_names(connection: sa.Connection, standing: Standing) -> None:
    if rows := name_rows(standing):
        connection.execute(_NEW_NAMES, list(rows))
