"""Dossiers in a database: each is kept for good, with its line on the desk, in one transaction."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from models.basis import Basis
from models.job import JobState
from models.levels import DeskPolicy
from models.report import Dossier
from storage.cases_sql import write_basis
from storage.kept_dossiers import whole_dossier
from storage.questions_sql import DOSSIER, MADE, NEW_DOSSIER, WHOLE_DOSSIER
from storage.records import PLAIN_POLICY, CaseFile, no_such_dossier
from storage.rows import dossier_row
from storage.schema import applications, documents, dossiers, jobs
from storage.sql import Database
from storage.standing_sql import keep_standing
from storage.traits_sql import SqlTraits


class SqlDossiers(SqlTraits):
    """Dossiers in SQLite or PostgreSQL; a part of the keeper of records."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._written_bases: set[str] = set()

    def append_dossier(
        self, dossier: Dossier, *, case: CaseFile, basis: Basis | None = None, policy: DeskPolicy = PLAIN_POLICY
    ) -> None:
        """See `Records.append_dossier`."""
        now = self._database.clock()
        with self._database.writing(survives_power_cut=False) as connection:
            under = basis.digest if basis else None
            made = {"made_of": dossier.application_id, "made_at": case.version, "made_under": under}
            connection.execute(MADE, made)
            if basis is not None and basis.digest not in self._written_bases:
                write_basis(connection, self._database, basis)
            row = dossier_row(dossier, version=case.version, report_ids=case.report_ids, now=now)
            kept = connection.execute(NEW_DOSSIER, row).scalar_one()
            whole = replace(dossier, reports=case.reports)
            line = {"dossier_id": kept, "version": case.version, "policy": policy}
            keep_standing(connection, self._database, whole, case.application, **line)
        if basis is not None:
            # A basis is never taken away, and a process has but a few.
            self._written_bases.add(basis.digest)

    def dossier_of(self, application_id: str, *, whole: bool = False) -> Dossier | None:
        """See `Records.dossier_of`."""
        with self._database.reading() as connection:
            row = connection.execute(WHOLE_DOSSIER if whole else DOSSIER, {"application_id": application_id}).first()
            return None if row is None else whole_dossier(connection, row)

    def kept_dossier(self, dossier_id: int) -> Dossier:
        """See `Records.kept_dossier`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(dossiers).where(dossiers.c.dossier_id == dossier_id)).first()
            if row is None:
                raise no_such_dossier()
            return whole_dossier(connection, row)

    def stale_applications(self, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """See `Records.stale_applications`."""
        quiet_since = self._database.clock() - timedelta(seconds=quiet_seconds)
        query = (
            sa.select(applications.c.application_id)
            .where(
                applications.c.version > applications.c.dossier_version,
                applications.c.touched_at < quiet_since,
                _has_jobs_in(JobState.DONE),
                ~_has_jobs_in(JobState.QUEUED, JobState.RUNNING),
            )
            .order_by(applications.c.touched_at)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())


def _has_jobs_in(*states: JobState) -> sa.ColumnElement[bool]:
    """Ask paper by paper: joined, SQLite would go through every settled job of the ledger for each application."""
    its_job = sa.select(jobs.c.job_id).where(jobs.c.document_id == documents.c.document_id, jobs.c.state.in_(states))
    its_papers = sa.select(documents.c.document_id).where(
        documents.c.application_id == applications.c.application_id, its_job.exists()
    )
    return its_papers.exists()
