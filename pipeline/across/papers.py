"""The readable papers of one applicant, and what they say: firmly, or, where a rule asks for that, leaning to it."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from doctypes.values import chinese_date
from doctypes.values.chinese_date import SUPPLIED
from models.extraction import GIVEN
from models.materials import FIELDS, MATERIALS
from models.report import DocumentState, Report

_CALLED = {
    ("physician_qualification", "certificate_number"): "资格证书编码",
    ("physician_practice", "certificate_number"): "执业证书编码",
    ("licence_register_proof", "certificate_number"): "执业证书编码",
    ("degree_certificate", "level"): "学位级别",
    ("probation_certificate", "started_on"): "试用期开始日期",
    ("military_probation_form", "started_on"): "试用期开始日期",
    ("hmt_internship_form", "started_on"): "实习开始日期",
    ("foreign_internship_form", "started_on"): "实习开始日期",
    ("", "id_in_number"): "资格证书编码中的身份证号",
}


def readable(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the papers that were read and are of a known type, in their order."""
    return tuple(one for one in reports if one.extraction is not None and one.state is DocumentState.READ)


def of_types(papers: Sequence[Report], codes: frozenset[str] | set[str]) -> Iterator[Report]:
    """Return the papers of these types, in their order."""
    return (paper for paper in papers if type_of(paper) in codes)


def type_of(paper: Report) -> str:
    """Return the type code of a readable paper."""
    return paper.classification.type_code or ""


def firm(paper: Report, field: str) -> str | None:
    """Return a value that the reader is sure of, or None."""
    if paper.extraction is None:
        return None
    reading = paper.extraction.reading(field)
    return reading.value if reading.status in GIVEN else None


def leaning(paper: Report, field: str) -> str | None:
    """Return a value as it was read, firmly or in doubt; None where a fault leaves it open, or nothing was read.

    A year of which a numeral was supplied is one that was read, in doubt: 〇八年 says no other than 2008.
    """
    if paper.extraction is None:
        return None
    reading = paper.extraction.reading(field)
    return reading.value if reading.fault in ("", SUPPLIED) else None


def title(paper: Report) -> str:
    """Name a paper in 《》."""
    return f"《{MATERIALS[type_of(paper)]}》"


def meaning(paper: Report, field: str) -> str:
    """Name a field of a paper as its print does: 《毕业证书》的毕业日期, 《医师执业证书》的执业证书编码."""
    words = _CALLED.get((type_of(paper), field)) or _CALLED.get(("", field)) or FIELDS[field]
    return f"{title(paper)}的{words}"


def span(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day that an ISO date of any precision may mean; None for what is no date.

    >>> span("2016-02"), span("长期")
    ((datetime.date(2016, 2, 1), datetime.date(2016, 2, 29)), None)
    """
    if value is None or not chinese_date.is_possible(value):
        return None
    if len(value) == len("2016"):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    year, month = int(value[:4]), int(value[5:7])
    if len(value) == len("2016-06"):
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date.fromisoformat(value)
    return day, day


def shown(value: str) -> str:
    """Write an ISO date as papers do.

    >>> shown("2016-06-30"), shown("2009-09"), shown("1998")
    ('2016年6月30日', '2009年9月', '1998年')
    """
    parts = (int(part) for part in value.split("-"))
    return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=False))
