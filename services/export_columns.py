"""What an export tells: its columns, whose names stay, and the rows of a case, masked unless asked otherwise.

`paper` has a row for each judged paper, `dossier` one for each application. Columns are added at the end and never
renamed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.case import Application
from models.extraction import FieldStatus, Reading
from models.gravity import gravest_first, is_open
from models.materials import FIELDS
from models.report import Dossier, Finding, Report
from services.masking import HIDDEN, mask_in_text, mask_name, mask_number

Value = str | int | float | None

_NAMES = frozenset({"name", "former_name", "president"})
_NUMBERS = frozenset(
    {
        "id_number",
        "former_id_number",
        "certificate_number",
        "report_number",
        "qualification_number",
        "verification_code",
    }
)
_BIRTH = frozenset({"birth_date", "former_birth_date"})
"""Of an ID number the middle is hidden, and that is the date of birth: of it the year alone is shown."""
_UNSURE = (FieldStatus.DOUBTFUL, FieldStatus.UNREADABLE)
_BETWEEN = ";"
_ENDING = re.compile(r"\.[A-Za-z]{1,4}$")
_LETTERS = re.compile(r"[^0-9/._*\-]+")


class Per(StrEnum):
    """What an export has a row for."""

    PAPER = "paper"
    DOSSIER = "dossier"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of an export."""

    name: str
    kind: Kind = Kind.TEXT


_OF_APPLICATION = ("application_id", "name", "id_type", "id_number", "exam_year", "exam_category", "track")
_OF_PAPER = ("document_id", "file", "sha256", "declared_type", "type", "type_score", "state", "quality", "causes")
_OF_DOSSIER = ("verdict", "papers", "open_findings", "gravest", "findings", "settled_findings", "missing")
_COUNTS = frozenset({"exam_year", "papers", "open_findings"})
_SCORES = frozenset({"type_score", "quality"})


def columns_of(per: Per) -> tuple[Column, ...]:
    """Return the columns of an export, in their order."""
    if per is Per.DOSSIER:
        return tuple(_column(name) for name in (*_OF_APPLICATION, *_OF_DOSSIER))
    read = (f"read_{field}" for field in FIELDS)
    return tuple(
        _column(name)
        for name in (*_OF_APPLICATION, *_OF_PAPER, *read, "unsure_fields", "findings", "verdict", "object")
    )


def rows_of(
    application: Application, dossier: Dossier, *, per: Per, unmasked: bool, objects: Mapping[str, str]
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of one case, each with a value for each of the columns; `objects` are keys of the archive."""
    stated = _of_application(application, unmasked=unmasked)
    if per is Per.DOSSIER:
        yield (*stated, *_of_dossier(dossier))
        return
    for report in dossier.reports:
        key = objects.get(report.document_id)
        shown = key if unmasked or key is None else _masked_key(key, application)
        yield (*stated, *_of_paper(report, application, unmasked=unmasked), *_findings_of(report, dossier), shown)


def _column(name: str) -> Column:
    return Column(name=name, kind=Kind.COUNT if name in _COUNTS else Kind.SCORE if name in _SCORES else Kind.TEXT)


def _of_application(application: Application, *, unmasked: bool) -> tuple[Value, ...]:
    return (
        application.application_id,
        application.name if unmasked else mask_name(application.name),
        application.id_type,
        application.id_number if unmasked else mask_number(application.id_number),
        application.exam_year,
        application.exam_category,
        application.track,
    )


def _of_paper(report: Report, application: Application, *, unmasked: bool) -> tuple[Value, ...]:
    readings = {one.field: one for one in report.extraction.readings} if report.extraction else {}
    return (
        report.document_id,
        report.file if unmasked else _masked_file(report.file, application),
        report.sha256,
        report.declared_type,
        report.classification.type_code,
        round(report.classification.score, 3),
        report.state.value,
        round(report.quality.score, 3),
        _BETWEEN.join(report.quality.causes) or None,
        *(_said(field, readings.get(field), unmasked=unmasked) for field in FIELDS),
        _BETWEEN.join(field for field, one in readings.items() if one.status in _UNSURE) or None,
    )


def _said(field: str, reading: Reading | None, *, unmasked: bool) -> str | None:
    if reading is None or reading.status is FieldStatus.ABSENT or not reading.value:
        return None
    return reading.value if unmasked else _MASKS.get(field, _as_it_is)(reading.value)


def _masked_file(file: str, application: Application) -> str:
    """A file may be named after its owner."""
    return mask_in_text(file.replace(application.name, mask_name(application.name)) if application.name else file)


def _masked_key(key: str, application: Application) -> str:
    """Hide whatever letters a key has but the application's id, which stands in the row: a folder may be a name."""
    known = rf"(?<![A-Za-z0-9]){re.escape(application.application_id)}(?![A-Za-z0-9])"
    stem, ending = _ENDING.sub("", key), _ENDING.search(key)
    between = (_LETTERS.sub("*", mask_in_text(part)) for part in re.split(known, stem))
    return application.application_id.join(between) + (ending.group() if ending else "")


def _findings_of(report: Report, dossier: Dossier) -> tuple[Value, ...]:
    its = [finding for finding in dossier.findings if finding.document_id == report.document_id and is_open(finding)]
    return _codes(its), dossier.verdict.value


def _of_dossier(dossier: Dossier) -> tuple[Value, ...]:
    found = [finding for finding in gravest_first(dossier) if is_open(finding)]
    settled = [finding for finding in dossier.findings if finding.settled_by is not None]
    return (
        dossier.verdict.value,
        len(dossier.reports),
        len(found),
        found[0].code if found else None,
        _codes(found),
        _codes(settled),
        _BETWEEN.join(dict.fromkeys(paper.type_code for paper in dossier.missing)) or None,
    )


def _codes(findings: list[Finding]) -> str | None:
    return _BETWEEN.join(dict.fromkeys(finding.code for finding in findings)) or None


def _mask_date(text: str) -> str:
    return "".join(one if place < 4 or one == "-" else HIDDEN for place, one in enumerate(text))


def _as_it_is(text: str) -> str:
    return text


_MASKS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_NAMES, mask_name),
    **dict.fromkeys(_NUMBERS, mask_number),
    **dict.fromkeys(_BIRTH, _mask_date),
}
