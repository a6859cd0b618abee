"""The operators' lists of jobs: what is asked for in an address, the page of jobs, and failures by code."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from models.errors import InputError
from models.job import Job, JobState
from services.keepers import Keepers
from services.operations import MOST_COUNTED, list_jobs
from services.ops.typed_jobs import TypedJobs, filter_of
from services.typed_words import moment_of
from storage.jobs import CANCELLABLE, RERUNNABLE
from storage.workload import Place

PAGE_JOBS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedJobs:
    """Which jobs an address asks for; times as they were typed."""

    state: str = ""
    code: str = ""
    lane: str = ""
    backfill: str = ""
    since: str = ""
    until: str = ""
    after: str = ""

    @property
    def typed(self) -> TypedJobs:
        """Which jobs that means."""
        return TypedJobs(
            states=(self.state,),
            codes=(self.code,),
            lane=self.lane,
            backfill_id=self.backfill,
            since=self.since,
            until=self.until,
        )

    @property
    def fields(self) -> dict[str, str]:
        """What a form sends for a deed on all of them, by the names of the routes."""
        named = {
            "state": self.state,
            "code": self.code,
            "lane": self.lane,
            "backfill_id": self.backfill,
            "since": self.since,
            "until": self.until,
        }
        return {name: value for name, value in named.items() if value}

    @property
    def query(self) -> str:
        """What asks for the same in an address."""
        names = ("state", "code", "lane", "backfill", "since", "until")
        return urlencode({name: getattr(self, name) for name in names if getattr(self, name)})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage:
    """One page of jobs."""

    jobs: tuple[Job, ...]
    after: str
    """Asks for the next page; empty at the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """Jobs that share the code of their last failure."""

    code: str
    failed_count: int
    retrying_count: int
    last_at: datetime


def jobs_page(asked: AskedJobs, *, keepers: Keepers) -> JobsPage:
    """Return the jobs that an address asks for, the one that moved last first.

    Raises:
        InputError: a word, a time or the place is none.
        StorageUnavailable: the database does not answer.
    """
    found = list_jobs(filter_of(asked.typed), keepers=keepers, limit=PAGE_JOBS + 1, after=_place(asked.after))
    shown = found[:PAGE_JOBS]
    after = f"{shown[-1].updated_at.isoformat()}/{shown[-1].job_id}" if len(found) > PAGE_JOBS else ""
    return JobsPage(jobs=shown, after=after)


def count_for(deed: str, asked: AskedJobs, *, keepers: Keepers) -> int:
    """Count the jobs that `rerun` or `cancel` would take, up to `MOST_COUNTED`.

    Raises:
        InputError: the deed is another, or a word or time is none.
        StorageUnavailable: the database does not answer.
    """
    states = {"rerun": RERUNNABLE, "cancel": CANCELLABLE}.get(deed)
    if states is None:
        raise InputError("expected rerun or cancel, met another word")
    wanted = filter_of(asked.typed)
    meant = tuple(state for state in states if state in (wanted.states or states))
    return keepers.workload.count(replace(wanted, states=meant), most=MOST_COUNTED) if meant else 0


def code_lines(*, keepers: Keepers) -> tuple[CodeLine, ...]:
    """Return failures by code, those with the most failed jobs first.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    met: dict[str, CodeLine] = {}
    for one in keepers.workload.stuck():
        if one.state not in (JobState.FAILED, JobState.QUEUED):
            continue
        line = met.get(one.code) or CodeLine(code=one.code, failed_count=0, retrying_count=0, last_at=one.last_at)
        failed = one.count if one.state is JobState.FAILED else 0
        met[one.code] = CodeLine(
            code=one.code,
            failed_count=line.failed_count + failed,
            retrying_count=line.retrying_count + one.count - failed,
            last_at=max(line.last_at, one.last_at),
        )
    return tuple(sorted(met.values(), key=lambda line: (-line.failed_count, -line.retrying_count, line.code)))


def address_of(asked: AskedJobs) -> str:
    """Return the address of a list of jobs."""
    parts = [asked.query, urlencode({"after": asked.after}) if asked.after else ""]
    # Without a state the page shows what failed: that all are asked for must be said.
    return f"/ops/jobs?{'&'.join(part for part in parts if part) or 'state='}"


def _place(after: str) -> Place | None:
    if not after:
        return None
    moved_at, _, job_id = after.partition("/")
    at = moment_of(moved_at, "after")
    if at is None or not job_id:
        raise InputError("expected a place in a list of jobs, met another")
    return Place(moved_at=at, job_id=job_id)
