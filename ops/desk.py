"""`certcheck desk`: what the desk decided, in numbers, and its corrections as an evaluation set."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ops.keepers import open_keepers
from services.desk.figures import figures
from services.desk.truth import export_truth
from services.plural import counted


@click.group()
def desk() -> None:
    """Count what the desk decided, and export its corrections."""


@desk.command("figures")
def show_figures() -> None:
    """Show how often decisions are overturned above, and how often blind reviews disagree."""
    kept = figures(keepers=open_keepers())
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("account", "level", "decided", "overturned"):
        table.add_column(heading, overflow="fold")
    for one in kept.deeds:
        table.add_row(one.account, one.level, str(one.decided_count), str(one.overturned_count))
    Console().print(table)
    blind = kept.blind
    click.echo(f"blind reviews of clear dossiers: {blind.clear_count}, not let pass: {blind.clear_disagreed_count}")
    click.echo(f"blind reviews of others: {blind.other_count}, let pass: {blind.other_disagreed_count}")


@desk.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--without-names", is_flag=True, help="Leave out fields that tell who somebody is.")
def export(folder: Path, without_names: bool) -> None:
    """Write every page with corrections, and what people say that it prints, as `certcheck eval` takes it."""
    count = export_truth(folder, keepers=open_keepers(), with_names=not without_names)
    click.echo(counted(count, "page"))
