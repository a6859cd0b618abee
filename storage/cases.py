"""The promise of judging again in bulk: cases by the hundred, and their new reports and dossiers in one transaction.

A dossier is kept only where its application stands at the version that it was made of: whatever a worker finished or an
applicant changed in the meantime stays, and the case is to be read anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.basis import Basis
from models.history import ProvenEducation
from models.levels import DeskPolicy
from models.report import Dossier, Report, Sighting
from storage.records import PLAIN_POLICY, CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which applications; empty parts ask nothing, several parts must all hold. Those without a dossier are none."""

    application_ids: tuple[str, ...] = ()
    touched_since: datetime | None = None
    """Their statements changed, or one of their papers was judged, at this time or later."""
    backfill_id: str = ""
    """Those of which a paper was enrolled with this backfill."""
    unlike: str = ""
    """Digest of a basis: those whose current dossier was not made under it, or is behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case with the dossier that was last made of it."""

    case: CaseFile
    dossier: Dossier
    """The current one; its reports are left out."""
    basis: Basis | None
    """What the dossier was last found to hold under; None where that was not kept."""
    is_changed: bool
    """The applicant has stated something else since."""
    is_behind: bool
    """The case has moved on since the dossier was made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """What judging a case again came to."""

    case: CaseFile
    reports: tuple[Report, ...]
    """One for each of the case's, in their order; those that are the case's own objects are not appended again."""
    dossier: Dossier | None
    """None where the current one says the same and stays; it must not be behind."""
    sightings: tuple[Sighting, ...] = ()
    """What of its papers was met under other applicants."""
    earlier: tuple[ProvenEducation, ...] = ()
    """What earlier applications of one who returns have proved."""


class Cases(Protocol):
    """Keeps cases for judging again. Every method may raise StorageUnavailable."""

    def count(self, wanted: CaseFilter) -> int:
        """Count the applications that are wanted."""
        ...

    def find(self, wanted: CaseFilter, *, after: str, limit: int) -> tuple[str, ...]:
        """Return ids of wanted applications in their order, beginning after a given one; "" begins at the first."""
        ...

    def read(self, application_ids: Sequence[str]) -> tuple[KeptCase, ...]:
        """Return the cases of these applications in the order of their ids; one without a dossier is left out."""
        ...

    def objects(self, application_ids: Sequence[str]) -> Mapping[str, str]:
        """Return by the id of the paper the key in the archive of each paper of these applications that has one."""
        ...

    def keep(self, judged: Sequence[JudgedCase], *, basis: Basis, policy: DeskPolicy = PLAIN_POLICY) -> tuple[str, ...]:
        """Append what is new of these cases and note under what they hold; return the ids of those that were kept.

        One transaction, in which lines of the worklist are written anew as `policy` has it. A case whose application
        has moved on since it was read is left as it is.
        """
        ...
