"""Traits by which a paper is known again, and what it means to meet one under another applicant. Pure.

A number counts as a trait where it is unique: by a layout that is used all over the country, or inside its school or
issuer. Who has one ID number is one person, whatever the number of the application: renewals reuse nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from doctypes.values import certificate_number, citizen_id, degree_number, practice_number
from models.case import Application
from models.look import Look
from models.materials import FIELDS
from models.report import DocumentState, Finding, Report, Sighting
from models.rules import RULES
from models.trait import Trait, TraitKind
from pipeline.across.papers import firm, meaning, readable, title, type_of
from pipeline.across.rules import raised

_SHOWN_OTHERS = 3
_LONGEST_FAMILY = 128
"""What the ledger keeps."""
_OF_DIPLOMAS = frozenset(
    {"graduation_certificate", "chsi_registration_form", "higher_education_certification", "military_education_proof"}
)
_OF_SCHOOLS = frozenset(
    {"vocational_diploma", "vocational_query_proof", "hubei_vocational_proof", "city_vocational_proof"}
)
_OF_ISSUERS = frozenset({"tcm_expertise_certificate", "tcm_apprenticeship_certificate"})
_NUMBERS = ("certificate_number", "report_number", "qualification_number")
_RULES = {
    TraitKind.CERTIFICATE_NUMBER: "number_reused",
    TraitKind.VERIFICATION_CODE: "code_reused",
    TraitKind.SHA256: "same_picture",
    TraitKind.LOOK: "picture_alike",
}
REUSE_CODES = frozenset(RULES[word].code for word in _RULES.values())
"""Codes of the findings that say so."""
_SAID = {
    TraitKind.VERIFICATION_CODE: "在线验证码",
    TraitKind.SHA256: "图片文件",
    TraitKind.LOOK: "图片",
}


def holder_of(application: Application) -> str:
    """Return a digest of who applies: the same for every application under one ID number, old form or new.

    A digest, because the ledger of traits need not hold the number a second time.
    """
    number = "".join(application.id_number.split()).upper()
    if len(number) == 15 and number.isascii() and number.isdigit():
        number = citizen_id.eighteen_digit_form(number)
    return hashlib.sha256(number.encode()).hexdigest()


def traits_of(application: Application, reports: Sequence[Report], looks: Mapping[str, Look]) -> frozenset[Trait]:
    """Return what an applicant's papers are known by; `looks` holds the looks of their uploads by digest."""
    found: set[Trait] = set()
    for report in reports:
        # A file that nobody can read may be any blank or broken one.
        if report.state is not DocumentState.UNREADABLE:
            found.add(_trait(TraitKind.SHA256, "", report.sha256, report))
    for paper in readable(reports):
        found.update(_numbers(paper))
        look = looks.get(paper.sha256)
        if look is not None:
            found.add(_trait(TraitKind.LOOK, type_of(paper), look.bits, paper))
    for entry in application.education:
        code = "".join((entry.verification_code or "").split()).upper()
        if code:
            found.add(Trait(kind=TraitKind.VERIFICATION_CODE, family="", value=code))
    return frozenset(found)


def reuse_findings(
    application: Application, reports: Sequence[Report], sightings: Sequence[Sighting]
) -> Iterator[Finding]:
    """Name every trait of these papers that was met under another applicant, once each."""
    papers = {report.document_id: report for report in reports}
    grouped: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sightings:
        if sighting.application_id != application.application_id:
            grouped.setdefault((sighting.kind, sighting.value), []).append(sighting)
    same_files = {one.met_on for one in sightings if one.kind == TraitKind.SHA256}
    for (kind, value), met in sorted(grouped.items()):
        if kind == TraitKind.LOOK and all(one.met_on in same_files for one in met):
            continue
        yield _reused(TraitKind(kind), value, met, papers)


def _reused(kind: TraitKind, value: str, met: Sequence[Sighting], papers: Mapping[str, Report]) -> Finding:
    own = [one for one in dict.fromkeys(one.met_on for one in met) if one in papers]
    theirs = dict.fromkeys(one.document_id for one in met if one.document_id)
    field, called = _what(kind, value, papers[own[0]] if own else None)
    who = _others(met)
    alike = "相似，可能是同一张图片改动而成" if kind is TraitKind.LOOK else "相同"
    finding = raised(
        _RULES[kind],
        f"{called}与另一名考生（{who}）提交的{alike}，请调出两份材料一并核对。",
        field=field,
        papers=tuple(own),
        found=value if field else None,
    )
    return replace(finding, documents=(*own[1:], *theirs))


def _what(kind: TraitKind, value: str, paper: Report | None) -> tuple[str | None, str]:
    """The field of a trait, and what it is called."""
    if kind in (TraitKind.SHA256, TraitKind.LOOK):
        return None, f"{_titled(paper)}{_SAID[kind]}"
    if kind is TraitKind.VERIFICATION_CODE:
        field = "verification_code"
    else:
        field = next((name for name in _NUMBERS if paper and firm(paper, name) == value), "certificate_number")
    return field, meaning(paper, field) if paper else f"报名信息中的{FIELDS[field]}"


def _titled(paper: Report | None) -> str:
    return f"{title(paper)}的" if paper is not None and type_of(paper) else "此份材料的"


def _others(met: Sequence[Sighting]) -> str:
    others = list(dict.fromkeys(one.application_id for one in met))
    rest = f"等{len(others)}人" if len(others) > _SHOWN_OTHERS else ""
    return f"报名号{'、'.join(others[:_SHOWN_OTHERS])}{rest}"


def _numbers(paper: Report) -> Iterator[Trait]:
    code = type_of(paper)
    number = firm(paper, "certificate_number")
    family = _family(paper, code, number) if number else None
    if number and family:
        yield _trait(TraitKind.CERTIFICATE_NUMBER, family, number, paper)
    qualification = firm(paper, "qualification_number")
    if qualification:
        yield _trait(TraitKind.CERTIFICATE_NUMBER, "physician_qualification", qualification, paper)
    report_number = firm(paper, "report_number")
    if report_number and code == "higher_education_certification":
        yield _trait(TraitKind.CERTIFICATE_NUMBER, code, report_number, paper)
    verification = firm(paper, "verification_code")
    if verification:
        yield _trait(TraitKind.VERIFICATION_CODE, "", verification, paper)


def _family(paper: Report, code: str, number: str) -> str | None:
    """What a number is unique in; None where that cannot be told."""
    if code in ("physician_qualification", "overseas_credential"):
        return code
    if code in _OF_DIPLOMAS:
        return "diploma" if certificate_number.decode(number) else _within("diploma", firm(paper, "school"))
    if code == "degree_certificate":
        return "degree" if degree_number.decode(number) else _within("degree", firm(paper, "school"))
    if code in ("physician_practice", "licence_register_proof"):
        return "practice" if practice_number.decode(number) else None
    if code in _OF_SCHOOLS:
        return _within("vocational", firm(paper, "school"))
    return _within(code, firm(paper, "issuer")) if code in _OF_ISSUERS else None


def _within(family: str, body: str | None) -> str | None:
    return f"{family}/{body}"[:_LONGEST_FAMILY] if body else None


def _trait(kind: TraitKind, family: str, value: str, report: Report) -> Trait:
    return Trait(kind=kind, family=family, value=value, document_id=report.document_id, sha256=report.sha256)
