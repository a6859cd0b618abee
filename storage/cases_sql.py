"""Keeps cases for judging again in a database: a handful of statements a hundred cases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.basis import Basis
from models.case import Application
from models.levels import DeskPolicy
from models.report import Dossier, Report
from storage.cases import CaseFilter, JudgedCase, KeptCase
from storage.newest_reports import NEWEST_REPORTS
from storage.records import PLAIN_POLICY, CaseFile
from storage.rows import dossier_row, report_row
from storage.schema import applications, bases, documents, dossiers, jobs, reports
from storage.sql import Database, Row
from storage.standing_sql import keep_standing
from storage.written import from_json, to_json


class SqlCases:
    """Cases in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bases: dict[str, Basis] = {}

    def count(self, wanted: CaseFilter) -> int:
        """See `Cases.count`."""
        query = sa.select(sa.func.count()).select_from(applications).where(*_wanted(wanted))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def find(self, wanted: CaseFilter, *, after: str, limit: int) -> tuple[str, ...]:
        """See `Cases.find`."""
        key = applications.c.application_id
        query = sa.select(key).where(key > after, *_wanted(wanted)).order_by(key).limit(limit)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def read(self, application_ids: Sequence[str]) -> tuple[KeptCase, ...]:
        """See `Cases.read`.

        Versions are read before reports, as for a case file; what is newer fails at the fence.
        """
        ids = list(application_ids)
        key = applications.c.application_id
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(applications).where(key.in_(ids)).order_by(key)).all()
            newest = _by_application(connection.execute(NEWEST_REPORTS, {"application_ids": list(ids)}))
            kept = {row.application_id: row for row in connection.execute(_newest_dossiers(ids))}
        self._learn_bases({row.judged_under for row in rows if row.judged_under})
        return tuple(
            self._kept_case(row, newest[row.application_id], kept[row.application_id])
            for row in rows
            if row.application_id in kept
        )

    def objects(self, application_ids: Sequence[str]) -> Mapping[str, str]:
        """See `Cases.objects`."""
        its = (documents.c.application_id.in_(list(application_ids)), documents.c.object_key.is_not(None))
        query = sa.select(documents.c.document_id, documents.c.object_key).where(*its)
        with self._database.reading() as connection:
            return {row.document_id: row.object_key for row in connection.execute(query)}

    def keep(self, judged: Sequence[JudgedCase], *, basis: Basis, policy: DeskPolicy = PLAIN_POLICY) -> tuple[str, ...]:
        """See `Cases.keep`."""
        by_id = {one.case.application.application_id: one for one in judged}
        with self._database.writing() as connection:
            # In the order of their ids: two processes that lock each other's cases in no set order could deadlock.
            at = connection.execute(_versions(list(by_id))).all()
            standing = [
                by_id[row.application_id] for row in at if row.version == by_id[row.application_id].case.version
            ]
            if standing:
                write_basis(connection, self._database, basis)
                self._append(connection, [one for one in standing if one.dossier is not None], policy)
                connection.execute(_NOTE, [_note(one, basis) for one in standing])
        return tuple(one.case.application.application_id for one in standing)

    def _append(self, connection: sa.Connection, judged: Sequence[JudgedCase], policy: DeskPolicy) -> None:
        if not judged:
            return
        now = self._database.clock()
        ids = _report_ids(connection, judged, now)
        rows = [
            dossier_row(one.dossier, version=one.case.version + 1, report_ids=ids_of, now=now)
            for one, ids_of in zip(judged, ids, strict=True)
            if one.dossier is not None
        ]
        insert = dossiers.insert().returning(dossiers.c.dossier_id, sort_by_parameter_order=True)
        for one, dossier_id in zip(judged, connection.execute(insert, rows).scalars().all(), strict=True):
            if one.dossier is not None:
                line = {"dossier_id": dossier_id, "version": one.case.version + 1, "policy": policy}
                whole = replace(one.dossier, reports=one.reports)
                keep_standing(connection, self._database, whole, one.case.application, **line)

    def _learn_bases(self, digests: set[str]) -> None:
        unknown = digests - set(self._bases)
        if not unknown:
            return
        with self._database.reading() as connection:
            for row in connection.execute(sa.select(bases).where(bases.c.digest.in_(unknown))):
                self._bases[row.digest] = from_json(Basis, row.content)

    def _kept_case(self, row: Row, newest: Sequence[Row], kept: Row) -> KeptCase:
        case = CaseFile(
            application=from_json(Application, row.content),
            version=row.version,
            reports=tuple(from_json(Report, report.content) for report in newest),
            report_ids=tuple(report.report_id for report in newest),
        )
        return KeptCase(
            case=case,
            dossier=from_json(Dossier, kept.content),
            basis=self._bases.get(row.judged_under or ""),
            is_changed=row.content_version > kept.version,
            is_behind=row.version > kept.version,
        )


