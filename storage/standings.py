"""What a dossier comes to on the desk, and what a new one does to where its application stands. Pure."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.case import Application
from models.desk import Blind, Deed, DeskCase, DeskState, Standing
from models.gravity import gravest_first, is_open
from models.levels import DeskPolicy, Region
from models.report import Dossier, Verdict
from regulations.exam_points import plain_name
from storage.history import Entry
from storage.written import to_json

RULE, APPLICANT = "rule", "applicant"
"""Accounts of deeds that nobody signed in for."""
_GRAINS = 1_000_000


def standing_of(
    dossier: Dossier,
    application: Application,
    *,
    dossier_id: int,
    version: int,
    handed_in: Sequence[tuple[str, str]] = (),
) -> Standing:
    """Sum up a dossier for the worklist; `handed_in` holds slot and digest of every document that counts."""
    found = [finding for finding in gravest_first(dossier) if is_open(finding)]
    first = found[0] if found else None
    return Standing(
        application_id=dossier.application_id,
        name=application.name,
        exam_category=str(application.exam_category or ""),
        place=place_of(application),
        verdict=dossier.verdict,
        code=first.code if first else "",
        field=(first.field or "") if first else "",
        severity=first.severity if first else None,
        open_count=len(found),
        missing_count=len(dossier.missing),
        documents_count=len(dossier.reports),
        waiting_count=dossier.waiting_count,
        dossier_id=dossier_id,
        dossier_version=version,
        papers=_papers(application, [(one.document_id, one.sha256) for one in dossier.reports]),
        handed_in=_papers(application, handed_in),
    )


def place_of(application: Application) -> Region:
    """Return where an application belongs, by names as they are compared."""
    return region_named(application.province, application.exam_point, application.registration_point)


def region_named(province: str | None, exam_point: str | None, registration_point: str | None) -> Region:
    """Return a region by names as people write them: 武汉市考点 and 武汉市 are one."""
    return Region(
        province=plain_name(province or ""),
        exam_point=plain_name(exam_point or ""),
        registration_point=plain_name(registration_point or ""),
    )


def first_case(standing: Standing, *, policy: DeskPolicy, now: datetime) -> tuple[DeskCase, tuple[Entry, ...]]:
    """Return where an application stands with its first dossier."""
    case = DeskCase(standing=standing, state=DeskState.WAITING, level=policy.first(standing.place), waiting_since=now)
    return _drawn(case, policy, now)


def is_changed(case: DeskCase, standing: Standing) -> bool:
    """Whether the applicant did something since the dossier before; a paper judged only now is no deed of theirs."""
    if case.standing.handed_in:
        return case.standing.handed_in != standing.handed_in
    return case.standing.papers not in ("", standing.papers)


def renewed_case(
    case: DeskCase, standing: Standing, *, was_decided: bool, policy: DeskPolicy, now: datetime
) -> tuple[DeskCase, tuple[Entry, ...]]:
    """Return where an application stands with a newer dossier; `was_decided` tells whether any level ever decided.

    What the applicant did brings back what they were asked for. Whatever a level had decided before was decided on
    other papers: the application begins at the first level anew, also where no acceptance stands, as after one that was
    overturned or a level that passed it on. A dossier that was only judged again moves nothing.
    """
    next_case = replace(case, standing=standing, version=case.version + 1)
    if not is_changed(case, standing):
        return _drawn(next_case, policy, now)
    moved = replace(next_case, state=DeskState.WAITING, waiting_since=now, is_changed=True, holder="", held_until=None)
    if case.state is DeskState.ASKED:
        return moved, (_entry(moved, APPLICANT, Deed.CAME_BACK),)
    first = policy.first(standing.place)
    if case.decided_deed is None and case.level is first and not was_decided:
        return _drawn(next_case, policy, now)
    again = replace(moved, level=first)
    return again, (_entry(again, APPLICANT, Deed.CHANGED),)


def name_parts(name: str, *, longest: int, most: int = 12) -> tuple[str, ...]:
    """Return a name and its ends: whatever stands anywhere in it begins one of them.

    >>> name_parts("陈嘉禾", longest=32)
    ('陈嘉禾', '嘉禾', '禾')
    """
    bare = "".join(name.split())
    return tuple(dict.fromkeys(bare[start : start + longest] for start in range(min(len(bare), most))))


def _drawn(case: DeskCase, policy: DeskPolicy, now: datetime) -> tuple[DeskCase, tuple[Entry, ...]]:
    """Draw once, when the last paper has been judged, whether it is reviewed blindly; let pass what the rule lets."""
    if case.standing.waiting_count or case.state is not DeskState.WAITING or case.decided_deed is not None:
        return case, ()
    if case.blind is Blind.NOT_DRAWN:
        is_drawn = secrets.randbelow(_GRAINS) < round(policy.blind_share * _GRAINS)
        case = replace(case, blind=Blind.YES if is_drawn else Blind.NO)
    passes = policy.clear_passes and case.standing.verdict is Verdict.CLEAR and case.blind is Blind.NO
    if not passes or case.held_by(now) or case.level is not policy.first(case.standing.place):
        return case, ()
    passed = replace(
        case,
        state=DeskState.ACCEPTED,
        level=policy.levels[-1],
        decided_deed=Deed.ACCEPT,
        decided_level=policy.levels[-1],
        decided_by=RULE,
    )
    return passed, (_entry(passed, RULE, Deed.PASSED_BY_RULE),)


def _entry(case: DeskCase, account: str, deed: Deed) -> Entry:
    return Entry(
        chain=case.application_id,
        account=account,
        level=case.level,
        deed=deed,
        dossier_id=case.standing.dossier_id,
        content={"verdict": case.standing.verdict.value, "state": case.state.value},
    )


def _papers(application: Application, papers: Sequence[tuple[str, str]]) -> str:
    stated = json.dumps(_stated(json.loads(to_json(application))), sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(stated.encode())
    for paper in sorted(papers):
        digest.update("/".join(paper).encode())
    return digest.hexdigest()[:32]


def _stated(value: Any) -> Any:
    """Leave out what is absent: a build that knows one key more must not take every application for a changed one."""
    if isinstance(value, dict):
        return {key: _stated(held) for key, held in value.items() if held not in (None, "", False, [], {})}
    return [_stated(held) for held in value] if isinstance(value, list) else value
