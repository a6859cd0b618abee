"""When things happened, by papers and by the application, as far as the dates are precise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doctypes.values import chinese_date, citizen_id, level, study_form
from models.case import Application, Education
from models.materials import FIELDS
from models.report import Report
from pipeline.across.papers import firm, leaning, meaning, of_types, shown, span
from pipeline.across.said import said

DIPLOMAS = frozenset(
    {
        "graduation_certificate",
        "chsi_registration_form",
        "higher_education_certification",
        "overseas_credential",
        "vocational_diploma",
        "vocational_query_proof",
        "hubei_vocational_proof",
        "city_vocational_proof",
        "military_education_proof",
    }
)
"""Papers that say that somebody has graduated; a school's word for one who will is none."""
_WITH_STUDIES = DIPLOMAS | {"school_certificate", "degree_certificate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date that a paper or the application gives."""

    value: str
    """ISO 8601, as precise as the print."""
    called: str
    """What it is, as 《毕业证书》的毕业日期."""
    field: str
    document_id: str | None = None
    """None where the application states it."""

    @property
    def first(self) -> date:
        """The earliest day that it may mean."""
        days = span(self.value)
        return days[0] if days else date.min

    @property
    def last(self) -> date:
        """The latest day that it may mean."""
        days = span(self.value)
        return days[1] if days else date.max

    def __str__(self) -> str:
        """Say what it is and when, in Chinese."""
        return f"{self.called}（{shown(self.value)}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study, as one paper or one entry of the application tells of it."""

    enrolled: Moment | None = None
    graduated: Moment | None = None
    duration: str | None = None
    """As 5年."""
    level: str | None = None
    form: str = ""
    """In the vocabulary's word; empty where it is not told."""
    is_stated: bool = False
    """The application says so, and no paper."""


def moment(paper: Report, field: str, *, in_doubt: bool = False) -> Moment | None:
    """Return a date that a paper gives firmly; `in_doubt` asks for one that is doubtful, too."""
    value = (leaning if in_doubt else firm)(paper, field)
    if value is None or span(value) is None:
        return None
    return Moment(value=value, called=meaning(paper, field), field=field, document_id=paper.document_id)


def studies(application: Application, papers: Sequence[Report]) -> tuple[Study, ...]:
    """Return every study that the papers tell of, then those that the application states."""
    told = [_on_paper(paper) for paper in of_types(papers, _WITH_STUDIES)]
    return (*told, *(_as_stated(entry) for entry in application.education))


def birth(application: Application, papers: Sequence[Report]) -> Moment | None:
    """Return when the applicant was born: as stated, as the ID number tells, or as the first paper that says so."""
    stated = application.birth_date
    if stated is None and citizen_id.is_valid(application.id_number):
        stated = citizen_id.birth_date(application.id_number)
    if stated is not None and span(stated):
        return _stated(stated, "birth_date")
    return next(_births(papers), None)


def day_of_judging(application: Application) -> date | None:
    """Return the day on which the papers are judged; None where the application names none."""
    days = span(application.as_of)
    return days[1] if days else None


def _births(papers: Sequence[Report]) -> Iterator[Moment]:
    for paper in papers:
        born = moment(paper, "birth_date")
        if born is not None:
            yield born


def _on_paper(paper: Report) -> Study:
    return Study(
        enrolled=moment(paper, "enrolled_on"),
        graduated=moment(paper, "graduated_on"),
        duration=firm(paper, "duration"),
        level=said(paper, "level"),
        form=study_form.canonical(firm(paper, "study_form") or ""),
    )


def _as_stated(entry: Education) -> Study:
    return Study(
        enrolled=_stated(entry.enrolled_on, "enrolled_on"),
        graduated=_stated(entry.graduated_on, "graduated_on"),
        level=_level(entry.level),
        form=study_form.canonical(entry.study_form or ""),
        is_stated=True,
    )


def _level(stated: str | None) -> str | None:
    parsed = level.parse(stated) if stated else None
    return parsed.value if parsed else None


def _stated(value: str | None, field: str) -> Moment | None:
    if value is None or not chinese_date.is_possible(value):
        return None
    return Moment(value=value, called=f"报名信息中的{FIELDS[field]}", field=field)
