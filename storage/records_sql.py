"""Keeps the records in a database. Locks are taken in one order everywhere: the application, then its jobs."""

import zlib
from datetime import datetime

import sqlalchemy as sa

from models.case import Application, Document
from models.job import Lane
from models.origin import Origin
from models.page import PageText
from models.report import Report
from storage.dossiers_sql import SqlDossiers
from storage.migrate import require_tables
from storage.moves_sql import cancel_unread, hold_queued, judge_again, judge_all_again, touch
from storage.newest_reports import NEWEST_REPORTS
from storage.questions_sql import (
    APPLICATION,
    CASE,
    DOCUMENT,
    DOCUMENTS_OF,
    JOB_OF,
    NEW_JOB,
    PAPER,
    PAPER_COUNT,
    SAME_BYTES,
    TEXT,
    kept_text,
    new_document,
)
from storage.records import (
    ApplicationPut,
    CaseFile,
    DocumentAdded,
    DocumentMoved,
    no_such_application,
    no_such_document,
)
from storage.rows import (
    document_of_row,
    document_row,
    job_of_row,
    new_application_row,
    queued_row,
)
from storage.schema import applications, audit, documents, jobs, reports
from storage.written import from_json, to_json


class SqlRecords(SqlDossiers):
    """Records in SQLite or PostgreSQL."""

    def put_application(self, application: Application) -> ApplicationPut:
        """See `Records.put_application`."""
        now = self._database.clock()
        key = applications.c.application_id == application.application_id
        row = new_application_row(application, now=now)
        new = self._database.insert_new(applications).values(row).on_conflict_do_nothing()
        with self._database.writing() as connection:
            # What RETURNING gives is counted: drivers do not agree on the row count of an INSERT that may do nothing.
            if connection.execute(new.returning(applications.c.version)).first() is not None:
                return ApplicationPut(changed=True)
            changed = connection.execute(
                applications.update()
                .where(key, applications.c.content != row["content"])
                .values(
                    content=row["content"],
                    version=applications.c.version + 1,
                    content_version=applications.c.version + 1,
                    touched_at=now,
                )
            )
            if changed.rowcount == 0:
                return ApplicationPut(changed=False)
            connection.execute(hold_queued(application.application_id)).all()
            rows = connection.execute(judge_all_again(application.application_id, now=now)).all()
        return ApplicationPut(changed=True, jobs=tuple(job_of_row(row) for row in rows))

    def application(self, application_id: str) -> Application:
        """See `Records.application`."""
        with self._database.asking() as connection:
            content = connection.execute(APPLICATION, {"application_id": application_id}).scalar()
        if content is None:
            raise no_such_application(application_id)
        return from_json(Application, content)

    def add_document(
        self, document: Document, *, job_id: str, lane: Lane, origin: Origin | None = None
    ) -> DocumentAdded:
        """See `Records.add_document`."""
        now = self._database.clock()
        job = queued_row(job_id, document.document_id, lane=lane, now=now, origin=origin) | {"rung_at": now}
        new = new_document(self._database.engine.dialect.name)
        try:
            with self._database.writing() as connection:
                if connection.execute(new, document_row(document, now=now)).first() is not None:
                    written = connection.execute(NEW_JOB, job).one()
                    return DocumentAdded(document=document, job=job_of_row(written), created=True)
        except sa.exc.IntegrityError:
            # Asked only now: nearly always it is known, and an upload waits for each question.
            self.application(document.application_id)
            raise
        return self._added_before(document)

    def document(self, document_id: str) -> Document:
        """See `Records.document`."""
        with self._database.asking() as connection:
            row = connection.execute(DOCUMENT, {"document_id": document_id}).first()
        if row is None:
            raise no_such_document(document_id)
        return document_of_row(row)

    def paper(self, document_id: str) -> tuple[Document, Application]:
        """See `Records.paper`."""
        with self._database.asking() as connection:
            row = connection.execute(PAPER, {"document_id": document_id}).first()
        if row is None:
            raise no_such_document(document_id)
        return document_of_row(row), from_json(Application, row.content)

    def paper_count(self, application_id: str) -> int:
        """See `Records.paper_count`."""
        with self._database.asking() as connection:
            row = connection.execute(PAPER_COUNT, {"application_id": application_id}).first()
        if row is None:
            raise no_such_application(application_id)
        return int(row.paper_count)

    def documents_of(self, application_id: str) -> tuple[Document, ...]:
        """See `Records.documents_of`."""
        with self._database.asking() as connection:
            rows = connection.execute(DOCUMENTS_OF, {"application_id": application_id})
            return tuple(document_of_row(row) for row in rows)

    def withdraw(self, document_id: str, *, who: str, reason: str) -> DocumentMoved:
        """See `Records.withdraw`."""
        with self._database.writing() as connection:
            owner = _locked_owner(connection, document_id)
            return self._withdraw(connection, document_id, owner, who=who, reason=reason)

    def replace(self, document_id: str, *, replaces: str, who: str, reason: str) -> DocumentMoved:
        """See `Records.replace`."""
        with self._database.writing() as connection:
            owner = _locked_owner(connection, document_id)
            if _locked_owner(connection, replaces) != owner:
                raise no_such_document(replaces)
            # What was locked is as it stands: of two that replace each other the later undoes what the earlier did.
            restored = self._restore(connection, document_id, owner)
            withdrawn = self._withdraw(connection, replaces, owner, who=who, reason=reason)
        return DocumentMoved(changed=restored.changed or withdrawn.changed, jobs=(*restored.jobs, *withdrawn.jobs))

    def restore(self, document_id: str) -> DocumentMoved:
        """See `Records.restore`."""
        with self._database.writing() as connection:
            return self._restore(connection, document_id, _locked_owner(connection, document_id))

    def keep_text(self, sha256: str, text: PageText) -> None:
        """See `Records.keep_text`."""
        content = zlib.compress(to_json(text))
        row = {"sha256": sha256, "engine": text.engine, "content": content, "read_at": self._database.clock()}
        with self._database.writing(survives_power_cut=False) as connection:
            connection.execute(kept_text(self._database.engine.dialect.name), row)

    def text(self, sha256: str, engine: str) -> PageText | None:
        """See `Records.text`."""
        with self._database.asking() as connection:
            content = connection.execute(TEXT, {"sha256": sha256, "engine": engine}).scalar()
        return None if content is None else from_json(PageText, zlib.decompress(content))

    def report_of(self, document_id: str) -> Report | None:
        """See `Records.report_of`."""
        query = (
            sa.select(reports.c.content)
            .where(reports.c.document_id == document_id)
            .order_by(reports.c.report_id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            content = connection.execute(query).scalar()
        return None if content is None else from_json(Report, content)

    def case_file(self, application_id: str) -> CaseFile:
        """See `Records.case_file`.

        The version is read before the reports: it is never newer than what they show, so of two dossiers with the
        same version none misses a report that the version counts.
        """
        with self._database.reading() as connection:
            row = connection.execute(CASE, {"application_id": application_id}).first()
            if row is None:
                raise no_such_application(application_id)
            newest = connection.execute(NEWEST_REPORTS, {"application_ids": [application_id]}).all()
        return CaseFile(
            application=from_json(Application, row.content),
            version=row.version,
            reports=tuple(from_json(Report, report.content) for report in newest),
            report_ids=tuple(report.report_id for report in newest),
            waiting_count=row.waiting_count,
        )

    def ping(self) -> None:
        """See `Records.ping`."""
        with self._database.reading() as connection:
            require_tables(connection)

    def close(self) -> None:
        """See `Records.close`."""
        self._database.close()

    def _withdraw(
        self, connection: sa.Connection, document_id: str, owner: str, *, who: str, reason: str
    ) -> DocumentMoved:
        now = self._database.clock()
        if not _mark(connection, document_id, withdrawn_at=now):
            return DocumentMoved(changed=False)
        connection.execute(touch(owner, now=now))
        connection.execute(cancel_unread(document_id, now=now))
        rows = connection.execute(judge_again(document_id, now=now, only_reported=True)).all()
        job_id = sa.select(jobs.c.job_id).where(jobs.c.document_id == document_id).scalar_subquery()
        entry = {"at": now, "who": who, "deed": "withdraw", "subject": job_id, "reason": reason}
        connection.execute(audit.insert().values(entry))
        return DocumentMoved(changed=True, jobs=tuple(job_of_row(row) for row in rows))

    def _restore(self, connection: sa.Connection, document_id: str, owner: str) -> DocumentMoved:
        now = self._database.clock()
        if not _mark(connection, document_id, withdrawn_at=None):
            return DocumentMoved(changed=False)
        connection.execute(touch(owner, now=now))
        rows = connection.execute(judge_again(document_id, now=now, only_reported=False)).all()
        return DocumentMoved(changed=True, jobs=tuple(job_of_row(row) for row in rows))

    def _added_before(self, document: Document) -> DocumentAdded:
        same = {"sha256": document.sha256, "declared_type": document.declared_type or ""}
        with self._database.asking() as connection:
            row = connection.execute(SAME_BYTES, {"application_id": document.application_id, **same}).first()
            if row is None:
                raise no_such_document(document.document_id)
            its_job = connection.execute(JOB_OF, {"key": row.document_id}).one()
        return DocumentAdded(document=document_of_row(row), job=job_of_row(its_job), created=False)


def _locked_owner(connection: sa.Connection, document_id: str) -> str:
    """Lock the application of a document, so that its documents are withdrawn and restored one after the other."""
    its = documents.c.application_id == applications.c.application_id
    query = sa.select(applications.c.application_id).join(documents, its).where(documents.c.document_id == document_id)
    # Papers that refer to the application meanwhile are let through.
    owner: str | None = connection.execute(query.with_for_update(of=applications, key_share=True)).scalar()
    if owner is None:
        raise no_such_document(document_id)
    return owner


def _mark(connection: sa.Connection, document_id: str, *, withdrawn_at: datetime | None) -> bool:
    """Set or clear the mark of withdrawal, and tell whether the paper had it otherwise."""
    stands = documents.c.withdrawn_at.is_not(None) if withdrawn_at is None else documents.c.withdrawn_at.is_(None)
    marked = documents.update().where(documents.c.document_id == document_id, stands)
    return connection.execute(marked.values(withdrawn_at=withdrawn_at)).rowcount == 1
