"""What is told of values that agree: by which rule, and whether a school bore its name when the paper was made."""

from collections.abc import Iterator, Sequence

from doctypes.values.schools import NameUse, names_in, use_of_name
from models.extraction import GIVEN, Extraction
from models.report import Comparison, Finding, Severity
from pipeline import words

NOT_YET = "school_name_not_yet"
NO_LONGER = "school_name_no_longer"
_RULES = {NameUse.NOT_YET: NOT_YET, NameUse.NO_LONGER: NO_LONGER}
_MADE_ON = ("graduated_on", "issued_on")
"""Fields that date the name of a school on a paper; the first that it prints counts."""
_OF_THE_TIME = frozenset({"graduation_certificate", "degree_certificate", "chsi_registration_form"})
"""Papers that name the school as it was called when the holder left it."""


def notes(comparisons: Sequence[Comparison]) -> Iterator[Finding]:
    """Tell of each value that agrees only by a rule worth knowing; none of these weighs on a verdict."""
    for one in comparisons:
        message = words.note(one.field, one.rule) if one.outcome.agrees else None
        if message:
            yield Finding(
                code=f"{one.field}_noted",
                severity=Severity.NOTE,
                message=message,
                field=one.field,
                expected=one.expected,
                found=one.found,
                rule=one.rule,
            )


def put_right(extraction: Extraction) -> Iterator[Finding]:
    """Tell of each value that stands as a person has corrected it, so that whoever decides above sees it, too."""
    for reading in extraction.readings:
        if reading.is_corrected:
            yield Finding(
                code=f"{reading.field}_corrected",
                severity=Severity.NOTE,
                message=words.put_right(reading.field),
                field=reading.field,
                expected=reading.as_read,
                found=reading.value,
            )


def names_not_in_use(extraction: Extraction) -> Iterator[Finding]:
    """Tell of a school's name that came after the paper's date, or had gone before it."""
    school = extraction.reading("school")
    if extraction.type_code not in _OF_THE_TIME or school.value is None or school.status not in GIVEN:
        return
    year = _year_of(extraction)
    use = use_of_name(school.value, year) if year else NameUse.UNKNOWN
    if year and use in _RULES:
        names = names_in(school.value, year)
        yield Finding(
            code="school_name_not_in_use",
            severity=Severity.CONTENT,
            message=words.name_not_in_use(use is NameUse.NOT_YET, year, names),
            field="school",
            expected="、".join(names) or None,
            found=school.value,
            rule=_RULES[use],
        )


def _year_of(extraction: Extraction) -> int | None:
    readings = (extraction.reading(field) for field in _MADE_ON)
    sound = (one.value for one in readings if one.value and one.status in GIVEN and not one.fault)
    value = next(sound, None)
    return int(value[:4]) if value else None
