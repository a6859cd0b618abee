"""What dossiers rest on: a digest of each thing that a verdict depends on besides the application and the pages."""

import hashlib
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The knowledge that a dossier was made under."""

    reading_code: str
    """Digest of the code that finds out what a page is and what it says."""
    judging_code: str
    """Digest of all the code between a text and a dossier, thresholds and messages with it."""
    anchors: str
    """Digest of what betrays each type."""
    alphabet: str
    definitions: tuple[tuple[str, str], ...]
    """(type code, digest of its definition), in the order of the codes."""
    regulation: str
    """Digest of the regulation but for its switches; empty where there is none."""
    rules: tuple[tuple[str, str], ...] = ()
    """(word of a rule, how the regulation has it switched), in the order of the words."""
    is_whole: bool = True
    """Every report of the dossier was made under it or found to hold under it; False where some are older."""

    @property
    def digest(self) -> str:
        """The name of this basis: 32 hex digits."""
        told = "\0".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
        return hashlib.sha256(told.encode()).hexdigest()[:32]
