"""One line of the worklist as a reviewer sees it: names masked, and nothing told of what is reviewed blindly."""

from dataclasses import dataclass
from datetime import datetime

from models.desk import DeskCase, DeskState
from models.levels import Level
from models.report import Severity, Verdict
from services import words_zh
from services.masking import mask_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One application of the list."""

    application_id: str
    name: str
    """Masked."""
    exam_category: str
    exam_point: str
    registration_point: str
    state: DeskState
    level: Level
    verdict: Verdict | None
    """None where it is reviewed blindly."""
    gravest: str
    """Title of the gravest open finding; empty where there is none, or it is not to be seen."""
    severity: Severity | None
    open_count: int
    missing_count: int
    documents_count: int
    waiting_count: int
    """Papers that are still being read."""
    waiting_since: datetime
    decided_by: str
    decided_level: Level | None
    is_changed: bool
    is_blind: bool
    holder: str
    """Empty where nobody holds it."""
    held_until: datetime | None
    version: int


def line_of(case: DeskCase, *, now: datetime) -> Line:
    """Sum up a case for the list."""
    standing, holder, shown = case.standing, case.held_by(now), not case.is_blind
    return Line(
        application_id=standing.application_id,
        name=mask_name(standing.name),
        exam_category=standing.exam_category,
        exam_point=standing.place.exam_point,
        registration_point=standing.place.registration_point,
        state=case.state,
        level=case.level,
        verdict=standing.verdict if shown else None,
        gravest=words_zh.finding_title(standing.code) if shown and standing.code else "",
        severity=standing.severity if shown else None,
        open_count=standing.open_count if shown else 0,
        missing_count=standing.missing_count if shown else 0,
        documents_count=standing.documents_count,
        waiting_count=standing.waiting_count,
        waiting_since=case.waiting_since,
        decided_by=case.decided_by,
        decided_level=case.decided_level,
        is_changed=case.is_changed,
        is_blind=case.is_blind,
        holder=holder,
        held_until=case.held_until if holder else None,
        version=case.version,
    )
