"""`certcheck jobs`: the operators' view of work."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from models.errors import InputError
from models.job import Job, JobState, StartFrom
from ops.job_filter import deed_options, job_filter, narrow_filter, which_options, who_does_it
from ops.jobs_json import plain_job, plain_shown
from ops.keepers import open_keepers
from ops.told import local_time, moment
from services import operations
from services.keepers import Keepers
from services.operations import MOST_COUNTED
from services.plural import counted
from storage.jobs import CANCELLABLE, RERUNNABLE, JobFilter
from storage.workload import HandedIn, Place

WIDE = 180
"""Columns of a terminal that has room for whose a paper is, too."""


@click.group()
def jobs() -> None:
    """Look at work, and run it again or cancel it."""


@which_options
@jobs.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@click.option("--after", metavar="PLACE", help="Go on where a list ended, as it says; or behind this job.")
def list_jobs(as_json: bool, limit: int, after: str | None, **which: Any) -> None:
    """List jobs, the one that moved last first."""
    keepers, wanted = open_keepers(), job_filter(which)
    place = None if after is None else _place(after, keepers)
    found = operations.list_jobs(wanted, keepers=keepers, limit=limit + 1, after=place)
    shown = found[:limit]
    if as_json:
        for job in shown:
            click.echo(json.dumps(plain_job(job)))
    else:
        console = Console()
        papers = operations.handed_in(shown, keepers=keepers) if console.width >= WIDE else None
        console.print(_table(shown, papers))
    if len(found) > limit:
        _say_more(wanted, shown[-1], keepers)


@jobs.command()
@click.argument("job_id")
def show(job_id: str) -> None:
    """Show one job, its document, and what was done to it by hand, as JSON."""
    click.echo(
        json.dumps(plain_shown(operations.show_job(job_id, keepers=open_keepers())), ensure_ascii=False, indent=2)
    )


@which_options
@deed_options
@jobs.command()
@click.option("--from", "start_from", type=click.Choice([half.value for half in StartFrom]), default="judge")
def rerun(reason: str, start_from: str, who: str | None, yes: bool, as_json: bool, **which: Any) -> None:
    """Run settled jobs again, by the same road as the first time; --from see reads the pixels anew.

    Jobs that wait or run are left alone. More than one are counted first, and you are asked.
    """
    keepers, wanted = open_keepers(), narrow_filter(which)
    _ask(wanted, RERUNNABLE, deed="run again", yes=yes, keepers=keepers)
    count = operations.rerun_jobs(
        wanted, reason=reason, start_from=StartFrom(start_from), keepers=keepers, who=who_does_it(who)
    )
    click.echo(json.dumps({"queued": count}) if as_json else f"{counted(count, 'job')} queued")


@which_options
@deed_options
@jobs.command()
def cancel(reason: str, who: str | None, yes: bool, as_json: bool, **which: Any) -> None:
    """Cancel jobs that wait, run or failed; what a running one still finds is thrown away.

    More than one are counted first, and you are asked.
    """
    keepers, wanted = open_keepers(), narrow_filter(which)
    _ask(wanted, CANCELLABLE, deed="cancel", yes=yes, keepers=keepers)
    count = operations.cancel_jobs(wanted, reason=reason, keepers=keepers, who=who_does_it(who))
    click.echo(json.dumps({"cancelled": count}) if as_json else f"{counted(count, 'job')} cancelled")


def _place(after: str, keepers: Keepers) -> Place:
    moved_at, slash, job_id = after.partition("/")
    if not slash:
        return operations.place_of(after, keepers=keepers)
    return Place(moved_at=moment(moved_at), job_id=job_id)


def _table(found: tuple[Job, ...], papers: Mapping[str, HandedIn] | None) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    of_paper = ("application", "declared") if papers is not None else ()
    for title in ("job", *of_paper, "state", "lane", "attempt", "failure", "moved", "waits until / held by"):
        table.add_column(title, overflow="fold", no_wrap=title in ("job", "moved"))
    now = datetime.now(UTC)
    for job in found:
        code = job.failure.code if job.failure else "—"
        cells = (job.state, job.lane, str(job.attempt), code, local_time(job.updated_at), _waits(job, now))
        paper = () if papers is None else _paper(papers.get(job.document_id))
        table.add_row(job.job_id, *paper, *cells)
    return table


def _paper(handed_in: HandedIn | None) -> tuple[str, str]:
    return (handed_in.application_id, handed_in.declared_type or "—") if handed_in else ("—", "—")


def _waits(job: Job, now: datetime) -> str:
    if job.state is JobState.QUEUED and job.due_at > now:
        return local_time(job.due_at)
    return job.worker or "—"


def _say_more(wanted: JobFilter, last: Job, keepers: Keepers) -> None:
    count = operations.count_some(wanted, keepers=keepers)
    total = f"{MOST_COUNTED:,} or more" if count >= MOST_COUNTED else f"{count:,}"
    click.echo(f"{total} in all; more: --after {last.updated_at.isoformat()}/{last.job_id}", err=True)


def _ask(wanted: JobFilter, states: tuple[JobState, ...], *, deed: str, yes: bool, keepers: Keepers) -> None:
    """Say how many jobs a deed is about to touch, and ask; a single one needs no question.

    Raises:
        InputError: there are more, and nobody can be asked.
    """
    movable = operations.count_movable(wanted, states=states, keepers=keepers)
    total = sum(movable.values())
    if yes or total <= 1:
        return
    if not sys.stdin.isatty():
        raise InputError(f"expected --yes to {deed} {total} jobs where nobody can be asked, met none")
    click.confirm(f"{deed} {total:,} jobs ({_by_state(movable)})?", abort=True, err=True)


def _by_state(movable: Mapping[JobState, int]) -> str:
    return ", ".join(f"{count:,} {state}" for state, count in movable.items())
