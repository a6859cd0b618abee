"""Which kind of number an application's `id_number` is, and whether a printed one can be held against it. Pure.

A passport, a permit, an officer's card and an ID card number the same person differently: numbers of two kinds of
paper are never compared.
"""

from doctypes.values import KINDS, citizen_id, citizen_or_officer_number
from doctypes.values.chinese_date import is_possible
from models.case import Application, Track

_ID_KINDS = ("citizen_id", "officer_number", "passport_number", "permit_number")
_EITHER = citizen_or_officer_number.KIND.name
_KIND_OF_TYPE = (
    (("通行证", "回乡证", "台胞证"), "permit_number"),
    (("护照",), "passport_number"),
    (("军官", "警官", "士官", "士兵", "文职", "军人", "学员"), "officer_number"),
    (("居住证", "身份证"), "citizen_id"),
)
"""Words of an `id_type`, the first that is met decides: 台湾居民来往大陆通行证 is no ID card."""

_OF_NO_PAPER_OF_OURS = ("香港", "澳门", "台湾", "外国人永久居留")
"""How types of identity cards begin that none of our papers is; the form of 2022 offers 香港身份证."""
_FROM_ELSEWHERE = ("通行证", "回乡证", "台胞证", "港澳台", "香港", "澳门", "台湾")
_FOREIGN = ("护照", "外国人永久居留")
_RESIDENCE_PERMITS = ("81", "82", "83")
"""Beginnings of the numbers on residence permits of Hong Kong, Macau and Taiwan people."""
_OLD_LENGTH = 15


def is_hmt(application: Application) -> bool:
    """Tell whether the applicant comes from Hong Kong, Macau or Taiwan, whose papers may bear either form of a name."""
    if application.track is Track.HMT or any(word in application.id_type for word in _FROM_ELSEWHERE):
        return True
    number = application.id_number.strip().upper()
    return citizen_id.is_valid(number) and number.startswith(_RESIDENCE_PERMITS)


def is_foreign(application: Application) -> bool:
    """Tell whether the applicant is a foreigner, whose Chinese name may stand in Latin letters."""
    return application.track is Track.FOREIGN or any(word in application.id_type for word in _FOREIGN)


def told_by_id_number(field: str, number: str) -> str | None:
    """Return the birth date or sex that follows from a sound citizen's number, old form or new; None from any other."""
    number = number.strip().upper()
    if len(number) == _OLD_LENGTH and number.isascii() and number.isdigit():
        number = citizen_id.eighteen_digit_form(number)
        if not is_possible(citizen_id.birth_date(number)):
            return None
    if not citizen_id.is_valid(number):
        return None
    if field == "birth_date":
        return citizen_id.birth_date(number)
    return citizen_id.gender(number) if field == "gender" else None


def is_comparable(kind: str, application: Application, found: str | None = None) -> bool:
    """Tell whether a printed number of this kind and the number stated are of the same kind of paper.

    Where the type stated tells nothing, the form of the number does. Kinds that number no person always compare. Of the
    papers that print a citizen's number or an officer's, the number that was `found` tells which.
    """
    if kind == _EITHER:
        one_of = ("officer_number", "citizen_id")
        of_found = (one_of[0] if citizen_or_officer_number.is_officers(found) else one_of[1],) if found else one_of
        return any(is_comparable(one, application) for one in of_found)
    if kind not in _ID_KINDS:
        return True
    number, told = application.id_number, application.id_type
    if citizen_id.is_valid(number.strip().upper()):
        return kind == "citizen_id"
    if told.startswith(_OF_NO_PAPER_OF_OURS) and "身份证" in told:
        return False
    for words, of_type in _KIND_OF_TYPE:
        if any(word in told for word in words):
            return kind == of_type
    return _has_the_form(kind, number)


def _has_the_form(kind: str, number: str) -> bool:
    parsed = KINDS[kind].parse(number)
    return parsed is not None and not parsed.fault
