"""Lives that no calendar allows: what the papers of one applicant say of when, held against each other. Pure.

Dates count as far as they are precise: 2016-06 may be any day of that month, and only what cannot be is told. Nothing
is held against the clock on the wall, but against the day on which the application is judged.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from models.case import Application
from models.report import Finding, Report
from pipeline.across.clash import Clash, told_once
from pipeline.across.licence_times import adult_enrolments, practices, short_practice
from pipeline.across.moments import DIPLOMAS, Moment, Study, birth, day_of_judging, moment, studies
from pipeline.across.papers import of_types, shown, type_of

_YOUNGEST_YEARS = 14
"""Nobody enters a vocational school younger (domain notes, F8); a few did enter a university so."""
_SLACK_YEARS = 1.0
_SUMMER_YEARS = 0.25
"""A course of five years from September to June is that much shorter."""
_DAYS_A_YEAR = 365.25
_POSTGRADUATE = frozenset({"硕士", "博士"})
_ON_PROBATION = frozenset(
    {"probation_certificate", "military_probation_form", "hmt_internship_form", "foreign_internship_form"}
)

_LATE = _ON_PROBATION | {
    "chsi_registration_form",
    "higher_education_certification",
    "overseas_credential",
    "vocational_query_proof",
    "hubei_vocational_proof",
    "city_vocational_proof",
    "licence_register_proof",
    "school_certificate",
    "military_education_proof",
    "name_change_proof",
    "household_register",
}
"""Papers that may be made, or that an applicant may be sent for, between registering and the end of that year."""


def timeline_findings(application: Application, papers: Sequence[Report]) -> Iterator[Finding]:
    """Name every rule of time that the papers or the application break, once each, in the order of the rules."""
    known = studies(application, papers)
    yield from told_once(
        chain(
            _too_young(birth(application, papers), known),
            _turned_round(known),
            _of_another_length(known),
            adult_enrolments(papers, known),
            short_practice(application, papers, known),
            practices(papers),
            _not_yet_graduated(application, papers),
            _before_graduation(papers, known),
            _not_yet_issued(application, papers),
        )
    )


def _too_young(born: Moment | None, known: Sequence[Study]) -> Iterator[Clash]:
    for study in known:
        if born is None or study.enrolled is None:
            continue
        grown = (born.first.year + _YOUNGEST_YEARS, born.first.month, born.first.day)
        last = study.enrolled.last
        if (last.year, last.month, last.day) < grown:
            message = f"{study.enrolled}时，按{born}计算不满{_YOUNGEST_YEARS}周岁，请核对。"
            yield Clash("enrolled_too_young", study.enrolled, born, message)


def _turned_round(known: Sequence[Study]) -> Iterator[Clash]:
    for study in known:
        start, end = study.enrolled, study.graduated
        if start and end and (start.first > end.last or start.value == end.value):
            yield Clash("enrolled_after_graduation", start, end, f"{start}不早于{end}，这不可能，请核对。")


def _of_another_length(known: Sequence[Study]) -> Iterator[Clash]:
    for study in known:
        start, end = study.enrolled, study.graduated
        if not (start and end and study.duration) or start.first >= end.last:
            continue
        years = float(study.duration.removesuffix("年"))
        longest, shortest = (end.last - start.first).days, (end.first - start.last).days
        if (
            longest < (years - _SLACK_YEARS - _SUMMER_YEARS) * _DAYS_A_YEAR
            or shortest > (years + _SLACK_YEARS) * _DAYS_A_YEAR
        ):
            message = f"从{start}到{end}的时间，与学制{study.duration}相差一年以上，请核对是否有休学等情形。"
            yield Clash("study_length", end, start, message)


def _not_yet_graduated(application: Application, papers: Sequence[Report]) -> Iterator[Clash]:
    judged_on = day_of_judging(application)
    for paper in of_types(papers, DIPLOMAS | {"degree_certificate"}):
        field = "issued_on" if type_of(paper) == "degree_certificate" else "graduated_on"
        end = moment(paper, field)
        if judged_on and end and end.first > judged_on:
            message = f"{end}晚于报名审核之日（{shown(judged_on.isoformat())}）：尚未毕业的人不会有这份材料，请核对。"
            yield Clash("diploma_after_registration", end, None, message, expected=application.as_of)


def _before_graduation(papers: Sequence[Report], known: Sequence[Study]) -> Iterator[Clash]:
    """Practice under supervision counts from the first graduation; with a postgraduate's alone the first is unknown."""
    ends = [study.graduated for study in known if study.graduated]
    levels = {study.level for study in known if study.graduated}
    if not ends or levels <= _POSTGRADUATE:
        return
    earliest = min(ends, key=lambda end: end.first)
    for paper in of_types(papers, _ON_PROBATION):
        start = moment(paper, "started_on")
        if start and start.last < earliest.first:
            message = f"{start}早于最早的{earliest}：试用期应在毕业之后，请核对。"
            yield Clash("probation_before_graduation", start, earliest, message)


def _not_yet_issued(application: Application, papers: Sequence[Report]) -> Iterator[Clash]:
    judged_on = day_of_judging(application)
    if judged_on is None:
        return
    year = application.exam_year or judged_on.year
    for paper in papers:
        for field in () if type_of(paper) == "degree_certificate" else ("issued_on", "updated_on"):
            issued = moment(paper, field)
            if issued is None or issued.first <= judged_on:
                continue
            late = type_of(paper) in _LATE
            if late and issued.first.year <= year:
                yield from _handed_in_late(issued, type_of(paper), judged_on)
            else:
                last = f"{year}年底" if late else f"报名审核之日（{shown(str(judged_on))}）"
                expected = str(year) if late else str(judged_on)
                yield Clash("issued_in_future", issued, None, f"{issued}晚于{last}，请核对。", expected=expected)


def _handed_in_late(issued: Moment, code: str, judged_on: date) -> Iterator[Clash]:
    """A year of probation may end after registration; other proofs that come late are worth a note."""
    if code not in _ON_PROBATION:
        message = f"{issued}晚于报名审核之日（{shown(str(judged_on))}），请核对是否为补交的材料。"
        yield Clash("issued_after_judging", issued, None, message, expected=str(judged_on))
