"""`certcheck users`: accounts of reviewers, operators and administrators. No password is ever an argument."""

import sys
from dataclasses import replace

import click
from rich.console import Console
from rich.table import Table

from models.desk import Account, Role
from models.errors import InputError
from models.levels import EVERYWHERE, Level
from ops.keepers import open_keepers
from ops.told import local_time
from services import accounts

MOST_PASSWORD_BYTES = 4096


def _who(command: click.Command) -> click.Command:
    """Add the options that say what an account is for."""
    for option in (
        click.option("--region", metavar="PATH", help="Province/examination point/registration point; - for all."),
        click.option("--level", type=click.Choice([level.value for level in Level]), help="Of a reviewer."),
        click.option("--role", type=click.Choice([role.value for role in Role])),
        click.option("--title", metavar="TEXT", help="The person's name, as colleagues see it."),
    ):
        command = option(command)
    return command


@click.group()
def users() -> None:
    """Make, change and close accounts of reviewers and operators."""


@_who
@users.command()
@click.argument("name")
def add(name: str, title: str | None, role: str | None, level: str | None, region: str | None) -> None:
    """Make an account; a reviewer has a level and a region.

    The password is asked for on a terminal, and read from standard input elsewhere.
    """
    account = Account(
        name=name,
        title=title or "",
        role=Role(role or Role.REVIEWER),
        level=Level(level) if level else None,
        region=accounts.parse_region(region or ""),
    )
    keepers = open_keepers()
    is_first = not accounts.list_accounts(keepers=keepers)
    accounts.add_account(account, _password(), keepers=keepers)
    click.echo(f"made {name}")
    if is_first:
        click.echo("From now on pages ask to sign in, and programs need CERTCHECK_API_TOKEN, set when serve starts.")


@users.command("list")
def list_users() -> None:
    """List accounts."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("name", "title", "role", "level", "region", "state", "last sign-in"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    for kept in accounts.list_accounts(keepers=open_keepers()):
        one = kept.account
        state = "closed" if one.is_disabled else "open"
        last = local_time(kept.last_sign_in_at) if kept.last_sign_in_at else "never"
        table.add_row(one.name, one.title, one.role, one.level or "—", one.region.path or "—", state, last)
    Console().print(table)


@_who
@users.command()
@click.argument("name")
def change(name: str, title: str | None, role: str | None, level: str | None, region: str | None) -> None:
    """Give an account another title, role, level or region; whoever has signed in with it must do so again."""
    keepers = open_keepers()
    account = keepers.accounts.account(name).account
    if title is not None:
        account = replace(account, title=title)
    if role is not None:
        is_reviewer = role == Role.REVIEWER
        kept = (account.level, account.region) if is_reviewer else (None, EVERYWHERE)
        account = replace(account, role=Role(role), level=kept[0], region=kept[1])
    if level is not None:
        account = replace(account, level=Level(level))
    if region is not None:
        account = replace(account, region=accounts.parse_region(region))
    accounts.change_account(account, keepers=keepers)
    click.echo(f"changed {name}")


@users.command()
@click.argument("name")
def passwd(name: str) -> None:
    """Give an account another password; whoever has signed in with it must do so again."""
    keepers = open_keepers()
    keepers.accounts.account(name)
    accounts.set_password(name, _password(), keepers=keepers)
    click.echo(f"changed the password of {name}")


@users.command()
@click.argument("name")
def disable(name: str) -> None:
    """Close an account: nobody signs in with it, and what it did stays."""
    accounts.set_disabled(name, is_disabled=True, keepers=open_keepers())
    click.echo(f"closed {name}")


@users.command()
@click.argument("name")
def enable(name: str) -> None:
    """Open a closed account again."""
    accounts.set_disabled(name, is_disabled=False, keepers=open_keepers())
    click.echo(f"opened {name}")


def _password() -> str:
    """Never an argument: other users of the machine see those."""
    if sys.stdin.isatty():
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return password
    given = sys.stdin.readline(MOST_PASSWORD_BYTES).rstrip("\r\n")
    if not given:
        raise InputError("expected a password on standard input, met none")
    return given
