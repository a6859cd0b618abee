"""`certcheck draw`: synthetic certificates with their truth."""

from pathlib import Path

import click

from fixtures.drawing.kit import draw_set, types_of_set
from models.errors import InputError
from ops.progress import progress


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people and other papers.")
@click.option("--each", type=click.IntRange(1), default=10, show_default=True, help="Pages of each type.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only this type; may be given several times.")
@click.option("--dossiers", is_flag=True, help="Let page n of every type belong to one person and one application.")
def draw(out: Path, seed: int, each: int, types: tuple[str, ...], dossiers: bool) -> None:
    """Draw synthetic certificates with their truth.

    The folder OUT gets the pages, truth.jsonl and the applications. The same seed and options give the same bytes.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"expected a folder to draw into, met a file: {out}")
    chosen = types or types_of_set(dossiers=dossiers)
    with progress("绘制", each * len(chosen)) as show:
        draw_set(out, seed=seed, each=each, types=chosen, dossiers=dossiers, on_progress=lambda done, _: show(done))
    click.echo(f"{each * len(chosen)} pages in {out}, truth in {out / 'truth.jsonl'}")
