"""`certcheck draw`: synthetic certificates with their truth, page by page or as whole dossiers."""

from pathlib import Path

import click

from fixtures.drawing.dossiers import draw_dossiers
from fixtures.drawing.kit import CHANGED_SHARE, draw_set, types_of_set
from models.errors import InputError
from ops.progress import progress
from services.plural import counted

_SAME_PERSON = 0
"""Stands for `--dossiers` without a number."""


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people and other papers.")
@click.option("--each", type=click.IntRange(1), default=10, show_default=True, help="Pages of each type.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only this type; may be given several times.")
@click.option(
    "--dossiers",
    type=click.IntRange(_SAME_PERSON),
    is_flag=False,
    flag_value=_SAME_PERSON,
    metavar="[N]",
    help="N whole dossiers of three to six papers on every track, with dossiers.jsonl. Without a number: let page n of "
    "every type belong to one person and one application.",
)
@click.option(
    "--changed",
    type=click.FloatRange(0, 1),
    default=CHANGED_SHARE,
    show_default=True,
    help="Share of the N dossiers in which one thing is changed.",
)
def draw(out: Path, seed: int, each: int, types: tuple[str, ...], dossiers: int | None, changed: float) -> None:
    """Draw synthetic certificates with their truth.

    The folder OUT gets the pages, truth.jsonl and the applications. The same seed and options give the same bytes.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"expected a folder to draw into, met a file: {out}")
    if dossiers:
        _draw_dossiers(out, seed=seed, count=dossiers, changed=changed, types=types)
        return
    together = dossiers is not None
    chosen = types or types_of_set(dossiers=together)
    with progress("绘制", each * len(chosen)) as show:
        draw_set(out, seed=seed, each=each, types=chosen, dossiers=together, on_progress=lambda done, _: show(done))
    click.echo(f"{counted(each * len(chosen), 'page')} in {out}, truth in {out / 'truth.jsonl'}")


def _draw_dossiers(out: Path, *, seed: int, count: int, changed: float, types: tuple[str, ...]) -> None:
    if types:
        raise InputError("expected --type only without a number of dossiers, whose tracks say what papers they have")
    with progress("绘制", count) as show:
        pages = draw_dossiers(
            out, seed=seed, count=count, changed_share=changed, on_progress=lambda done, _: show(done)
        )
    click.echo(f"{counted(count, 'dossier')} of {counted(pages, 'page')} in {out}, truth in {out / 'dossiers.jsonl'}")
