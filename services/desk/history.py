"""The history of one application, names and numbers shown for a reason, and the check that nothing was changed."""

from datetime import datetime, timedelta

from models.case import Application
from models.desk import Account, Deed
from services.desk.seeing import case_of, check_seen, seen_application
from services.keepers import Keepers
from services.reveal import check_reason, log_reveal
from storage.history import Anchor, Broken, Entry, KeptEntry

ANCHORED_EVERY = timedelta(hours=1)
SETTLED_AFTER = timedelta(minutes=10)
"""By then every transaction that was open has ended: no entry gets a number below one that is anchored."""

MOST_ON_PAGE = 1000
"""Entries that the page of a dossier reads; decisions before them are told from what is kept of each."""


def history_of(
    application: Application, *, account: Account, keepers: Keepers, after: int = 0, limit: int = 1000
) -> tuple[KeptEntry, ...]:
    """Return what was done to an application, oldest first.

    Raises:
        NotFound: it is of another region.
        StorageUnavailable: the database does not answer.
    """
    check_seen(application, account=account)
    return keepers.history.entries_of(application.application_id, after=after, limit=limit)


def newest_of(
    application: Application, *, account: Account, keepers: Keepers, limit: int = MOST_ON_PAGE
) -> tuple[KeptEntry, ...]:
    """Return what was done to an application last, oldest first.

    Raises:
        NotFound: it is of another region.
        StorageUnavailable: the database does not answer.
    """
    check_seen(application, account=account)
    return keepers.history.newest_of(application.application_id, limit=limit)


def reveal(application_id: str, *, reason: str, account: Account, keepers: Keepers) -> Application:
    """Return what was stated with names and numbers in full; the reason is kept.

    Raises:
        NotFound: it is unknown, or of another region.
        InputError: the reason is none (`services.reveal`).
        StorageUnavailable: the database does not answer.
    """
    application = seen_application(application_id, account=account, keepers=keepers)
    stated = check_reason(reason)
    case = case_of(application_id, keepers=keepers)
    entry = Entry(
        chain=application_id,
        account=account.name,
        level=account.level,
        deed=Deed.REVEAL,
        dossier_id=case.standing.dossier_id if case else None,
        reason=stated,
    )
    keepers.history.append([entry])
    log_reveal(stated, [application])
    return application


def check_history(*, keepers: Keepers) -> tuple[int, tuple[Broken, ...]]:
    """Work out every hash anew; return how many entries there are, and what is broken.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    return keepers.history.check()


def anchor_history(*, now: datetime, keepers: Keepers) -> Anchor | None:
    """Anchor what has settled since the last anchor, once an hour; None where there is nothing to do.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    last = keepers.history.last_anchor()
    if last is not None and now - last.at < ANCHORED_EVERY:
        return None
    return keepers.history.anchor(before=now - SETTLED_AFTER)
