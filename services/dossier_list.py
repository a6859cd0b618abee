"""Which applications there are to look at, with where each stands.

They are walked in the order of the desk, and nobody's list is shortened by what lies outside of his region.
"""

import heapq
from collections.abc import Iterator
from itertools import islice

from models.case import Application
from models.desk import Account, Deed, DeskCase, DeskState, Role
from models.report import Verdict
from services.desk.seeing import may_see, seen_dossier
from services.keepers import Keepers
from services.list_rows import ListRow, list_row
from services.reveal import check_reason, log_reveal
from storage.history import Entry
from storage.worklist import Place, Sort, Wanted, key_of, place_in

MOST_LISTED = 100
"""Rows of one list; who looks for a certain applicant gives the id."""
MOST_EXPORTED = 5000
"""Rows of one spreadsheet; a county has 300 applicants a day."""
LINES_AT_ONCE = 500
"""Of each state and level; all of one examination point for a day and a half."""


def list_dossiers(
    *, keepers: Keepers, account: Account, most: int = MOST_LISTED, reason: str | None = None
) -> tuple[tuple[ListRow, ...], bool]:
    """Return applications with a dossier that an account may see, gravest first, and whether there are more.

    Names and numbers are masked; with a reason they are shown in full, which is logged with the ids, and the reason
    stands in the history of each.

    Raises:
        InputError: the reason is none (`services.reveal`).
        StorageUnavailable: the database does not answer.
    """
    stated_reason = None if reason is None else check_reason(reason)
    seen = list(islice(_seen(account, keepers, at_once=min(most + 1, LINES_AT_ONCE)), most + 1))
    stated = {application.application_id: application for application in seen[:most]}
    if stated_reason is not None:
        log_reveal(stated_reason, stated.values())
        keepers.history.append([_entry(application_id, stated_reason, account) for application_id in stated])
    order = list(Verdict)
    rows = [_row(application, keepers, account, unmasked=reason is not None) for application in stated.values()]
    return tuple(sorted(rows, key=lambda row: (order.index(row.verdict), row.application_id))), len(seen) > most


def _seen(account: Account, keepers: Keepers, *, at_once: int) -> Iterator[Application]:
    """Walk what an account may see, gravest first, each application once."""
    if not account.is_local and account.role is not Role.REVIEWER:
        return
    met: set[str] = set()
    walks = [_walk(Wanted(region=account.region, state=state), keepers, at_once) for state in DeskState]
    for case in heapq.merge(*walks, key=lambda one: key_of(place_in(one), Sort.GRAVEST)):
        # One that is decided on meanwhile may come by a second time, in its new state.
        if case.application_id in met:
            continue
        met.add(case.application_id)
        application = keepers.records.application(case.application_id)
        # What was stated since its dossier may have moved it to another region.
        if may_see(account, application):
            yield application


def _walk(wanted: Wanted, keepers: Keepers, at_once: int) -> Iterator[DeskCase]:
    after: Place | None = None
    while cases := keepers.worklist.find(wanted, sort=Sort.GRAVEST, limit=at_once, after=after):
        yield from cases
        after = place_in(cases[-1])


def _entry(application_id: str, reason: str, account: Account) -> Entry:
    return Entry(chain=application_id, account=account.name, level=account.level, deed=Deed.REVEAL, reason=reason)


def _row(application: Application, keepers: Keepers, account: Account, *, unmasked: bool) -> ListRow:
    dossier = seen_dossier(application.application_id, account=account, keepers=keepers)
    return list_row(dossier, application, unmasked=unmasked)
