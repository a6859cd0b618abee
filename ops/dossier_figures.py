"""Figures of whole dossiers as `certcheck eval` shows them: tables, and a line for everything that went wrong."""

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console
from rich.table import Table

_CHANGED = ("flagged", "named", "clear")
_HONEST = ("identity_mismatch", "any_finding", "finding_not_of_picture", "clear")


def print_dossiers(figures: Mapping[str, Any], console: Console) -> None:
    """Print what became of changed and of honest dossiers, each cut up."""
    changed = _table("changed dossiers", _CHANGED)
    _row(changed, "all", figures["changed"], _CHANGED)
    for cut in ("by_place", "by_kind"):
        for name, row in figures[cut].items():
            _row(changed, name, row, _CHANGED)
    for name, row in figures["by_track"].items():
        _row(changed, name, row["changed"], _CHANGED)
    console.print(changed)
    honest = _table("honest dossiers", _HONEST)
    _row(honest, "all", figures["honest"], _HONEST)
    for name, row in figures["by_track"].items():
        _row(honest, name, row["honest"], _HONEST)
    for name, row in figures["by_variant"].items():
        _row(honest, f"variant {name}", row, _HONEST)
    console.print(honest)
    for name, count in figures["false_findings"].items():
        console.print(f"raised on honest dossiers: {name} ({count})")


def echo_dossier_misses(figures: Mapping[str, Any]) -> None:
    """Print a line for each changed dossier that was not named rightly, and for each honest one with a finding."""
    for miss in figures.get("misses", ()):
        change, met = miss["changed"], "; ".join(map(_said_of, miss["findings"])) or "nothing"
        if change is None:
            click.echo(f"{miss['dossier']} ({miss['track']}) honest: met {met}")
        else:
            made = f"{change['kind']} {change['field']} {change['from']} → {change['to']} in {change['where']}"
            click.echo(f"{miss['dossier']} ({miss['track']}) {made}: met {miss['verdict']}, {met}")


def _said_of(finding: Mapping[str, Any]) -> str:
    values = f" {finding['expected']} / {finding['found']}" if finding["expected"] or finding["found"] else ""
    return f"{finding['code']}{values} in {finding['file'] or 'the dossier'}"


def _table(first: str, columns: tuple[str, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first)
    table.add_column("dossiers", justify="right")
    for title in columns:
        table.add_column(title, justify="right")
    return table


def _row(table: Table, name: str, figures: Mapping[str, Any], columns: tuple[str, ...]) -> None:
    of = figures[columns[0]]["of"]
    if of:
        shares = (f"{figures[title]['share']:.4f} ({figures[title]['count']})" for title in columns)
        table.add_row(name, str(of), *shares)
