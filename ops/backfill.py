"""`certcheck backfill`: historical records, in a lane of their own."""

import json
from pathlib import Path

import click

from models.job import JobState
from ops.progress import progress
from services import backfill as service
from services.backfill import BackfillStatus
from services.keepers import Keepers
from wiring.bootstrap import build_keepers
from wiring.config import read_config

SOME_FAILED = 3


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
    config = read_config()
    with progress("登记", 1) as show:
        known = service.enrol(
            manifest,
            backfill_id=name or manifest.stem,
            keepers=build_keepers(config),
            max_upload_bytes=config.max_upload_bytes,
            rejects=rejects,
            progress=show,
        )
    click.echo(
        f"{known.backfill_id}: {known.lines_done} lines, {known.enrolled_count} papers enrolled, "
        f"{known.known_count} known already, {known.rejected_count} lines rejected"
    )
    return SOME_FAILED if known.rejected_count else 0


@backfill.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def status(name: str | None, as_json: bool) -> None:
    """Say how far a backfill is, or all of them."""
    keepers = _keepers()
    found = (service.status(name, keepers=keepers),) if name else service.all_statuses(keepers=keepers)
    for one in found:
        click.echo(json.dumps(_plain(one)) if as_json else _line(one))
    if not found:
        click.echo("no backfill has been enrolled", err=True)


@backfill.command()
@click.argument("name")
def pause(name: str) -> None:
    """Let no more jobs of a backfill begin; those that run end as usual."""
    click.echo(f"{service.pause(name, keepers=_keepers()).backfill_id}: paused")


@backfill.command()
@click.argument("name")
def resume(name: str) -> None:
    """Let a paused backfill go on."""
    click.echo(f"{service.resume(name, keepers=_keepers()).backfill_id}: resumed")


def _keepers() -> Keepers:
    return build_keepers(read_config())


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
    }


def _line(one: BackfillStatus) -> str:
    known = one.backfill
    jobs = ", ".join(f"{one.jobs[state]} {state}" for state in JobState if one.jobs.get(state))
    paused = ", paused" if known.paused else ""
    lines = f"{known.lines_done} lines, {known.rejected_count} rejected"
    return f"{known.backfill_id}{paused}: {lines}; jobs: {jobs or 'none'}"
