"""Kinds of value: one module a kind, all of them registered here under the word that definitions use."""

from collections.abc import Mapping
from types import MappingProxyType

from doctypes.values import (
    certificate_number,
    chinese_date,
    citizen_id,
    conclusion,
    duration,
    education_category,
    ethnicity,
    full_date,
    gender,
    issuer,
    level,
    major,
    name,
    physician_level,
    practice_number,
    qualification_number,
    school,
    specialty,
    study_form,
    text,
    valid_until,
    verification_code,
)
from models.doctype import ValueKind

KINDS: Mapping[str, ValueKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            certificate_number.KIND,
            chinese_date.KIND,
            citizen_id.KIND,
            conclusion.KIND,
            duration.KIND,
            education_category.KIND,
            ethnicity.KIND,
            full_date.KIND,
            gender.KIND,
            issuer.KIND,
            level.KIND,
            major.KIND,
            name.KIND,
            physician_level.KIND,
            practice_number.KIND,
            qualification_number.KIND,
            school.KIND,
            specialty.KIND,
            study_form.KIND,
            text.KIND,
            valid_until.KIND,
            verification_code.KIND,
        )
    }
)
"""Word of a definition's `kind` to the kind of value."""
