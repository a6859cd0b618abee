"""`certcheck jobs`: the operators' view of work."""

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from models.errors import InputError
from models.job import Job, JobState, Lane, StartFrom
from services import operations
from services.keepers import Keepers
from storage.jobs import JobFilter
from wiring.bootstrap import build_keepers
from wiring.config import read_config


def _which(command: click.Command) -> click.Command:
    """Add the options that say which jobs are meant."""
    for option in (
        click.option("--backfill", "backfill_id", metavar="NAME", help="Of this backfill."),
        click.option("--lane", type=click.Choice([lane.value for lane in Lane]), help="Of this lane."),
        click.option("--code", "codes", multiple=True, help="Whose last failure has this code."),
        click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in JobState])),
        click.option("--application", "application_id", metavar="ID", help="Of this application."),
        click.option("--id", "job_ids", multiple=True, metavar="JOB", help="This job; may be given several times."),
    ):
        command = option(command)
    return command


@click.group()
def jobs() -> None:
    """Look at work, and run it again or cancel it."""


@_which
@jobs.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@click.option("--after", metavar="JOB", help="Begin after this job.")
def list_jobs(as_json: bool, limit: int, after: str | None, **which: Any) -> None:
    """List jobs."""
    found = operations.list_jobs(_filter(which), keepers=_keepers(), limit=limit, after=after)
    if as_json:
        for job in found:
            click.echo(json.dumps(_plain(job)))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("job", "state", "lane", "attempt", "failure", "updated"):
        table.add_column(title, overflow="fold", no_wrap=title == "job")
    for job in found:
        code = job.failure.code if job.failure else "—"
        updated = f"{job.updated_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(job.job_id, job.state, job.lane, str(job.attempt), code, updated)
    Console().print(table)
    if len(found) == limit:
        click.echo(f"more: --after {found[-1].job_id}", err=True)


@jobs.command()
@click.argument("job_id")
def show(job_id: str) -> None:
    """Show one job, its document, and what was done to it by hand, as JSON."""
    shown = operations.show_job(job_id, keepers=_keepers())
    document = shown.document
    audit = [{"at": one.at.isoformat(), "who": one.who, "deed": one.deed, "reason": one.reason} for one in shown.audit]
    known = {"application_id": document.application_id, "declared_type": document.declared_type}
    click.echo(json.dumps({**_plain(shown.job), **known, "audit": audit}, ensure_ascii=False, indent=2))


@_which
@jobs.command()
@click.option("--reason", required=True, help="Why; kept with each job.")
@click.option("--from", "start_from", type=click.Choice([half.value for half in StartFrom]), default="judge")
def rerun(reason: str, start_from: str, **which: Any) -> None:
    """Run jobs again, by the same road as the first time; --from see reads the pixels anew."""
    count = operations.rerun_jobs(
        _narrow(which), reason=reason, start_from=StartFrom(start_from), keepers=_keepers(), who="operator"
    )
    click.echo(f"{count} jobs queued")


@_which
@jobs.command()
@click.option("--reason", required=True, help="Why; kept with each job.")
def cancel(reason: str, **which: Any) -> None:
    """Cancel queued and failed jobs."""
    count = operations.cancel_jobs(_narrow(which), reason=reason, keepers=_keepers(), who="operator")
    click.echo(f"{count} jobs cancelled")


def _keepers() -> Keepers:
    return build_keepers(read_config())


def _filter(which: dict[str, Any]) -> JobFilter:
    return JobFilter(
        job_ids=which["job_ids"],
        application_id=which["application_id"],
        states=tuple(JobState(state) for state in which["states"]),
        codes=which["codes"],
        lane=Lane(which["lane"]) if which["lane"] else None,
        backfill_id=which["backfill_id"],
    )


def _narrow(which: dict[str, Any]) -> JobFilter:
    """Make a filter that asks something: a forgotten option must not move every job there is."""
    if not any(which.values()):
        raise InputError("expected --id, --application, --state, --code, --lane or --backfill, met none")
    return _filter(which)


def _plain(job: Job) -> dict[str, object]:
    failure = job.failure
    return {
        "job_id": job.job_id,
        "document_id": job.document_id,
        "state": job.state.value,
        "is_waiting": job.is_waiting,
        "lane": job.lane.value,
        "attempt": job.attempt,
        "start_from": job.start_from.value,
        "created_at": job.created_at.isoformat(),
        "updated_at": job.updated_at.isoformat(),
        "due_at": job.due_at.isoformat(),
        "worker": job.worker,
        "failure": {"code": failure.code, "disposition": failure.disposition.value, "message": failure.message}
        | ({"trace": failure.trace.splitlines()} if failure.trace else {})
        if failure
        else None,
        "backfill": job.backfill_id,
    }
