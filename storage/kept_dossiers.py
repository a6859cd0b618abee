"""Dossiers as they were appended, put together with their reports."""

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from models.report import Dossier, Report
from storage.schema import reports
from storage.written import from_json

_REPORTS = sa.select(reports.c.report_id, reports.c.content).where(
    reports.c.report_id.in_(sa.bindparam("report_ids", expanding=True))
)


def whole_dossier(connection: sa.Connection, row: sa.Row[Any]) -> Dossier:
    """Return a dossier with its reports, which are kept by reference."""
    ids = json.loads(row.report_ids)
    found = connection.execute(_REPORTS, {"report_ids": ids})
    contents = {report.report_id: report.content for report in found}
    kept = tuple(from_json(Report, contents[report_id]) for report_id in ids)
    return replace(from_json(Dossier, row.content), reports=kept)
