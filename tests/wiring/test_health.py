"""What `doctor` asks: every component says whether it is well, where it is, and what is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.memory import MemoryBlobs
from wiring.config import Config, read_config
from wiring.health import Probe, probes


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return read_config({"CERTCHECK_DATA_DIR": str(tmp_path)})


def asked(config: Config) -> dict[str, Probe]:
    return {answer.name: answer for answer in probes(config)}


def test_every_component_of_the_embedded_form_is_well(config: Config) -> None:
    answers = list(probes(config))

    assert [answer.name for answer in answers] == ["database", "blobs", "broker", "knowledge", "engine"]
    assert all(answer.ok for answer in answers), answers


def test_a_component_that_is_away_is_named_with_its_code(config: Config, tmp_path: Path) -> None:
    away = replace(
        config,
        database_url="postgresql://nobody:hunter2@127.0.0.1:1/none",
        blobs_url="s3+http://key:hunter2@127.0.0.1:1/bucket",
        regulation="none",
        models_dir=tmp_path / "none",
    )

    answers = {answer.name: answer for answer in probes(away)}

    assert answers["database"].code == answers["blobs"].code == "storage_unavailable"
    assert not answers["knowledge"].ok
    assert "hunter2" not in str(answers)


def test_a_folder_without_weights_is_no_engine(config: Config, tmp_path: Path) -> None:
    answers = asked(replace(config, models_dir=tmp_path))

    assert (answers["engine"].ok, answers["engine"].code) == (False, "models_missing")
    assert answers["knowledge"].code == "models_missing"


def test_files_and_folders_are_told_by_their_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "past").mkdir()
    (tmp_path / "past" / "1.jpg").write_bytes(b"")

    answers = asked(read_config({"CERTCHECK_ARCHIVE_URL": "file:past"}))

    told = [answers[name].detail for name in ("database", "blobs", "archive")]
    assert told == [f"sqlite {tmp_path}/var/certcheck.db", f"file {tmp_path}/var/blobs", f"file {tmp_path}/past"]


def test_an_archive_that_is_away_is_named_by_its_setting(config: Config, tmp_path: Path) -> None:
    for url in (f"file:{tmp_path}/none", "s3+http://key:hunter2@127.0.0.1:1/past"):
        archive = asked(replace(config, archive_url=url))["archive"]

        assert (archive.ok, archive.code) == (False, "storage_unavailable")
        assert archive.detail.startswith("CERTCHECK_ARCHIVE_URL: expected the archive")
        assert "hunter2" not in archive.detail


def test_a_bucket_that_is_not_there_yet_is_told_to_be_made(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = MemoryBlobs()
    monkeypatch.setattr(blobs, "is_made", lambda: False)
    monkeypatch.setattr("wiring.health.build_blobs", lambda _: blobs)

    answer = asked(replace(config, blobs_url="s3+http://key:hunter2@127.0.0.1:1/new"))["blobs"]

    assert answer.ok
    assert answer.detail == "s3+http; the bucket is not there yet and will be made for the first upload"
