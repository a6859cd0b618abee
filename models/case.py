"""What was handed to us: the application as the applicant typed it, and the uploads.

Dates are ISO 8601 strings at the precision stated (`2016-06-30`, `2009-09`, `1998`). An absent value is None
and is never compared.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Track(StrEnum):
    """The road by which an applicant registers (contract: `track`)."""

    STANDARD = "standard"
    NEW_GRADUATE = "new_graduate"
    TOP_UP = "top_up"
    POSTGRADUATE = "postgraduate"
    ASSISTANT_TO_FULL = "assistant_to_full"
    TCM_APPRENTICESHIP = "tcm_apprenticeship"
    TCM_EXPERTISE = "tcm_expertise"
    MILITARY = "military"
    HMT = "hmt"
    FOREIGN = "foreign"
    RETURNING = "returning"


class ExamCategory(StrEnum):
    """The examination applied for."""

    PHYSICIAN = "执业医师"
    ASSISTANT = "执业助理医师"
    RURAL_ASSISTANT = "乡村全科执业助理医师"


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """One entry of the education list; one a level."""

    level: str | None = None
    school: str | None = None
    major: str | None = None
    study_form: str | None = None
    enrolled_on: str | None = None
    graduated_on: str | None = None
    certificate_number: str | None = None
    degree_number: str | None = None
    proof: str | None = None
    """Type code of the material that proves this entry."""
    verification_code: str | None = None
    verified: bool = False
    """The provincial system shows it locked, as verified in an earlier year; its papers were handed in then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedEducation:
    """What the library of verified education (已核实学历库) answered, and what was applied for then."""

    found: bool = True
    """Whether the system could fetch anything; where it could not, the applicant is asked like a new one."""
    exam_category: ExamCategory | None = None
    specialty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence the applicant says to hold."""

    type: str
    """Code of the paper: `physician_qualification` or `physician_practice`."""
    certificate_number: str | None = None
    register_confirmed: bool | None = None
    """What the register of practising physicians (执业库) answered; None where it was not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probation:
    """Where the probation year was served."""

    institution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What the applicant typed into the registration system."""

    application_id: str
    name: str
    id_type: str
    id_number: str
    exam_year: int | None = None
    as_of: str | None = None
    """The day on which the papers are judged."""
    exam_category: ExamCategory | None = None
    specialty: str | None = None
    track: Track | None = None
    gender: str | None = None
    birth_date: str | None = None
    former_names: tuple[str, ...] = ()
    education: tuple[Education, ...] = ()
    verified_education: VerifiedEducation | None = None
    """None where the application does not say."""
    licences: tuple[Licence, ...] = ()
    probation: Probation = field(default_factory=Probation)
    exam_point: str | None = None
    registration_point: str | None = None
    """The 报名点 of that examination point."""
    province: str | None = None
    """The 考区, where one house serves several."""
    identity_verified: bool = False
    """The ID card has been read by a card reader at an examination point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file as it was handed in. `content` is untrusted."""

    file: str
    """The name the applicant's file had; for display only."""
    content: bytes
    declared_type: str | None = None
    """Type code of the slot it was uploaded to, where one is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One uploaded paper in the ledger: which application and slot it belongs to, and which bytes it is."""

    document_id: str
    application_id: str
    file: str
    sha256: str
    """Hex digest of the uploaded bytes; the key of the blob and of the kept text."""
    declared_type: str | None = None
    withdrawn: bool = False
    """Taken back or replaced: it counts no more, and stays to be looked up."""
    object_key: str | None = None
    """Where its bytes lie in the archive; None where they are in the blob store."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """Application, content and slot: what two documents that are the same paper have in common."""
        return self.application_id, self.sha256, self.declared_type or ""
