"""From a mismatch to a settled one: which identity finding an uploaded proof settles, and why another settles nothing.

A proof is a page of the household register or a letter of the police. It has to name the person as they register today,
name and ID number, both equal to the application, the number read firmly and the name so that it can be no other, and
the very value that the other paper prints; a letter carries its date, and whoever issues it is a public-security body
(domain notes, 4.4). Whatever falls short settles nothing, and a finding says what it lacks. What a card reader said at
the examination point settles nothing. Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from doctypes.printed import UNREAD
from doctypes.values import citizen_id
from doctypes.values import name as names
from doctypes.values.bodies import CUT_SHORT
from doctypes.values.look_alikes import is_han, may_be_rarer
from doctypes.values.surnames import looks_like_a_name
from models.case import Application
from models.extraction import GIVEN, FieldStatus, Reading
from models.report import DocumentState, Finding, Report, Severity
from pipeline import proof_words, words
from pipeline.certainty import DOUBT_BELOW, FIRM, HARDLY_READ
from pipeline.echoes import is_explained, is_no_other_name
from regulations.regulation import RuleState

INSUFFICIENT = "proof_insufficient"
ISSUER_LEVEL = "proof_issuer_level"
"""Rule, and code of its finding: a changed ID number is for the police of a county or above to prove. Not confirmed, so
it only sends the paper to a person."""
OLD_VALUE = MappingProxyType(
    {
        "name": "former_name",
        "gender": "former_gender",
        "birth_date": "former_birth_date",
        "id_number": "former_id_number",
    }
)
"""Identity field to the field of a proof that tells what it was before."""
_REGISTER, _LETTER = "household_register", "name_change_proof"
_DISAGREE = "documents_disagree"
_FEWEST_OF_A_BODY = 3  # Chinese characters of its name
_POLICE = re.compile(
    "(?:公安(?:部|厅|局|分局|处)(?:[\u4e00-\u9fff]{1,14}(?:分局|大队|支队|中队|处|科|派出所))?|派出所)$"
)
"""How the names of public-security bodies end. 公安 alone is also a county of Hubei: 公安县民政局 is none."""
_STATION = "派出所"


@dataclass(frozen=True, slots=True)
class _Lack:
    """What keeps a paper from settling a finding, and where on it that is to be seen."""

    why: str
    field: str
    expected: str | None = None
    found: str | None = None


def settle(
    application: Application,
    reports: Sequence[Report],
    findings: Sequence[Finding],
    rules: Mapping[str, RuleState] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Return the findings of a dossier, those that a proof among its papers settles marked with that paper's id.

    Every identity finding names the papers that would settle it. Behind the findings stand those about the proofs:
    what each lacks, as far as `rules` has not switched that off.
    """
    known: list[Finding] = []
    about: list[Finding] = []
    for finding in (_with_its_proofs(finding, application) for finding in findings):
        lacks = {
            report.document_id: (report, _lack(report, finding, application))
            for report in reports
            if _may_settle(report, finding)
        }
        sound = next((report for report, lack in lacks.values() if lack is None), None)
        told = words.settled(finding.message)
        known.append(replace(finding, settled_by=sound.document_id, message=told) if sound else finding)
        if sound is not None:
            about += _level_findings(sound, finding)
        elif finding.severity is Severity.IDENTITY:
            about += [_insufficient(report, finding, lack) for report, lack in lacks.values() if lack is not None]
    return (*known, *_as_ruled(_told_once(about), rules))


def _with_its_proofs(finding: Finding, application: Application) -> Finding:
    if finding.severity is not Severity.IDENTITY:
        return finding
    named = finding if finding.proof else replace(finding, proof=words.PROOFS.get(finding.field or "", ()))
    if (
        finding.field == "name"
        and finding.document_id
        and any(_is_the_old_value("name", finding.found or "", one) for one in application.former_names)
    ):
        return replace(named, message=proof_words.STATED_AS_FORMER_NAME)
    return named


def _may_settle(report: Report, finding: Finding) -> bool:
    """Whether a paper is meant to prove what this finding is about; none proves what it says itself."""
    field = finding.field or ""
    if field not in OLD_VALUE or report.document_id == finding.document_id or finding.settled_by:
        return False
    if finding.severity is not Severity.IDENTITY and finding.code not in (f"{field}_doubtful", _DISAGREE):
        return False
    return _type_of(report) in words.PROOFS[field]


