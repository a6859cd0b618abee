"""`certcheck regulations`: who must hand in what, by the year and region."""

import click
from rich.console import Console
from rich.table import Table

from models.case import ExamCategory, Track
from models.materials import MATERIALS
from regulations.lint import lint as faults_of
from regulations.loader import folder_and_name, load_regulation
from regulations.regulation import AskedLike, Regulation, Requirement, Scope
from regulations.titles import CONDITIONS, SCOPES, TRACKS
from services.plural import counted
from wiring.config import REGULATIONS, read_config

INVALID = 2


@click.group()
def regulations() -> None:
    """List, check and show the rules about required materials."""


@regulations.command("list")
def list_regulations() -> None:
    """List the regulations of this build; the one that the settings choose is marked."""
    chosen = read_config().regulation
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("", "code", "title", "requirements", "definition"):
        table.add_column(title)
    for name in (*REGULATIONS, *([] if chosen in REGULATIONS else [chosen])):
        folder, stem = folder_and_name(name)
        found = load_regulation(stem, folder=folder)
        mark = "*" if name == chosen else ""
        table.add_row(mark, found.code, found.title, str(len(found.requirements)), found.digest[:12])
    Console().print(table)


@regulations.command()
@click.argument("which", metavar="[CODE|FILE]", required=False)
def lint(which: str | None) -> int:
    """Name every fault and contradiction of the regulations of this build, or of one.

    Each sentence is looked for, word for word, in the text of the instructions where that lies beside the file (.txt).
    """
    names = REGULATIONS if which is None else (which,)
    count = 0
    for folder, name in map(folder_and_name, names):
        for fault in faults_of(name, folder=folder):
            click.echo(f"certcheck: {name}.toml: {fault}", err=True)
            count += 1
    if count:
        return INVALID
    click.echo(f"{counted(len(names), 'regulation')}, no contradiction")
    return 0


@regulations.command()
@click.argument("which", metavar="[CODE|FILE]", required=False)
def show(which: str | None) -> None:
    """Print what is asked of whom as a table: by track, with the sentence that each paper rests on."""
    folder, name = folder_and_name(which or read_config().regulation)
    regulation = load_regulation(name, folder=folder)
    console = Console()
    console.print(f"{regulation.title}  依据：《{regulation.source}》", markup=False)
    console.print(_matrix(regulation))
    for track in Track:
        console.print(_of_track(track, regulation))
    console.print(_of_points(regulation))


def _matrix(regulation: Regulation) -> Table:
    """Print materials against tracks; the tables below it say when, and by which sentence."""
    table = _table("材料一览：必＝必交，任＝任选其一，视＝视情形，·＝不要", "材料", *(TRACKS[track] for track in Track))
    for code, title in MATERIALS.items():
        cells = [_cell(code, track, regulation) for track in Track]
        if any(cell != "·" for cell in cells):
            table.add_row(title, *cells)
    return table


def _cell(code: str, track: Track, regulation: Regulation) -> str:
    asked = [one for one in regulation.requirements if track in one.tracks and code in one.any_of]
    others = [rule.like for rule in regulation.asked_like if rule.track is track]
    if not asked:
        return "视" if any(_cell(code, other, regulation) != "·" for other in others) else "·"
    always = [one for one in asked if one.scope is Scope.APPLICATION and not _conditions(one)]
    if not always:
        return "视"
    return "必" if any(len(one.any_of) == 1 for one in always) else "任"


def _of_track(track: Track, regulation: Regulation) -> Table:
    table = _table(f"{TRACKS[track]}（{track}）", "对象", "材料（任一）", "条件", "依据")
    asked = [requirement for requirement in regulation.requirements if track in requirement.tracks]
    for requirement in sorted(asked, key=lambda one: one.scope is Scope.IDENTITY):
        table.add_row(SCOPES[requirement.scope], _papers(requirement), _conditions(requirement), requirement.because)
    for other in regulation.asked_like:
        if other.track is track:
            table.add_row(SCOPES[Scope.APPLICATION], f"同“{TRACKS[other.like]}”", _conditions(other), other.because)
    if track in regulation.nothing_required:
        table.add_row(SCOPES[Scope.APPLICATION], "无需上传", "", "")
    return table


def _papers(requirement: Requirement) -> str:
    titles = "\n".join(f"《{MATERIALS[code]}》" for code in requirement.any_of)
    return f"{titles}\n（{requirement.level}）" if requirement.level else titles


def _conditions(rule: Requirement | AskedLike) -> str:
    of_some = [] if rule.categories == frozenset(ExamCategory) else [f"报考{'、'.join(sorted(rule.categories))}"]
    return "\n".join((*of_some, *(CONDITIONS[word] for word in rule.when)))


def _of_points(regulation: Regulation) -> Table:
    table = _table("考点", "考点", "试用机构", "依据")
    for point in regulation.exam_points:
        named = "\n".join(names[0] for names in point.institutions)
        table.add_row(point.name, named or "、".join(point.districts), point.because)
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", title=f"\n{title}", title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
