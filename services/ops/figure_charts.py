"""The figures as charts: columns over hours and days, and tables of shares with a bar in each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.desk import DeskState
from models.job import Lane
from models.report import Verdict
from services import words_zh
from services.desk import words as desk_words
from services.ops.charts import Column, Columns, columns_chart, share
from services.ops.figures import FieldFigures, OpsFigures, Span
from services.report_marks import mark_of_verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One hour or day in numbers."""

    title: str
    done: Mapping[Lane, int]
    failed_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """What was done over some time, as a chart and as numbers."""

    chart: Columns
    spells: tuple[Spell, ...]
    done_count: int
    failed_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """One line of a table of shares."""

    title: str
    count: int
    whole: int
    percent: float
    bar: float
    """Length of its bar, 0 to 100."""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """How the dossiers of one verdict stand."""

    title: str
    mark: str
    counts: Mapping[DeskState, int]
    all_count: int
    bar: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigures:
    """What the page of charts shows."""

    hours: Throughput
    days: Throughput
    verdicts: tuple[VerdictLine, ...]
    papers_count: int
    anew_count: int
    causes: tuple[ShareLine, ...]
    findings: tuple[ShareLine, ...]
    reviewed_count: int
    fields: tuple[ShareLine, ...]
    levels: tuple[ShareLine, ...]
    blind: tuple[ShareLine, ...]


def drawn_figures(figures: OpsFigures) -> DrawnFigures:
    """Put figures into charts and words."""
    return DrawnFigures(
        hours=_throughput(figures.hours, title="%m-%d %H:00", label="%H", every=3),
        days=_throughput(figures.days, title="%Y-%m-%d", label="%m-%d", every=2),
        verdicts=_verdicts(figures.standings),
        papers_count=figures.papers_count,
        anew_count=figures.anew_count,
        causes=_shares([(_cause(one), count) for one, count in figures.causes], figures.anew_count),
        findings=_shares(
            [(words_zh.finding_title(code), count) for code, count in figures.findings], figures.papers_count
        ),
        reviewed_count=figures.reviewed_count,
        fields=tuple(_field(one) for one in figures.fields),
        levels=tuple(
            _share(desk_words.LEVELS[one.level], one.overturned_count, one.decided_count) for one in figures.levels
        ),
        blind=(
            _share("系统未发现问题，盲审没有放行", figures.blind.clear_disagreed_count, figures.blind.clear_count),
            _share("系统发现问题，盲审会放行", figures.blind.other_disagreed_count, figures.blind.other_count),
        ),
    )


def _throughput(spans: Sequence[Span], *, title: str, label: str, every: int) -> Throughput:
    spells = tuple(
        Spell(
            title=span.begin.strftime(title),
            done={lane: pace.done_count for lane, pace in span.lanes.items()},
            failed_count=span.failed_count,
        )
        for span in spans
    )
    last = len(spans) - 1
    columns = [
        Column(
            label=span.begin.strftime(label) if (last - place) % every == 0 else "",
            title=_told(spell),
            parts=tuple((lane.value, spell.done[lane]) for lane in Lane),
            is_marked=spell.failed_count > 0,
        )
        for place, (span, spell) in enumerate(zip(spans, spells, strict=True))
    ]
    return Throughput(
        chart=columns_chart(columns),
        spells=spells,
        done_count=sum(sum(spell.done.values()) for spell in spells),
        failed_count=sum(spell.failed_count for spell in spells),
    )


def _told(spell: Spell) -> str:
    done = "，".join(f"{words_zh.LANES[lane]} {count:,}" for lane, count in spell.done.items())
    return f"{spell.title}：{done}，失败 {spell.failed_count:,}"


def _verdicts(standings: Mapping[tuple[DeskState, Verdict], int]) -> tuple[VerdictLine, ...]:
    by_verdict = {verdict: {state: standings.get((state, verdict), 0) for state in DeskState} for verdict in Verdict}
    most = max(sum(counts.values()) for counts in by_verdict.values())
    return tuple(
        VerdictLine(
            title=words_zh.VERDICTS[verdict],
            mark=mark_of_verdict(verdict),
            counts=counts,
            all_count=sum(counts.values()),
            bar=share(sum(counts.values()), most),
        )
        for verdict, counts in by_verdict.items()
    )


def _shares(counted: Sequence[tuple[str, int]], whole: int) -> tuple[ShareLine, ...]:
    most = max((count for _, count in counted), default=0)
    return tuple(
        ShareLine(title=title, count=count, whole=whole, percent=share(count, whole), bar=share(count, most))
        for title, count in counted
    )


def _share(title: str, count: int, whole: int) -> ShareLine:
    percent = share(count, whole)
    return ShareLine(title=title, count=count, whole=whole, percent=percent, bar=percent)


def _field(one: FieldFigures) -> ShareLine:
    right = share(one.read_count - one.corrected_count, one.read_count)
    title = words_zh.field_title(one.field)
    return ShareLine(title=title, count=one.corrected_count, whole=one.read_count, percent=right, bar=right)


def _cause(cause: str) -> str:
    return words_zh.CAUSES[cause] if cause in words_zh.CAUSES else words_zh.finding_title(cause)
