"""Marks of an evaluation, and what they come to. Pure: counts in, shares out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from models.extraction import FieldStatus
from models.report import Verdict

UNKNOWN = "unknown"
"""Stands for the type of a paper of no known type."""
_GIVEN = frozenset({FieldStatus.PROVED, FieldStatus.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """One printed field: what is true and what was read."""

    field: str
    expected: str
    found: str | None
    status: FieldStatus
    confidence: float

    @property
    def right(self) -> bool:
        """The canonical value is the true one, whatever its status."""
        return self.found == self.expected

    @property
    def wrong(self) -> bool:
        """A value given as read or proved that is not the true one: the worst there is."""
        return not self.right and self.found is not None and self.status in _GIVEN


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
    milliseconds: float
    judge_ms: float


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
    """Codes of findings that are not about the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of a count; `of` 0 means that nothing was there to count."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0..1; 1 where nothing was there to count."""
        return self.count / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a build made of a set."""

    engine: str
    pages: tuple[PageMark, ...]
    dossiers: tuple[DossierMark, ...] = ()

    @property
    def readable(self) -> tuple[PageMark, ...]:
        """Pages that a person can read."""
        return tuple(page for page in self.pages if page.readable)

    def field_accuracy(self, key: Callable[[PageMark, FieldMark], str]) -> dict[str, Share]:
        """Share of printed fields of readable pages that were read right, by a key."""
        return _shares((key(page, mark), mark.right) for page in self.readable for mark in page.fields)

    def wrong_values(self, key: Callable[[PageMark, FieldMark], str]) -> dict[str, Share]:
        """Share of printed fields of readable pages given as read or proved, and wrong, by a key."""
        return _shares((key(page, mark), mark.wrong) for page in self.readable for mark in page.fields)

    @property
    def totals(self) -> dict[str, Share]:
        """The figures of merit."""
        readable, unreadable = self.readable, [page for page in self.pages if not page.readable]
        changed = [mark for mark in self.dossiers if mark.changed]
        honest = [mark for mark in self.dossiers if not mark.changed and mark.readable]
        return {
            "field_accuracy": self.field_accuracy(_all).get("all", Share(count=0, of=0)),
            "wrong_values": self.wrong_values(_all).get("all", Share(count=0, of=0)),
            "page_accuracy": _share(all(mark.right for mark in page.fields) for page in readable if page.fields),
            "type_accuracy": _share(page.given_type == page.type for page in readable),
            "unknown_taken_for_known": _share(
                page.given_type not in (UNKNOWN, None) for page in readable if page.type == UNKNOWN
            ),
            "unreadable_caught": _share(page.caught_unreadable for page in unreadable),
            "readable_refused": _share(page.caught_unreadable for page in readable),
            "changed_cleared": _share(mark.verdict is Verdict.CLEAR for mark in changed),
            "honest_with_identity_mismatch": _share(_has_identity_mismatch(mark.findings) for mark in honest),
            "honest_with_finding": _share(bool(mark.findings) for mark in honest),
            "honest_clear": _share(mark.verdict is Verdict.CLEAR for mark in honest),
        }

    @property
    def auroc(self) -> float | None:
        """Chance that a right value ranks above a wrong one by its confidence; None where there are not both."""
        marks = [mark for page in self.readable for mark in page.fields if mark.found is not None]
        right = [mark.confidence for mark in marks if mark.right]
        wrong = [mark.confidence for mark in marks if not mark.right]
        if not right or not wrong:
            return None
        wins = sum((good > bad) + 0.5 * (good == bad) for good in right for bad in wrong)
        return wins / (len(right) * len(wrong))

    def as_json(self) -> dict[str, Any]:
        """Return every figure with its counts, as plain JSON."""
        return {
            "engine": self.engine,
            "pages": len(self.pages),
            "dossiers": len(self.dossiers),
            "totals": {name: _plain(share) for name, share in self.totals.items()},
            "auroc": self.auroc,
            "median_ms_a_page": median(page.milliseconds for page in self.pages) if self.pages else 0.0,
            "median_judge_ms_a_page": median(page.judge_ms for page in self.pages) if self.pages else 0.0,
            "by_condition": _table(self, lambda page, _: page.condition),
            "by_type": _table(self, lambda page, _: page.type),
            "by_field": _table(self, lambda page, mark: f"{page.type}.{mark.field}"),
        }


def _all(_page: PageMark, _mark: FieldMark) -> str:
    return "all"


def _table(evaluation: Evaluation, key: Callable[[PageMark, FieldMark], str]) -> dict[str, dict[str, Any]]:
    right, wrong = evaluation.field_accuracy(key), evaluation.wrong_values(key)
    return {
        name: {"field_accuracy": _plain(right[name]), "wrong_values": _plain(wrong[name])} for name in sorted(right)
    }


def _plain(share: Share) -> dict[str, float | int]:
    return {"share": round(share.value, 5), "count": share.count, "of": share.of}


def _share(claims: Iterable[bool]) -> Share:
    held: Sequence[bool] = list(claims)
    return Share(count=sum(held), of=len(held))


def _shares(marks: Iterable[tuple[str, bool]]) -> dict[str, Share]:
    held: dict[str, list[bool]] = defaultdict(list)
    for name, claim in marks:
        held[name].append(claim)
    return {name: _share(claims) for name, claims in held.items()}


def _has_identity_mismatch(codes: Sequence[str]) -> bool:
    identity = {"name_mismatch", "id_number_mismatch", "birth_date_mismatch", "gender_mismatch"}
    return bool(identity.intersection(codes))
