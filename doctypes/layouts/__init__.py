"""Layouts of numbers, by the kind of value whose numbers follow them; a kind may bring its own instead.

A layout is knowledge for people: what the digits say. It never makes a number invalid.
"""

from collections.abc import Mapping
from types import MappingProxyType

from doctypes.layouts import identity, licences, study
from models.number_layout import NumberLayout

LAYOUTS: Mapping[str, tuple[NumberLayout, ...]] = MappingProxyType(
    {
        "citizen_id": identity.CITIZEN_ID,
        "certificate_number": study.DIPLOMA,
        "degree_number": study.DEGREE,
        "verification_code": study.VERIFICATION_CODE,
        "overseas_number": study.OVERSEAS,
        "qualification_number": licences.QUALIFICATION,
        "practice_number": licences.PRACTICE,
        "permit_number": identity.PERMIT,
        "passport_number": identity.PASSPORT,
        "officer_number": identity.OFFICER,
    }
)
"""Word of a definition's `kind` to the layouts of its numbers, the usual one first."""
