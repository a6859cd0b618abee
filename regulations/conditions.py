"""Conditions that a regulation may name. Where a rule needs an `if`, it becomes a word here, with tests.

A condition sees the application and one entry of its education; requirements of the whole application see every entry
through the application, and an entry that states nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from models.case import Application, Education

Condition = Callable[[Application, Education], bool]

_HIGHER = frozenset({"专科", "本科", "硕士", "博士", "专升本"})
_POSTGRADUATE = frozenset({"硕士", "博士"})
_ADULT_FORMS = frozenset(
    {
        "业余",
        "函授",
        "脱产",
        "成人脱产",
        "夜大",
        "夜大学",
        "电视教育",
        "网络教育",
        "开放教育",
        "自学考试",
        "自考",
        "成人",
    }
)
"""Forms that 成教 covers: what is studied beside or after work."""
_TCM_PROOFS = frozenset({"tcm_expertise_certificate", "tcm_apprenticeship_certificate"})


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
    """Only studies beside or after work are listed, and just one: the first education is not among them."""
    return len(application.education) == 1 and application.education[0].study_form in _ADULT_FORMS


def _not_studied_abroad(_: Application, entry: Education) -> bool:
    """Foreign diplomas have no type of their own; the credential evaluation stands for them."""
    return entry.proof != "overseas_credential"


def _not_trained_by_a_master(_: Application, entry: Education) -> bool:
    return entry.proof not in _TCM_PROOFS


def _no_verification_code(_: Application, entry: Education) -> bool:
    """The online verification code is the proof; a picture of the form adds nothing to it."""
    by_form = entry.proof in (None, "chsi_registration_form")
    return not (by_form and entry.verification_code)


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
        "no_verification_code": _no_verification_code,
    }
)
"""Word of a definition's `when` to the condition."""
