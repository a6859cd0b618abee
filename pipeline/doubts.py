"""Which doubts of the reader are worth a person's time, and which stay marked on their field alone. Pure.

A doubt counts where something turns on the value: an applicant stated it, a rule or another paper is held against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from doctypes.values import KINDS, certificate_number, specialty
from doctypes.values.bent_words import unbent
from doctypes.values.chinese_date import IMPOSSIBLE
from doctypes.values.citizen_id import FIRST_DIGIT_LOST
from doctypes.values.look_alikes import as_digits, is_commoner, is_han
from doctypes.values.redundancy import cross_checks
from doctypes.values.schools import BY_NAME, may_be_misread
from doctypes.values.surnames import looks_like_a_name
from models.doctype import FieldSpec, Outcome, ValueKind
from models.extraction import GIVEN, Extraction, FieldStatus, Reading, Witness
from models.materials import IDENTITY_FIELDS
from models.report import Comparison
from pipeline.identity_papers import told_by_id_number
from pipeline.names_in_print import OF_THE_POLICE
from pipeline.offers import DOUBT_BELOW, HARDLY_READ
from pipeline.stages.extract import DAY_LOST

_FOR_THE_RECORD = frozenset({"issued_on", "issuer", "valid_until"})
"""Fields that a paper carries and nobody states: who signed it, when, and until when it is good.

