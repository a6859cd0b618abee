"""`certcheck eval`: accuracy of this build on a set with truth, by type, field and capture condition."""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from models.errors import InputError
from ops.dossier_figures import echo_dossier_misses, print_dossiers
from ops.progress import progress
from services import evaluation
from services.accuracy_picture import accuracy_plate
from services.overlays import write_overlays
from services.plate import Plate, as_png, as_svg
from services.plural import counted
from services.tally import Evaluation
from services.truth import fields_beyond, read_truth
from wiring.bootstrap import build_knowledge, build_reader
from wiring.config import read_config

_PAGE_CUTS = (("by_condition", "condition"), ("by_type", "type"))
_MARKS = ("field accuracy", "of fields", "wrong", "share", "invented", "share", "auroc", "right", "wrong")
_FIELD_CUTS = (("by_field", "field of a type"), ("by_field_of_any_type", "field"))
_WRITERS: Mapping[str, Callable[[Plate], bytes]] = {".png": as_png, ".svg": as_svg}


@click.command("eval")
@click.argument("folder", metavar="SET", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
@click.option("--misses", is_flag=True, help="Name every page, value and dossier that is not right, too.")
@click.option("--picture", metavar="FILE", type=click.Path(path_type=Path), help="Draw the figures: .png or .svg.")
@click.option(
    "--worst",
    nargs=2,
    type=(click.IntRange(1), click.Path(path_type=Path)),
    metavar="N FOLDER",
    help="Write the worst N pages with what was expected and found beside the pixels.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--kept", metavar="FOLDER", type=click.Path(path_type=Path), help="Keep text there; never read it twice.")
def evaluate(
    folder: Path,
    as_json: bool,
    misses: bool,
    picture: Path | None,
    worst: tuple[int, Path] | None,
    workers: int,
    kept: Path | None,
) -> None:
    """Measure the accuracy of this build on a set with truth.

    SET is a folder as `certcheck draw` makes one, or anybody's pages with a truth.jsonl; docs/evaluating.md tells its
    keys.
    """
    if picture is not None and picture.suffix.lower() not in _WRITERS:
        raise InputError(f"expected a picture that ends in .png or .svg, met {picture.name}")
    measured = _measured(folder, workers=workers, kept=kept)
    if as_json:
        click.echo(json.dumps(measured.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(measured, Console())
    if misses:
        _print_misses(measured)
        echo_dossier_misses(measured.as_json()["whole_dossiers"])
    if picture is not None:
        _keep(picture, _WRITERS[picture.suffix.lower()](accuracy_plate(measured.as_json())))
    if worst is not None:
        count, shown = worst
        write_overlays(shown, measured.worst(count), images=folder)


def _measured(folder: Path, *, workers: int, kept: Path | None) -> Evaluation:
    config = read_config()
    pages, knowledge = read_truth(folder), build_knowledge(config)
    for (code, field), count in fields_beyond(pages, knowledge.types).items():
        click.echo(f"certcheck: {counted(count, 'value')} of {field}, which no {code} has, counted as missed", err=True)
    with ExitStack() as stack:
        readers = [stack.enter_context(closing(build_reader(config))) for _ in range(workers)]
        show = stack.enter_context(progress("评测", len(pages)))
        return evaluation.evaluate(
            folder,
            readers=readers,
            knowledge=knowledge,
            kept=kept,
            on_progress=lambda done, _: show(done),
        )


def _keep(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"expected a file that can be written, met {error.strerror}: {path}") from error


def _print(measured: Evaluation, console: Console) -> None:
    figures = measured.as_json()
    console.print(
        f"{counted(figures['pages'], 'page')}, {counted(figures['dossiers'], 'application')}, {figures['engine']}; "
        f"{figures['median_ms_a_page']:.0f} ms a page, of which judging {figures['median_judge_ms_a_page']:.1f}"
    )
    totals = _table("figure", "share", "count", "of")
    for name, share in figures["totals"].items():
        totals.add_row(name, _said(share), str(share["count"]), str(share["of"]))
    console.print(totals)
    ranked = figures["ranking"]
    if ranked["auroc"] is not None:
        told = f"{ranked['auroc']:.3f}, over {ranked['right']} right values and {ranked['wrong']} wrong ones"
        console.print(f"ranking of the confidence, AUROC: {told}")
    for cut, title in _PAGE_CUTS:
        console.print(_pages(title, figures[cut]))
    for cut, title in _FIELD_CUTS:
        console.print(_fields(title, figures[cut]))
    for name, met in figures["taken_for"].items():
        console.print(f"{name} taken for {', '.join(f'{other} ({count})' for other, count in met.items())}")
    if figures["whole_dossiers"]:
        print_dossiers(figures["whole_dossiers"], console)


def _pages(title: str, rows: Mapping[str, Mapping[str, Any]]) -> Table:
    table = _table(title, "pages", "type right", "all right", *_MARKS)
    for name, row in rows.items():
        table.add_row(name, str(row["pages"]), _said(row["type_accuracy"]), _said(row["page_accuracy"]), *_marks(row))
    return table


def _fields(title: str, rows: Mapping[str, Mapping[str, Any]]) -> Table:
    table = _table(title, *_MARKS)
    for name, row in rows.items():
        table.add_row(name, *_marks(row))
    return table


def _marks(row: Mapping[str, Any]) -> tuple[str, ...]:
    right, wrong, extra, ranked = (row[key] for key in ("field_accuracy", "wrong_values", "extra_values", "ranking"))
    shares = (str(wrong["count"]), _said(wrong), str(extra["count"]), _said(extra))
    return (_said(right), str(right["of"]), *shares, *_ranked(ranked), str(ranked["wrong"]))


def _said(share: Mapping[str, float]) -> str:
    return f"{share['share']:.4f}" if share["of"] else "—"


def _ranked(ranked: Mapping[str, Any]) -> tuple[str, str]:
    return "—" if ranked["auroc"] is None else f"{ranked['auroc']:.3f}", str(ranked["right"])


def _print_misses(measured: Evaluation) -> None:
    """A line a miss; the values are those of drawn or masked pages, which nobody owns."""
    for page in measured.readable:
        if page.given_type != page.type:
            met = page.given_type or "a page told to be unreadable"
            click.echo(f"{page.file} ({page.condition}): expected {page.type}, met {met}")
            continue
        for mark in (*page.fields, *page.extras):
            if not mark.right:
                expected = "nothing printed" if mark.expected is None else mark.expected
                found = "nothing" if mark.found is None else mark.found
                met = f"{found} ({mark.status}, {mark.confidence:.2f})"
                click.echo(f"{page.file} ({page.condition}) {mark.field}: expected {expected}, met {met}")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first)
    for title in others:
        table.add_column(title, justify="right")
    return table
