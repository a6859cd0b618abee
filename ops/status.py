"""`certcheck status`: the whole house on one screen."""

import json

import click

from ops.status_json import plain_overview
from ops.status_text import status_lines
from wiring.config import read_config
from wiring.overview import overview

UNREACHABLE = 4


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(as_json: bool) -> int:
    """Say what waits, what runs, what is stuck and why, who works, and when the sweep last ran.

    Answers within seconds, whatever is away. Leaves with 4 where a component is not reachable, else with 0.
    """
    seen = overview(read_config())
    if as_json:
        click.echo(json.dumps(plain_overview(seen), ensure_ascii=False))
    else:
        for line in status_lines(seen):
            click.echo(line)
    return 0 if seen.is_reachable else UNREACHABLE
