"""Which doubts of the reader are worth a person's time, and which stay marked on their field alone. Pure.

A doubt counts where something turns on the value: an applicant stated it, a rule or another paper is held against it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from doctypes.printed import UNREAD
from doctypes.values import KINDS, permit_number
from doctypes.values.chinese_date import IMPOSSIBLE
from doctypes.values.citizen_id import FIRST_DIGIT_LOST
from doctypes.values.gender import MISREAD
from doctypes.values.writing import trimmed
from models.doctype import FieldSpec, Outcome
from models.extraction import GIVEN, Extraction, FieldStatus, Reading, Witness
from models.materials import IDENTITY_FIELDS
from models.report import Comparison
from pipeline.certainty import DOUBT_BELOW, HARDLY_READ, RESULT_READ
from pipeline.echoes import is_echoed, is_explained
from pipeline.stages.extract import DAY_LOST

_FOR_THE_RECORD = frozenset({"issued_on", "issuer", "valid_until"})
"""Fields that a paper carries and nobody states: who signed it, when, and until when it is good.

Rules of time and of who may sign go by what was read firmly; whether a letter that proves another name has a date is
seen to in `settling`.
"""
_BEARING_OUT = frozenset({Witness.CHECK_DIGIT, Witness.ID_NUMBER})
"""Witnesses beside whom hardly legible print was read right: a number's own check, and the number that tells sex and
birth date."""
_RESULT = re.compile("[考核结论果为:是]*(?:合格|毕业)[。.]?")
_YEAR = len("2016")
_VOUCHED_FOR = frozenset({"length", "structure", FIRST_DIGIT_LOST})
"""Faults that mean nothing once the whole value is what was stated: an older number of another layout, and a digit that
was not read and that the check leaves no choice of."""
_BORNE_OUT = frozenset({"numeral_supplied", "stands_in", MISREAD})
"""Faults that mean nothing once a value agrees as far as it is printed: a year of which a numeral was not read, the end
of study where the date at the foot was not, and a sex that was read as a character that holds it, which the other one
does not look like."""


def is_faulty(spec: FieldSpec, reading: Reading, outcome: Outcome) -> bool:
    """Say whether a fault of a value is worth a person's time.

    What nothing turns on is read for the record: only a contradiction on the page itself counts, and a day that firm
    print gives and the calendar has not.
    """
    if reading.fault in ("", DAY_LOST) or (reading.fault in _VOUCHED_FOR and outcome.is_equal):
        return False
    if reading.fault in _BORNE_OUT and outcome.agrees:
        return False
    no_such_day = reading.fault == IMPOSSIBLE and reading.confidence >= DOUBT_BELOW
    counts = matters(spec) or no_such_day
    return counts or reading.fault.startswith(("disagrees_with_", "contradicted_by_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside a value when its doubt is weighed."""

    as_of: str | None = None
    """The day of judging; None where the application names none, or there is no application."""
    is_the_applicant: bool = False
    """The page says by another value, firmly read, that it is the applicant's."""
    expected: Mapping[str, str] = field(default_factory=dict)
    """What was stated, by the field that it is held against."""


def is_the_applicant(extraction: Extraction, compared: Mapping[str, Comparison]) -> bool:
    """Say whether ID number or birth date, firmly read, are those stated, and neither may be another."""
    held = [compared[field] for field in ("id_number", "birth_date") if field in compared and compared[field].found]
    firm = [one for one in held if extraction.reading(one.field).status in GIVEN and one.outcome.agrees]
    return bool(firm) and all(one.outcome.agrees for one in held)


def needs_a_look(spec: FieldSpec, reading: Reading, outcome: Outcome, known: Known) -> bool:
    """Say whether a value that is neither faulty nor another than the stated one must be looked at.

    A doubtful value that agrees with what was stated is vouched for by it, unless the page gives another one, too.
    About who somebody is, agreement with what could hardly be read is none. Of what nobody stated, words that every way
    of reading gives alike, and legibly, are taken. A date of issue counts where it may be later than the day of
    judging.
    """
    if (
        spec.name in IDENTITY_FIELDS
        and reading.confidence < HARDLY_READ
        and not _BEARING_OUT.intersection(reading.witnesses)
        and not _has_all_its_digits(spec, reading, outcome)
    ):
        return True
    if reading.status is not FieldStatus.DOUBTFUL:
        return False
    if outcome.agrees:
        others = _of_another_meaning(spec, reading, known.expected.get(spec.name))
        explained = is_explained(others) if spec.name == "name" and known.is_the_applicant else is_echoed(spec, others)
        return bool(others.rivals) and bool(spec.compares_with) and not explained
    in_words = not (spec.compares_with or spec.name.endswith(("_number", "_code")))
    least = _least_of(reading) if spec.expects else HARDLY_READ
    unsure = not in_words or bool(set(reading.rivals) - set(reading.faint)) or reading.confidence < least
    return spec.required and ((matters(spec) and unsure) or _may_be_later(reading, known.as_of))


def _has_all_its_digits(spec: FieldSpec, reading: Reading, outcome: Outcome) -> bool:
    """Whether the ink that was not read among the characters of a travel permit's number is none of them.

    One more would make another number of it than there are; this one is whole, and as it was stated.
    """
    firm = reading.confidence == UNREAD and not reading.rivals
    return spec.kind == permit_number.KIND.name and firm and outcome.is_equal


def _least_of(reading: Reading) -> float:
    """The certainty asked of a result: less where its print is just that word, and no sentence that may deny it."""
    return RESULT_READ if _RESULT.fullmatch(trimmed(reading.raw)) else DOUBT_BELOW


def matters(spec: FieldSpec) -> bool:
    """Say whether something turns on a field, so that a paper on which it cannot be read is of less use."""
    return bool(spec.compares_with) or (spec.required and spec.name not in _FOR_THE_RECORD)


def _of_another_meaning(spec: FieldSpec, reading: Reading, stated: str | None) -> Reading:
    """The reading with those rivals alone that were made out and would not agree with what was stated, too.

    黃 beside 黄, or 2012-06, would.
    """
    if stated is None:
        return reading
    compare = KINDS[spec.kind].compare
    others = (one for one in reading.rivals if one not in reading.faint and not compare(one, stated).outcome.agrees)
    return replace(reading, rivals=tuple(others))


def _may_be_later(reading: Reading, as_of: str | None) -> bool:
    """Whether a paper may be later than the day of judging. A rival of years to come is a misread numeral."""
    if reading.field != "issued_on" or as_of is None:
        return False
    made_out = (rival for rival in reading.rivals if rival not in reading.faint)
    dates = (reading.value or "", *(date for date in made_out if int(date[:_YEAR]) <= int(as_of[:_YEAR]) + 1))
    return any(date > as_of for date in dates)
