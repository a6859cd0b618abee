"""Which applications there are to look at, with where each stands."""

from models.case import Application
from models.desk import Account, Deed
from models.report import Verdict
from services.desk.seeing import may_see, seen_dossier
from services.keepers import Keepers
from services.list_rows import ListRow, list_row
from services.reveal import check_reason, log_reveal
from storage.history import Entry
from storage.jobs import JobFilter

MOST_LISTED = 100
"""Rows of one list; who looks for a certain applicant gives the id."""
MOST_EXPORTED = 5000
"""Rows of one spreadsheet; a county has 300 applicants a day."""
JOBS_AT_ONCE = 1000
_JOBS_AN_APPLICANT = 10
"""Five to ten papers each; beyond that the list says that there are more."""


def list_dossiers(
    *, keepers: Keepers, account: Account, most: int = MOST_LISTED, reason: str | None = None
) -> tuple[tuple[ListRow, ...], bool]:
    """Return applications with papers that an account may see, gravest first, and whether there are more than `most`.

    Names and numbers are masked; with a reason they are shown in full, and the reason is logged with the ids and stands
    in the history of each.

    Raises:
        InputError: the reason is none (`services.reveal`).
        StorageUnavailable: the database does not answer.
    """
    stated_reason = None if reason is None else check_reason(reason)
    ids, there_are_more = _ids(keepers, most)
    every = {application_id: keepers.records.application(application_id) for application_id in ids}
    stated = {application_id: one for application_id, one in every.items() if may_see(account, one)}
    if stated_reason is not None:
        log_reveal(stated_reason, stated.values())
        keepers.history.append([_entry(application_id, stated_reason, account) for application_id in stated])
    order = list(Verdict)
    rows = [_row(application, keepers, account, unmasked=reason is not None) for application in stated.values()]
    return tuple(sorted(rows, key=lambda row: (order.index(row.verdict), row.application_id))), there_are_more


def _ids(keepers: Keepers, most: int) -> tuple[list[str], bool]:
    ids: dict[str, None] = {}
    after: str | None = None
    for _ in range(max(1, most * _JOBS_AN_APPLICANT // JOBS_AT_ONCE)):
        jobs = keepers.jobs.find(JobFilter(), limit=JOBS_AT_ONCE, after=after)
        ids |= dict.fromkeys(keepers.records.document(job.document_id).application_id for job in jobs)
        if len(jobs) < JOBS_AT_ONCE:
            return sorted(ids)[:most], len(ids) > most
        after = jobs[-1].job_id
    return sorted(ids)[:most], True


def _entry(application_id: str, reason: str, account: Account) -> Entry:
    return Entry(chain=application_id, account=account.name, level=account.level, deed=Deed.REVEAL, reason=reason)


def _row(application: Application, keepers: Keepers, account: Account, *, unmasked: bool) -> ListRow:
    dossier = seen_dossier(application.application_id, account=account, keepers=keepers)
    return list_row(dossier, application, unmasked=unmasked)