Rules of time and of who may sign go by what was read firmly; whether a letter that proves another name has a date is
seen to in `settling`.
"""
_BEARING_OUT = frozenset({Witness.CHECK_DIGIT, Witness.ID_NUMBER})
"""Witnesses beside whom hardly legible print was read right: a number's own check, and the number that tells sex and
birth date."""
_OTHER_SEX = {"男": "女", "女": "男"}
_LIKE_SEX = {"男": "男勇界另思田罗虏异里甲果夫先", "女": "女文安又攵如好妇妻妾丈父交"}
"""What readers make of either, or what says as much: a wife is no man, and 先生 no woman."""
_LICENCE_NUMBERS = ("certificate_number", "qualification_number")
_OF_SCHOOLS = ("学院", "大学", "学校", "院校")
_SHORT_OF_SCHOOLS = 2
_OF_LABELS = frozenset("姓名性别男女民族汉出生年月日公安局")
_EMPTY_BOX = "□"
_DIGITS_LOST = range(1, 4)
"""Of a number, at an end of its line."""
DAYS_OF_A_STUDY = frozenset({"enrolled_on", "graduated_on"})
MONTH = len("2016-06")
_EQUAL = frozenset({Outcome.EQUAL, Outcome.EQUAL_BY_RULE})
_VOUCHED_FOR = frozenset({"length", "structure", FIRST_DIGIT_LOST})
"""Faults that mean nothing once the whole value is what was stated: an older number of another layout, and a digit that
was not read and that the check leaves no choice of."""
_BORNE_OUT = frozenset({"numeral_supplied", "stands_in"})
"""Faults that mean nothing once a date agrees as far as it is printed: a year of which a numeral was not read, and the
end of study where the date at the foot was not."""


def is_faulty(spec: FieldSpec, reading: Reading, outcome: Outcome) -> bool:
    """Say whether a fault of a value is worth a person's time.

    What nothing turns on is read for the record: only a contradiction on the page itself counts, and a day that firm
    print gives and the calendar has not.
    """
    if reading.fault in ("", DAY_LOST) or (reading.fault in _VOUCHED_FOR and outcome in _EQUAL):
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
    ):
        return True
    if reading.status is not FieldStatus.DOUBTFUL:
        return False
    if outcome.agrees:
        others = _of_another_meaning(spec, reading, known.expected.get(spec.name))
        explained = is_explained(others) if spec.name == "name" and known.is_the_applicant else _is_echoed(spec, others)
        return bool(others.rivals) and bool(spec.compares_with) and not explained
    in_words = not (spec.expects or spec.compares_with or spec.name.endswith(("_number", "_code")))
    unsure = not in_words or bool(reading.rivals) or reading.confidence < HARDLY_READ
    return spec.required and ((matters(spec) and unsure) or _may_be_later(reading, known.as_of))


def is_a_doubt_of_the_day(reading: Reading, compared: Mapping[str, Comparison], extraction: Extraction) -> bool:
    """Say whether of a date of study the day alone is in doubt, and one of the days that were read is the stated one.

    On a paper that by its own number, firmly read, is that of the stated study: nothing turns on 二十日 or 三十日 under
    a seal there.
    """
    comparison, number = compared.get(reading.field), compared.get("certificate_number")
    is_doubt = reading.field in DAYS_OF_A_STUDY and reading.status is FieldStatus.DOUBTFUL and not reading.fault
    if not is_doubt or reading.confidence < HARDLY_READ or comparison is None or number is None:
        return False
    is_its_paper = number.outcome in _EQUAL and extraction.reading("certificate_number").status in GIVEN
    read = (reading.value or "", *reading.rivals)
    is_one_month = {day[:MONTH] for day in read} == {(comparison.expected or "")[:MONTH]}
    return is_its_paper and is_one_month and comparison.expected in read


def is_told_by_id_number(reading: Reading, id_number: Reading, comparison: Comparison | None) -> bool:
    """Say whether nothing turns on a sex that cannot be read.

    The page's own number, whose check fits, tells the stated one, and print, as far as it can be made out, no other.
    """
    stated = comparison.expected if comparison and reading.field == "gender" else None
    if stated not in _OTHER_SEX or Witness.CHECK_DIGIT not in id_number.witnesses or id_number.status not in GIVEN:
        return False
    told = told_by_id_number("gender", id_number.value or "")
    return told == stated and not set(_LIKE_SEX[_OTHER_SEX[stated]]) & set(reading.raw)


def is_told_by_licence_number(reading: Reading, extraction: Extraction, comparison: Comparison | None) -> bool:
    """Say whether nothing turns on a category of a licence that cannot be read.

    A number of the licence, surely read, tells the stated one, and print, as far as it can be made out, no other.
    """
    stated = comparison.expected if comparison and reading.field == "specialty" else None
    others = [word for word in specialty.KIND.words if word in reading.raw and word != stated]
    if stated is None or others:
        return False
    return any(
        check.field == "specialty" and check.agrees
        for number in (extraction.reading(name) for name in _LICENCE_NUMBERS)
        if number.status in GIVEN and number.value
        for check in cross_checks({number.field: number.value, "specialty": stated})
    )


def matters(spec: FieldSpec) -> bool:
    """Say whether something turns on a field, so that a paper on which it cannot be read is of less use."""
    return bool(spec.compares_with) or (spec.required and spec.name not in _FOR_THE_RECORD)


def is_explained(reading: Reading) -> bool:
    """Whether whatever else was read of a name is what readers make of it: commoner characters, scraps around it, less.

    They make 活 of 湉, and never 湉 of 活; what is longer and begins with no surname is no name, and neither, beside a
    Chinese one, is what has no Chinese character. They lose a character, and add none that fits. Who
    is surnamed 安 vouches for it.
    """
    value = reading.value or ""
    return all(
        is_commoner(rival, value)
        or (len(rival) > len(value) and not looks_like_a_name(rival))
        or (any(map(is_han, value)) and not any(map(is_han, rival)))
        or _has_lost_characters(rival, value)
        or (value[0] == OF_THE_POLICE and rival == value[1:])
        for rival in reading.rivals
    )


def _of_another_meaning(spec: FieldSpec, reading: Reading, stated: str | None) -> Reading:
    """The reading with those rivals alone that would not agree with what was stated, too: 黃 beside 黄, or 2012-06."""
    if stated is None:
        return reading
    compare = KINDS[spec.kind].compare
    return replace(reading, rivals=tuple(one for one in reading.rivals if not compare(one, stated).outcome.agrees))


def is_a_part(rival: str, name: str) -> bool:
    """Whether a reading is a name of which characters were lost, in their order and at least half of it left."""
    rest = iter(name)
    return 2 * len(rival) >= len(name) and all(character in rest for character in rival)


def _has_lost_characters(rival: str, name: str) -> bool:
    """Whether a reading is a part of a name, which did not get the rest from the label behind it: 王伟民 of 民族."""
    return is_a_part(rival, name) and not set(name) - set(rival) <= _OF_LABELS


def _is_echoed(spec: FieldSpec, reading: Reading) -> bool:
    """Whether all that was read otherwise is what readers make of the value.

    A city that there is none of; a word without its first character; a number of a known structure without an end of
    it; a letter of a code for its digit; of a school its name and behind it scraps of that name, from a seal.

    Where the rest is again something that schools are called, as 学院, it may be another school, unless the name ends
    in just that and was read twice. Where the number
    beside it holds the school's code, or all is a letter or two off, whatever is the name of no school is a misreading.
    """
    value = reading.value or ""
    if spec.kind == "issuer" and all(unbent(rival) == value != rival for rival in reading.rivals):
        return True
    if spec.kind == "verification_code" and all(as_digits(rival) == as_digits(value) for rival in reading.rivals):
        return True
    if KINDS[spec.kind].words and all(_lost_its_head(rival, value, KINDS[spec.kind]) for rival in reading.rivals):
        return True
    if certificate_number.is_whole(value) and all(_lost_an_end(rival, value) for rival in reading.rivals):
        return True
    if spec.kind == "school" and (Witness.CERTIFICATE_NUMBER in reading.witnesses or _are_misread(reading)):
        return BY_NAME.keys().isdisjoint(reading.rivals)
    rests = [rival.removeprefix(value) for rival in reading.rivals if rival.startswith(value)]
    return (
        spec.kind == "school"
        and len(rests) == len(reading.rivals)
        and all(set(rest) <= set(value) and _is_a_scrap(rest, value) for rest in rests)
    )


def _is_a_scrap(rest: str, name: str) -> bool:
    """Whether letters behind the name of a school are no part of a name: its own end once more, 长沙医学院医学院."""
    return not rest.endswith(_OF_SCHOOLS) or (len(rest) > _SHORT_OF_SCHOOLS and name.endswith(rest))


def _are_misread(reading: Reading) -> bool:
    """Whether all that was read otherwise of a known school, legibly read, is a letter or two off its name."""
    value = reading.value or ""
    legible = reading.confidence >= HARDLY_READ
    return legible and value in BY_NAME and all(may_be_misread(rival, value) for rival in reading.rivals)


def _lost_its_head(rival: str, value: str, kind: ValueKind) -> bool:
    """Whether a reading is no word of its kind and the end of only one: 口 in 口腔医学 is taken for an empty box."""
    rest = rival.removeprefix(_EMPTY_BOX)
    return rest not in kind.words and value[1:] == rest and sum(word[1:] == rest for word in kind.words) == 1


def _lost_an_end(rival: str, value: str) -> bool:
    """Whether a reading is a number without digits of one end, or half of it at most, and of no known structure."""
    is_less = value.startswith(rival) or value.endswith(rival)
    is_half_of_it = 2 * len(rival) <= len(value)
    lost = is_half_of_it or len(value) - len(rival) in _DIGITS_LOST
    return is_less and lost and not certificate_number.is_whole(rival)


def _may_be_later(reading: Reading, as_of: str | None) -> bool:
    if reading.field != "issued_on" or as_of is None:
        return False
    return any(read > as_of for read in (reading.value or "", *reading.rivals))
