"""Database and object store that go away under a worker and come back: no page is lost, none is read twice."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from models.case import Upload
from models.errors import Component
from models.job import JobState
from services import breakers
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from storage import breakers as promise
from storage.blobs_minio import MinioBlobs, bucket_of
from storage.jobs import JobFilter
from storage.memory import MemoryBlobs
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.houses import memory_house, scratch_database_url, sql_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from tests.support.servers import empty_bucket, server_url
from tests.support.wire import Wire, wire_to
from wiring.work import Bench

JPEG = b"\xff\xd8\xff page"


@pytest.fixture
def database_wire() -> Iterator[tuple[Wire, Keepers]]:
    with scratch_database_url() as url:
        parsed = sa.make_url(url)
        with wire_to(parsed.host or "", parsed.port or 5432) as wire:
            over_wire = parsed.set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False)
            database = Database(over_wire)
            upgrade(database)
            yield wire, sql_house(database)
            database.close()


def bench_of(keepers: Keepers, reader: RecordedReader) -> Bench:
    nothing = Knowledge(types={}, regulation=None)
    return Bench(keepers=keepers, knowledge=nothing, make_reader=lambda: reader, readers=1, lease_seconds=60)


def upload(keepers: Keepers, number: int = 0) -> str:
    paper = Upload(file="a.jpg", content=JPEG + bytes([number]))
    return accept_upload(APPLICATION.application_id, paper, keepers=keepers).job_id


def test_a_page_in_hand_is_kept_while_the_database_is_away(database_wire: tuple[Wire, Keepers]) -> None:
    wire, keepers = database_wire
    put_application(APPLICATION, keepers=keepers)
    job_id = upload(keepers)
    reader = RecordedReader()
    reader.on_page = wire.cut
    bench = bench_of(keepers, reader)

    answering = threading.Thread(target=bench.answer, args=(job_id,), daemon=True)
    answering.start()
    time.sleep(3)
    wire.mend()
    answering.join(60)
    bench.close()

    job = keepers.jobs.job(job_id)
    assert not answering.is_alive()
    assert (job.state, job.attempt, job.retries, job.losses) == (JobState.DONE, 1, 0, 0)
    assert reader.seen_count == 1


def test_a_ring_in_hand_is_answered_when_the_database_is_back(database_wire: tuple[Wire, Keepers]) -> None:
    wire, keepers = database_wire
    put_application(APPLICATION, keepers=keepers)
    job_id = upload(keepers)
    bench = bench_of(keepers, RecordedReader())
    wire.cut()

    answering = threading.Thread(target=bench.answer, args=(job_id,), daemon=True)
    answering.start()
    time.sleep(2)
    wire.mend()
    answering.join(60)
    bench.close()

    assert keepers.jobs.job(job_id).state is JobState.DONE
    assert (bench.database.component, bench.database.code) == (Component.DATABASE, "storage_unavailable")


def test_jobs_spend_few_tries_on_a_store_that_is_away_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promise, "PAUSES_SECONDS", (1.0,))
    monkeypatch.setattr(breakers, "POLL_SECONDS", 0.1)
    bucket = replace(bucket_of(server_url("CERTCHECK_TEST_S3_URL")), name="certcheck-lost-component")
    host, _, port = bucket.host.partition(":")
    with wire_to(host, int(port)) as wire:
        store = MinioBlobs(replace(bucket, host=f"127.0.0.1:{wire.port}"))
        keepers = replace(memory_house(), blobs=MemoryBlobs())
        put_application(APPLICATION, keepers=keepers)
        job_ids = [upload(keepers, number) for number in range(6)]
        for number in range(6):
            store.put(JPEG + bytes([number]))
        away = replace(keepers, blobs=store)
        bench = bench_of(away, RecordedReader())
        wire.cut()

        answering = threading.Thread(target=lambda: [bench.answer(one) for one in job_ids], daemon=True)
        answering.start()
        time.sleep(12)
        (opened,) = keepers.breakers.all()
        wire.mend()
        answering.join(60)
        retries = [keepers.jobs.job(job_id).retries for job_id in job_ids]
        states = keepers.jobs.tally(JobFilter())
        bench.close()
    empty_bucket(bucket)

    assert (opened.component, opened.is_closed) == (Component.BLOBS, False)
    assert retries == [1, 1, 1, 0, 0, 0]
    assert states == {JobState.QUEUED: 3, JobState.DONE: 3}
    assert all(keepers.jobs.job(job_id).is_waiting for job_id in job_ids[:3])
