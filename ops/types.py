"""`certcheck types`: the document types that this build knows."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from doctypes.decoding import DecodedNumber, layouts_of
from doctypes.decoding import decode as decode_number
from doctypes.loader import HERE, load_types
from models.doctype import DocumentType
from models.errors import DefinitionInvalid, InputError, NotFound
from models.materials import FIELDS
from services.plural import counted

INVALID = 2
UNKNOWN_LAYOUT = "未知版式"


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
    click.echo(f"{counted(count, 'definition')}, no fault")
    return 0


@types.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print the whole definition as JSON.")
def show(code: str, as_json: bool) -> None:
    """Show a type: its fields, where each is found, and what it is held against."""
    known = load_types()
    if code not in known:
        hint = "; `certcheck types decode` takes numbers apart" if any(map(str.isdigit, code)) else ""
        raise NotFound(f"expected one of {', '.join(known)}, met {code[:60]!r}{hint}")
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
    console = Console()
    console.print(table)
    _print_layouts(doctype, console)


@types.command()
@click.argument("groups", metavar="NUMBER", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print every layout that fits as JSON.")
def decode(groups: tuple[str, ...], as_json: bool) -> None:
    """Take a number of a paper apart and say what its digits stand for; `-` reads it from standard input.

    Groups of digits may be parted by spaces. A number that follows no known layout is told to be of unknown layout,
    which is no fault: older papers have many. Nothing is kept and nothing is logged.
    """
    written = sys.stdin.readline() if groups == ("-",) else "".join(groups)
    if not written.strip():
        raise InputError("expected a number to take apart, met nothing")
    found = decode_number(written)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(f"{UNKNOWN_LAYOUT}：不是已知的编号规则，旧证件和各省自编号码属正常情况，不等于有误")
    if len(found) > 1:
        click.echo(f"符合 {len(found)} 种版式，请按证件名称取用")
    for one in found:
        _print_number(one, Console())


def _print_number(number: DecodedNumber, console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("数字", "部分", "含义"):
        table.add_column(title, overflow="fold")
    for part in number.parts:
        table.add_row(part.digits, part.name, part.meaning)
    click.echo(number.title)
    console.print(table)
    if number.note:
        click.echo(f"注：{number.note}")


def _print_layouts(doctype: DocumentType, console: Console) -> None:
    """Show how the numbers on this paper are put together, where that is known."""
    table = Table(box=None, pad_edge=False, header_style="dim", title="编号版式", title_justify="left")
    for title in ("field", "layout", "parts (characters)"):
        table.add_column(title, overflow="fold")
    for spec in doctype.fields:
        for layout in layouts_of(spec.kind):
            parts = " ".join(f"{part.name}({part.width})" for part in layout.parts)
            table.add_row(spec.name, layout.title + (f"；{layout.note}" if layout.note else ""), parts)
    if table.row_count:
        console.print()
        console.print(table)
