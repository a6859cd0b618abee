"""How often decisions are overturned, and how often blind reviews disagree."""

from dataclasses import dataclass
from datetime import datetime

from models.decision import BlindTally, Deeds
from services.keepers import Keepers


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the desk counts of itself."""

    deeds: tuple[Deeds, ...]
    blind: BlindTally


def figures(*, keepers: Keepers, since: datetime | None = None) -> Figures:
    """Count decisions by account and level with those overturned, and what blind reviews came to.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return Figures(deeds=keepers.worklist.deeds(since=since), blind=keepers.worklist.blind_tally(since=since))
