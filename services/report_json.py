"""A dossier as the JSON of the contract ("Report, JSON"). Keys may be added; none is renamed or left out."""

from collections.abc import Sequence
from dataclasses import replace

from models.case import Application
from models.extraction import FieldStatus, Reading
from models.page import Box
from models.report import Change, Dossier, Finding, MissingMaterial, Report
from services.matrix import Cell, Row, matrix


def dossier_json(dossier: Dossier, application: Application | None = None) -> dict[str, object]:
    """Return the dossier as plain lists, dicts, text and numbers, ready for `json.dumps`.

    Findings of a document stand with it and once more among the dossier's findings, which hold those across
    documents as well. With the application, the matrix has a row also for what it states and no paper prints.
    """
    return {
        "application_id": dossier.application_id or None,
        "verdict": dossier.verdict.value,
        "documents": [document_json(_as_settled(report, dossier.findings)) for report in dossier.reports],
        "findings": [finding_json(finding) for finding in dossier.findings],
        "missing": [missing_json(paper) for paper in dossier.missing],
        "matrix": [_row(row) for row in matrix(dossier, application)],
        "changes": [change_json(change) for change in dossier.changes],
    }


def change_json(change: Change) -> dict[str, object]:
    """Return one difference from the dossier before as JSON."""
    return {
        "kind": change.kind.value,
        "code": change.code,
        "field": change.field,
        "document_id": change.document_id,
        "before": change.before,
        "after": change.after,
    }


def document_json(report: Report) -> dict[str, object]:
    """Return one document's part of the dossier's JSON."""
    return {
        "document_id": report.document_id,
        # The name of a file may hold lone surrogates, which no encoding takes.
        "file": report.file.encode("utf-8", "replace").decode("utf-8"),
        "sha256": report.sha256,
        "declared_type": report.declared_type,
        "type": report.classification.type_code,
        "type_score": round(report.classification.score, 3),
        "state": report.state.value,
        "quality": {"score": round(report.quality.score, 3), "causes": list(report.quality.causes)},
        "fields": {reading.field: _reading(reading) for reading in _readings(report)},
        "findings": [finding_json(finding) for finding in report.findings],
        "engine": report.engine,
        "correlation_id": report.correlation_id or None,
        "timings_ms": {
            "normalise": round(report.normalise_ms, 1),
            "recognise": round(report.recognise_ms, 1),
            "judge": round(report.judge_ms, 1),
        },
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """Return one finding as JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "document_id": finding.document_id,
        "expected": finding.expected,
        "found": finding.found,
        "message": finding.message,
        "proof": list(finding.proof),
        "rule": finding.rule or None,
        "documents": list(finding.documents),
        "settled_by": finding.settled_by,
        "applicant_message": finding.applicant_message or None,
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "field": row.field,
        "path": row.path or None,
        "stated": row.stated,
        "cells": {document_id: _cell(cell) for document_id, cell in row.cells.items()},
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "field": cell.field,
        "value": cell.value,
        "status": cell.status.value,
        "outcome": cell.outcome.value,
        "rule": cell.rule or None,
        "box": _corners(cell.box) if cell.box else None,
    }


def _as_settled(report: Report, findings: Sequence[Finding]) -> Report:
    """The report with its findings as the dossier has them: its own were written before any proof was held to them."""
    known = {_told(finding): finding for finding in reversed(findings)}
    return replace(report, findings=tuple(known.get(_told(finding), finding) for finding in report.findings))


def _told(finding: Finding) -> tuple[str | None, ...]:
    return finding.code, finding.field, finding.document_id, finding.expected, finding.found


def missing_json(paper: MissingMaterial) -> dict[str, object]:
    """Return one missing paper as JSON."""
    return {
        "type": paper.type_code,
        "any_of": list(paper.any_of or (paper.type_code,)),
        "level": paper.level,
        "because": paper.because,
    }


def _readings(report: Report) -> tuple[Reading, ...]:
    return report.extraction.readings if report.extraction else ()


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "value": reading.value if reading.status is not FieldStatus.ABSENT else None,
        "raw": reading.raw,
        "confidence": round(reading.confidence, 3),
        "status": reading.status.value,
        "witnesses": [witness.value for witness in reading.witnesses],
        **({"as_read": reading.as_read} if reading.is_corrected else {}),
        "box": _corners(reading.box) if reading.box else None,
    }


def _corners(box: Box) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in box.corners]
