"""What tells one paper from all others, as the ledger keeps it to find it again under another applicant."""

from dataclasses import dataclass
from enum import StrEnum


class TraitKind(StrEnum):
    """What is looked for."""

    CERTIFICATE_NUMBER = "certificate_number"
    VERIFICATION_CODE = "verification_code"
    SHA256 = "sha256"
    """Of the uploaded bytes."""
    LOOK = "look"
    """Of the picture; near ones count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One trait of one paper, or of what the application states."""

    kind: TraitKind
    family: str
    """What the value is unique in: a diploma's number in all diplomas, an older one in those of its school."""
    value: str
    """A look as 16 hex digits."""
    document_id: str = ""
    """Empty where the application states it."""
    sha256: str = ""
    """Of the paper's bytes; a look's points are kept under it."""
