"""The options that say which jobs are meant, and who does something to them."""

import getpass
import os
from typing import Any

import click

from models.errors import InputError
from models.job import JobState, Lane
from ops.told import moment
from storage.jobs import JobFilter

LONGEST_WHO = 128
WHICH = ("job_ids", "application_id", "states", "codes", "lane", "backfill_id", "since", "until")


def which_options(command: click.Command) -> click.Command:
    """Add the options that say which jobs are meant."""
    for option in (
        click.option("--until", metavar="TIME", help="Whose last move was then or earlier."),
        click.option("--since", metavar="TIME", help="Whose last move was then or later: 2021-02-01T08:00, 2h, 3d."),
        click.option("--backfill", "backfill_id", metavar="NAME", help="Of this backfill."),
        click.option("--lane", type=click.Choice([lane.value for lane in Lane]), help="Of this lane."),
        click.option("--code", "codes", multiple=True, help="Whose last failure has this code."),
        click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in JobState])),
        click.option("--application", "application_id", metavar="ID", help="Of this application."),
        click.option("--id", "job_ids", multiple=True, metavar="JOB", help="This job; may be given several times."),
    ):
        command = option(command)
    return command


def deed_options(command: click.Command) -> click.Command:
    """Add the options that every deed has: why, who, and whether to be asked."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Say how many as one JSON object."),
        click.option("--yes", is_flag=True, help="Do not ask, however many they are."),
        click.option("--who", metavar="NAME", help="Who does it; the user of this machine by default."),
        click.option("--reason", required=True, help="Why; kept with each job."),
    ):
        command = option(command)
    return command


def job_filter(which: dict[str, Any]) -> JobFilter:
    """Make the filter of the options.

    Raises:
        InputError: a time is none.
    """
    return JobFilter(
        job_ids=which["job_ids"],
        application_id=which["application_id"],
        states=tuple(JobState(state) for state in which["states"]),
        codes=which["codes"],
        lane=Lane(which["lane"]) if which["lane"] else None,
        backfill_id=which["backfill_id"],
        moved_since=moment(which["since"]) if which["since"] else None,
        moved_until=moment(which["until"]) if which["until"] else None,
    )


def narrow_filter(which: dict[str, Any]) -> JobFilter:
    """Make a filter that asks something: a forgotten option must not move every job there is.

    Raises:
        InputError: no option says which jobs, or a time is none.
    """
    if not any(which[name] for name in WHICH):
        raise InputError(
            "expected --id, --application, --state, --code, --lane, --backfill, --since or --until, met none"
        )
    return job_filter(which)


def who_does_it(given: str | None) -> str:
    """Return who is written down for a deed.

    Raises:
        InputError: a name is given that is empty or too long.
    """
    if given is None:
        try:
            return getpass.getuser()[:LONGEST_WHO]
        except (OSError, KeyError):
            # In a container the user's number may have no name.
            return f"uid {os.getuid()}"
    if not given.strip() or len(given) > LONGEST_WHO:
        raise InputError(f"expected a name of 1 to {LONGEST_WHO} characters for --who, met another")
    return given.strip()
