"""What operators do from their pages to lanes, backfills and arrivals: with a reason and their name on it.

Each deed stands in the history; those on single jobs are in `services.desk.work`.
"""

from enum import StrEnum

from models.desk import Account, Deed
from models.job import Lane
from services import backfill
from services.arrivals_shown import retry_arrivals
from services.desk.reasons import check_reason
from services.keepers import Keepers
from services.lanes import drain_lane, pause_lane, resume_lane
from storage.arrival_book import ArrivalFilter
from storage.history import WORK, Entry


class LaneDeed(StrEnum):
    """What is done to a lane."""

    PAUSE = "pause"
    DRAIN = "drain"
    RESUME = "resume"


class BackfillDeed(StrEnum):
    """What is done to a backfill."""

    PAUSE = "pause"
    RESUME = "resume"


_LANE_DEEDS = {LaneDeed.PAUSE: pause_lane, LaneDeed.DRAIN: drain_lane, LaneDeed.RESUME: resume_lane}
_BACKFILL_DEEDS = {BackfillDeed.PAUSE: backfill.pause, BackfillDeed.RESUME: backfill.resume}


def move_lane(lane: Lane, deed: LaneDeed, *, reason: str, account: Account, keepers: Keepers) -> None:
    """Pause, drain or resume a lane.

    Raises:
        Conflict: a parked lane is to be paused or drained.
        InputError: no reason is given.
        StorageUnavailable: the database does not answer.
    """
    stated = check_reason(reason, is_needed=True)
    _LANE_DEEDS[deed](lane, reason=stated, keepers=keepers, who=account.name)
    _note(f"{deed} lane", {"lane": lane.value}, reason=stated, account=account, keepers=keepers)


def move_backfill(name: str, deed: BackfillDeed, *, reason: str, account: Account, keepers: Keepers) -> None:
    """Pause or resume a backfill.

    Raises:
        NotFound: there is none of that name.
        InputError: no reason is given.
        StorageUnavailable: the database does not answer.
    """
    stated = check_reason(reason, is_needed=True)
    _BACKFILL_DEEDS[deed](name, keepers=keepers, who=account.name, reason=stated)
    _note(f"{deed} backfill", {"backfill": name}, reason=stated, account=account, keepers=keepers)


def try_arrivals_again(wanted: ArrivalFilter, *, reason: str, account: Account, keepers: Keepers) -> int:
    """Make refused arrivals due again and return how many.

    Raises:
        InputError: no reason is given, or nothing says which are meant.
        StorageUnavailable: the database does not answer.
    """
    stated = check_reason(reason, is_needed=True)
    count = retry_arrivals(wanted, reason=stated, keepers=keepers, who=account.name)
    asked = {
        "count": str(count),
        "arrivals": " ".join(wanted.arrival_ids[:20]),
        "codes": " ".join(wanted.codes),
        "road": wanted.road or "",
    }
    _note("retry arrivals", asked, reason=stated, account=account, keepers=keepers)
    return count


def _note(what: str, asked: dict[str, str], *, reason: str, account: Account, keepers: Keepers) -> None:
    content = {"what": what, **{name: str(value) for name, value in asked.items() if value}}
    keepers.history.append([Entry(chain=WORK, account=account.name, deed=Deed.WORK, reason=reason, content=content)])
