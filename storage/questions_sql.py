"""Statements that every job or upload runs, made once: putting one together anew costs as much as running it."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from models.job import UNSETTLED
from storage.schema import applications, documents, dossiers, jobs, reports, texts

_ITS_APPLICATION = documents.c.application_id == sa.bindparam("application_id")

APPLICATION = sa.select(applications.c.content).where(applications.c.application_id == sa.bindparam("application_id"))
DOCUMENT = sa.select(documents).where(documents.c.document_id == sa.bindparam("document_id"))
PAPER = (
    sa.select(documents, applications.c.content)
    .join(applications, applications.c.application_id == documents.c.application_id)
    .where(documents.c.document_id == sa.bindparam("document_id"))
)
DOCUMENTS_OF = (
    sa.select(documents)
    .where(_ITS_APPLICATION, documents.c.withdrawn_at.is_(None))
    .order_by(documents.c.created_at, documents.c.document_id)
)
PAPER_COUNT = sa.select(
    sa.select(sa.func.count())
    .select_from(documents)
    .where(documents.c.application_id == applications.c.application_id, documents.c.withdrawn_at.is_(None))
    .scalar_subquery()
    .label("paper_count")
).where(applications.c.application_id == sa.bindparam("application_id"))
SAME_BYTES = sa.select(documents).where(
    _ITS_APPLICATION,
    documents.c.sha256 == sa.bindparam("sha256"),
    documents.c.declared_type == sa.bindparam("declared_type"),
)
JOB = sa.select(jobs).where(jobs.c.job_id == sa.bindparam("key"))
JOB_OF = sa.select(jobs).where(jobs.c.document_id == sa.bindparam("key"))
NEW_JOB = jobs.insert().returning(*jobs.c)
TEXT = sa.select(texts.c.content).where(
    texts.c.sha256 == sa.bindparam("sha256"), texts.c.engine == sa.bindparam("engine")
)
_WAITING = (
    sa.select(sa.func.count())
    .select_from(jobs.join(documents, documents.c.document_id == jobs.c.document_id))
    .where(
        documents.c.application_id == applications.c.application_id,
        documents.c.withdrawn_at.is_(None),
        jobs.c.state.in_(UNSETTLED),
    )
    .scalar_subquery()
    .label("waiting_count")
)
# In one statement, so that the count is that of the version: each statement sees the ledger as it is by then.
CASE = sa.select(applications, _WAITING).where(applications.c.application_id == sa.bindparam("application_id"))

DOSSIER = (
    sa.select(dossiers)
    .where(dossiers.c.application_id == sa.bindparam("application_id"))
    .order_by(dossiers.c.version.desc(), dossiers.c.dossier_id.desc())
    .limit(1)
)
WHOLE_DOSSIER = DOSSIER.where(dossiers.c.waiting_count == 0)
NEW_DOSSIER = dossiers.insert().returning(dossiers.c.dossier_id)

_NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=applications.c.touched_at.type)
_OWNER = sa.select(documents.c.application_id).where(documents.c.document_id == sa.bindparam("paper")).scalar_subquery()
TOUCH_OWNER = (
    applications.update()
    .where(applications.c.application_id == _OWNER)
    .values(version=applications.c.version + 1, touched_at=_NOW)
)
NEW_REPORT = reports.insert().values(application_id=_OWNER)
MADE = (
    applications.update()
    .where(
        applications.c.application_id == sa.bindparam("made_of"),
        applications.c.dossier_version <= sa.bindparam("made_at"),
    )
    .values(dossier_version=sa.bindparam("made_at"), judged_under=sa.bindparam("made_under"))
)


@cache
def new_document(dialect_name: str) -> "sqlite.Insert | postgresql.Insert":
    """Return the INSERT of a document that returns its id, or nothing where it stands already."""
    insert = _insert(dialect_name, documents)
    return insert.on_conflict_do_nothing().returning(documents.c.document_id)  # type: ignore[return-value]


@cache
def kept_text(dialect_name: str) -> "sqlite.Insert | postgresql.Insert":
    """Return the INSERT of a text that takes the place of an older one."""
    insert = _insert(dialect_name, texts)
    anew = {"content": insert.excluded.content, "read_at": insert.excluded.read_at}
    return insert.on_conflict_do_update(index_elements=[texts.c.sha256, texts.c.engine], set_=anew)


def _insert(dialect_name: str, table: sa.Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if dialect_name == "sqlite" else postgresql.insert(table)
