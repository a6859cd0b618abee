"""`certcheck retention`: what is removed, by age or because somebody decides it."""

import sys

import click

from models.errors import InputError
from ops.job_filter import who_does_it
from ops.keepers import open_keepers
from services import retention as service
from services.plural import counted
from wiring.bootstrap import build_keepers
from wiring.config import read_config


@click.group()
def retention() -> None:
    """Remove what is over its time, or an applicant's pictures."""


@retention.command("apply")
def apply_now() -> None:
    """Remove now what is older than CERTCHECK_RETENTION_DAYS; the sweep does it every hour."""
    config = read_config()
    removed = service.apply_retention(keepers=build_keepers(config), days=config.retention_days)
    processes = counted(removed.processes_count, "silent process", "silent processes")
    click.echo(f"removed: {processes}, words of {counted(removed.failures_count, 'failed job')}")


@retention.command()
@click.option("--application", "application_id", required=True, metavar="ID", help="Whose pictures.")
@click.option("--reason", required=True, help="Why; kept with each paper.")
@click.option("--who", metavar="NAME", help="Who decides it; the user of this machine by default.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(application_id: str, reason: str, who: str | None, yes: bool) -> None:
    """Remove the pictures that an applicant handed in; reports and what was read stay. Cannot be undone."""
    keepers = open_keepers()
    keepers.retention.pictures_of(application_id)
    if not yes:
        if not sys.stdin.isatty():
            raise InputError("expected --yes to remove pictures where nobody can be asked, met none")
        click.confirm(f"remove the pictures of {application_id} for good?", abort=True, err=True)
    gone = service.forget_pictures(application_id, reason=reason, who=who_does_it(who), keepers=keepers)
    click.echo(
        f"removed: {counted(gone.pictures_count, 'picture')}; kept, as others handed in the same: {gone.shared_count}; "
        f"jobs cancelled: {gone.cancelled_count}"
    )
