"""What is away passes; what refuses us does not. Stores that are asked with a wrong setting say which it is."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from minio.error import S3Error

from models.errors import BlobsRefused, BlobsUnavailable, Disposition, QueueRefused, StorageRefused, StorageUnavailable
from storage.blobs_local import LocalBlobs
from storage.blobs_minio import MinioBlobs, bucket_of
from storage.migrate import upgrade
from storage.queue_dramatiq import DramatiqQueue, broker_of
from storage.sql import Database
from tests.support.houses import scratch_database_url, sql_house
from tests.support.people import APPLICATION
from tests.support.servers import empty_bucket, server_url

DIGEST = "0" * 64


@pytest.fixture
def postgres() -> sa.URL:
    return sa.make_url(server_url("CERTCHECK_TEST_POSTGRES_URL")).set(drivername="postgresql")


def ask(url: sa.URL) -> None:
    database = Database(url.render_as_string(hide_password=False))
    try:
        with database.reading():
            pass
    finally:
        database.close()


def test_a_database_that_is_not_there_is_away() -> None:
    with pytest.raises(StorageUnavailable) as caught:
        ask(sa.make_url("postgresql://certcheck:secret@127.0.0.1:1/certcheck"))

    assert caught.value.disposition is Disposition.RETRY


@pytest.mark.parametrize(
    ("wrong", "met"),
    [
        ({"password": "wrong-secret"}, "a password that is wrong"),
        ({"username": "nobody_of_that_name"}, "a password that is wrong"),
        ({"database": "none_of_that_name"}, "no database of that name"),
    ],
)
def test_a_wrong_password_user_or_database_is_a_wrong_setting(
    postgres: sa.URL, wrong: dict[str, str], met: str
) -> None:
    with pytest.raises(StorageRefused, match=met) as caught:
        ask(postgres.set(**wrong))

    assert caught.value.disposition is Disposition.HOLD
    assert not any(value in str(caught.value) for value in wrong.values())


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without our tables."""
    if request.param == "sqlite":
        yield Database(f"sqlite:///{tmp_path / 'bare.db'}")
        return
    with scratch_database_url() as url:
        database = Database(url)
        yield database
        database.close()


def test_tables_of_another_build_are_a_wrong_setting(bare: Database) -> None:
    with pytest.raises(StorageRefused, match="tables of another build"):
        sql_house(bare).jobs.job("j1")


def test_columns_of_another_build_are_a_wrong_setting(bare: Database) -> None:
    upgrade(bare)
    with bare.writing() as connection:
        connection.execute(sa.text("ALTER TABLE applications RENAME COLUMN content TO contents"))

    with pytest.raises(StorageRefused, match="another build"):
        sql_house(bare).records.put_application(APPLICATION)


def test_a_user_without_rights_is_a_wrong_setting(postgres: sa.URL) -> None:
    user = f"guest_{uuid.uuid4().hex[:8]}"
    with scratch_database_url() as url:
        database = Database(url)
        upgrade(database)
        with database.writing() as connection:
            connection.execute(sa.text(f"CREATE ROLE {user} LOGIN PASSWORD 'guest-secret'"))
        guest = Database(
            sa.make_url(url).set(username=user, password="guest-secret").render_as_string(hide_password=False)
        )
        try:
            with pytest.raises(StorageRefused, match="rights"):
                sql_house(guest).jobs.job("j1")
        finally:
            guest.close()
            with database.writing() as connection:
                connection.execute(sa.text(f"DROP ROLE {user}"))
            database.close()


@pytest.mark.parametrize(
    "code", ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "SlowDown"]
)
def test_the_answers_of_an_object_store_are_told_apart(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = MinioBlobs(bucket_of("s3+http://key:secret@127.0.0.1:1/bucket"))
    answer = S3Error(None, code, "said the server", None, None, None)  # type: ignore[arg-type]
    monkeypatch.setattr(blobs._client, "get_object", lambda *_: _raise(answer))

    with pytest.raises(BlobsUnavailable, match=code) as caught:
        blobs.get(DIGEST)

    assert isinstance(caught.value, BlobsRefused) == (code != "SlowDown")


@pytest.mark.parametrize("deed", [lambda blobs: blobs.put(b"page"), lambda blobs: blobs.get(DIGEST), MinioBlobs.ping])
def test_a_wrong_secret_or_key_of_an_object_store_is_a_wrong_setting(deed: Callable[[MinioBlobs], object]) -> None:
    bucket = bucket_of(server_url("CERTCHECK_TEST_S3_URL"))
    for wrong in (replace(bucket, secret_key="wrong-secret"), replace(bucket, access_key="nobody")):
        with pytest.raises(BlobsRefused):
            deed(MinioBlobs(wrong))


def test_a_bucket_that_was_removed_is_a_wrong_setting(tmp_path: Path) -> None:
    scratch = replace(bucket_of(server_url("CERTCHECK_TEST_S3_URL")), name=f"certcheck-{uuid.uuid4().hex[:12]}")
    blobs = MinioBlobs(scratch)
    digest = blobs.put(b"page")
    empty_bucket(scratch)

    with pytest.raises(BlobsRefused, match="NoSuchBucket"):
        blobs.get(digest)


def test_a_folder_that_may_not_be_written_is_a_wrong_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever runs as root may write everywhere, so the system's answer is put in its place.
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: _raise(PermissionError(13, "Permission denied")))

    with pytest.raises(BlobsRefused):
        LocalBlobs(tmp_path / "blobs").put(b"page")


def test_a_wrong_password_of_the_broker_is_a_wrong_setting() -> None:
    url = sa.make_url(server_url("CERTCHECK_TEST_REDIS_URL")).set(username="nobody", password="wrong-secret")

    with pytest.raises(QueueRefused):
        DramatiqQueue(broker_of(url.render_as_string(hide_password=False))).ping()


def test_a_wrong_password_of_rabbitmq_is_a_wrong_setting() -> None:
    url = sa.make_url(server_url("CERTCHECK_TEST_AMQP_URL")).set(password="wrong-secret")
    queue = DramatiqQueue(broker_of(url.render_as_string(hide_password=False)))

    with pytest.raises(QueueRefused):
        queue.ping()


def _raise(error: Exception) -> None:
    raise error