def write_basis(connection: sa.Connection, database: Database, basis: Basis) -> None:
    """Keep a basis under its digest, where it is not known yet."""
    row = {"digest": basis.digest, "content": to_json(basis).decode(), "first_used_at": database.clock()}
    connection.execute(database.insert_new(bases).values(row).on_conflict_do_nothing())


def _wanted(wanted: CaseFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [applications.c.dossier_version > 0]
    if wanted.application_ids:
        conditions.append(applications.c.application_id.in_(wanted.application_ids))
    if wanted.touched_since is not None:
        conditions.append(applications.c.touched_at >= wanted.touched_since)
    if wanted.backfill_id:
        its = (
            sa.select(jobs.c.job_id)
            .join(documents, documents.c.document_id == jobs.c.document_id)
            .where(
                documents.c.application_id == applications.c.application_id,
                jobs.c.backfill_id == wanted.backfill_id,
            )
        )
        conditions.append(its.exists())
    if wanted.unlike:
        conditions.append(
            sa.or_(
                applications.c.judged_under.is_(None),
                applications.c.judged_under != wanted.unlike,
                applications.c.version > applications.c.dossier_version,
            )
        )
    return conditions


def _newest_dossiers(application_ids: Sequence[str]) -> sa.Select[Any]:
    place = sa.func.row_number().over(
        partition_by=dossiers.c.application_id, order_by=(dossiers.c.version.desc(), dossiers.c.dossier_id.desc())
    )
    ranked = (
        sa.select(dossiers.c.dossier_id, place.label("place"))
        .where(dossiers.c.application_id.in_(application_ids))
        .subquery()
    )
    newest = sa.select(ranked.c.dossier_id).where(ranked.c.place == 1)
    return sa.select(dossiers.c.application_id, dossiers.c.version, dossiers.c.content).where(
        dossiers.c.dossier_id.in_(newest)
    )


def _by_application(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    gathered: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        gathered[row.application_id].append(row)
    return gathered


def _versions(application_ids: Sequence[str]) -> sa.Select[Any]:
    return (
        sa.select(applications.c.application_id, applications.c.version)
        .where(applications.c.application_id.in_(application_ids))
        .order_by(applications.c.application_id)
        .with_for_update()
    )


_NOTE = (
    applications.update()
    .where(applications.c.application_id == sa.bindparam("its_id"))
    .values(
        version=sa.bindparam("its_version"),
        dossier_version=sa.bindparam("its_version"),
        judged_under=sa.bindparam("its_basis"),
    )
)


def _note(one: JudgedCase, basis: Basis) -> dict[str, Any]:
    """A dossier that is appended counts the version up: one that a worker makes of the old version never hides it."""
    version = one.case.version + (one.dossier is not None)
    return {"its_id": one.case.application.application_id, "its_version": version, "its_basis": basis.digest}


def _report_ids(connection: sa.Connection, judged: Sequence[JudgedCase], now: datetime) -> list[list[int]]:
    """Append the new reports and return the ids of all, case by case."""
    ids = [list(one.case.report_ids) for one in judged]
    new = [
        (row, place, report)
        for row, one in enumerate(judged)
        for place, report in enumerate(one.reports)
        if report is not one.case.reports[place]
    ]
    if not new:
        return ids
    papers = [report.document_id for _, _, report in new]
    found = connection.execute(sa.select(jobs.c.document_id, jobs.c.attempt).where(jobs.c.document_id.in_(papers)))
    attempts = {job.document_id: job.attempt for job in found}
    rows = [
        report_row(report, attempt=attempts[report.document_id], now=now)
        | {"application_id": judged[row].case.application.application_id}
        for row, _, report in new
    ]
    insert = reports.insert().returning(reports.c.report_id, sort_by_parameter_order=True)
    for (row, place, _), report_id in zip(new, connection.execute(insert, rows).scalars(), strict=True):
        ids[row][place] = report_id
    return ids
