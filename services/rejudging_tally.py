"""What judging again came to: verdicts that move, by cause, and how many cases were looked at. Ids only, no names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.report import Change, ChangeKind, Verdict

EXAMPLES = 5
"""Applications named for each cause of each move."""

MoveKey = tuple[Verdict, Verdict, tuple[str, ...]]
"""(verdict before, verdict after, causes in the order in which they moved it)"""

SayingKey = tuple[ChangeKind, str]
"""(what became of it, code of the finding or of the material)"""


@dataclass(kw_only=True)
class Move:
    """Dossiers whose verdict moves alike and for the same causes, or that say the same thing anew."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    """Ids of applications, the first few."""

    def add(self, count: int, examples: Sequence[str]) -> None:
        """Count more of them."""
        self.count += count
        self.examples += [*examples][: EXAMPLES - len(self.examples)]


@dataclass(kw_only=True)
class Tally:
    """Counts that grow; tallies of batches are added up."""

    judged_count: int = 0
    changed_count: int = 0
    """Dossiers that say something new, be it only in a finding."""
    reports_count: int = 0
    """Reports that say something new."""
    overtaken_count: int = 0
    """Cases that moved on each time they were judged; their own jobs see to them."""
    moves: dict[MoveKey, Move] = field(default_factory=dict)
    sayings: dict[SayingKey, Move] = field(default_factory=dict)
    """Dossiers by what they say anew, whether their verdict moves or not."""
    failures: Counter[str] = field(default_factory=Counter)
    """Code of the error to how many cases could not be judged for it."""
    failed_examples: list[str] = field(default_factory=list)

    @property
    def moved_count(self) -> int:
        """Dossiers whose verdict moves."""
        return sum(move.count for move in self.moves.values())

    @property
    def failed_count(self) -> int:
        """Cases that could not be judged."""
        return self.failures.total()

    def count(
        self,
        application_id: str,
        *,
        before: Verdict,
        after: Verdict,
        causes: tuple[str, ...],
        is_new: bool,
        changes: Sequence[Change],
        new_reports: int,
    ) -> None:
        """Count one case that was judged."""
        self.judged_count += 1
        self.changed_count += is_new
        for key in {(change.kind, change.code) for change in changes if change.kind is not ChangeKind.VERDICT}:
            self.sayings.setdefault(key, Move()).add(1, (application_id,))
        self.reports_count += new_reports
        if before is not after:
            self.moves.setdefault((before, after, causes), Move()).add(1, (application_id,))

    def count_failure(self, application_id: str, code: str) -> None:
        """Count one case that could not be judged."""
        self.failures[code] += 1
        self.failed_examples += [application_id][: EXAMPLES - len(self.failed_examples)]

    def add(self, other: "Tally") -> None:
        """Add what another batch came to."""
        self.judged_count += other.judged_count
        self.changed_count += other.changed_count
        self.reports_count += other.reports_count
        self.overtaken_count += other.overtaken_count
        self.failures += other.failures
        self.failed_examples += other.failed_examples[: EXAMPLES - len(self.failed_examples)]
        for key, move in other.moves.items():
            self.moves.setdefault(key, Move()).add(move.count, move.examples)
        for saying, said in other.sayings.items():
            self.sayings.setdefault(saying, Move()).add(said.count, said.examples)

    def by_frequency(self) -> list[tuple[SayingKey, Move]]:
        """Return what dossiers say anew, the most frequent first."""
        return sorted(self.sayings.items(), key=lambda one: (-one[1].count, one[0]))

    def by_gravity(self) -> list[tuple[MoveKey, Move]]:
        """Return the moves by what they leave and reach, gravest first, and of one kind the most frequent first."""
        places = {verdict: place for place, verdict in enumerate(Verdict)}
        return sorted(self.moves.items(), key=lambda one: (places[one[0][0]], places[one[0][1]], -one[1].count))
