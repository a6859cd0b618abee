"""`certcheck eval`: accuracy of this build on a set with truth, by type, field and capture condition."""

import json
from contextlib import ExitStack, closing
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ops.progress import progress
from services import evaluation
from services.tally import Evaluation
from wiring.bootstrap import build_knowledge, build_reader
from wiring.config import read_config

_CUTS = (("by_condition", "condition"), ("by_type", "type"), ("by_field", "field"))


@click.command("eval")
@click.argument("folder", metavar="SET", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
@click.option("--misses", is_flag=True, help="Name every page and value that is not right, too.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--kept", metavar="FOLDER", type=click.Path(path_type=Path), help="Keep text there; never read it twice.")
def evaluate(folder: Path, as_json: bool, misses: bool, workers: int, kept: Path | None) -> None:
    """Measure the accuracy of this build on a set with truth.

    SET is a folder as `certcheck draw` makes one.
    """
    config = read_config()
    total = len(evaluation.read_truth(folder))
    with ExitStack() as stack:
        readers = [stack.enter_context(closing(build_reader(config))) for _ in range(workers)]
        show = stack.enter_context(progress("评测", total))
        measured = evaluation.evaluate(
            folder,
            readers=readers,
            knowledge=build_knowledge(config),
            kept=kept,
            on_progress=lambda done, _: show(done),
        )
    if as_json:
        click.echo(json.dumps(measured.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(measured, Console())
    if misses:
        _print_misses(measured)


def _print(measured: Evaluation, console: Console) -> None:
    figures = measured.as_json()
    console.print(
        f"{figures['pages']} pages, {figures['dossiers']} applications, {figures['engine']}; "
        f"{figures['median_ms_a_page']:.0f} ms a page, of which judging {figures['median_judge_ms_a_page']:.1f}"
    )
    totals = _table("figure", "share", "count", "of")
    for name, share in figures["totals"].items():
        value = f"{share['share']:.4f}" if share["of"] else "—"
        totals.add_row(name, value, str(share["count"]), str(share["of"]))
    console.print(totals)
    for cut, title in _CUTS:
        table = _table(title, "field accuracy", "wrong values", "fields")
        for name, row in figures[cut].items():
            right, wrong = row["field_accuracy"], row["wrong_values"]
            table.add_row(name, f"{right['share']:.4f}", f"{wrong['share']:.4f}", str(right["of"]))
        console.print(table)


def _print_misses(measured: Evaluation) -> None:
    """A line a miss; the values are those of drawn or masked pages, which nobody owns."""
    for page in measured.readable:
        if page.given_type != page.type:
            click.echo(f"{page.file} ({page.condition}): expected {page.type}, met {page.given_type}")
            continue
        for mark in page.fields:
            if not mark.right:
                met = f"{mark.found} ({mark.status}, {mark.confidence:.2f})"
                click.echo(f"{page.file} ({page.condition}) {mark.field}: expected {mark.expected}, met {met}")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first)
    for title in others:
        table.add_column(title, justify="right")
    return table
