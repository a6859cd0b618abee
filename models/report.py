"""What we tell the reviewer: comparisons, findings, a report a document and a dossier an applicant."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.doctype import Outcome
from models.extraction import Classification, ContraryPrint, Extraction
from models.page import Quality, Transform


class Severity(StrEnum):
    """What a finding is about, gravest first as a reviewer weighs it."""

    IDENTITY = "identity"
    ALARM = "alarm"
    CONTENT = "content"
    QUALITY = "quality"
    NOTE = "note"
    """For the record; never changes a verdict."""


class Verdict(StrEnum):
    """The answer for an applicant; the gravest that applies."""

    RESUBMIT = "resubmit"
    IDENTITY_PROOF_REQUIRED = "identity_proof_required"
    REVIEW = "review"
    INCOMPLETE = "incomplete"
    CLEAR = "clear"


class DocumentState(StrEnum):
    """What became of a page."""

    READ = "read"
    UNKNOWN_TYPE = "unknown_type"
    UNREADABLE = "unreadable"
    WRONG_TYPE = "wrong_type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One field held against what the applicant stated."""

    field: str
    path: str
    """Where in the application the stated value stands, such as `education[0].major`."""
    outcome: Outcome
    rule: str = ""
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person must look at."""

    code: str
    severity: Severity
    message: str
    """One sentence in Chinese, for the reviewer."""
    field: str | None = None
    document_id: str | None = None
    expected: str | None = None
    found: str | None = None
    proof: tuple[str, ...] = ()
    """Type codes of the papers that would settle it."""
    rule: str = ""
    """Word of the rule that raised it, where a regulation may switch that off; empty where none may."""
    documents: tuple[str, ...] = ()
    """Ids of the other papers that it speaks of."""
    settled_by: str | None = None
    """Id of the paper that settles it; it stays visible, and weighs no more."""
    applicant_message: str = ""
    """One sentence in Chinese for the applicant, without our terms; empty where there is nothing for them to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUnder:
    """Digests of all that a report depends on besides the text of its page: where they are the same, so is it."""

    reading_code: str
    """Of the code that finds out what a page is and what it says."""
    anchors: str
    """Of what betrays each of the types that the page was weighed for."""
    definition: str
    """Of the page's type; empty where it has none."""
    judging_code: str
    """Of all the code between a text and a dossier."""
    alphabet: str
    application: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a page is judged again by without its text, besides what its report tells."""

    under: MadeUnder
    transform: Transform = field(default_factory=Transform)
    """Kept where the quality names places on the page; of no meaning elsewhere."""
    contrary: ContraryPrint = field(default_factory=ContraryPrint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one page came to."""

    document_id: str
    file: str
    sha256: str
    declared_type: str | None
    state: DocumentState
    quality: Quality
    classification: Classification
    extraction: Extraction | None = None
    """None where the page has no known type or cannot be read."""
    comparisons: tuple[Comparison, ...] = ()
    findings: tuple[Finding, ...] = ()
    engine: str = ""
    normalise_ms: float = 0.0
    recognise_ms: float = 0.0
    judge_ms: float = 0.0
    grounds: Grounds | None = None
    """None for a file that is no picture, and in reports of builds that kept none."""
    correlation_id: str = field(default="", compare=False)
    """That of the job; empty where none worked. It says nothing of the page, so two reports may differ in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingMaterial:
    """A paper that the regulation asks for and nobody uploaded."""

    type_code: str
    because: str
    """The sentence of the instructions it rests on."""
    any_of: tuple[str, ...] = ()
    """Type codes, any of which will do; `type_code` is the first."""
    level: str | None = None
    """The level it must be of, as of education (专科) or of a physician (执业助理医师); None where any will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A trait that tells one paper from all others, met on a paper of some applicant."""

    kind: str
    """`certificate_number`, `verification_code`, `sha256` (of the upload) or `look` (16 hex digits of its picture)."""
    value: str
    application_id: str
    document_id: str
    """Empty where that applicant's application states it."""
    met_on: str = ""
    """Id of the applicant's own paper that shows it; empty where the own application states it."""


class ChangeKind(StrEnum):
    """What became different between two dossiers of one applicant."""

    VERDICT = "verdict"
    APPLICATION_CHANGED = "application_changed"
    """A stated value that papers are held against."""
    FINDING_RAISED = "finding_raised"
    FINDING_GONE = "finding_gone"
    FINDING_SETTLED = "finding_settled"
    MATERIAL_MISSING = "material_missing"
    MATERIAL_SUPPLIED = "material_supplied"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_GONE = "document_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference from the dossier before."""

    kind: ChangeKind
    code: str
    """Of the finding or of the type; the new verdict, where that changed; the path into the application."""
    field: str | None = None
    document_id: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All reports of one applicant together."""

    application_id: str
    verdict: Verdict
    reports: tuple[Report, ...]
    findings: tuple[Finding, ...]
    """Those of every report, then those across documents."""
    missing: tuple[MissingMaterial, ...] = ()
    changes: tuple[Change, ...] = ()
    """What is different from the last dossier of which no paper was still to be judged; empty for the first."""
    waiting_count: int = 0
    """Papers that were still to be judged when it was put together."""
