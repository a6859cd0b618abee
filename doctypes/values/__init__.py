"""Kinds of value: one module a kind, all of them registered here under the word that definitions use."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from doctypes.values import (
    authenticity,
    authority,
    bearer_name,
    bilingual,
    certificate_number,
    chinese_date,
    citizen_id,
    citizen_or_officer_number,
    conclusion,
    corrected_date,
    degree,
    degree_number,
    duration,
    education_category,
    ethnicity,
    expertise,
    full_date,
    gender,
    issuer,
    level,
    major,
    name,
    officer_number,
    passport_date,
    passport_number,
    period_end,
    period_start,
    permit_number,
    physician_level,
    practice_number,
    president,
    provincial_number,
    qualification_number,
    report_number,
    school,
    self_study_board,
    specialty,
    study_form,
    text,
    valid_until,
    verdict,
    verification_code,
    vocational_number,
)
from models.doctype import ValueKind

_REMEMBERED = 512
"""Pieces of print of which a kind remembers what it made: those of one page, met again with each way to find and to
read them."""


def _remembering(kind: ValueKind) -> ValueKind:
    """Return the kind, parsing and searching the same print once."""
    remember = lru_cache(maxsize=_REMEMBERED)
    return replace(kind, parse=remember(kind.parse), find=kind.find and remember(kind.find))


KINDS: Mapping[str, ValueKind] = MappingProxyType(
    {
        kind.name: _remembering(kind)
        for kind in (
            authenticity.KIND,
            bearer_name.KIND,
            bilingual.DEGREE,
            bilingual.MAJOR,
            bilingual.NAME,
            bilingual.SCHOOL,
            certificate_number.KIND,
            chinese_date.KIND,
            citizen_id.KIND,
            citizen_or_officer_number.KIND,
            conclusion.KIND,
            corrected_date.BEFORE,
            corrected_date.KIND,
            degree.KIND,
            degree_number.KIND,
            duration.KIND,
            education_category.KIND,
            ethnicity.KIND,
            expertise.KIND,
            full_date.KIND,
            gender.KIND,
            authority.KIND,
            issuer.KIND,
            level.KIND,
            major.KIND,
            name.KIND,
            officer_number.KIND,
            passport_date.KIND,
            passport_number.KIND,
            permit_number.KIND,
            period_end.KIND,
            period_start.KIND,
            physician_level.KIND,
            practice_number.KIND,
            provincial_number.KIND,
            president.KIND,
            qualification_number.KIND,
            report_number.KIND,
            school.KIND,
            self_study_board.KIND,
            specialty.KIND,
            specialty.OF_LICENCE,
            study_form.KIND,
            text.KIND,
            valid_until.KIND,
            verdict.KIND,
            verdict.OF_TRIAL,
            verification_code.KIND,
            vocational_number.KIND,
            vocational_number.SELF_WORDED,
        )
    }
)
"""Word of a definition's `kind` to the kind of value."""
