"""The one query that says which reports make up a case: for one application, or for a batch of them."""

import sqlalchemy as sa

from storage.schema import documents, reports

_NEWEST = (
    sa.select(sa.func.max(reports.c.report_id))
    .where(reports.c.application_id.in_(sa.bindparam("application_ids", expanding=True)))
    .group_by(reports.c.document_id)
)
NEWEST_REPORTS = (
    sa.select(reports.c.application_id, reports.c.report_id, reports.c.content)
    .join(documents, documents.c.document_id == reports.c.document_id)
    .where(reports.c.report_id.in_(_NEWEST), documents.c.withdrawn_at.is_(None))
    .order_by(documents.c.created_at, documents.c.document_id)
)
"""Asks for application, id and content of the newest report of each document of `application_ids` that counts, in the
order they came."""
