"""Conditions that a regulation may name. Where a rule needs an `if`, it becomes a word here, with tests.

A condition sees the application and one entry of its education. A requirement of the whole application sees the entry
of its own level, where it names one and the application lists it, and an entry that states nothing otherwise.
"""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from models.case import Application, Education, Licence

Condition = Callable[[Application, Education], bool]

_HIGHER = frozenset({"专科", "本科", "硕士", "博士", "专升本"})
_POSTGRADUATE = frozenset({"硕士", "博士"})
_ADULT_WORDS = (
    "业余",
    "函授",
    "脱产",
    "夜大",
    "电视教育",
    "网络",
    "远程",
    "开放教育",
    "自学考试",
    "自考",
    "成人",
    "成教",
)
"""Words in the forms that 成教 covers: what is studied beside or after work."""
_TCM_PROOFS = frozenset({"tcm_expertise_certificate", "tcm_apprenticeship_certificate"})
_LEVEL_AT = {15: 0, 24: 6, 27: 6}
"""Length of a licence number to the place of its digit of level."""
_LEVELS = {"1": "执业医师", "2": "执业助理医师"}


def level_in_number(number: str | None) -> str | None:
    """Return the level of physician that a licence number says, or None where it is of no known layout.

    >>> level_in_number("210420106001234"), level_in_number("鄂字第12号")
    ('执业助理医师', None)
    """
    digits = "".join((number or "").split())
    place = _LEVEL_AT.get(len(digits))
    return None if place is None else _LEVELS.get(digits[place])


def _higher_level(_: Application, entry: Education) -> bool:
    return entry.level in _HIGHER


def _vocational_level(_: Application, entry: Education) -> bool:
    return entry.level == "中专"


def _level_not_stated(application: Application, entry: Education) -> bool:
    return not _higher_level(application, entry) and not _vocational_level(application, entry)


def _postgraduate_level(_: Application, entry: Education) -> bool:
    return entry.level in _POSTGRADUATE


def _no_postgraduate_entry(application: Application, _: Education) -> bool:
    return not any(entry.level in _POSTGRADUATE for entry in application.education)


def _adult_education_alone(application: Application, _: Education) -> bool:
    """Only studies beside or after work are listed: the first education is not among them."""
    forms = [entry.study_form or "" for entry in application.education]
    return bool(forms) and all(any(word in form for word in _ADULT_WORDS) for form in forms)


def _not_studied_abroad(_: Application, entry: Education) -> bool:
    """Foreign diplomas have no type of their own; the credential evaluation stands for them."""
    return entry.proof != "overseas_credential"


def _not_trained_by_a_master(_: Application, entry: Education) -> bool:
    return entry.proof not in _TCM_PROOFS


def _trained_by_a_master(_: Application, entry: Education) -> bool:
    return entry.proof in _TCM_PROOFS


def _no_verification_code(_: Application, entry: Education) -> bool:
    """The online verification code is the proof; a picture of the form adds nothing to it."""
    by_form = entry.proof in (None, "chsi_registration_form")
    return not (by_form and entry.verification_code)


def _direction_changed(application: Application, _: Education) -> bool:
    """The earlier registration was for something else, or nothing of it could be fetched.

    What either registration does not state is not compared.
    """
    earlier = application.verified_education
    if earlier is None:
        return False
    pairs = (
        (earlier.exam_category, application.exam_category),
        (_plain(earlier.specialty), _plain(application.specialty)),
    )
    return not earlier.found or any(before and now and before != now for before, now in pairs)


def _not_verified_before(application: Application, entry: Education) -> bool:
    return not entry.verified or _direction_changed(application, entry)


def _education_added(application: Application, _: Education) -> bool:
    """Some entries are shown as verified in an earlier year, and others are not."""
    return len({entry.verified for entry in application.education}) > 1


def _not_recognised(application: Application, _: Education) -> bool:
    """The system does not know the applicant by itself, as it knows those who passed in 2015 without a certificate."""
    return application.verified_education is None or not application.verified_education.found


def _assistant_licence_stated(application: Application, _: Education) -> bool:
    """A licence is stated that no number shows to be a full physician's."""
    return any(_is_assistants(licence) for licence in application.licences)


def _register_did_not_confirm(application: Application, _: Education) -> bool:
    return any(licence.register_confirmed is False for licence in application.licences)


def _is_assistants(licence: Licence) -> bool:
    return level_in_number(licence.certificate_number) != _LEVELS["1"]


def _plain(specialty: str | None) -> str:
    written = "".join(unicodedata.normalize("NFKC", specialty or "").split())
    return written.removesuffix("别").removesuffix("类")


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "higher_level": _higher_level,
        "vocational_level": _vocational_level,
        "level_not_stated": _level_not_stated,
        "postgraduate_level": _postgraduate_level,
        "no_postgraduate_entry": _no_postgraduate_entry,
        "adult_education_alone": _adult_education_alone,
        "not_studied_abroad": _not_studied_abroad,
        "not_trained_by_a_master": _not_trained_by_a_master,
        "trained_by_a_master": _trained_by_a_master,
        "no_verification_code": _no_verification_code,
        "direction_changed": _direction_changed,
        "not_verified_before": _not_verified_before,
        "education_added": _education_added,
        "not_recognised": _not_recognised,
        "assistant_licence_stated": _assistant_licence_stated,
        "register_did_not_confirm": _register_did_not_confirm,
    }
)
"""Word of a definition's `when` to the condition."""
