"""What the page says: its type, and each field with the pixels and the witnesses that speak for it."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.page import Box, Quality, Transform


class FieldStatus(StrEnum):
    """How far a value can be relied on."""

    PROVED = "proved"
    """Independent witnesses agree."""
    READ = "read"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"
    """Something is printed there, and no value could be made of it."""
    ABSENT = "absent"


GIVEN = frozenset({FieldStatus.PROVED, FieldStatus.READ})
"""A value of these is given as true; any other is offered with doubt."""


class Witness(StrEnum):
    """What speaks for a value."""

    PRINT = "print"
    SECOND_PRINT = "second_print"
    """The same value printed a second time on the same page."""
    QR = "qr"
    CHECK_DIGIT = "check_digit"
    ID_NUMBER = "id_number"
    """The digits of a citizen ID on the same page."""
    CERTIFICATE_NUMBER = "certificate_number"
    """The parts of a certificate or licence number on the same page."""
    TITLE = "title"
    REVIEWER = "reviewer"
    """A person who looked at the paper says that it prints this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Which type a page is of."""

    type_code: str | None
    """None where no known type is near enough."""
    score: float
    runner_up: str | None = None
    runner_up_score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One field as read."""

    field: str
    status: FieldStatus
    value: str | None = None
    raw: str = ""
    confidence: float = 0.0
    """The least certain character of the raw print, 0..1; it ranks readings and proves nothing."""
    witnesses: tuple[Witness, ...] = ()
    fault: str = ""
    """Why the value fails its own check or a check against the rest of the page; empty where it does not."""
    rivals: tuple[str, ...] = ()
    """Other values that the page gives for the same field."""
    again: tuple[str, ...] = ()
    """Those rivals that are the very same print, read in another way; the others stand elsewhere on the page."""
    faint: tuple[str, ...] = ()
    """Those of them that no way of reading made out, where one read the value firmly."""
    box: Box | None = None
    """In pixels of the upload."""
    as_read: str | None = None
    """Of a value that a person has put right: what was read; None where nothing was, and of any other value."""

    @property
    def is_corrected(self) -> bool:
        """Whether the value is a person's, and not the reader's."""
        return Witness.REVIEWER in self.witnesses


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All fields of one page of a known type."""

    type_code: str
    digest: str
    """Of the definition it was read under."""
    readings: tuple[Reading, ...]

    def reading(self, field: str) -> Reading:
        """Return the reading of a field; one with status absent where the type lacks it."""
        for reading in self.readings:
            if reading.field == field:
                return reading
        return Reading(field=field, status=FieldStatus.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContraryPrint:
    """Print that may speak against the paper it stands on."""

    denial: str | None = None
    """Words that deny what the paper seems to prove."""
    id_numbers: tuple[str, ...] = ()
    """Valid citizens' numbers anywhere on the page, in the order of its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """All that judging takes from the text of a page; it depends on text and definitions, and on no application."""

    engine: str
    is_legible: bool
    """Enough was read with certainty for the page to be judged at all."""
    classification: Classification
    extraction: Extraction | None = None
    """None where the page has no known type, cannot be read, or is of another type than its slot asks for."""
    quality: Quality
    transform: Transform = field(default_factory=Transform)
    """As of the text; of no meaning where the quality names no place on the page."""
    contrary: ContraryPrint = field(default_factory=ContraryPrint)
    normalise_ms: float = 0.0
    recognise_ms: float = 0.0
