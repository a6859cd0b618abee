"""Doubts on which nothing turns: a number of the same page, firmly read, tells what was stated. Pure.

Print, as far as it can be made out, must tell nothing else.
"""

from collections.abc import Mapping

from rapidfuzz.distance import Levenshtein

from doctypes.printed import UNREAD
from doctypes.values import certificate_number, citizen_id, specialty
from doctypes.values.redundancy import cross_checks
from doctypes.values.schools import BY_CODE, BY_NAME
from doctypes.values.writing import trimmed
from models.extraction import GIVEN, Extraction, FieldStatus, Reading, Witness
from models.report import Comparison
from pipeline.certainty import DOUBT_BELOW, FIRM, HARDLY_READ, SCHOOL_MADE_OUT
from pipeline.echoes import may_be_the_rest_of
from pipeline.identity_papers import told_by_id_number

_OTHER_SEX = {"男": "女", "女": "男"}
_LIKE_SEX = {"男": "男勇界另思田罗虏异里甲果夫先", "女": "女文安又攵如好妇妻妾丈父交"}
"""What readers make of either, or what says as much: a wife is no man, and 先生 no woman."""
_LICENCE_NUMBERS = ("certificate_number", "qualification_number")
DAYS_OF_A_STUDY = frozenset({"enrolled_on", "graduated_on"})
MONTH = len("2016-06")


def is_a_doubt_of_the_day(reading: Reading, compared: Mapping[str, Comparison], extraction: Extraction) -> bool:
    """Say whether of a date of study the day alone is in doubt, and one of the days that were read is the stated one.

    On a paper that by its own number, firmly read, is that of the stated study: nothing turns on 二十日 or 三十日 under
    a seal there.
    """
    comparison, number = compared.get(reading.field), compared.get("certificate_number")
    is_doubt = reading.field in DAYS_OF_A_STUDY and reading.status is FieldStatus.DOUBTFUL and not reading.fault
    if not is_doubt or comparison is None or comparison.expected is None or number is None:
        return False
    read = (reading.value or "", *reading.rivals)
    is_one_month = {day[:MONTH] for day in read} == {comparison.expected[:MONTH]}
    was_read = reading.confidence >= HARDLY_READ and comparison.expected in read
    lost = reading.confidence == UNREAD and may_be_the_rest_of(reading.value or "", comparison.expected)
    return _is_of_its_study(number, extraction) and is_one_month and (was_read or lost)


def is_told_by_diploma_number(reading: Reading, compared: Mapping[str, Comparison], extraction: Extraction) -> bool:
    """Say whether nothing turns on a school in doubt: by its own number the paper is that of the stated study.

    The number holds the code of the stated school, and print is a spoilt name of it: another school's name, one nearer
    to another, or one that was made out speaks against it.
    """
    school, number = compared.get("school"), compared.get("certificate_number")
    is_doubt = reading.field == "school" and reading.status is FieldStatus.DOUBTFUL
    if not is_doubt or school is None or school.expected is None or number is None:
        return False
    stated = school.expected
    is_its_paper = _is_of_its_study(number, extraction) and stated in _school_of(number.found or "")
    was_read = school.outcome.is_equal or (stated in reading.rivals and reading.confidence < DOUBT_BELOW)
    unsure = was_read or reading.confidence < SCHOOL_MADE_OUT
    others = {reading.value or "", *reading.rivals} - {stated}
    return is_its_paper and unsure and all(_is_spoilt(one, stated) for one in others)


def is_a_doubt_of_a_zero(reading: Reading, comparison: Comparison | None) -> bool:
    """Say whether of a code in doubt only O and 0 differ from what was stated, of which its print tells neither.

    Print that is as certain as such print can be tells them apart.
    """
    is_doubt = reading.field == "verification_code" and reading.status is FieldStatus.DOUBTFUL and not reading.fault
    if not is_doubt or comparison is None or comparison.expected is None or reading.confidence >= FIRM:
        return False
    stated, read = comparison.expected, (reading.value or "", *reading.rivals)
    return all(one.replace("O", "0") == stated.replace("O", "0") for one in read)


def is_told_by_id_number(reading: Reading, id_number: Reading, comparison: Comparison | None) -> bool:
    """Say whether nothing turns on a sex that cannot be read.

    The page's own number, whose check fits, tells the stated one, and print, as far as it can be made out, no other.
    """
    stated = comparison.expected if comparison and reading.field == "gender" else None
    if stated not in _OTHER_SEX or Witness.CHECK_DIGIT not in id_number.witnesses or id_number.status not in GIVEN:
        return False
    told = told_by_id_number("gender", id_number.value or "")
    return told == stated and not set(_LIKE_SEX[_OTHER_SEX[stated]]) & set(reading.raw)


def is_all_but_the_check(reading: Reading, comparison: Comparison | None) -> bool:
    """Say whether an ID number that cannot be read is the stated one without its last character.

    That is the check of all others, lost at the edge of a box, and says nothing that they do not.
    """
    stated = comparison.expected if comparison and reading.field == "id_number" else None
    whole = trimmed(stated or "").upper()
    return citizen_id.is_valid(whole) and trimmed(reading.raw) == whole[:-1]


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


def _is_of_its_study(number: Comparison, extraction: Extraction) -> bool:
    """Whether the paper's own number is, firmly, that of the stated study."""
    return number.outcome.is_equal and extraction.reading("certificate_number").status in GIVEN


def _school_of(number: str) -> frozenset[str]:
    """The names of the school whose code a diploma number holds, confirmed or not; none where it is not known."""
    parts = certificate_number.decode(number)
    school = BY_CODE.get(parts.school_code) if parts and parts.school_code else None
    return school.names if school else frozenset()


def _is_spoilt(printed: str, name: str) -> bool:
    """Whether print that is no school's name is at least half of this one's, and as near to no other."""
    distance = Levenshtein.distance(printed, name)
    nearest = min(Levenshtein.distance(printed, known, score_cutoff=distance) for known in BY_NAME)
    return printed not in BY_NAME and distance <= len(name) // 2 and nearest >= distance
