"""`certcheck lanes`: which lanes are open, who closed the others and why, and which components are away."""

import json

import click
from rich.console import Console
from rich.table import Table

from models.job import Lane
from ops.job_filter import who_does_it
from ops.keepers import open_keepers
from services.breakers import list_breakers, sleep
from services.lanes import drain_lane, list_gates, pause_lane, resume_lane, wait_until_drained
from storage.breakers import Breaker
from storage.lanes import EVER, Gate, GateState

SOME_FAILED = 3
LANE = click.argument("lane", type=click.Choice([lane.value for lane in Lane]))
REASON = click.option("--reason", required=True, help="Why; kept with the lane and in the audit.")
WHO = click.option("--who", help="Who does it; the user of this machine by default.")


@click.group(invoke_without_command=True)
@click.pass_context
def lanes(context: click.Context) -> None:
    """Pause, drain and resume lanes, and see what is away."""
    if context.invoked_subcommand is None:
        context.invoke(list_lanes, as_json=False)


@lanes.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_lanes(as_json: bool) -> None:
    """Show how every lane stands, and every component that has failed lately."""
    keepers = open_keepers()
    gates, breakers = list_gates(keepers=keepers), list_breakers(keepers=keepers)
    if as_json:
        shown = {"lanes": [plain_gate(gate) for gate in gates], "breakers": [plain_breaker(one) for one in breakers]}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    console = Console()
    table = _table("lane", "state", "since", "who", "code", "reason")
    for gate in gates:
        table.add_row(gate.lane, gate.state, _since(gate), gate.who or "—", gate.code or "—", gate.reason or "—")
    console.print(table)
    if breakers:
        console.print()
        console.print(_breaker_table(breakers))


@lanes.command()
@LANE
@REASON
@WHO
def pause(lane: str, reason: str, who: str | None) -> None:
    """Let no more jobs of a lane begin; what runs ends as usual."""
    _say(pause_lane(Lane(lane), reason=reason, who=who_does_it(who), keepers=open_keepers()))


@lanes.command()
@LANE
@REASON
@WHO
@click.option("--wait", "seconds", type=click.FloatRange(0), default=0, help="Wait so many seconds for what runs.")
def drain(lane: str, reason: str, who: str | None, seconds: float) -> int:
    """Let no more jobs of a lane begin; it is paused when the last one that runs has ended.

    Leaves with 3 where some still run after the wait.
    """
    keepers = open_keepers()
    gate = drain_lane(Lane(lane), reason=reason, who=who_does_it(who), keepers=keepers)
    if seconds:
        gate = wait_until_drained(Lane(lane), seconds=seconds, wait=sleep, keepers=keepers)
    _say(gate)
    return SOME_FAILED if seconds and gate.state is GateState.DRAINING else 0


@lanes.command()
@LANE
@REASON
@WHO
def resume(lane: str, reason: str, who: str | None) -> None:
    """Let jobs of a lane begin again, whatever closed it."""
    _say(resume_lane(Lane(lane), reason=reason, who=who_does_it(who), keepers=open_keepers()))


def _say(gate: Gate) -> None:
    click.echo(f"lane {gate.lane}: {gate.state}")


def _since(gate: Gate) -> str:
    return "—" if gate.since == EVER else f"{gate.since:%Y-%m-%d %H:%M:%S}"


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _breaker_table(breakers: tuple[Breaker, ...]) -> Table:
    table = _table("component", "state", "since", "next try", "failures", "code", "reason")
    for one in breakers:
        name = f"{one.component} {one.place}".strip()
        retry = "—" if one.is_closed else f"{one.retry_at:%H:%M:%S}"
        since = f"{one.since:%Y-%m-%d %H:%M:%S}"
        table.add_row(name, one.state, since, retry, str(one.failures), one.code, one.reason)
    return table


def plain_gate(gate: Gate) -> dict[str, object]:
    """Return a gate as plain JSON."""
    return {
        "lane": gate.lane.value,
        "state": gate.state.value,
        "since": None if gate.since == EVER else gate.since.isoformat(),
        "who": gate.who,
        "code": gate.code,
        "reason": gate.reason,
    }


def plain_breaker(breaker: Breaker) -> dict[str, object]:
    """Return a breaker as plain JSON."""
    return {
        "component": breaker.component.value,
        "place": breaker.place,
        "state": breaker.state.value,
        "failures": breaker.failures,
        "since": breaker.since.isoformat(),
        "failed_at": breaker.failed_at.isoformat(),
        "retry_at": None if breaker.is_closed else breaker.retry_at.isoformat(),
        "code": breaker.code,
        "reason": breaker.reason,
    }
