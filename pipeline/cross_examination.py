"""Fields of one page held against each other: agreement adds a witness, contradiction takes certainty away.

The ID number knows birth date and sex; a licence number holds the ID number; a diploma number holds year, level and
school. A contradiction is a reader's mistake or a forger's, and either way a person looks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from doctypes.values import certificate_number, qualification_number, redundancy, vocational_number
from doctypes.values.qualification_number import LENGTH
from doctypes.values.redundancy import cross_checks
from doctypes.values.schools import BY_NAME, may_be_misread
from models.extraction import GIVEN, FieldStatus, Reading, Witness
from pipeline.certainty import HARDLY_READ

RUNS_ON = "runs_on"
"""Fault: the value beside it was read as one with it, or the mark between them was lost."""
_SHORTEST_WITH_SEX = 3
_YEAR = 4
_ENDS_AS_SCHOOLS_DO = re.compile("(?:大学|学院|学校|卫校|中心)(?:\\([\u4e00-\u9fff]{2,8}\\))?$")
_YOUNGEST = 12
"""Years from birth to the beginning of any study whose papers are asked for; 中专 takes pupils of 14."""
_LONGEST_STUDY = 12
"""Years; the longest that a study of adults may take is 8."""
_WITNESS_OF = {
    "id_number": Witness.ID_NUMBER,
    "certificate_number": Witness.CERTIFICATE_NUMBER,
    "qualification_number": Witness.CERTIFICATE_NUMBER,
}


def cross_examined(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with what they say about each other added to their witnesses, faults and states."""
    by_field = {reading.field: reading for reading in map(_completed_by(readings), readings)}
    _name_the_school_by_its_code(by_field)
    values = {field: reading.value for field, reading in by_field.items() if reading.value and not reading.fault}
    for number, other, agrees in cross_checks(values):
        if agrees:
            by_field[number], by_field[other] = _agreeing(by_field[number], by_field[other])
        elif agrees is False:
            by_field[number], by_field[other] = _contradicting(by_field[number], by_field[other])
    _doubt_a_name_that_may_hold_the_sex(by_field)
    _doubt_a_study_of_many_years(by_field)
    _doubt_a_birth_beside_study(by_field)
    _doubt_a_period_of_no_length(by_field)
    _drop_a_former_name_of_today(by_field)
    return tuple(by_field[reading.field] for reading in readings)


def _name_the_school_by_its_code(by_field: dict[str, Reading]) -> None:
    """A school in doubt whose print is a misreading of the one that the number beside it holds is that school."""
    number, school = by_field.get("certificate_number"), by_field.get("school")
    if number is None or school is None or number.status not in GIVEN or school.status in GIVEN or not school.value:
        return
    names = redundancy.schools_in(number.value or "")
    others = {school.value, *school.rivals} - names
    if any(_may_be_a_school(one, school) for one in others):
        return  # another school is printed, too
    printed = sorted(names & {school.value, *school.rivals})
    meant = printed or [name for name in names if any(may_be_misread(one, name) for one in others)]
    if len(meant) == 1 and all(may_be_misread(one, meant[0]) for one in others):
        witnesses = tuple(dict.fromkeys((*school.witnesses, Witness.CERTIFICATE_NUMBER)))
        by_field["school"] = replace(
            school, value=meant[0], status=FieldStatus.PROVED, witnesses=witnesses, rivals=(), fault=""
        )


def _may_be_a_school(printed: str, school: Reading) -> bool:
    """Whether print says another school: 长沙大学 is a letter off 长江大学, and no misreading while it is legible."""
    hardly_read = printed == school.value and school.confidence < HARDLY_READ
    return printed in BY_NAME or (not hardly_read and _ENDS_AS_SCHOOLS_DO.search(printed) is not None)


def _doubt_a_birth_beside_study(by_field: dict[str, Reading]) -> None:
    """Nobody is enrolled within years of his birth: another date was taken for it.

    A date of study that is itself in doubt says nothing about a birth, and neither does any against the ID number.
    """
    birth = by_field.get("birth_date")
    if birth is None or not birth.value or birth.fault or Witness.ID_NUMBER in birth.witnesses:
        return
    studied = [one for name in ("enrolled_on", "graduated_on") if (one := by_field.get(name)) and not one.fault]
    near = [one for one in studied if one.value and int(one.value[:_YEAR]) - int(birth.value[:_YEAR]) < _YOUNGEST]
    if near and all(one.status in GIVEN or one.value == birth.value for one in near):
        by_field["birth_date"] = _doubted(birth, f"disagrees_with_{near[0].field}")


