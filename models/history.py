"""What past years tell of an applicant: education that was read from papers, agreed with what was stated, and stood."""

from dataclasses import dataclass

from models.case import ExamCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenEducation:
    """One entry of education of an earlier application whose dossier was clear."""

    application_id: str
    """Of the earlier application."""
    document_id: str
    """The paper that proves it."""
    type_code: str
    """What that paper is."""
    name: str
    certificate_number: str
    level: str | None = None
    school: str | None = None
    major: str | None = None
    graduated_on: str | None = None
    exam_year: int | None = None
    exam_category: ExamCategory | None = None
    """What was applied for then."""
    specialty: str | None = None
