"""Marks of an evaluation: what is true of a value, a page, an application, and what was made of it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from doctypes.values.numbers import canonical
from models.extraction import GIVEN, FieldStatus
from models.page import Box
from models.report import Severity, Verdict
from services.dossier_truth import TrueDossier

UNKNOWN = "unknown"
"""Stands for the type of a paper of no known type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """One field: what is true and what was read."""

    field: str
    expected: str | None
    """None where the truth says that nothing is printed there."""
    found: str | None
    status: FieldStatus
    confidence: float
    box: Box | None = None
    """Where it was read, in pixels of the upload."""
    true_box: Box | None = None
    """Where the truth says it stands."""

    @property
    def right(self) -> bool:
        """The canonical value is the true one, whatever its status; dashes and brackets in numbers are forgiven."""
        if self.found is None or self.expected is None or not self.field.endswith("_number"):
            return self.found == self.expected
        return canonical(self.found) == canonical(self.expected)

    @property
    def given(self) -> bool:
        """There is a value, and it is given as read or proved."""
        return self.found is not None and self.status in GIVEN

    @property
    def wrong(self) -> bool:
        """A value given as read or proved that is not the true one: the worst there is."""
        return self.given and not self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """One page: what it is, and what was made of it."""

    file: str
    type: str
    condition: str
    readable: bool
    given_type: str | None
    caught_unreadable: bool
    fields: tuple[FieldMark, ...]
    """Those printed, by the truth."""
    milliseconds: float
    judge_ms: float
    extras: tuple[FieldMark, ...] = ()
    """Values given as read or proved for what is not printed, by the truth: invented ones."""
    extras_are_counted: bool = True
    """False where the truth does not name everything that is printed."""

    @property
    def all_right(self) -> bool:
        """Every printed field was read right."""
        return all(mark.right for mark in self.fields)

    @property
    def given_count(self) -> int:
        """Values given as read or proved, true, untrue and invented; 0 where invented ones are not counted."""
        if not self.extras_are_counted:
            return 0
        return sum(mark.given for mark in self.fields) + len(self.extras)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedMark:
    """A finding that weighs on a verdict: neither a note nor settled."""

    code: str
    severity: Severity
    field: str | None
    file: str | None
    """The page it stands on; None for what papers say of each other."""
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMark:
    """One application: what is true of it, and what was made of it."""

    application: str
    changed: bool
    """One thing in it contradicts its papers."""
    readable: bool
    """Every page of it can be read by a person."""
    verdict: Verdict
    findings: tuple[str, ...]
    """Codes of findings that weigh and are not about the picture."""
    truth: TrueDossier | None = None
    """None where the set does not tell of whole dossiers."""
    raised: tuple[RaisedMark, ...] = ()
    """Every finding that weighs."""

    @property
    def flagged(self) -> bool:
        """Something was found, so that it does not come out clear."""
        return bool(self.raised) and self.verdict is not Verdict.CLEAR

    @property
    def named(self) -> bool:
        """The thing that was changed was found for what it is."""
        change = self.truth.changed if self.truth else None
        if change is None:
            return False
        return any(one.field in change.fields or one.code in change.codes for one in self.raised)

    @property
    def identity_mismatches(self) -> tuple[RaisedMark, ...]:
        """Findings that would send somebody for proofs of who they are."""
        return tuple(one for one in self.raised if one.severity is Severity.IDENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of a count; `of` 0 means that nothing was there to count."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0..1; 1 where nothing was there to count."""
        return self.count / self.of if self.of else 1.0

    @classmethod
    def among(cls, claims: Iterable[bool]) -> "Share":
        """Count the claims that hold."""
        held = list(claims)
        return cls(count=sum(held), of=len(held))
