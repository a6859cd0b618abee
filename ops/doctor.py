"""`certcheck doctor`: every setting, and whether each component is reachable and loaded."""

import os

import click
from rich.console import Console
from rich.table import Table

from wiring.config import Config, read_config
from wiring.health import probes
from wiring.settings import SETTINGS, Setting

UNREACHABLE = 4


@click.command()
@click.option("--history", "checks_history", is_flag=True, help="Work out every hash of the desk's history anew.")
@click.option("--pictures", "checks_pictures", is_flag=True, help="Ask the store for the picture of every paper.")
def doctor(checks_history: bool, checks_pictures: bool) -> int:
    """Say what is configured, reachable and loaded.

    Leaves with 4 where a component is not well, the history was changed, or a picture is lost.
    """
    config = read_config()
    console = Console()
    settings = _table("setting", "value", "meaning")
    for setting in SETTINGS:
        settings.add_row(setting.name, _shown(setting, config), setting.meaning)
    console.print(settings)
    answers = list(probes(config, checks_history=checks_history, checks_pictures=checks_pictures))
    components = _table("component", "state", "detail")
    for answer in answers:
        components.add_row(answer.name, "ok" if answer.ok else f"✗ {answer.code}", answer.detail)
    console.print(components)
    return 0 if all(answer.ok for answer in answers) else UNREACHABLE


def _shown(setting: Setting, config: Config) -> str:
    if setting.name == "CERTCHECK_DATA_DIR":
        # A folder that is named from here is another one from elsewhere, and there it looks as well as this one.
        return f"{_given(setting)} = {config.data_dir.resolve()}"
    return _given(setting)


def _given(setting: Setting) -> str:
    # Only whether a value was given is looked up here; the values in use come from the configuration.
    given = os.environ.get(setting.name, "").strip()
    if not given:
        return f"{setting.default or '—'} (default)"
    if not setting.secret:
        return given
    return f"{given.partition(':')[0]}:…" if setting.name.endswith("_URL") else "set"


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for place, title in enumerate(titles):
        table.add_column(title, overflow="fold", no_wrap=place == 0)
    return table
