"""`certcheck types`: the document types that this build knows."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from doctypes.loader import HERE, load_types
from models.errors import DefinitionInvalid, InputError, NotFound
from models.materials import FIELDS

INVALID = 2


@click.group()
def types() -> None:
    """List, check and show document types."""


@types.command("list")
def list_types() -> None:
    """List every defined type with its title and its number of fields."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("code", "title", "fields", "definition"):
        table.add_column(title)
    for code, doctype in load_types().items():
        table.add_row(code, doctype.title, str(len(doctype.fields)), doctype.digest[:12])
    Console().print(table)


@types.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def lint(folder: Path | None) -> int:
    """Check the definitions of this build, or of a folder; names every fault."""
    if folder is not None and not folder.is_dir():
        raise InputError(f"expected a folder of definitions, met none: {folder}")
    try:
        count = len(load_types(folder or HERE))
    except DefinitionInvalid as error:
        for fault in str(error).split("; "):
            click.echo(f"certcheck: {fault}", err=True)
        return INVALID
    click.echo(f"{count} definitions, no fault")
    return 0


@types.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print the whole definition as JSON.")
def show(code: str, as_json: bool) -> None:
    """Show a type: its fields, where each is found, and what it is held against."""
    known = load_types()
    if code not in known:
        raise NotFound(f"expected one of {', '.join(known)}, met {code[:60]!r}")
    doctype = known[code]
    if as_json:
        click.echo(json.dumps(asdict(doctype), ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False, header_style="dim", title=f"{doctype.title} ({code})", title_justify="left")
    for title in ("field", "字段", "kind", "required", "compared with", "labels"):
        table.add_column(title, overflow="fold")
    for spec in doctype.fields:
        labels = "、".join(spec.labels + spec.below)
        must = "yes" if spec.required else "no"
        table.add_row(spec.name, FIELDS.get(spec.name, ""), spec.kind, must, spec.compares_with or "—", labels or "—")
    Console().print(table)
