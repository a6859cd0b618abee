"""What a reviewer must look at on one page. Pure: comparisons and readings in, findings out, gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.case import Application
from models.doctype import DocumentType, FieldSpec, Outcome
from models.extraction import Extraction, FieldStatus, PageFacts, Reading
from models.materials import IDENTITY_FIELDS
from models.report import Comparison, Finding, Severity
from pipeline import picture_words, words
from pipeline.contrary_findings import contrary_findings
from pipeline.cut_neighbours import cuts_a_neighbour
from pipeline.doubts import (
    Known,
    is_faulty,
    is_the_applicant,
    matters,
    needs_a_look,
)
from pipeline.faces import expected_fields
from pipeline.notes import names_not_in_use, notes, put_right
from pipeline.stages.extract import AGE_INSTEAD, QR_DISAGREES, QR_FOREIGN
from pipeline.stages.match import INSIDE_ID_NUMBER
from pipeline.told_by_numbers import (
    is_a_doubt_of_a_zero,
    is_a_doubt_of_the_day,
    is_all_but_the_check,
    is_told_by_diploma_number,
    is_told_by_id_number,
    is_told_by_licence_number,
)
from pipeline.why_unread import why_field

_LONGEST_VALIDITY = timedelta(days=186)
"""A verification code lives six months at most (notice on the printed form); then it must be renewed."""
_PICTURE_FINDINGS = {"not_colour": "image_not_colour", "screen": "image_is_a_screen", "incomplete": "image_incomplete"}
_MISSING = frozenset({FieldStatus.ABSENT, FieldStatus.UNREADABLE})
_QR_FAULTS = frozenset({QR_DISAGREES, QR_FOREIGN})
_GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity)}


def flag(
    extraction: Extraction,
    comparisons: Sequence[Comparison],
    *,
    doctype: DocumentType,
    page: PageFacts,
    application: Application | None,
) -> tuple[Finding, ...]:
    """Say what is wrong, doubtful or missing on a page that was read."""
    compared = {comparison.field: comparison for comparison in comparisons}
    hidden = compared.get("id_number")
    known = Known(
        as_of=application.as_of if application else None,
        is_the_applicant=is_the_applicant(extraction, compared),
        expected={one.field: one.expected for one in comparisons if one.expected is not None},
    )
    found: list[Finding] = []
    expected = {spec.name for spec in expected_fields(extraction, doctype)}
    for spec in doctype.fields:
        reading = extraction.reading(spec.name)
        if reading.status in _MISSING:
            if _is_told_by_a_number(reading, extraction, compared.get(spec.name)):
                continue
            found += _missing_findings(spec, reading, compared.get(spec.name), page, expected=spec.name in expected)
        else:
            if _is_told_by_its_study(reading, extraction, compared) or is_a_doubt_of_a_zero(
                reading, compared.get(spec.name)
            ):
                continue
            found += _field_findings(spec, reading, compared.get(spec.name), page, known=known)
    if hidden is not None and extraction.reading("id_number").value is None:
        found += _hidden_id_findings(hidden)
    found += _hidden_form_findings(comparisons)
    needed = (spec.name for spec in doctype.fields if spec.required and spec.name in expected)
    is_whole = all(extraction.reading(name).status not in _MISSING for name in needed)
    found += _picture_findings(page, extraction, is_whole=is_whole)
    found += contrary_findings(
        page.contrary, extraction.type_code, application, read=extraction.reading("id_number").value
    )
    found += notes(comparisons)
    found += names_not_in_use(extraction)
    found += put_right(extraction)
    if application is not None:
        found += _expired_code(extraction, application)
    return tuple(sorted(found, key=lambda finding: _GRAVEST_FIRST[finding.severity]))


def _is_told_by_a_number(reading: Reading, extraction: Extraction, comparison: Comparison | None) -> bool:
    """Say whether nothing turns on print that cannot be read: a number of the page tells what was stated."""
    id_number = extraction.reading("id_number")
    return (
        is_told_by_id_number(reading, id_number, comparison)
        or is_told_by_licence_number(reading, extraction, comparison)
        or is_all_but_the_check(reading, comparison)
    )


def _is_told_by_its_study(reading: Reading, extraction: Extraction, compared: Mapping[str, Comparison]) -> bool:
    """Say whether nothing turns on a doubt: by its own number the paper is that of the stated study."""
    return is_a_doubt_of_the_day(reading, compared, extraction) or is_told_by_diploma_number(
        reading, compared, extraction
    )


def _field_findings(
    spec: FieldSpec, reading: Reading, comparison: Comparison | None, page: PageFacts, *, known: Known
) -> Iterator[Finding]:
    if reading.fault in _QR_FAULTS:
        yield _qr_disagrees(reading)
        return
    if spec.expects and reading.value != spec.expects:
        yield _unacceptable(spec, reading)
        return
    outcome = comparison.outcome if comparison else Outcome.NOT_STATED
    if outcome is Outcome.CONFLICT and comparison:
        yield _mismatch(spec, reading, comparison)
    elif outcome in (Outcome.DOUBTFUL, Outcome.UNVERIFIABLE) and comparison:
        message = words.doubtful(spec.name, comparison.rule)
        yield _finding(f"{spec.name}_doubtful", Severity.CONTENT, reading, message, comparison)
    elif is_faulty(spec, reading, outcome):
        yield _finding(f"{spec.name}_invalid", Severity.ALARM, reading, words.invalid(reading), comparison)
    elif needs_a_look(spec, reading, outcome, known):
        message = picture_words.uncertain_field(reading, why_field(reading, page))
        yield _finding(f"{spec.name}_doubtful", Severity.CONTENT, reading, message, comparison)


def _hidden_form_findings(comparisons: Sequence[Comparison]) -> Iterator[Finding]:
    for comparison in comparisons:
        if comparison.rule == "inside_certificate_number" and comparison.outcome is Outcome.CONFLICT:
            yield Finding(
                code="study_form_mismatch",
                severity=Severity.CONTENT,
                message=words.STUDY_FORM_IN_NUMBER,
                field="study_form",
                expected=comparison.expected,
                found=comparison.found,
            )


def _missing_findings(
    spec: FieldSpec, reading: Reading, comparison: Comparison | None, page: PageFacts, *, expected: bool
) -> Iterator[Finding]:
    """What a page must carry and does not; and print that should be compared and yields no value."""
    if comparison is not None and comparison.rule == INSIDE_ID_NUMBER:
        yield _mismatch(spec, replace(reading, value=comparison.found), comparison)
        return
    stays_marked = reading.status is FieldStatus.UNREADABLE and not matters(spec)
    wanted = spec.required and expected and not stays_marked and reading.fault != AGE_INSTEAD
    unread = reading.status is FieldStatus.UNREADABLE and bool(spec.compares_with)
    if wanted or unread:
        cause = why_field(reading, page)
        message = picture_words.unreadable_field(reading, cause)
        finding = _finding(f"{spec.name}_unreadable", Severity.QUALITY, reading, message, comparison)
        # Where the picture shows why, the reviewer's sentence is the applicant's as well.
        yield replace(finding, applicant_message=message if cause else "")


def _unacceptable(spec: FieldSpec, reading: Reading) -> Finding:
    return Finding(
        code=f"{spec.name}_mismatch",
        severity=Severity.CONTENT,
        message=words.unacceptable(spec.name),
        field=spec.name,
        expected=spec.expects,
        found=reading.raw,
    )


def _hidden_id_findings(comparison: Comparison) -> Iterator[Finding]:
    """An ID number that stands only inside a qualification number."""
    if comparison.outcome is Outcome.CONFLICT:
        yield Finding(
            code="id_number_mismatch",
            severity=Severity.IDENTITY,
            message=words.identity_mismatch("id_number"),
            field="id_number",
            expected=comparison.expected,
            found=comparison.found,
            proof=words.PROOFS["id_number"],
        )


def _qr_disagrees(reading: Reading) -> Finding:
    """The two values are those of the page: what the QR code holds, and what is printed beside it."""
    return Finding(
        code="qr_disagrees",
        severity=Severity.ALARM,
        message=words.QR_FOREIGN if reading.fault == QR_FOREIGN else words.QR_DISAGREES,
        field=reading.field,
        expected=reading.value,
        found=reading.rivals[0] if reading.rivals else None,
    )


def _mismatch(spec: FieldSpec, reading: Reading, comparison: Comparison) -> Finding:
    if spec.name in IDENTITY_FIELDS:
        message, proof = words.identity_mismatch(spec.name, comparison.rule), words.PROOFS[spec.name]
        return _finding(f"{spec.name}_mismatch", Severity.IDENTITY, reading, message, comparison, proof=proof)
    return _finding(
        f"{spec.name}_mismatch", Severity.CONTENT, reading, words.mismatch(spec.name, comparison.rule), comparison
    )


def _finding(
    code: str,
    severity: Severity,
    reading: Reading,
    message: str,
    comparison: Comparison | None,
    proof: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        field=reading.field,
        expected=comparison.expected if comparison else None,
        found=reading.value or reading.raw or None,
        proof=proof,
    )


def _picture_findings(page: PageFacts, extraction: Extraction, *, is_whole: bool) -> Iterator[Finding]:
    for cause in page.quality.causes:
        code = _PICTURE_FINDINGS.get(cause)
        if code and not (cause == "incomplete" and is_whole and cuts_a_neighbour(page, extraction)):
            yield Finding(code=code, severity=Severity.QUALITY, message=words.PICTURES[code])


def _expired_code(extraction: Extraction, application: Application) -> Iterator[Finding]:
    code, updated = extraction.reading("verification_code"), extraction.reading("updated_on")
    if not code.value or not updated.value or not application.as_of or updated.status is FieldStatus.DOUBTFUL:
        return
    if len(updated.value) != 10 or len(application.as_of) != 10 or updated.fault:
        return
    if date.fromisoformat(updated.value) + _LONGEST_VALIDITY < date.fromisoformat(application.as_of):
        yield Finding(
            code="verification_code_expired",
            severity=Severity.CONTENT,
            message=words.CODE_EXPIRED,
            field="verification_code",
            found=code.value,
        )
