"""The one query that says which reports make up a case: for one application, or for a batch of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storage.schema import documents, reports


def newest_reports(application_ids: Sequence[str]) -> sa.Select[Any]:
    """Ask for application, id and content of the newest report of each document that counts, in the order they came."""
    newest = (
        sa.select(sa.func.max(reports.c.report_id))
        .where(reports.c.application_id.in_(application_ids))
        .group_by(reports.c.document_id)
    )
    return (
        sa.select(reports.c.application_id, reports.c.report_id, reports.c.content)
        .join(documents, documents.c.document_id == reports.c.document_id)
        .where(reports.c.report_id.in_(newest), documents.c.withdrawn_at.is_(None))
        .order_by(documents.c.created_at, documents.c.document_id)
    )
