"""What operators do to work from their page: as at the command line, with their name on it."""

from models.desk import Account, Deed
from models.job import StartFrom
from services.desk.reasons import check_reason
from services.keepers import Keepers
from services.operations import cancel_jobs, rerun_jobs
from storage.history import WORK, Entry
from storage.jobs import JobFilter


def rerun_work(wanted: JobFilter, *, reason: str, start_from: StartFrom, account: Account, keepers: Keepers) -> int:
    """Put done, failed and cancelled jobs back in the queue and return how many.

    Raises:
        InputError: no reason is given.
        NotFound: one job is named, and there is none of that id.
        StorageUnavailable: the database does not answer.
    """
    stated = check_reason(reason, is_needed=True)
    count = rerun_jobs(wanted, reason=stated, keepers=keepers, start_from=start_from, who=account.name)
    _note(f"rerun from {start_from}", wanted, count, reason=stated, account=account, keepers=keepers)
    return count


def cancel_work(wanted: JobFilter, *, reason: str, account: Account, keepers: Keepers) -> int:
    """Cancel queued, running and failed jobs and return how many.

    Raises:
        InputError: no reason is given.
        NotFound: one job is named, and there is none of that id.
        StorageUnavailable: the database does not answer.
    """
    stated = check_reason(reason, is_needed=True)
    count = cancel_jobs(wanted, reason=stated, keepers=keepers, who=account.name)
    _note("cancel", wanted, count, reason=stated, account=account, keepers=keepers)
    return count


def _note(what: str, wanted: JobFilter, count: int, *, reason: str, account: Account, keepers: Keepers) -> None:
    asked = {
        "jobs": " ".join(wanted.job_ids[:20]),
        "application": wanted.application_id or "",
        "states": " ".join(wanted.states),
        "codes": " ".join(wanted.codes),
        "lane": wanted.lane or "",
        "backfill": wanted.backfill_id or "",
    }
    content = {"what": what, "count": str(count), **{name: str(value) for name, value in asked.items() if value}}
    keepers.history.append([Entry(chain=WORK, account=account.name, deed=Deed.WORK, reason=reason, content=content)])
