"""A house that is really served on loopback, with recorded text in place of an engine, and whoever sits at its desk."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import uvicorn

from doctypes.loader import load_types
from models.desk import Account
from models.levels import DeskPolicy
from models.page import PageText
from pipeline.reader import Portrayer
from regulations.loader import load_regulation
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.memory import MemoryQueue
from tests.support.printed import printed
from tests.support.readers import RecordedReader
from tests.support.signed_in import with_account
from web.app import make_app
from web.house import House

TOKEN = "a token of some length"
_PLAIN = load_regulation()
KNOWLEDGE = Knowledge(types=load_types(), regulation=replace(_PLAIN, desk=DeskPolicy()))
"""Nothing is drawn for blind review: a test that wants one says so."""


@dataclass(slots=True)
class Clock:
    """The time, and how far ahead of it a test has gone."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Served:
    """The registration system, a worker, and the address of the pages."""

    def __init__(self, *, keepers: Keepers, clock: Clock, address: str, reader: RecordedReader) -> None:
        self.keepers, self.clock, self.address = keepers, clock, address
        self._reader = reader
        self._api = httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60)

    def put(self, stated: Mapping[str, Any]) -> None:
        answer = self._api.put(f"/api/applications/{stated['application_id']}", json=dict(stated))
        assert answer.status_code == 200, answer.text

    def upload(self, application_id: str, text: PageText, *, file: str = "a.jpg") -> str:
        """Hand in a page whose text is known; whoever reads it finds that text."""
        content = printed(text)
        self._reader.texts[content] = text
        return self.hand(application_id, content, file=file)

    def hand(self, application_id: str, content: bytes, *, file: str) -> str:
        """Hand in a picture, for whoever reads here."""
        answer = self._api.post(
            f"/api/applications/{application_id}/documents", files={"file": (file, content, "image/jpeg")}
        )
        assert answer.status_code == 202, answer.text
        return str(answer.json()["document_id"])

    def work(self) -> None:
        """Read and judge whatever waits."""
        assert isinstance(self.keepers.queue, MemoryQueue)
        self.keepers.queue.answer_all()

    def has(self, account: Account) -> str:
        """Keep an account whose password is PASSWORD, and return its name."""
        return with_account(self.keepers, account).name

    def close(self) -> None:
        self._api.close()


@contextmanager
def served(
    keepers: Keepers, *, clock: Clock, knowledge: Knowledge = KNOWLEDGE, engine: Portrayer | None = None
) -> Iterator[Served]:
    """Serve a house until the end of the block; what is handed in is read by an engine where one is given."""
    reader = RecordedReader()

    def answer(job_id: str) -> None:
        run_job(job_id, keepers=keepers, knowledge=knowledge, reader=engine or reader, worker="w", lease_seconds=60)

    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.listen(answer, lanes=[], threads=1)
    house = House(keepers=keepers, arrivals=None, knowledge=knowledge, clock=clock)
    server = uvicorn.Server(
        uvicorn.Config(make_app(house, token=TOKEN), host="127.0.0.1", port=0, log_config=None, lifespan="off")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "expected the server to start, met its end"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    opened = Served(keepers=keepers, clock=clock, address=f"http://127.0.0.1:{port}", reader=reader)
    try:
        yield opened
    finally:
        opened.close()
        server.should_exit = True
        thread.join()
