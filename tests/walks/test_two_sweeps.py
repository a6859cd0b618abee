"""Of two processes that sweep one works; the other follows when it is killed or hangs, and never works beside it."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from services.keepers import Keepers
from tests.support.houses import scratch_database_url
from tests.support.processes import own_redis, python, wait_until
from wiring.bootstrap import build_keepers, upgrade_database
from wiring.config import read_config

SWEEP = ("-c", "from ops.main import run; raise SystemExit(run(['sweep']))")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    known = {"DATA_DIR": str(tmp_path), "BROKER_URL": own_redis(), "SWEEP_SECONDS": "0.2"}
    if request.param == "sqlite":
        yield known
        return
    with scratch_database_url() as url:
        yield known | {"DATABASE_URL": url}


@pytest.fixture
def keepers(settings: dict[str, str]) -> Iterator[Keepers]:
    config = read_config({f"CERTCHECK_{name}": value for name, value in settings.items()})
    upgrade_database(config)
    with closing(build_keepers(config)) as house:
        yield house


@pytest.mark.slow
def test_a_sweep_that_is_killed_or_hangs_is_followed_by_the_one_that_stands_by(
    settings: dict[str, str], keepers: Keepers
) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(python(*SWEEP, settings=settings))
        wait_until(lambda: swept_by(keepers) == first.pid, what="a sweep by the first")
        second = stack.enter_context(python(*SWEEP, settings=settings))
        wait_until(lambda: registered(keepers, second.pid), what="a second process that stands by")
        assert swept_by(keepers) == first.pid

        first.kill()
        wait_until(lambda: swept_by(keepers) == second.pid, what="a sweep by the second")

        third = stack.enter_context(python(*SWEEP, settings=settings))
        wait_until(lambda: registered(keepers, third.pid), what="a third process that stands by")
        second.send_signal(signal.SIGSTOP)
        wait_until(lambda: swept_by(keepers) == third.pid, what="a sweep by the third")
        second.send_signal(signal.SIGCONT)
        wait_until(lambda: heard_again(keepers, second.pid), what="the second awake")
        wait_until(lambda: sweeps_alone(keepers, third.pid), what="ten sweeps by the third alone")

        third.send_signal(signal.SIGTERM)
        assert third.wait(timeout=60) == 0
        wait_until(lambda: swept_by(keepers) == second.pid, what="a sweep by the second again")


def swept_by(keepers: Keepers) -> int:
    last = keepers.processes.last_sweep()
    return 0 if last is None else int(last.note.who.split(":")[1])


def sweeps_alone(keepers: Keepers, process_id: int) -> bool:
    """Ten sweeps take two seconds; one that woke up asks for the seat within one."""
    seen: dict[datetime, int] = {}
    while len(seen) < 10:
        last = keepers.processes.last_sweep()
        assert last is not None
        seen[last.at] = int(last.note.who.split(":")[1])
        time.sleep(0.05)
    return set(seen.values()) == {process_id}


def registered(keepers: Keepers, process_id: int) -> bool:
    return any(seen.process.process_id.split(":")[1] == str(process_id) for seen in keepers.processes.all())


def heard_again(keepers: Keepers, process_id: int) -> bool:
    mine = [seen for seen in keepers.processes.all() if seen.process.process_id.split(":")[1] == str(process_id)]
    return bool(mine) and mine[0].silent_seconds < 5
