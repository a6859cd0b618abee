"""Which doubts about what one paper says the other papers of the dossier lay to rest. Pure.

Only the reader's doubts: what was read has to be what was stated, so that nothing is cleared that a paper contradicts.
And only on a paper that by a number of its own, firmly read, is the applicant's, and beside one that says the same
firmly: of a name or a birth date a card or passport of that person, of a study the paper that bears the same number. A
forger would have to forge both, and then neither would be in doubt. What was laid to rest stays visible, with the paper
that did it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from doctypes.printed import UNREAD
from doctypes.values import KINDS
from doctypes.values.look_alikes import is_rare, rarer
from doctypes.values.schools import BY_NAME
from doctypes.values.surnames import looks_like_a_name
from models.extraction import GIVEN, Reading, Witness
from models.report import Comparison, Finding, Report, Severity
from pipeline.across.held import IDENTITY_PAPERS
from pipeline.across.papers import readable, type_of
from pipeline.certainty import FIRM, HARDLY_READ, NAME_READ
from pipeline.echoes import has_lost_characters, is_a_part, is_explained
from pipeline.told_by_numbers import DAYS_OF_A_STUDY, MONTH

_NUMBERS_OF_A_PERSON = frozenset({"id_number", "birth_date", "certificate_number", "qualification_number"})
"""What ties a paper to the applicant: one of these firmly read and as stated, and none of them another."""
_OF_A_STUDY = frozenset({"school", "major", "level", "enrolled_on", "graduated_on"})
_REGISTER = "household_register"
_CARDS = frozenset(IDENTITY_PAPERS) - {_REGISTER}
"""Papers with a portrait that say who somebody is: a doubt about one of these is for a person."""
_ON_A_CARD = frozenset({"name", "birth_date"})
_LONG_NAME = 5
_JOINED_BEFORE = "one_joined_before"


def borne_out(reports: Sequence[Report], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings, doubts that another paper lays to rest marked with that paper's id."""
    papers = {paper.document_id: paper for paper in readable(reports)}
    return tuple(
        _answered(finding, papers.get(finding.document_id or ""), tuple(papers.values())) for finding in findings
    )


def _answered(finding: Finding, paper: Report | None, papers: Sequence[Report]) -> Finding:
    field = finding.field or ""
    is_doubt = finding.code == f"{field}_doubtful" and finding.severity is Severity.CONTENT
    if paper is None or not is_doubt or finding.settled_by or not _is_the_applicants(paper):
        return finding
    others = _witnesses(paper, field, papers)
    other = next((other for other in others if _says_firmly(other, field)), None)
    is_stated = _is_as_stated(paper, field) or _has_a_seal_before(paper, field) or _is_a_spoilt_name(paper, field)
    if other is None or not is_stated:
        return finding
    return replace(finding, settled_by=other.document_id)


def _is_the_applicants(paper: Report) -> bool:
    """Whether one of its numbers, firmly read, is the stated one, and none may be another."""
    held = [one for one in paper.comparisons if one.field in _NUMBERS_OF_A_PERSON and one.found and one.expected]
    return any(_is_firm(paper, one) for one in held) and all(one.outcome.agrees for one in held)


def _is_firm(paper: Report, one: Comparison) -> bool:
    return one.outcome.agrees and _reading(paper, one.field).status in GIVEN


def _witnesses(paper: Report, field: str, papers: Sequence[Report]) -> Iterator[Report]:
    """The other papers that may bear out what this one says of a field."""
    for other in papers:
        if other is paper or not _is_the_applicants(other):
            continue
        is_of_card = field in _ON_A_CARD and type_of(paper) not in _CARDS
        if is_of_card and type_of(other) in _CARDS:
            number = _compared(other, "id_number")
            if number is not None and _is_firm(other, number):
                yield other
        elif ((is_of_card and field == "name") or field in _OF_A_STUDY) and _is_about_one_study(paper, other):
            yield other


def _is_about_one_study(paper: Report, other: Report) -> bool:
    """Whether both bear the number of one diploma, firmly, as it was stated."""
    ours, theirs = _compared(paper, "certificate_number"), _compared(other, "certificate_number")
    if ours is None or theirs is None or not ours.path.startswith("education["):
        return False
    return ours.path == theirs.path and _is_firm(paper, ours) and _is_firm(other, theirs)


