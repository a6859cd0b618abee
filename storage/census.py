"""The promise of the census: how much work stands where, counted such that five million jobs slow nobody down.

Settled jobs are not counted, and no count looks at more than `MOST_COUNTED` rows: where more stand, the number says
enough, and how far a backfill is stands with the backfill.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from models.job import Lane

MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneCensus:
    """The work of one lane; every count ends at `MOST_COUNTED`."""

    queued: int = 0
    pausing: int = 0
    """Of the queued, those that are not due yet: to be tried again after a pause."""
    running: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    """By code of the failure."""
    oldest_due_seconds: float = 0.0
    """Since when the longest waiting job of no paused backfill is due; 0 where none waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """The work of every lane."""

    lanes: Mapping[Lane, LaneCensus]


class Counting(Protocol):
    """Counts what stands in the ledger. Every method may raise StorageUnavailable."""

    def census(self) -> Census:
        """Count unsettled and failed work."""
        ...

    def check_schema(self) -> None:
        """Ask the database whether it is there, and whether its tables are at least those of this build.

        Raises:
            ConfigInvalid: the tables are those of an earlier build. Later ones are well: workers outlive an upgrade.
        """
        ...
