"""Whoever runs a command of the runbook as it is written is not told that something is missing."""

import re
import shlex
from pathlib import Path

import click
import pytest

from ops.job_filter import narrow_filter
from ops.main import cli

RUNBOOK = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
STANDS_FOR = {"LANE": "live", "[2015]": "2015"}
"""What a reader puts in the place of a word; any other may be anything."""
NARROWED = ("rerun", "cancel")


def written_commands() -> list[str]:
    """Return each command, of a line on its own what stands before two blanks; the names of commands are left out."""
    fenced = r"^ *```\n(.*?)^ *```"
    lines = [line for block in re.findall(fenced, RUNBOOK, re.MULTILINE | re.DOTALL) for line in block.splitlines()]
    text = re.sub(fenced, "", RUNBOOK, flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]
    alone = [re.split(r"  +| (?=names and )", line.strip())[0] for line in lines]
    ours = [_bare(one) for one in alone if _bare(one) != "certcheck"]
    return sorted({*(one for one in ours if _is_ours(one)), *(one for one in map(_bare, spans) if _says_more(one))})


def _bare(written: str) -> str:
    return re.sub(r"^docker compose run --rm(?: -T)? (?=certcheck )", "", written)


def _is_ours(written: str) -> bool:
    return written.startswith("certcheck ")


def _says_more(written: str) -> bool:
    """Whether it is more than a name, as one speaks of a command."""
    return written.startswith("certcheck ") and bool(resolved(shlex.split(written)[1:])[2]) and written[10:] != "…"


def resolved(words: list[str]) -> tuple[click.Context, click.Command, list[str]]:
    """Walk down to the command that the words name; what is left are its own."""
    found: click.Command = cli
    context = click.Context(cli)
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        name, *rest = words
        inner = found.get_command(context, name)
        if inner is None:
            break
        context, found, words = click.Context(inner, parent=context), inner, rest
    return context, found, words


def test_commands_are_found_in_the_runbook() -> None:
    assert len([one for one in written_commands() if "--" in one]) > 30


@pytest.mark.parametrize("written", written_commands())
def test_a_command_of_the_runbook_runs_as_it_is_written(written: str) -> None:
    words = [STANDS_FOR.get(word, word) for word in shlex.split(written)[1:]]

    context, command, left = resolved(words)

    assert not isinstance(command, click.Group) or command.invoke_without_command, "no such command"
    met = command.make_context(command.name, left, parent=context.parent)
    if command.name in NARROWED:
        narrow_filter(met.params)


@pytest.mark.parametrize("written", sorted(set(re.findall(r"`(certcheck [a-z]+(?: [a-z]+)?)`", RUNBOOK))))
def test_a_command_that_the_runbook_speaks_of_is_there(written: str) -> None:
    _, command, left = resolved(shlex.split(written)[1:])

    assert command is not cli
    assert not left
