"""What a regulation is: sentences of the instructions, and requirements that rest on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.case import ExamCategory, Track
from models.levels import DeskPolicy


class Scope(StrEnum):
    """What a requirement is asked of once."""

    APPLICATION = "application"
    EDUCATION = "education"
    """Once for each level of the education list; an empty list counts as one entry that states nothing."""
    IDENTITY = "identity"
    """Once where a printed name, ID number, birth date or sex differs and no paper settles it."""


class RuleState(StrEnum):
    """How a regulation has a rule between papers."""

    ON = "on"
    NOTE = "note"
    """What it finds is told, and changes no verdict."""
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One paper asked for."""

    place: int
    """In its list of the file, from 0."""
    tracks: frozenset[Track]
    categories: frozenset[ExamCategory]
    """Examinations for which it is asked."""
    scope: Scope
    any_of: tuple[str, ...]
    """Type codes, any of which will do; the first is the one named where none is there."""
    level: str | None
    """The level that the paper must be of, as education or as a physician; None for any, or for that of the entry."""
    when: tuple[str, ...]
    """Named conditions (`regulations.conditions`), all of which must hold."""
    because: str
    """The sentence of the instructions, as printed."""

    @property
    def is_of_every_category(self) -> bool:
        """Whether it is asked for every examination."""
        return self.categories == frozenset(ExamCategory)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLike:
    """Applicants of one track who are asked for the papers of another."""

    place: int
    """In its list of the file, from 0."""
    track: Track
    categories: frozenset[ExamCategory]
    when: tuple[str, ...]
    like: Track
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsTo:
    """The examinations that a track leads to."""

    place: int
    """In its list of the file, from 0."""
    track: Track
    categories: frozenset[ExamCategory]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A condition for being admitted that no paper of ours shows; told to the reviewer, and no more."""

    place: int
    """In its list of the file, from 0."""
    tracks: frozenset[Track]
    categories: frozenset[ExamCategory]
    when: tuple[str, ...]
    message: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPoint:
    """An examination point, and the probation institutions whose applicants register there."""

    place: int
    """In its list of the file, from 0."""
    name: str
    also: tuple[str, ...]
    """Other names that it goes by."""
    institutions: tuple[tuple[str, ...], ...]
    """Where any are named, it takes no others; each with all its names."""
    districts: tuple[str, ...]
    """Full names of places; an institution whose name begins with one lies there."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """The rules of one year and region."""

    code: str
    """Year and region, such as `2021-hubei`; the name of its file."""
    title: str
    source: str
    """Title of the instructions that the sentences are quoted from."""
    requirements: tuple[Requirement, ...]
    nothing_required: frozenset[Track]
    """Tracks of which no paper is asked."""
    one_entry_a_level: str = ""
    """The sentence by which the education list holds one entry a level; empty where it may hold more."""
    asked_like: tuple[AskedLike, ...] = ()
    """The first that fits decides."""
    reminders: tuple[Reminder, ...] = ()
    exam_points: tuple[ExamPoint, ...] = ()
    leads_to: tuple[LeadsTo, ...] = ()
    """A track that is not named leads to every examination."""
    rules: Mapping[str, RuleState] = field(default_factory=dict)
    """Word of a rule between papers to how it stands in this year and region; one not named stands as it was made."""
    desk: DeskPolicy = field(default_factory=DeskPolicy)
    """What is settled about deciding; it changes no verdict."""
    digest: str = ""
    """SHA-256 of the definition."""

    @property
    def year(self) -> int:
        """The year of the examination."""
        return int(self.code.partition("-")[0])

    @property
    def region(self) -> str:
        """The examination area, as the code has it."""
        return self.code.partition("-")[2]
