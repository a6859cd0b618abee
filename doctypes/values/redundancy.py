"""Fields of one page that say the same thing twice: what a number holds, against what is printed beside it.

An ID number knows birth date and sex; a qualification number holds the ID number and the level; a diploma number holds
kind of study, level, year and school, that of a degree level, year and school. `agrees` is True where the number bears
out the *whole* value, False where one of the two must be wrong, and None where the rule is unconfirmed or bears out a
part only. A rule that no official source confirms never gives False.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from doctypes.values import (
    certificate_number,
    chinese_date,
    citizen_id,
    degree,
    degree_number,
    education_category,
    practice_number,
    qualification_number,
    specialty,
    study_form,
)
from doctypes.values.certificate_number import CertificateParts
from doctypes.values.schools import BY_CODE

_NUMBERS = ("certificate_number", "qualification_number")
_TELLING = 16
"""Length from which a number is a degree's by its form alone."""
_CATEGORIES = {"10": "临床", "20": "口腔", "30": "公共卫生", "41": "中医"}
"""Category digits of licence numbers, taken from the examination's codes; not confirmed for the certificates."""
_FORMS = {
    "普通": frozenset({"普通全日制"}),
    "成人": study_form.ADULT,
    "自学考试": frozenset({"自学考试"}),
    "网络教育": frozenset({"网络教育"}),
}
_CATEGORY_OF = {"普通高等教育": "普通", "成人高等教育": "成人", "高等教育自学考试": "自学考试", "网络教育": "网络教育"}


class CrossCheck(NamedTuple):
    """One number held against one field beside it."""

    number: str
    """Field of the number."""
    field: str
    """Field that the number speaks of."""
    agrees: bool | None


def cross_checks(values: Mapping[str, str]) -> tuple[CrossCheck, ...]:
    """Hold every number of a page against the fields it speaks of; `values` are canonical, by field.

    Only pairs of which both are printed appear. Which kind of number `certificate_number` is, its structure tells: the
    lengths of diploma, practice and qualification numbers differ.

    >>> cross_checks({"id_number": "11010519491231002X", "birth_date": "1949-12-31", "gender": "男"})[0]
    CrossCheck(number='id_number', field='birth_date', agrees=True)
    """
    found = [*_of_id_number("id_number", values.get("id_number", ""), values)]
    for number in _NUMBERS:
        value = values.get(number, "")
        found += [*_of_qualification(number, value, values), *_of_practice(number, value, values)]
        found += [*_of_diploma(number, value, values), *_of_degree(number, value, values)]
    return tuple(found)


def _of_id_number(number: str, value: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    if not _is_citizen_id(value):
        return
    if "birth_date" in values:
        yield CrossCheck(number, "birth_date", _same_date(citizen_id.birth_date(value), values["birth_date"]))
    if "gender" in values:
        yield CrossCheck(number, "gender", citizen_id.gender(value) == values["gender"])


def _of_qualification(number: str, value: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    parts = qualification_number.decode(value)
    if parts is None:
        return
    if "id_number" in values:
        likeness = citizen_id.compare(parts.id_number, values["id_number"])
        yield CrossCheck(number, "id_number", likeness.outcome.agrees)
    yield from _of_id_number(number, parts.id_number, values)
    if "physician_level" in values and number == "certificate_number":
        yield CrossCheck(number, "physician_level", parts.physician_level == values["physician_level"])
    yield from _of_category(number, parts.category, values)


def _of_practice(number: str, value: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    parts = practice_number.decode(value)
    if parts is None:
        return
    if "physician_level" in values:
        same = parts.physician_level == values["physician_level"]
        yield CrossCheck(number, "physician_level", same or None)
    yield from _of_category(number, parts.category, values)


def _of_category(number: str, category: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    meant = _CATEGORIES.get(category)
    if meant and "specialty" in values:
        same = specialty.compare(values["specialty"], meant).outcome.agrees
        yield CrossCheck(number, "specialty", same or None)


def _of_diploma(number: str, value: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    parts = certificate_number.decode(value)
    if parts is None:
        return
    if "level" in values:
        yield CrossCheck(number, "level", parts.level == values["level"])
    if "graduated_on" in values:
        yield CrossCheck(number, "graduated_on", _near_year(parts.year, values["graduated_on"]))
    if "school" in values and parts.school_code:
        yield CrossCheck(number, "school", _same_school(parts.school_code, values["school"]))
    yield from _of_study_type(number, parts, values)


def _of_degree(number: str, value: str, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    parts = degree_number.decode(value)
    # Twelve digits are as well the number of a vocational diploma.
    if parts is None or (len(value) < _TELLING and "degree" not in values):
        return
    if "degree" in values:
        yield CrossCheck(number, "degree", None if degree.rank_of(values["degree"]) == parts.rank else False)
    if "issued_on" in values:
        yield CrossCheck(number, "issued_on", _near_year(parts.year, values["issued_on"]))
    if "school" in values:
        yield CrossCheck(number, "school", _same_school(parts.school_code, values["school"]))


def _of_study_type(number: str, parts: CertificateParts, values: Mapping[str, str]) -> Iterator[CrossCheck]:
    form = study_form.canonical(values.get("study_form", ""))
    known = any(form in forms for forms in _FORMS.values())
    if known:
        yield CrossCheck(number, "study_form", form in _FORMS[parts.study_type])
    category = _CATEGORY_OF.get(education_category.canonical(values.get("education_category", "")))
    if category:
        yield CrossCheck(number, "education_category", category == parts.study_type)


def schools_in(number: str) -> frozenset[str]:
    """Return the names, of today and before, of the school whose code a diploma or degree number holds.

    >>> "武汉大学" in schools_in("104861201705000001"), schools_in("2009012345")
    (True, frozenset())
    """
    diploma = certificate_number.decode(number)
    degree_parts = degree_number.decode(number) if diploma is None else None
    code = diploma.school_code if diploma else degree_parts.school_code if degree_parts else None
    school = BY_CODE.get(code) if code else None
    return frozenset(school.names) if school is not None and school.confirmed else frozenset()


def _near_year(year: str, graduated_on: str) -> bool | None:
    """The number's year bears out no month or day, and may be the one before or after."""
    return None if abs(int(year) - int(graduated_on[:4])) <= 1 else False


def _same_school(code: str, name: str) -> bool | None:
    school = BY_CODE.get(code)
    if school is None:
        return None
    if name in school.names:
        return True
    own_college = any(name.startswith(known) for known in school.names)
    return None if own_college or not school.confirmed else False


def _same_date(inside: str, printed: str) -> bool:
    return chinese_date.compare(printed, inside).outcome.agrees


def _is_citizen_id(value: str) -> bool:
    if len(value) == 15:
        return value.isascii() and value.isdigit()
    return citizen_id.is_valid(value)
