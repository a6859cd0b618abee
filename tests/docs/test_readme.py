"""What the READMEs promise is what there is."""

from pathlib import Path

import click
import pytest

from doctypes.loader import load_types
from ops.main import COMMANDS, cli
from wiring.settings import SETTINGS

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_every_setting_stands_in_the_readme_with_its_default(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    lacking = [
        one.name for one in SETTINGS if f"| `{one.name}` | {f'`{one.default}`' if one.default else '—'} |" not in text
    ]

    assert lacking == []


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_commands_is_what_the_program_knows(name: str) -> None:
    rows = (ROOT / name).read_text("utf-8").partition("| `.venv/bin/certcheck …` |")[2].partition("\n\n")[0]
    told = {command: shown for command in COMMANDS for shown in rows.splitlines() if f"`{command}" in shown}

    assert [command for command in COMMANDS if command not in told] == []
    assert [f"{command} {one}" for command in told for one in deeds_of(command) if one not in told[command]] == []


@pytest.mark.parametrize("name", READMES)
def test_every_type_stands_in_the_readme(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert [code for code in load_types() if f"`{code}`" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_link_of_the_readme_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    targets = [part.split(")")[0].partition("#")[0] for part in text.split("](")[1:]]

    assert [target for target in targets if not (ROOT / target).exists()] == []


def deeds_of(name: str) -> list[str]:
    command = cli.get_command(click.Context(cli), name)
    return list(command.commands) if isinstance(command, click.Group) else []
