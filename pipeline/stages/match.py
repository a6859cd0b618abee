"""What the page says, held against what the applicant stated. Pure. Every comparison has a named outcome.

A value that the reader is not sure of never conflicts: it is doubtful, and a person looks first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from doctypes.values import KINDS, qualification_number
from doctypes.values.redundancy import cross_checks
from models.case import Application, Education, Licence
from models.doctype import DocumentType, FieldSpec, Outcome, ValueKind
from models.extraction import Extraction, FieldStatus, Reading, Witness
from models.report import Comparison
from pipeline.comparing import Circumstances, held_against
from pipeline.identity_papers import is_comparable, told_by_id_number

INSIDE_ID_NUMBER = "inside_id_number"
"""Rule: the page prints no such value, but its ID number says it."""
PERHAPS_RENEWED = "perhaps_renewed"
"""Rule: name and birth date are those stated, and the paper's own number is another one."""
_RENUMBERED = frozenset({"passport_number", "permit_number"})
_LICENCE_TOLD_OF = {"licence_register_proof": "physician_practice"}
"""Papers that tell of a licence of another type than their own."""
_POINTS = MappingProxyType({"certificate_number": 6, "level": 3, "school": 3, "graduated_on": 3})
"""How much agreement in a field tells which education entry a paper belongs to: a number is nobody else's.

With a number worth no more than a level, a degree certificate of which the level was changed to that of an applicant's
other entry went to that one, and contradicted nothing."""


def match(
    extraction: Extraction, application: Application, doctype: DocumentType, *, alphabet: frozenset[str] = frozenset()
) -> tuple[Comparison, ...]:
    """Compare every field that the type compares; in the order of the definition.

    `alphabet` holds every character the engine can print; a stated name with another character is unverifiable.
    An empty alphabet means that all can be printed.
    """
    education = _entry_of(extraction, application.education, doctype)
    number = extraction.reading("certificate_number").value or ""
    licence = _licence_of(extraction.type_code, number, application.licences)
    number = extraction.reading("qualification_number").value or ""
    other = _licence_of("physician_qualification", number, application.licences)
    at = Circumstances(application=application, extraction=extraction, doctype=doctype, alphabet=alphabet)
    compared: list[Comparison] = []
    for spec in doctype.fields:
        if spec.compares_with:
            path, stated = _stated(spec.compares_with, application, education, licence, other)
            reading = extraction.reading(spec.name)
            if path == "id_number" and not is_comparable(spec.kind, application, reading.value):
                stated = None
            one = _compared(spec, reading, path, stated, at)
            compared.append(_told_by_printed_id(one, extraction, spec, stated) or one)
    compared = [_perhaps_renewed(one, compared, doctype) for one in compared]
    compared += _inside_numbers(extraction, application, compared)
    if education is not None:
        compared += _inside_diploma_number(extraction, application.education[education], education)
    return tuple(compared)


def _told_by_printed_id(
    comparison: Comparison, extraction: Extraction, spec: FieldSpec, stated: str | None
) -> Comparison | None:
    """Birth date and sex that the page does not print, where its ID number contradicts what was stated."""
    number = next((one for one in extraction.readings if one.field == "id_number"), None)
    if comparison.outcome is not Outcome.NOT_PRINTED or number is None or Witness.CHECK_DIGIT not in number.witnesses:
        return None
    told = told_by_id_number(spec.name, number.value or "")
    expected = _canonical(KINDS[spec.kind], stated)
    if told is None or expected is None or KINDS[spec.kind].compare(told, expected).outcome is not Outcome.CONFLICT:
        return None
    return replace(comparison, outcome=Outcome.CONFLICT, rule=INSIDE_ID_NUMBER, found=told)


def _inside_diploma_number(extraction: Extraction, entry: Education, index: int) -> Iterator[Comparison]:
    """The form of study that the digits of a diploma number name, where the page prints none."""
    number = extraction.reading("certificate_number")
    if not entry.study_form or not number.value or number.status is FieldStatus.DOUBTFUL:
        return
    if extraction.reading("study_form").value is not None:
        return
    checks = cross_checks({"certificate_number": number.value, "study_form": entry.study_form})
    if any(check.field == "study_form" and check.agrees is False for check in checks):
        yield Comparison(
            field="study_form",
            path=f"education[{index}].study_form",
            outcome=Outcome.CONFLICT,
            rule="inside_certificate_number",
            expected=entry.study_form,
            found=number.value,
        )


