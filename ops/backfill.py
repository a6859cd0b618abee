"""`certcheck backfill`: historical records, in a lane of their own."""

import json
from math import ceil
from pathlib import Path
from typing import Any

import click

from models.job import JobState
from ops.job_filter import who_does_it
from ops.keepers import open_keepers
from ops.progress import progress
from ops.rejudge import run_rejudge
from services import backfill as service
from services import backfill_export as exporting
from services.backfill import BackfillStatus
from services.enrolment import enrol as enrol_manifest
from services.export_columns import Per
from services.plural import counted
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.log import configure_logging

SOME_FAILED = 3
REASON = click.option("--reason", default="", help="Why; kept in the audit.")
WHO = click.option("--who", metavar="NAME", help="Who does it; the user of this machine by default.")


@click.group()
def backfill() -> None:
    """Enrol historical records and see how far they are."""


@backfill.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the backfill; the manifest's by default.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Where bad lines go, with their reasons.")
def enrol(manifest: Path, name: str | None, rejects: Path | None) -> int:
    """Keep the papers of a CSV or JSONL manifest and queue them; goes on where it was stopped.

    Leaves with 3 where lines were rejected.
    """
    keepers = build_keepers(read_config())
    backfill_id = name or manifest.stem
    before = next((one for one in keepers.backfills.all() if one.backfill_id == backfill_id), None)
    with progress("登记", 1) as show:
        known = enrol_manifest(manifest, backfill_id=backfill_id, keepers=keepers, rejects=rejects, progress=show)
    click.echo(
        f"{known.backfill_id}: {counted(known.lines_done, 'line')}, {counted(known.enrolled_count, 'paper')} enrolled, "
        f"{known.known_count} known already, {counted(known.rejected_count, 'line')} rejected"
    )
    if before is not None:
        new, again = known.enrolled_count - before.enrolled_count, known.known_count - before.known_count
        click.echo(f"{known.backfill_id}: this time {new} papers enrolled, {again} known already")
    return SOME_FAILED if known.rejected_count else 0


@backfill.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def status(name: str | None, as_json: bool) -> None:
    """Say how far a backfill is, or all of them."""
    keepers = open_keepers()
    found = (service.status(name, keepers=keepers),) if name else service.all_statuses(keepers=keepers)
    for one in found:
        click.echo(json.dumps(_plain(one)) if as_json else _line(one))
    if not found:
        click.echo("no backfill has been enrolled", err=True)


@backfill.command()
@click.argument("name")
@REASON
@WHO
def pause(name: str, reason: str, who: str | None) -> None:
    """Let no more jobs of a backfill begin; those that run end as usual."""
    known = service.pause(name, reason=reason, who=who_does_it(who), keepers=open_keepers())
    click.echo(f"{known.backfill_id}: paused")


@backfill.command()
@click.argument("name")
@REASON
@WHO
def resume(name: str, reason: str, who: str | None) -> None:
    """Let a paused backfill go on."""
    known = service.resume(name, reason=reason, who=who_does_it(who), keepers=open_keepers())
    click.echo(f"{known.backfill_id}: resumed")


@backfill.command()
@click.argument("name")
@click.option("--regulation", metavar="FILE", type=click.Path(path_type=Path), help="Preview this regulation.")
@click.option("--types", metavar="DIR", type=click.Path(path_type=Path), help="Preview these definitions.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that judge.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many dossiers.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def preview(name: str, **options: Any) -> int:
    """Say which verdicts of a backfill would change, and by what cause.

    Under this build, or with another regulation or definitions; writes nothing, and reads no picture. Leaves with 1
    where verdicts would change.
    """
    return run_rejudge(preview=True, applications=(), since=None, backfill=name, **options)


@backfill.command()
@click.argument("name")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--per", type=click.Choice([per.value for per in Per]), default=Per.PAPER.value, show_default=True)
@click.option("--unmask", is_flag=True, help="Write names and numbers in full; takes --reason.")
@click.option("--reason", metavar="TEXT", help="Why; it is logged with the ids.")
def export(name: str, target: Path, per: str, unmask: bool, reason: str | None) -> None:
    """Write the results of a backfill to a new .csv, .xlsx or .parquet file, one row a paper or a dossier."""
    if unmask != (reason is not None):
        raise click.UsageError("expected --unmask and --reason together, met one without the other")
    config = read_config()
    configure_logging(config.log_level)
    with progress("导出", 1) as show:
        made = exporting.export(name, target, per=Per(per), keepers=build_keepers(config), reason=reason, progress=show)
    click.echo(f"{target}: {counted(made.rows_count, 'row')}")
    if made.open_count:
        are, have = ("is", "has") if made.open_count == 1 else ("are", "have")
        papers = f"{counted(made.open_count, 'paper')} {are} still to be done or {have} failed"
        click.echo(f"{papers}: certcheck backfill status {name}", err=True)


def _plain(one: BackfillStatus) -> dict[str, object]:
    known = one.backfill
    return {
        "name": known.backfill_id,
        "created_at": known.created_at.isoformat(),
        "paused": known.paused,
        "lines": known.lines_done,
        "enrolled": known.enrolled_count,
        "known": known.known_count,
        "rejected": known.rejected_count,
        "jobs": {state.value: one.jobs.get(state, 0) for state in JobState},
        "jobs_per_minute": round(one.jobs_per_minute, 1),
        "seconds_left": None if one.seconds_left is None else round(one.seconds_left),
    }


def _line(one: BackfillStatus) -> str:
    known = one.backfill
    jobs = ", ".join(f"{one.jobs[state]} {state}" for state in JobState if one.jobs.get(state))
    paused = ", paused" if known.paused else ""
    lines = f"{counted(known.lines_done, 'line')}, {known.rejected_count} rejected"
    return f"{known.backfill_id}{paused}: {lines}; jobs: {jobs or 'none'}; {_pace(one)}"


def _pace(one: BackfillStatus) -> str:
    rate = f"{one.jobs_per_minute:.1f} a minute"
    if not one.left_count:
        return f"{rate}, none left"
    if one.seconds_left is None:
        return f"{rate}, time left unknown"
    return f"{rate}, {_span(one.seconds_left)} left"


def _span(seconds: float) -> str:
    """A time in its two largest units.

    >>> _span(59), _span(3700), _span(200_000)
    ('1 min', '1 h 2 min', '2 d 7 h')
    """
    minutes = ceil(seconds / 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"