def _type_of(report: Report) -> str | None:
    """The type of a paper; that of its slot where nobody can read it."""
    if report.state is DocumentState.READ:
        return report.classification.type_code
    return report.declared_type if report.state is DocumentState.UNREADABLE else None


def _lack(proof: Report, finding: Finding, application: Application) -> _Lack | None:
    """Say what the paper lacks to settle the finding; None where it settles it."""
    if proof.extraction is None:
        return _Lack(proof_words.NO_PICTURE, finding.field or "")
    return (
        _issuer_lack(proof)
        or _name_lack(_read(proof, "name"), application)
        or _number_lack(_read(proof, "id_number"), application)
        or _date_lack(proof)
        or _old_value_lack(proof, finding, application)
    )


def _issuer_lack(proof: Report) -> _Lack | None:
    issuer = _read(proof, "issuer")
    if issuer.value is None and _type_of(proof) == _REGISTER and sum(map(is_han, issuer.raw)) < _FEWEST_OF_A_BODY:
        return None  # Only its cover prints who keeps the register; a card has a seal, of which scraps are read.
    least = HARDLY_READ if _type_of(proof) == _REGISTER else DOUBT_BELOW
    if issuer.value is None or not _is_firm_enough(issuer, least):
        return _Lack(proof_words.ISSUER_UNREAD, "issuer", found=issuer.value)
    return None if _POLICE.search(issuer.value) else _Lack(proof_words.ISSUER_NOT_POLICE, "issuer", found=issuer.value)


def _is_firm_enough(issuer: Reading, least: float) -> bool:
    """Whether it is certain what kind of body issued a paper; which police may stay open: 广市公安局 of 广州."""
    of_police = all(map(_POLICE.search, (issuer.value or "", *issuer.rivals)))
    is_police = of_police and issuer.fault in ("", CUT_SHORT) and issuer.confidence >= UNREAD
    return (
        issuer.status in GIVEN or is_police or (not issuer.fault and not issuer.rivals and issuer.confidence >= least)
    )


def _name_lack(reading: Reading, application: Application) -> _Lack | None:
    read = reading.value or ""
    is_the_same = names.canonical(read) == names.canonical(application.name) or (
        names.compare(read, application.name).rule == "separator_missing"
    )
    if reading.value is None or not (reading.status in GIVEN or (is_the_same and _is_legible(reading))):
        return _Lack(proof_words.NAME_UNREAD, "name", application.name, reading.value)
    if is_the_same:
        return None
    return _Lack(proof_words.NAME_OF_ANOTHER, "name", application.name, reading.value)


def _is_legible(reading: Reading) -> bool:
    """Whether a name in doubt can be no other where the number beside it, firmly read, is that of the person.

    Ink between its characters makes none of them another, nor does another way of reading what one read for certain.
    """
    legible = reading.confidence >= HARDLY_READ or reading.confidence == UNREAD
    return legible and not reading.fault and (is_explained(reading) or reading.confidence >= DOUBT_BELOW)


def _number_lack(reading: Reading, application: Application) -> _Lack | None:
    lost_a_digit = reading.fault == citizen_id.FIRST_DIGIT_LOST and not reading.rivals
    if reading.value is None or not (reading.status in GIVEN or lost_a_digit):
        return _Lack(proof_words.NUMBER_UNREAD, "id_number", application.id_number, reading.value)
    if _is_one_number(reading.value, application.id_number):
        return None
    return _Lack(proof_words.NUMBER_OF_ANOTHER, "id_number", application.id_number, reading.value)


def _date_lack(proof: Report) -> _Lack | None:
    undated = _type_of(proof) == _LETTER and _read(proof, "issued_on").value is None
    return _Lack(proof_words.NO_DATE, "issued_on") if undated else None


def _old_value_lack(proof: Report, finding: Finding, application: Application) -> _Lack | None:
    field = finding.field or ""
    old, printed = _read(proof, OLD_VALUE[field]), _printed_before(finding, application)
    if old.status in GIVEN and printed is not None and _is_the_old_value(field, printed, old.value or ""):
        return None
    if old.value is None or old.status not in GIVEN:
        if field == "name" and printed is not None and _said_twice(old, printed):
            return None
        told = proof_words.old_value_missing if old.status is FieldStatus.ABSENT else proof_words.old_value_unread
        return _Lack(told(old.field), old.field, printed, old.value)
    return _Lack(proof_words.old_value_differs(old.field, old.value), old.field, printed, old.value)


