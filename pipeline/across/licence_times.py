"""When licences were given, against when studies and practice began. Numbers know the year; papers are reissued."""

from collections.abc import Iterator, Sequence
from datetime import date

from doctypes.values import qualification_number
from doctypes.values.physician_level import ASSISTANT
from doctypes.values.qualification_number import QualificationParts
from doctypes.values.study_form import ADULT
from models.case import Application, Track
from models.report import Report
from pipeline.across.clash import Clash
from pipeline.across.moments import Moment, Study, day_of_judging, moment
from pipeline.across.papers import firm, meaning, of_types, span, type_of

_OF_ADULTS = ADULT | {"网络教育", "开放教育", "自学考试"}
_ADULTS_SINCE = date(2002, 11, 1)
"""Who entered adult, network or self-taught studies from this day on must have been an assistant before (2014版)."""
_YEARS_OF_PRACTICE = {"中专": 5, "专科": 2, "本科": 2, "硕士": 2, "博士": 2}
"""That an assistant practises before the full examination (2014版): 中专 5, above it 2."""


def adult_enrolments(papers: Sequence[Report], known: Sequence[Study]) -> Iterator[Clash]:
    """Adult studies that began in a year before the one in which the applicant became an assistant."""
    assistant = next((year for level, year in _qualified(papers) if level == ASSISTANT), None)
    for study in known:
        start = study.enrolled
        if assistant is None or start is None or study.form not in _OF_ADULTS or start.first < _ADULTS_SINCE:
            continue
        if start.last < assistant.first:
            message = (
                f"{start}早于{assistant}：2002年11月1日以后入学的{study.form}学历，入学前应已取得助理医师资格，"
                "请核对该学历能否作为报考依据。"
            )
            yield Clash("assistant_after_adult_enrolment", start, assistant, message)


def short_practice(application: Application, papers: Sequence[Report], known: Sequence[Study]) -> Iterator[Clash]:
    """An assistant who cannot have practised long enough, were he registered on the first day of his year."""
    judged_on = day_of_judging(application)
    exam_year = application.exam_year or (judged_on.year if judged_on else None)
    asked = [_YEARS_OF_PRACTICE[study.level] for study in known if study.level in _YEARS_OF_PRACTICE]
    assistant = next((year for level, year in _qualified(papers) if level == ASSISTANT), None)
    if application.track is not Track.ASSISTANT_TO_FULL or assistant is None or not asked or exam_year is None:
        return
    if exam_year - assistant.first.year < min(asked):
        message = f"按{assistant}计算，到{exam_year}年考试时执业不满{min(asked)}年，请核对是否符合报考条件。"
        yield Clash("assistant_practice_short", assistant, None, message, expected=str(exam_year))


def practices(papers: Sequence[Report]) -> Iterator[Clash]:
    """Practice licences issued before the qualification that they rest on; so are those of which the day is in doubt.

    No licence need print its day, so that a doubt about it is told nowhere else.
    """
    for practice in of_types(papers, {"physician_practice"}):
        issued = moment(practice, "issued_on", in_doubt=True)
        if issued is None:
            continue
        own = [one for one in (_year_in(practice, "qualification_number"),) if one]
        level = firm(practice, "physician_level")
        numbered = [*own, *((at, year) for at, year in _qualified(papers) if level in (None, at))]
        too_late = next((year for _, year in numbered if issued.last < year.first), None)
        if too_late is not None:
            message = f"{issued}早于{too_late}：取得资格以前不能注册执业，请核对。"
            yield Clash("practice_before_qualification_number", issued, too_late, message)
            continue
        yield from _before_its_paper(issued, level, papers)


def _before_its_paper(issued: Moment, level: str | None, papers: Sequence[Report]) -> Iterator[Clash]:
    for paper in of_types(papers, {"physician_qualification"}):
        given = moment(paper, "issued_on", in_doubt=True)
        same = level is None or firm(paper, "physician_level") in (None, level)
        if given and same and issued.last < given.first:
            message = f"{issued}早于{given}，请核对资格证书是否为补发。"
            yield Clash("practice_before_qualification", issued, given, message)


def _qualified(papers: Sequence[Report]) -> Iterator[tuple[str, Moment]]:
    """Level and year of every qualification, as its number tells."""
    for paper in papers:
        field = "certificate_number" if type_of(paper) == "physician_qualification" else "qualification_number"
        found = _year_in(paper, field)
        if found is not None:
            yield found


def _year_in(paper: Report, field: str) -> tuple[str, Moment] | None:
    parts: QualificationParts | None = qualification_number.decode(firm(paper, field) or "")
    if parts is None or span(parts.year) is None:
        return None
    called = f"{meaning(paper, field)}中的年份"
    return parts.physician_level, Moment(value=parts.year, called=called, field=field, document_id=paper.document_id)
