"""Whether the body that signed a paper is one that may. Pure. Only names that were read firmly are judged."""

from collections.abc import Iterator, Sequence

from models.materials import MATERIALS
from models.report import Finding, Report
from pipeline.across.bodies import (
    Level,
    is_below_regiment,
    is_health_authority,
    is_local_hospital,
    is_military,
    is_of_education,
    is_of_municipality,
    is_police,
    level_of,
)
from pipeline.across.papers import firm, of_types, title, type_of
from pipeline.across.rules import raised

_MILITARY = frozenset({"military_education_proof", "military_probation_form"})
_VOCATIONAL = frozenset({"hubei_vocational_proof", "city_vocational_proof", "vocational_query_proof"})
_CITIES = frozenset({Level.CITY, Level.UNKNOWN})
"""A city that nothing tells from one without districts is given the benefit of the doubt."""
_PROVINCES = frozenset({Level.PROVINCE})
CITY_AUTHORITY = "设区的市级卫生健康或中医药主管部门"
PROVINCE_AUTHORITY = "省级中医药主管部门"
REGIMENT = "团级以上单位"
ARMY_HOSPITAL = "军队医疗机构"
POLICE = "公安机关"
CITY_HEALTH = "市级卫生健康主管部门"
EDUCATION = "教育行政部门"


def issuer_findings(papers: Sequence[Report]) -> Iterator[Finding]:
    """Name the papers whose issuer, as firmly read, may not issue them."""
    for paper in papers:
        body = firm(paper, "issuer")
        if body is not None:
            yield from _signed_by(paper, body, type_of(paper))
    yield from _trained_at(papers)


def _signed_by(paper: Report, body: str, code: str) -> Iterator[Finding]:
    of_municipality = is_of_municipality(body)
    if code == "tcm_expertise_certificate" and not _may(body, _CITIES | _PROVINCES if of_municipality else _CITIES):
        yield _wrong("expertise_issuer", paper, body, CITY_AUTHORITY)
    elif code == "tcm_apprenticeship_certificate" and not _may(body, _PROVINCES):
        yield _wrong("apprenticeship_issuer", paper, body, PROVINCE_AUTHORITY)
    elif code in _MILITARY and (not is_military(body) or is_below_regiment(body)):
        yield _wrong("military_issuer", paper, body, REGIMENT)
    elif code == "name_change_proof" and not is_police(body):
        yield _wrong("name_change_issuer", paper, body, POLICE)
    elif code == "licence_register_proof" and not _may(body, _CITIES | _PROVINCES):
        yield _wrong("register_proof_issuer", paper, body, CITY_HEALTH)
    elif code in _VOCATIONAL and not is_of_education(body):
        yield _wrong("vocational_proof_issuer", paper, body, EDUCATION)


def _may(body: str, levels: frozenset[Level]) -> bool:
    return is_health_authority(body) and level_of(body) in levels


def _trained_at(papers: Sequence[Report]) -> Iterator[Finding]:
    for paper in of_types(papers, {"military_probation_form"}):
        body = firm(paper, "institution")
        if body is not None and is_local_hospital(body):
            yield _wrong("military_institution", paper, body, ARMY_HOSPITAL, field="institution")


def _wrong(rule: str, paper: Report, body: str, expected: str, *, field: str = "issuer") -> Finding:
    if field == "institution":
        message = f"{title(paper)}所写的试用机构是“{body}”，应为{expected}，请核对。"
        wanted = f"试用机构应为{expected}"
    else:
        message = f"{title(paper)}的落款单位是“{body}”，这种材料应由{expected}出具，请核对真伪。"
        wanted = f"应由{expected}出具"
    return raised(
        rule,
        message,
        field=field,
        papers=(paper.document_id,),
        expected=expected,
        found=body,
        applicant_message=f"您上传的《{MATERIALS[type_of(paper)]}》{wanted}，请核对后重新上传符合要求的材料。",
    )
