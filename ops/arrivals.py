"""`certcheck arrivals`: what came by bucket or watched folder, and what became of it."""

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from ops.keepers import open_keepers
from ops.told import local_time
from services import arrivals_shown
from services.harmless import harmless
from services.plural import counted
from storage.arrival_book import ArrivalFilter, Entry, Outcome, Road
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.looking import looks_of

SOME_FAILED = 3


def _which(command: click.Command) -> click.Command:
    """Add the options that say which arrivals are meant."""
    for option in (
        click.option("--road", type=click.Choice([road.value for road in Road]), help="That came by this road."),
        click.option("--code", "codes", multiple=True, help="Refused or put off with this code."),
        click.option("--application", "application_id", metavar="ID", help="Of this application."),
        click.option(
            "--id", "arrival_ids", multiple=True, metavar="ARRIVAL", help="This one; several times if need be."
        ),
    ):
        command = option(command)
    return command


@click.group()
def arrivals() -> None:
    """See what came by bucket or folder, and try again what was refused."""


@_which
@arrivals.command("list")
@click.option("--refused", is_flag=True, help="Only what was refused.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice([one.value for one in Outcome]))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
def list_arrivals(refused: bool, outcomes: tuple[str, ...], as_json: bool, limit: int, **which: Any) -> None:
    """List arrivals, those noted last first. Keys and file names are shown: they may hold a person's name."""
    wanted = _filter(which, outcomes=(*outcomes, *([Outcome.REFUSED.value] if refused else [])))
    found = open_keepers().arrival_book.find(wanted, limit=limit)
    if as_json:
        for entry in found:
            click.echo(json.dumps(arrivals_shown.entry_json(entry), ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("arrival", "outcome", "code", "application", "noted", "key", "why"):
        table.add_column(title, overflow="fold", no_wrap=title in ("arrival", "outcome"))
    for entry in found:
        table.add_row(*_row(entry))
    Console().print(table)


@arrivals.command()
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool) -> None:
    """Count arrivals by road and outcome, and say how far each place has been walked."""
    book = open_keepers().arrival_book
    if as_json:
        click.echo(json.dumps(arrivals_shown.status_json(book.tally(), book.walks()), ensure_ascii=False))
        return
    for (road, outcome), count in sorted(book.tally().items()):
        click.echo(f"{road.value}: {count} {outcome.value}")
    for walk in book.walks():
        ended = local_time(walk.round_finished_at) if walk.round_finished_at else "not yet"
        click.echo(f"{walk.road.value} {harmless(walk.place)}: last whole round ended {ended}")


@_which
@arrivals.command()
@click.option("--reason", required=True, help="Why; kept with each arrival.")
def retry(reason: str, **which: Any) -> None:
    """Try again what was refused, or what waits for its next try; the next look takes it in."""
    count = arrivals_shown.retry_arrivals(_filter(which, outcomes=()), reason=reason, keepers=open_keepers())
    click.echo(f"{counted(count, 'arrival')} to be tried again")


@arrivals.command()
def look() -> int:
    """Look into the landing bucket and the watched folder once, now.

    A file of a watched folder that is met for the first time is taken in by the next look. Leaves with 3 where
    something was refused.
    """
    config = read_config()
    keepers = build_keepers(config)
    refused = 0
    for one, _ in looks_of(config, keepers, at_once=True):
        tally = one()
        if tally is None:
            click.echo("another process is looking, or has just looked")
            continue
        ended = ", ".join(f"{count} {outcome.value}" for outcome, count in sorted(tally.by_outcome.items()))
        click.echo(f"met {tally.met}: {ended or 'nothing new'}")
        refused += tally.by_outcome.get(Outcome.REFUSED, 0)
    return SOME_FAILED if refused else 0


def _filter(which: dict[str, Any], *, outcomes: tuple[str, ...]) -> ArrivalFilter:
    return ArrivalFilter(
        arrival_ids=which["arrival_ids"],
        outcomes=tuple(Outcome(one) for one in outcomes),
        codes=which["codes"],
        road=Road(which["road"]) if which["road"] else None,
        application_id=which["application_id"],
    )


def _row(entry: Entry) -> tuple[str, ...]:
    arrival = entry.arrival
    noted = local_time(entry.noted_at) if entry.noted_at else "—"
    return (
        arrival.arrival_id,
        entry.outcome.value,
        entry.code or "—",
        entry.application_id or "—",
        noted,
        harmless(arrival.key),
        harmless(entry.message) or "—",
    )