def _doubt_a_name_that_may_hold_the_sex(by_field: dict[str, Reading]) -> None:
    """Of 叶炜男 on a page that tells no sex beside it, only a person can say what it is: 张亚男 is a name."""
    name, sex = by_field.get("name"), by_field.get("gender")
    if name is None or sex is None or sex.value or not name.value or name.fault:
        return
    if len(name.value) >= _SHORTEST_WITH_SEX and name.value.endswith(("男", "女")):
        by_field["name"] = _doubted(name, RUNS_ON)


def _doubt_a_study_of_many_years(by_field: dict[str, Reading]) -> None:
    """A study that began a birth's time before it ended began at another date: that of birth was taken for it."""
    began, ended = by_field.get("enrolled_on"), by_field.get("graduated_on")
    if began is None or ended is None or not began.value or not ended.value:
        return
    if int(ended.value[:_YEAR]) - int(began.value[:_YEAR]) > _LONGEST_STUDY:
        by_field["enrolled_on"] = _doubted(began, "disagrees_with_graduated_on")


def _doubt_a_period_of_no_length(by_field: dict[str, Reading]) -> None:
    """Of a period that ends as it begins, one date was read twice, and nobody knows which."""
    began, ended = by_field.get("started_on"), by_field.get("ended_on")
    if began is None or ended is None or not began.value or began.value != ended.value:
        return
    by_field["started_on"] = _doubted(began, "disagrees_with_ended_on")
    by_field["ended_on"] = _doubted(ended, "disagrees_with_started_on")


def _drop_a_former_name_of_today(by_field: dict[str, Reading]) -> None:
    """A letter about another change says the name once: it was no other before."""
    name, former = by_field.get("name"), by_field.get("former_name")
    if name is not None and former is not None and former.value and former.value == name.value:
        by_field["former_name"] = Reading(field="former_name", status=FieldStatus.ABSENT)


def _completed_by(readings: Sequence[Reading]) -> Callable[[Reading], Reading]:
    """Give a number that stops short what another value says it lost; it stays in doubt."""
    sound = {reading.field: reading.value for reading in readings if reading.value and not reading.fault}
    id_number = sound.get("id_number", "")

    def completed(reading: Reading) -> Reading:
        value = reading.value or ""
        cut = qualification_number.completed(value, id_number) if reading.fault and id_number else None
        if cut:
            return replace(reading, value=cut)
        whole = _with_its_first_digit(value, sound) if value and reading.field == "certificate_number" else None
        return _doubted(replace(reading, value=whole, rivals=(*reading.rivals, value)), LENGTH) if whole else reading

    return completed


def _with_its_first_digit(number: str, sound: Mapping[str, str]) -> str | None:
    """A diploma number that lacks the digit that readers lose, with it: as the school or the year of the page tells."""
    if vocational_number.lacks_a_digit(number, sound.get("graduated_on", "")):
        return vocational_number.FIRST_OF_A_YEAR + number
    return certificate_number.with_its_first_digit(number, sound.get("school", ""))


def _agreeing(number: Reading, other: Reading) -> tuple[Reading, Reading]:
    return _witnessed(number, Witness.PRINT), _witnessed(other, _WITNESS_OF.get(number.field, Witness.PRINT))


def _witnessed(reading: Reading, witness: Witness) -> Reading:
    witnesses = reading.witnesses if witness in reading.witnesses else (*reading.witnesses, witness)
    proved = len(witnesses) > 1 and not reading.rivals and not reading.fault
    return replace(reading, witnesses=witnesses, status=FieldStatus.PROVED if proved else reading.status)


def _contradicting(number: Reading, other: Reading) -> tuple[Reading, Reading]:
    """The one without a check digit is doubted, or the one not surely read; where neither is either, both are."""
    sure = number.status in GIVEN and other.status not in GIVEN
    if sure or Witness.CHECK_DIGIT in number.witnesses:
        return number, _doubted(other, f"contradicted_by_{number.field}")
    return _doubted(number, f"disagrees_with_{other.field}"), _doubted(other, f"disagrees_with_{number.field}")


def _doubted(reading: Reading, fault: str) -> Reading:
    return replace(reading, status=FieldStatus.DOUBTFUL, fault=fault)