def _said_twice(old: Reading, printed: str) -> bool:
    """Whether a name in doubt is, to the letter, the one that another paper prints: no two misreadings agree so.

    Unless something else was read of it, too, that may be the name, or it may be a rarer one. It may itself be what
    else was read: 于玲蕾 beside 玲蕾.
    """
    read = (old.value or "", *old.rivals)
    name = next((one for one in read if _is_the_old_value("name", printed, one) and one not in old.faint), "")
    one = replace(old, value=name, rivals=tuple(other for other in read if other != name))
    return (
        name != ""
        and (name == old.value or (name.endswith(old.value or "") and not looks_like_a_name(old.value or "")))
        and old.confidence >= (FIRM if may_be_rarer(name) else HARDLY_READ)
        and not old.fault
        and (is_explained(one) or all(is_no_other_name(rival, one) for rival in one.rivals))
    )


def _printed_before(finding: Finding, application: Application) -> str | None:
    """The value that is to be explained. Of two papers that disagree one has to bear the value of today."""
    if finding.code != _DISAGREE:
        return finding.found
    today = getattr(application, finding.field or "") or ""
    sides = (finding.expected, finding.found)
    others = [side for side in sides if side is not None and not _is_the_old_value(finding.field or "", side, today)]
    return others[0] if len(others) == 1 and None not in sides else None


def _is_the_old_value(field: str, printed: str, old: str) -> bool:
    """Whether a paper prints exactly what the proof says that it was before; a date as precisely as the paper goes."""
    if field == "name":
        return names.canonical(printed) == names.canonical(old)
    if field == "id_number":
        return _is_one_number(printed, old)
    if field == "birth_date":
        return printed == old or old.startswith(f"{printed}-")
    return printed == old


def _is_one_number(one: str, other: str) -> bool:
    return citizen_id.compare(one, other).outcome.is_equal


def _read(report: Report, field: str) -> Reading:
    if report.extraction is None:
        return Reading(field=field, status=FieldStatus.ABSENT)
    return report.extraction.reading(field)


def _insufficient(proof: Report, finding: Finding, lack: _Lack) -> Finding:
    code, field = _type_of(proof) or "", finding.field or ""
    return Finding(
        code=INSUFFICIENT,
        severity=Severity.CONTENT,
        rule=INSUFFICIENT,
        field=lack.field,
        document_id=proof.document_id,
        documents=(finding.document_id,) if finding.document_id else (),
        expected=lack.expected,
        found=lack.found,
        message=proof_words.insufficient(code, field, lack.why),
        applicant_message=proof_words.insufficient_for_applicant(code, field, lack.why),
        proof=words.PROOFS[field],
    )


def _level_findings(proof: Report, finding: Finding) -> Iterator[Finding]:
    issuer = _read(proof, "issuer").value or ""
    if finding.field == "id_number" and finding.severity is Severity.IDENTITY and issuer.endswith(_STATION):
        yield Finding(
            code=ISSUER_LEVEL,
            severity=Severity.CONTENT,
            rule=ISSUER_LEVEL,
            field="issuer",
            document_id=proof.document_id,
            documents=(finding.document_id,) if finding.document_id else (),
            found=issuer,
            message=proof_words.ISSUED_BY_A_STATION,
        )


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """One finding for each thing that a proof lacks, however many papers it was to settle."""
    told: dict[tuple[str, str | None, str | None, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.document_id, finding.field, finding.message)
        earlier = told.get(key)
        spoken_of = (*(earlier.documents if earlier else ()), *finding.documents)
        told[key] = replace(earlier or finding, documents=tuple(dict.fromkeys(spoken_of)))
    return list(told.values())


def _as_ruled(findings: Sequence[Finding], rules: Mapping[str, RuleState]) -> Iterator[Finding]:
    for finding in findings:
        state = rules.get(finding.rule)
        if state is RuleState.NOTE:
            yield replace(finding, severity=Severity.NOTE)
        elif state is not RuleState.OFF:
            yield finding
