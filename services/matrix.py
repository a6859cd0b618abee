"""Fields by documents: what was stated, and beside it what each paper prints, with outcome, rule and pixels. Pure.

A row is one thing that can be stated: the numbers of two licences, or of two studies, stand in rows of their own.
What is printed and never held against the application has a row a field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.case import Application
from models.doctype import Outcome
from models.extraction import FieldStatus, Reading
from models.materials import FIELDS
from models.page import Box
from models.report import Comparison, Dossier, Report

_PLAIN = ("name", "gender", "birth_date", "id_number", "specialty")
_OF_EDUCATION = (
    "level", "school", "major", "study_form", "enrolled_on", "graduated_on",
    "certificate_number", "degree_number", "verification_code",
)  # fmt: skip
_HEADS = ("name", "former_names", "gender", "birth_date", "id_number", "education", "licences", "probation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one paper has for one row."""

    field: str
    """The paper's own word: the number of a diploma and that of a licence are both its `certificate_number`."""
    value: str | None
    raw: str
    status: FieldStatus
    outcome: Outcome
    rule: str
    box: Box | None
    """In pixels of the upload; where the value follows from a number, that number's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that can be stated or printed."""

    field: str
    path: str
    """Where in the application it stands; empty for what is printed and never compared."""
    stated: str | None
    cells: Mapping[str, Cell]
    """By document id; a paper of a type that carries no such field has none."""
    licence_type: str = ""
    """Of the licence whose number it is, as the application has it; empty for what is none, or is stated no more."""


def matrix(dossier: Dossier, application: Application | None = None) -> tuple[Row, ...]:
    """Set the papers of a dossier side by side, in the order in which an application is typed.

    What a paper was held against stands as stated, also where the application has changed since: the outcomes beside
    it are of that. Of the application comes what no paper was held against.
    """
    typed = dict(stated_values(application)) if application else {}
    cells: dict[tuple[str, str], dict[str, Cell]] = {(_field_of(path), path): {} for path in typed}
    by_path = {path: (_field_of(path), path) for path in typed}
    held: dict[str, str] = {}
    for report in dossier.reports:
        for path, told, cell in _cells(report):
            if path and told is not None:
                held.setdefault(path, told)
            key = by_path.setdefault(path, (cell.field, path)) if path else (cell.field, "")
            if report.document_id in cells.get(key, {}):
                key = (cell.field, path)
            cells.setdefault(key, {})[report.document_id] = cell
    stated = typed | held
    licences = {
        f"licences[{index}].certificate_number": licence.type
        for index, licence in enumerate(application.licences if application else ())
    }
    rows = (
        Row(field=field, path=path, stated=stated.get(path), cells=of_row, licence_type=licences.get(path, ""))
        for (field, path), of_row in cells.items()
    )
    return tuple(sorted((row for row in rows if _says_anything(row)), key=_place))


def stated_values(application: Application) -> Iterator[tuple[str, str]]:
    """Return what an application states, by the paths that comparisons name."""
    for field in _PLAIN:
        yield from _stated(field, getattr(application, field))
    yield from _stated("former_names", "、".join(application.former_names))
    for index, entry in enumerate(application.education):
        for field in _OF_EDUCATION:
            yield from _stated(f"education[{index}].{field}", getattr(entry, field))
    for index, licence in enumerate(application.licences):
        yield from _stated(f"licences[{index}].certificate_number", licence.certificate_number)
    yield from _stated("probation.institution", application.probation.institution)


def _stated(path: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value and value.strip():
        yield path, value


def _field_of(path: str) -> str:
    tail = path.rpartition(".")[2]
    return {"former_names": "former_name", "degree_number": "certificate_number"}.get(tail, tail)


def _cells(report: Report) -> Iterator[tuple[str, str | None, Cell]]:
    """Path, stated value and cell of every field of a paper, also of those that only a number on it tells."""
    compared = {one.field: one for one in report.comparisons}
    readings = report.extraction.readings if report.extraction else ()
    for reading in readings:
        one = compared.pop(reading.field, None)
        yield (one.path if one else "", one.expected if one else None, _cell(reading, one, readings))
    for one in compared.values():
        reading = Reading(field=one.field, status=FieldStatus.ABSENT)
        yield one.path, one.expected, _cell(reading, one, readings)


def _cell(reading: Reading, compared: Comparison | None, readings: tuple[Reading, ...]) -> Cell:
    is_printed = reading.status is not FieldStatus.ABSENT
    value = reading.value if is_printed else None
    if compared is not None and value is None:
        value = compared.found
    return Cell(
        field=reading.field,
        value=value,
        raw=reading.raw if is_printed else "",
        status=reading.status,
        outcome=compared.outcome if compared else Outcome.NOT_STATED if value else Outcome.NOT_PRINTED,
        rule=compared.rule if compared else "" if value else reading.status.value,
        box=reading.box if is_printed else _box_of(compared, readings),
    )


def _box_of(compared: Comparison | None, readings: tuple[Reading, ...]) -> Box | None:
    """The place of the number that a value was taken from, where the paper does not print the value itself."""
    if compared is None or compared.found is None:
        return None
    named = [reading for reading in readings if compared.rule == f"inside_{reading.field}"]
    holding = [reading for reading in readings if compared.found in (reading.value or "")]
    return next((reading.box for reading in named + holding if reading.box), None)


def _says_anything(row: Row) -> bool:
    return row.stated is not None or any(cell.value or cell.raw for cell in row.cells.values())


def _place(row: Row) -> tuple[bool, int, str, int]:
    """What is held against the application first, in the order in which that is typed."""
    head, _, tail = row.path.partition(".")
    group = _HEADS.index(head.partition("[")[0]) if head.partition("[")[0] in _HEADS else len(_HEADS)
    of_field = list(FIELDS).index(row.field) if row.field in FIELDS else len(FIELDS)
    return not row.path, group, head, _OF_EDUCATION.index(tail) if tail in _OF_EDUCATION else of_field
