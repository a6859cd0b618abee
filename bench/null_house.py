"""What the benches of work share: keepers of the settings, an engine that does nothing, applicants by the thousand."""

import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from models.case import Application, Upload
from models.errors import ImageRejected
from models.page import PageText, Quality, Transform
from models.preview import Portrait
from pipeline.reader import ReadingProcess
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from storage.migrate import upgrade
from storage.sql import Database

NAME = "null"
JPEG_START = b"\xff\xd8\xff"


class NullReader:
    """Reads a page without a line of print, in no time."""

    engine_name = NAME
    process = ReadingProcess()

    def see(self, content: bytes) -> PageText:
        """Say that nothing is printed."""
        return PageText(
            engine=NAME,
            width_px=100,
            height_px=100,
            upload_width_px=100,
            upload_height_px=100,
            transform=Transform(),
            lines=(),
            quality=Quality(score=1.0),
        )

    def portray(self, content: bytes, text: PageText) -> Portrait:
        """Say that nobody can draw it."""
        raise ImageRejected("image_unreadable", "expected a picture, met bytes of a bench")

    def close(self) -> None:
        """Release nothing."""


def upload_some(keepers: Keepers, count: int, *, papers: int = 4, size_bytes: int = 1000) -> list[str]:
    """Put applications with some papers each, and return the ids of their jobs."""
    ids = []
    for number in range(count):
        application_id = f"B{number // papers:08d}"
        if number % papers == 0:
            put_application(_application(application_id, number // papers), keepers=keepers)
        content = page(number, size_bytes)
        upload = Upload(file="a.jpg", content=content)
        ids.append(accept_upload(application_id, upload, keepers=keepers).job_id)
    return ids


def page(number: int, size_bytes: int) -> bytes:
    """Return bytes that begin as a JPEG and are like no other's."""
    return (JPEG_START + hashlib.sha256(f"{number}".encode()).digest()).ljust(size_bytes, b"\0")


@contextmanager
def scratch(database: str, broker: str) -> Iterator[Mapping[str, str]]:
    """Make an empty, upgraded database and a folder of blobs, and return the settings that name them."""
    with tempfile.TemporaryDirectory(prefix="certcheck-bench-") as name:
        folder = Path(name)
        with _database_url(database, folder) as url:
            made = Database(url)
            upgrade(made)
            made.close()
            yield {
                "CERTCHECK_DATABASE_URL": url,
                "CERTCHECK_BLOBS_URL": f"file:{folder / 'blobs'}",
                "CERTCHECK_BROKER_URL": _broker_url(broker),
                "CERTCHECK_API_TOKEN": "bench",
                "CERTCHECK_LOG_LEVEL": "WARNING",
            }


@contextmanager
def _database_url(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'ledger.db'}"
        return
    server = sa.make_url(os.environ["CERTCHECK_TEST_POSTGRES_URL"]).set(drivername="postgresql+psycopg")
    name = f"bench_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
        try:
            yield server.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
        finally:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _broker_url(kind: str) -> str:
    names = {"redis": "CERTCHECK_TEST_REDIS_URL", "rabbitmq": "CERTCHECK_TEST_AMQP_URL"}
    return os.environ[names[kind]] if kind in names else "memory:"


def _application(application_id: str, number: int) -> Application:
    # Of different holders, whose papers have nothing in common.
    return Application(application_id=application_id, name="陈嘉禾", id_type="护照", id_number=f"E{number:08d}")