def _inside_numbers(
    extraction: Extraction, application: Application, compared: Sequence[Comparison]
) -> Iterator[Comparison]:
    """The ID number inside a qualification number counts where none is printed by itself."""
    if any(one.field == "id_number" and one.found for one in compared) or not is_comparable("citizen_id", application):
        return
    for reading in extraction.readings:
        parts = qualification_number.decode(reading.value or "")
        if parts is None or reading.status is FieldStatus.DOUBTFUL:
            continue
        likeness = KINDS["citizen_id"].compare(parts.id_number, application.id_number)
        yield Comparison(
            field="id_number",
            path="id_number",
            outcome=likeness.outcome,
            rule=likeness.rule or f"inside_{reading.field}",
            expected=application.id_number,
            found=parts.id_number,
        )
        return


def _perhaps_renewed(one: Comparison, compared: Sequence[Comparison], doctype: DocumentType) -> Comparison:
    """A passport or permit of the same person with another number may be the one before or after; both must be seen.

    Numbers of Hong Kong and Macau permits are for life: another one is another person's.
    """
    kind = doctype.field(one.field).kind
    if one.outcome is not Outcome.CONFLICT or kind not in _RENUMBERED or (one.found or "").startswith(("H", "M")):
        return one
    others = {other.field: other.outcome.agrees for other in compared if other.field in ("name", "birth_date")}
    same = len(others) > 1 and all(others.values())
    return replace(one, rule=PERHAPS_RENEWED) if same else one


def _compared(
    spec: FieldSpec, reading: Reading, path: str, stated: str | None, circumstances: Circumstances
) -> Comparison:
    kind = KINDS[spec.kind]
    expected = _canonical(kind, stated)
    outcome, rule = held_against(kind, reading, expected, stated=stated, at=circumstances)
    return Comparison(field=spec.name, path=path, outcome=outcome, rule=rule, expected=expected, found=reading.value)


def _canonical(kind: ValueKind, stated: str | None) -> str | None:
    """What was stated, in the form in which print is kept; as stated where its kind cannot read it."""
    return None if stated is None else _in_form(kind.name, stated)


@lru_cache(maxsize=4096)
def _in_form(kind: str, stated: str) -> str | None:
    """Every page of a dossier asks for the same few values, most of them several times."""
    if not stated.strip():
        return None
    parsed = KINDS[kind].parse(stated)
    if parsed is None or parsed.repaired or parsed.fault:
        return "".join(stated.split())
    return parsed.value


def _stated(
    path: str, application: Application, education: int | None, licence: int | None, other: int | None
) -> tuple[str, str | None]:
    head, _, tail = path.partition(".")
    if not tail:
        return path, getattr(application, head) or told_by_id_number(head, application.id_number)
    if head == "probation":
        return path, application.probation.institution
    if tail == "qualification_number":
        licence = other
        tail = "certificate_number"
    index = education if head == "education" else licence
    if index is None:
        return path, None
    entry: Education | Licence = (application.education if head == "education" else application.licences)[index]
    return f"{head}[{index}].{tail}", getattr(entry, tail)


def _entry_of(extraction: Extraction, entries: Sequence[Education], doctype: DocumentType) -> int | None:
    """Index of the education entry that a paper speaks of: the one it agrees with most; None where there is none."""
    if not entries:
        return None
    return _best(range(len(entries)), lambda index: _agreement(extraction, entries[index], doctype))


def _best(indices: range, score: Callable[[int], int]) -> int:
    return max(indices, key=lambda index: (score(index), -index))


def _agreement(extraction: Extraction, entry: Education, doctype: DocumentType) -> int:
    points = 0
    for spec in doctype.fields:
        tail = spec.compares_with.removeprefix("education.")
        if tail == spec.compares_with:
            continue
        expected = _canonical(KINDS[spec.kind], getattr(entry, tail))
        found = extraction.reading(spec.name).value
        if expected and found and KINDS[spec.kind].compare(found, expected).outcome.agrees:
            points += _POINTS.get(spec.name, 1)
    return points


def _licence_of(type_code: str, found: str, licences: Sequence[Licence]) -> int | None:
    """Index of the licence of a type; of several, the one whose number agrees best."""
    wanted = _LICENCE_TOLD_OF.get(type_code, type_code)
    own = [index for index, licence in enumerate(licences) if licence.type == wanted]
    if not own:
        return None
    return max(own, key=lambda index: (_common(found, licences[index].certificate_number or ""), -index))


def _common(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(one, other, strict=False))
