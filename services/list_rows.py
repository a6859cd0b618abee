"""One line a dossier, for lists and exports. Names and numbers are masked unless they are asked for with a reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.case import Application
from models.gravity import gravest_first, is_open
from models.report import Dossier, Finding, Severity, Verdict
from services import words_zh
from services.masking import mask_in_text, mask_name, mask_number
from services.report_marks import ACT, mark_of_finding
from services.review import UNJUDGED_CODE, WAITING_CODE, WITHDRAWN_CODE

_NAMES_A_FILE = frozenset({UNJUDGED_CODE, WAITING_CODE, WITHDRAWN_CODE})
_FILE = re.compile("“.*”", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One applicant in a list."""

    application_id: str
    name: str
    id_number: str
    exam_category: str
    certificate_numbers: tuple[str, ...]
    """Those that the application states, studies first."""
    verdict: Verdict
    gravest: str
    """Title of the finding that weighs most, or that a paper is still being read; empty where nothing waits."""
    message: str
    """Its sentence."""
    act_count: int
    """Findings that must be acted on."""
    open_count: int
    """Findings that wait for a person, those that must be acted on among them."""
    missing: tuple[str, ...]
    proofs: tuple[str, ...]
    """Titles of the papers that would settle what is open."""
    documents_count: int


def list_row(dossier: Dossier, application: Application | None, *, unmasked: bool = False) -> ListRow:
    """Sum up a dossier in one line."""
    found = [finding for finding in gravest_first(dossier) if is_open(finding)]
    reports = {report.document_id: report for report in dossier.reports}
    waiting = [finding for finding in dossier.findings if finding.code == WAITING_CODE]
    marks = [mark_of_finding(finding, reports.get(finding.document_id or "")) for finding in found]
    stated, first = application or _NOBODY, next(iter(found + waiting), None)
    return ListRow(
        application_id=dossier.application_id,
        name=stated.name if unmasked else mask_name(stated.name),
        id_number=stated.id_number if unmasked else mask_number(stated.id_number),
        exam_category=str(stated.exam_category or ""),
        certificate_numbers=tuple(number if unmasked else mask_number(number) for number in _numbers(stated)),
        verdict=dossier.verdict,
        gravest=words_zh.finding_title(first.code) if first else "",
        message=_sentence(first, stated, unmasked=unmasked) if first else "",
        act_count=marks.count(ACT),
        open_count=len(found),
        missing=tuple(words_zh.missing_title(paper) for paper in dossier.missing),
        proofs=tuple(dict.fromkeys(words_zh.type_title(code) for finding in found for code in _wanted(finding))),
        documents_count=len(dossier.reports),
    )


_NOBODY = Application(application_id="", name="", id_type="", id_number="")


def _wanted(finding: Finding) -> tuple[str, ...]:
    return finding.proof if finding.severity is Severity.IDENTITY else ()


def _numbers(stated: Application) -> Iterator[str]:
    for entry in stated.education:
        yield from (number for number in (entry.certificate_number, entry.degree_number) if number)
    yield from (licence.certificate_number for licence in stated.licences if licence.certificate_number)


def _sentence(finding: Finding, stated: Application, *, unmasked: bool) -> str:
    """A sentence names a paper's file where nothing else is known of it, and a file may be named after anybody."""
    if unmasked:
        return finding.message
    message = _FILE.sub("“…”", finding.message) if finding.code in _NAMES_A_FILE else finding.message
    return mask_in_text(message.replace(stated.name, mask_name(stated.name)) if stated.name else message)
