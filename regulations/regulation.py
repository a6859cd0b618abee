"""What a regulation is: sentences of the instructions, and requirements that rest on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.case import Track


class Scope(StrEnum):
    """What a requirement is asked of once."""

    APPLICATION = "application"
    EDUCATION = "education"
    """Once for each entry of the education list; an empty list counts as one entry that states nothing."""


class RuleState(StrEnum):
    """How a regulation has a rule between papers."""

    ON = "on"
    NOTE = "note"
    """What it finds is told, and changes no verdict."""
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One paper asked for."""

    tracks: frozenset[Track]
    scope: Scope
    any_of: tuple[str, ...]
    """Type codes, any of which will do; the first is the one named where none is there."""
    when: tuple[str, ...]
    """Named conditions (`regulations.conditions`), all of which must hold."""
    because: str
    """The sentence of the instructions, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """The rules of one year and region."""

    code: str
    title: str
    source: str
    """Title of the instructions that the sentences are quoted from."""
    requirements: tuple[Requirement, ...]
    nothing_required: frozenset[Track]
    """Tracks of which no paper is asked."""
    rules: Mapping[str, RuleState] = field(default_factory=dict)
    """Word of a rule between papers to how it stands in this year and region; one not named stands as it was made."""
    digest: str = ""
    """SHA-256 of the definition."""
