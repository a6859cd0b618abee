"""A house for chaos: real processes over real servers, or the embedded form, with all that may break in reach."""

import json
import socket
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from services.keepers import Keepers
from storage.blobs_minio import bucket_of
from storage.migrate import upgrade
from storage.sql import Database
from tests.chaos.clock import SPEED, FastClock
from tests.chaos.crew import Crew
from tests.chaos.disk import Disk, small_disk
from tests.chaos.moves import watch_moves
from tests.chaos.plan import LEASE_SECONDS, Form
from tests.chaos.servers import Servers
from tests.support.servers import empty_bucket
from wiring.bootstrap import build_keepers
from wiring.config import read_config

LONGEST_RETURN_SECONDS = 60.0

TOKEN = "a-token-for-chaos"
START_SECONDS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a run is held in."""

    form: Form
    folder: Path
    database: Database
    """The harness's own connections."""
    keepers: Keepers
    """As an operator's command line has them."""
    clock: FastClock
    crew: Crew
    port: int
    servers: Servers | None
    disk: Disk | None

    @property
    def armed(self) -> Path:
        """Where places are armed at which a process is to end."""
        return self.folder / "armed"


@contextmanager
def open_house(form: Form, folder: Path, servers: Servers | None) -> Iterator[House]:
    """Start every process of a form over an empty ledger, wait until it answers, and end it all."""
    for name in ("armed", "notes"):
        (folder / name).mkdir(parents=True)
    clock = FastClock.start(folder / "clock")
    with ExitStack() as stack:
        crews: list[Crew] = []
        disk = None
        if form is Form.EMBEDDED:
            disk = stack.enter_context(small_disk(folder / "disk", pid=lambda: crews[0].pid("serve")))
            places = {"DATA_DIR": str(folder / "disk")}
        else:
            assert servers is not None
            places = stack.enter_context(_places(form, servers))
        environ = {f"CERTCHECK_{name}": value for name, value in (places | _settings()).items()}
        config = read_config(environ)
        database = Database(config.database_url, clock=clock)
        stack.callback(database.close)
        upgrade(database)
        watch_moves(database)
        keepers = build_keepers(config, clock=clock)
        stack.callback(keepers.close)
        crews.append(Crew(folder, environ))
        stack.callback(crews[0].dismiss)
        port = _free_port()
        house = House(
            form=form,
            folder=folder,
            database=database,
            keepers=keepers,
            clock=clock,
            crew=crews[0],
            port=port,
            servers=servers,
            disk=disk,
        )
        _hire(house)
        wait_until_ready(house)
        yield house


def get(house: House, path: str, *, timeout_seconds: float = 20) -> bytes:
    """Ask the API for something."""
    request = urllib.request.Request(f"http://127.0.0.1:{house.port}{path}", headers=_headers())
    with urllib.request.urlopen(request, timeout=timeout_seconds) as answer:
        content: bytes = answer.read()
    return content


def get_json(house: House, path: str) -> dict[str, object]:
    """Ask the API for something that is JSON."""
    answer: dict[str, object] = json.loads(get(house, path))
    return answer


def _headers() -> Mapping[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}


def _settings() -> dict[str, str]:
    return {
        "API_TOKEN": TOKEN,
        "LEASE_SECONDS": f"{LEASE_SECONDS * SPEED:g}",
        "READ_TIMEOUT_SECONDS": "2",
        "SWEEP_SECONDS": "0.5",
        "WORKER_MEMORY_MB": "0",
    }


def _hire(house: House) -> None:
    house.crew.hire("serve", "serve", port=house.port)
    if house.form is Form.EMBEDDED:
        return
    for number in (1, 2):
        house.crew.hire(f"worker{number}", "worker")
        house.crew.hire(f"sweep{number}", "sweep")


def wait_until_ready(house: House) -> None:
    """Wait until the API answers, which may be starting again."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert time.monotonic() < deadline, f"the API did not start, see {house.folder}/serve.log"
        with suppress(OSError, urllib.error.URLError):
            get(house, "/readyz")
            return
        time.sleep(0.2)


@contextmanager
def _places(form: Form, servers: Servers) -> Iterator[dict[str, str]]:
    """A database and a bucket of this house; its broker is its alone already."""
    name = f"chaos_{uuid.uuid4().hex[:12]}"
    server = sa.make_url(servers.url("postgres")).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    bucket = name.replace("_", "-")
    try:
        yield {
            "DATABASE_URL": server.set(database=name, drivername="postgresql").render_as_string(hide_password=False),
            "BLOBS_URL": f"{servers.url('minio').rpartition('/')[0]}/{bucket}",
            "BROKER_URL": servers.url(form.value),
        }
    finally:
        _drop(engine, name)
        engine.dispose()
        empty_bucket(replace(bucket_of(servers.url("minio")), name=bucket))


def _drop(engine: sa.Engine, name: str) -> None:
    """A server that was stopped in the last fault may still be coming up, or end once more."""
    deadline = time.monotonic() + LONGEST_RETURN_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            return
        except sa.exc.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
    return port
