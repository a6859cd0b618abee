"""What the operators' charts show: how much was done, how dossiers stand, what papers suffer from, who is overturned.

Counts are of the newest part of the ledger, and each says of which; nothing here names an applicant.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.decision import BlindTally, Deeds
from models.desk import DeskState
from models.extraction import FieldStatus
from models.gravity import HAND_IN_ANEW
from models.job import Lane
from models.levels import Level
from models.report import DocumentState, Report, Severity, Verdict
from services.desk.figures import figures as desk_figures
from services.keepers import Keepers
from storage.workload import Pace

HOURS, DAYS = 24, 14
MOST_PAPERS = 500
"""Papers whose reports are looked into: enough for shares of a percent or so, and read in a tenth of a second."""
MOST_DECISIONS = 300
LATELY = timedelta(days=30)
MOST_CODES = 15
UNREADABLE, WRONG_TYPE = "image_unreadable", "wrong_document_type"
"""Codes of findings, for papers whose picture names no cause."""
_VALUES = (FieldStatus.PROVED, FieldStatus.READ, FieldStatus.DOUBTFUL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What was settled within one hour or day."""

    begin: datetime
    lanes: Mapping[Lane, Pace]

    @property
    def failed_count(self) -> int:
        """Jobs of every lane that failed."""
        return sum(pace.failed_count for pace in self.lanes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFigures:
    """How often persons put right what was read of one field."""

    field: str
    read_count: int
    """Values read, or put in by a person where none was."""
    corrected_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFigures:
    """How often what a level decided was overturned above it."""

    level: Level
    decided_count: int
    overturned_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpsFigures:
    """All that the charts show."""

    hours: tuple[Span, ...]
    days: tuple[Span, ...]
    standings: Mapping[tuple[DeskState, Verdict], int]
    papers_count: int
    """Papers that the next three are counted over."""
    anew_count: int
    """Those of them that must be handed in anew."""
    causes: tuple[tuple[str, int], ...]
    """Why: causes of poor quality, or the code of a finding where the picture names none."""
    findings: tuple[tuple[str, int], ...]
    reviewed_count: int
    """Applications that the fields are counted over."""
    fields: tuple[FieldFigures, ...]
    levels: tuple[LevelFigures, ...]
    blind: BlindTally


def ops_figures(*, now: datetime, keepers: Keepers) -> OpsFigures:
    """Count what the charts show.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    newest = keepers.samples.newest_reports(Lane.LIVE, limit=MOST_PAPERS)
    anew = [report for report in newest if report.state in HAND_IN_ANEW]
    decided = keepers.samples.decided_lately(limit=MOST_DECISIONS)
    desk = desk_figures(keepers=keepers, since=now - LATELY)
    return OpsFigures(
        hours=_spans(_edges(now, timedelta(hours=1), HOURS), keepers),
        days=_spans(_edges(now, timedelta(days=1), DAYS), keepers),
        standings=keepers.samples.standings(),
        papers_count=len(newest),
        anew_count=len(anew),
        causes=_most(cause for report in anew for cause in _causes(report)),
        findings=_most(
            code
            for report in newest
            for code in {one.code for one in report.findings if one.severity is not Severity.NOTE}
        ),
        reviewed_count=len(decided),
        fields=_fields(decided, keepers),
        levels=_levels(desk.deeds),
        blind=desk.blind,
    )


def _edges(now: datetime, step: timedelta, count: int) -> list[datetime]:
    """Whole hours or days of this machine's zone, the one that runs last."""
    local = now.astimezone()
    begin = local.replace(minute=0, second=0, microsecond=0)
    if step >= timedelta(days=1):
        begin = begin.replace(hour=0)
    return [begin + step * (place - count + 1) for place in range(count + 1)]


def _spans(edges: Sequence[datetime], keepers: Keepers) -> tuple[Span, ...]:
    by_lane = {lane: keepers.samples.settled(lane, edges=edges) for lane in Lane}
    return tuple(
        Span(begin=begin, lanes={lane: by_lane[lane][place] for lane in Lane}) for place, begin in enumerate(edges[:-1])
    )


def _causes(report: Report) -> Iterable[str]:
    if report.state is DocumentState.WRONG_TYPE:
        return (WRONG_TYPE,)
    return report.quality.causes or (UNREADABLE,)


def _most(met: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(met).most_common(MOST_CODES))


def _fields(application_ids: Sequence[str], keepers: Keepers) -> tuple[FieldFigures, ...]:
    standing = keepers.corrections.standing(application_ids)
    read: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    for report in keepers.samples.reports_of(application_ids):
        readings = report.extraction.readings if report.extraction else ()
        values = {one.field for one in readings if one.status in _VALUES}
        wrong = set(standing.get(report.document_id, {})) | {one.field for one in readings if one.is_corrected}
        read.update(values | wrong)
        corrected.update(wrong)
    ordered = sorted(read, key=lambda name: (-corrected[name], -read[name], name))
    return tuple(FieldFigures(field=name, read_count=read[name], corrected_count=corrected[name]) for name in ordered)


def _levels(deeds: Sequence[Deeds]) -> tuple[LevelFigures, ...]:
    return tuple(
        LevelFigures(
            level=level,
            decided_count=sum(one.decided_count for one in deeds if one.level is level),
            overturned_count=sum(one.overturned_count for one in deeds if one.level is level),
        )
        for level in Level
    )
