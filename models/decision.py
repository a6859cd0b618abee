"""What was decided, corrected and seen: the records of the desk, each with who, when and why."""

from dataclasses import dataclass
from datetime import datetime

from models.desk import Deed, DeskState
from models.levels import Level
from models.report import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on a dossier."""

    decision_id: int = 0
    """Given by the keeper."""
    application_id: str
    at: datetime
    account: str
    """Of whoever decided; `rule` where the regulation did."""
    level: Level
    deed: Deed
    reason: str = ""
    message: str = ""
    """What the applicant is asked."""
    dossier_id: int
    """The dossier that was decided on, as it stood."""
    verdict: Verdict
    """Of that dossier."""
    from_state: DeskState
    from_level: Level
    to_state: DeskState
    to_level: Level
    overturned_account: str = ""
    """Whose decision this is contrary to; empty where it is to nobody's."""
    overturned_level: Level | None = None
    is_blind: bool = False
    """The verdict was hidden from whoever decided."""
    application: str = ""
    """What the applicant had stated then, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says that a paper prints, beside what was read off it."""

    correction_id: int = 0
    application_id: str
    document_id: str
    field: str
    read: str
    """As it was read; empty where nothing was."""
    value: str | None
    """As it is printed; None takes an earlier correction back."""
    account: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """Counts of one account's decisions at one level, and of those that a higher level has overturned."""

    account: str
    level: Level
    decided_count: int
    overturned_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindTally:
    """What blind reviews came to."""

    clear_count: int
    """Of `clear` dossiers."""
    clear_disagreed_count: int
    """Those of them that the blind reviewer did not let pass."""
    other_count: int
    other_disagreed_count: int
    """Those of other verdicts that the blind reviewer would have let pass."""
