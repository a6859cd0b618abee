"""Workers as processes: what they refuse, and what the dramatiq command loads."""

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from alembic.script import ScriptDirectory

from models.errors import ConfigInvalid
from storage.migrate import FOLDER
from tests.support.houses import scratch_database_url
from tests.support.servers import server_url
from wiring.config import read_config
from wiring.work import broker_with_actors, run_worker

ROOT = Path(__file__).parents[2]


def run(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": "/usr/bin:/bin", **{f"CERTCHECK_{name}": value for name, value in settings.items()}}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_worker_of_its_own_refuses_a_broker_in_memory() -> None:
    for start in (lambda: run_worker(read_config({}), stop=Event()), lambda: broker_with_actors(read_config({}))):
        with pytest.raises(ConfigInvalid, match="CERTCHECK_BROKER_URL"):
            start()


def test_a_worker_refuses_a_database_that_was_not_upgraded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"

    worker = run("-m", "workers.main", DATABASE_URL=url, BROKER_URL="redis://127.0.0.1:1/0")

    assert worker.returncode == 2
    assert "schema" in worker.stderr
    assert len(worker.stderr.splitlines()) == 1


def test_a_worker_whose_broker_is_away_says_so(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}", "BROKER_URL": "redis://127.0.0.1:1/0"}
    upgrades = [run("-m", "wiring.upgrade", **settings) for _ in range(2)]
    assert [one.returncode for one in upgrades] == [0, 0]

    worker = run("-m", "workers.main", **settings)

    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert {one.stdout for one in upgrades} == {f"database schema {head}\n"}
    assert worker.returncode == 4
    assert "broker" in worker.stderr


def test_a_database_that_is_away_stops_the_upgrade_with_its_code() -> None:
    upgrade = run("-m", "wiring.upgrade", DATABASE_URL="postgresql://nobody:hunter2@127.0.0.1:1/none")

    assert upgrade.returncode == 4
    assert "hunter2" not in upgrade.stderr


def test_the_dramatiq_command_finds_an_actor_for_each_lane() -> None:
    with scratch_database_url() as database:
        settings = {"DATABASE_URL": database, "BROKER_URL": server_url("CERTCHECK_TEST_REDIS_URL")}
        assert run("-m", "wiring.upgrade", **settings).returncode == 0

        asked = "from workers.actors import broker; print(sorted(broker.actors), sorted(broker.queues))"
        answered = run("-c", asked, **settings)

    assert answered.stdout.split() == [
        "['run_backfill_job',",
        "'run_live_job']",
        "['certcheck-backfill',",
        "'certcheck-live']",
    ], answered.stderr
