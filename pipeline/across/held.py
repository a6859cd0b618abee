"""Which papers print the same thing: pairs of types, and the fields that are held against each other. Data."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline.across.said import ID_IN_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One thing that both papers print."""

    field: str
    on_one: str
    on_other: str
    kind: str
    """Word of the kind that compares them."""
    rule: str
    rule_of_postgraduates: str = ""
    """The rule where the other paper is of a 硕士 or 博士, if that is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two types."""

    one: str
    other: str
    held: tuple[Held, ...]
    numbers: tuple[str, ...] = ()
    """Fields of which one that agrees says that both papers are about one thing, whatever else they say."""
    told_apart_by: tuple[Held, ...] = ()
    """What tells whether they belong together and is held against nothing: its difference is no contradiction."""
    by_school: bool = False
    """They belong together only where the schools agree."""
    of_one_holder: bool = False
    """Where there is one paper of the other type, it is the one: nobody holds two."""


_KINDS = MappingProxyType(
    {
        "name": "name",
        "gender": "gender",
        "birth_date": "chinese_date",
        "id_number": "citizen_id",
        "school": "school",
        "major": "major",
        "level": "level",
        "study_form": "study_form",
        "duration": "duration",
        "president": "president",
        "enrolled_on": "chinese_date",
        "graduated_on": "chinese_date",
        "certificate_number": "certificate_number",
        "qualification_number": "qualification_number",
        "physician_level": "physician_level",
        "specialty": "specialty",
    }
)
_PERSON = ("name", "gender", "birth_date", "id_number")
_STUDY = ("school", "major", "level", "study_form", "enrolled_on", "graduated_on")


def _alike(rule: str, *fields: str) -> tuple[Held, ...]:
    return tuple(Held(field=one, on_one=one, on_other=one, kind=_KINDS[one], rule=rule) for one in fields)


def _registered(one: str, other: str, rule: str) -> Pair:
    """A proof that repeats a diploma of higher education field by field."""
    return Pair(
        one=one,
        other=other,
        numbers=("certificate_number",),
        held=(
            *_alike(rule, *_PERSON, *_STUDY, "certificate_number"),
            *_alike("study_length_across", "duration"),
            *_alike("president_across", "president"),
        ),
    )


def _vocational(one: str, rule: str) -> Pair:
    number = replace(_alike("vocational_number", "certificate_number")[0], kind="vocational_number")
    return Pair(
        one=one,
        other="vocational_diploma",
        numbers=("certificate_number",),
        held=(*_alike(rule, *_PERSON, *_STUDY), number, *_alike("study_length_across", "duration")),
    )


_VOCATIONAL = "vocational_proof_against_diploma"
_MILITARY = "military_proof_against_diploma"
_DEGREE = "degree_against_diploma"
_ISSUED = Held(field="graduated_on", on_one="issued_on", on_other="graduated_on", kind="chinese_date", rule=_DEGREE)
DIPLOMA_PROOFS = (
    _registered("chsi_registration_form", "graduation_certificate", "form_against_diploma"),
    _registered("higher_education_certification", "graduation_certificate", "certification_against_diploma"),
    _registered("military_education_proof", "graduation_certificate", _MILITARY),
    *(
        _vocational(one, _VOCATIONAL)
        for one in ("vocational_query_proof", "hubei_vocational_proof", "city_vocational_proof")
    ),
    _vocational("military_education_proof", _MILITARY),
    *(
        # Its number is its own; a course given together with a school abroad may end with a diploma from here as well.
        Pair(
            one="overseas_credential",
            other=other,
            by_school=True,
            held=_alike("overseas_credential_against_diploma", "name", "gender", "birth_date", *_STUDY[:3]),
        )
        for other in ("graduation_certificate", "degree_certificate")
    ),
    Pair(
        one="degree_certificate",
        other="graduation_certificate",
        held=(
            *_alike(_DEGREE, "name", "gender", "birth_date", "level"),
            replace(_alike(_DEGREE, "school")[0], rule_of_postgraduates="degree_school_of_postgraduate"),
            *_alike("degree_major", "major"),
        ),
        told_apart_by=(_ISSUED,),
    ),
)
"""Proofs of a study, and the diploma that they are about."""

_PRACTICE, _PROOF = "practice_against_qualification", "register_proof_against_licence"


def _qualification(rule: str) -> Held:
    return Held(
        field="qualification_number",
        on_one="qualification_number",
        on_other="certificate_number",
        kind="qualification_number",
        rule=rule,
    )


_LICENCE = ("name", "gender", "id_number")
LICENCE_PAIRS = (
    *(
        Pair(
            one=one,
            other="physician_qualification",
            numbers=("qualification_number",),
            of_one_holder=True,
            held=(
                *_alike(rule, *_LICENCE, "birth_date", "physician_level"),
                _qualification(rule),
                *_alike("licence_category", "specialty"),
            ),
        )
        for one, rule in (("physician_practice", _PRACTICE), ("licence_register_proof", _PROOF))
    ),
    Pair(
        one="licence_register_proof",
        other="physician_practice",
        numbers=("certificate_number", "qualification_number"),
        of_one_holder=True,
        held=(
            *_alike(_PROOF, *_LICENCE, "birth_date", "physician_level", "qualification_number"),
            Held(
                field="certificate_number",
                on_one="certificate_number",
                on_other="certificate_number",
                kind="practice_number",
                rule=_PROOF,
            ),
            *_alike("licence_category", "specialty"),
        ),
    ),
)
"""Licences that name each other."""

IDENTITY_PAPERS = ("id_card", "household_register", "passport", "travel_permit", "officer_card")
"""Papers that say who somebody is, the weightiest first."""
_IDENTITY = "identity_against_papers"
PRINTED_ON_IDENTITY_PAPERS = (
    *_alike(_IDENTITY, "id_number"),
    Held(field="id_number", on_one=ID_IN_NUMBER, on_other="id_number", kind="citizen_id", rule=_IDENTITY),
    *_alike(_IDENTITY, "birth_date", "gender"),
)
"""Of other papers against these; names are left to the application, in whose script they are typed."""

WEIGHTS = MappingProxyType(
    {"certificate_number": 8, "qualification_number": 8, "level": 4, "physician_level": 4, "graduated_on": 2}
    | {"school": 2, "enrolled_on": 2, "major": 1}
)
"""How strongly agreement in a field says that two papers are about one thing."""