def _says_firmly(paper: Report, field: str) -> bool:
    """Whether a paper says the stated value, firmly; of a name with a rare character no reader is firm."""
    one, reading = _compared(paper, field), _reading(paper, field)
    if one is None or not one.outcome.is_equal:
        return False
    legible = reading.confidence >= HARDLY_READ and not reading.rivals and not reading.fault
    return reading.status in GIVEN or (field == "name" and legible and any(map(is_rare, reading.value or "")))


def _is_as_stated(paper: Report, field: str) -> bool:
    """Whether what was read, with all that was read beside it, is the stated value and no other."""
    reading, one = _reading(paper, field), _compared(paper, field)
    if one is None or not one.outcome.is_equal or reading.fault:
        return False
    if field == "name":
        return _is_this_name(reading)
    if field in DAYS_OF_A_STUDY:
        return all(rival[:MONTH] == (reading.value or "")[:MONTH] for rival in reading.rivals)
    return not reading.rivals if field == "birth_date" else _is_this_word(reading, field)


def _is_this_name(reading: Reading) -> bool:
    """Whether print that reads as the stated name can be no other: not where a character is hardly read.

    Ink between characters makes none of them another, and a rare one is never made of a common one; but a common one
    may be what a reader makes of a rare one. Of a long name a reader may lose a part, or see a stroke beside it.
    """
    value = reading.value or ""
    legible = reading.confidence >= HARDLY_READ or reading.confidence == UNREAD or any(map(is_rare, value))
    return legible and (
        is_explained(reading)
        or (reading.confidence >= NAME_READ and all(_is_a_misreading(rival, reading) for rival in reading.rivals))
        or all(
            len(rival) > len(value) or (len(value) >= _LONG_NAME and is_a_part(rival, value))
            for rival in reading.rivals
        )
    )


def _is_a_misreading(rival: str, reading: Reading) -> bool:
    """Whether another way of reading made of the very same print what is no name, or a character of it another.

    Of a name with one other character only where this one was read firmly, and not where that one is rarer: readers
    make common characters of rare ones. Nor is print misread that had to be put right to be this name.
    """
    value = reading.value or ""
    if value not in reading.raw or rival not in reading.again:
        return False
    if not looks_like_a_name(rival):
        return len(rival) == len(value)
    is_one_off = len(rival) == len(value) and Levenshtein.distance(rival, value) == 1
    return is_one_off and reading.confidence >= FIRM and not any(map(rarer, value, rival))


def _is_this_word(reading: Reading, field: str) -> bool:
    """Whether whatever else was read is one character off a word for such a thing, and no other such word."""
    value = reading.value or ""
    words = BY_NAME.keys() if field == "school" else KINDS[field].words if field in KINDS else frozenset()
    slips = all(Levenshtein.distance(rival, value, score_cutoff=1) <= 1 for rival in reading.rivals)
    return value in words and slips and not words & set(reading.rivals)


def _is_a_spoilt_name(paper: Report, field: str) -> bool:
    """Whether print that one way reads as the stated name lost a character of it in another, or begins with no surname.

    闫珊 and 闫璐珊, 蕈婕萍 and 覃婕萍.
    """
    one, reading = _compared(paper, field), _reading(paper, field)
    stated, value = (one.expected if one else None) or "", reading.value or ""
    is_a_doubt = reading.confidence < FIRM and not reading.fault
    if field != "name" or stated not in reading.again or set(reading.rivals) != {stated} or not is_a_doubt:
        return False
    has_no_surname = value[1:] == stated[1:] and looks_like_a_name(stated) and not looks_like_a_name(value)
    return has_no_surname or has_lost_characters(value, stated)


def _has_a_seal_before(paper: Report, field: str) -> bool:
    """Whether a page of the register prints the stated name behind one character that its seal may have left."""
    one = _compared(paper, field)
    return (
        type_of(paper) == _REGISTER
        and one is not None
        and one.rule == _JOINED_BEFORE
        and Witness.CHECK_DIGIT in _reading(paper, "id_number").witnesses
    )


def _compared(paper: Report, field: str) -> Comparison | None:
    return next((one for one in paper.comparisons if one.field == field and one.expected), None)


def _reading(paper: Report, field: str) -> Reading:
    if paper.extraction is None:
        raise ValueError("expected a paper that was read, met one without its extraction")
    return paper.extraction.reading(field)
