"""The promise of samples: what charts are drawn of. Every answer looks at a bounded part of the ledger, by an index.

Where a whole would be too much to count, the newest part of it is taken: charts show how things go, not sums.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from models.desk import DeskState
from models.job import Lane
from models.report import Report, Verdict
from storage.workload import Pace

MOST_SETTLED = 50_000
"""Jobs of one span that are counted; where more were settled, so many say enough."""


class Samples(Protocol):
    """Takes samples of the ledger. Every method may raise StorageUnavailable."""

    def settled(self, lane: Lane, *, edges: Sequence[datetime]) -> tuple[Pace, ...]:
        """Count what was settled between each time and the next, up to MOST_SETTLED a span.

        The times rise. A job that was run again since counts where it was settled last.
        """
        ...

    def standings(self) -> Mapping[tuple[DeskState, Verdict], int]:
        """Count the lines of the desk by where they stand and their verdict; what holds none is left out."""
        ...

    def newest_reports(self, lane: Lane, *, limit: int) -> tuple[Report, ...]:
        """Return the newest report of each of the papers that were done last, in no set order."""
        ...

    def decided_lately(self, *, limit: int) -> tuple[str, ...]:
        """Return the applications of the last so many decisions, each once, the one decided last in front."""
        ...

    def reports_of(self, application_ids: Collection[str]) -> tuple[Report, ...]:
        """Return the newest report of each paper of these applications that counts, as it was read."""
        ...
