"""Leaving the desk: whoever signs out lets go of what they hold, so that nobody waits for one who has gone home."""

from contextlib import suppress
from datetime import datetime

from models.desk import Account, DeskState
from models.errors import NotFound
from services.desk.deciding import release
from services.keepers import Keepers
from services.signing_in import SessionLimits, has_live_session, sign_out
from storage.accounts import KeptSession
from storage.worklist import MOST_COUNTED, Held, Sort, Wanted


def leave(session: KeptSession, *, account: Account, now: datetime, limits: SessionLimits, keepers: Keepers) -> int:
    """End a session, let go of what its account holds, and return how many dossiers that were.

    Where the account has signed in elsewhere as well, it goes on there and lets go of nothing. Idempotent.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    sign_out(session, keepers=keepers)
    if has_live_session(account.name, now=now, limits=limits, keepers=keepers):
        return 0
    released_count = 0
    for state in DeskState:
        wanted = Wanted(state=state, held=Held.MINE, account=account.name)
        for case in keepers.worklist.find(wanted, sort=Sort.ID, limit=MOST_COUNTED):
            # One that was moved to another region meanwhile is none of theirs to let go: its claim lapses.
            with suppress(NotFound):
                released_count += release(case.application_id, account=account, keepers=keepers)
    return released_count
