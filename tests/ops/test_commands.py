"""Commands that need no engine: types, jobs, backfill, doctor, serve's refusals."""

import io
import json
from pathlib import Path

import pytest

from models.case import Upload
from ops.main import run
from services.intake import accept_upload, put_application
from storage.jobs import JobFilter
from tests.support.other_regulation import TEXT, write_regulation
from tests.support.people import APPLICATION
from wiring.bootstrap import build_keepers, upgrade_database
from wiring.config import read_config


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def job_id(folder: Path) -> str:
    keepers = build_keepers(read_config())
    put_application(APPLICATION, keepers=keepers)
    upload = Upload(file="a.jpg", content=b"\xff\xd8\xff")
    return accept_upload(APPLICATION.application_id, upload, keepers=keepers).job_id


def said(arguments: list[str], capsys: pytest.CaptureFixture[str], exit_code: int = 0) -> str:
    capsys.readouterr()
    met = run(arguments)
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out


def test_types_are_listed_checked_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert "居民身份证" in said(["types", "list"], capsys)
    assert "no fault" in said(["types", "lint"], capsys)
    assert "公民身份号码" in said(["types", "show", "id_card"], capsys)
    assert json.loads(said(["types", "show", "id_card", "--json"], capsys))["code"] == "id_card"


def test_regulations_are_listed_checked_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_regulation(tmp_path)
    monkeypatch.setenv("COLUMNS", "240")

    assert "2021年医师资格考试湖北考区" in said(["regulations", "list"], capsys)
    assert "no contradiction" in said(["regulations", "lint"], capsys)
    assert "no contradiction" in said(["regulations", "lint", str(path)], capsys)
    shown = said(["regulations", "show"], capsys)
    for words in (
        "助理升执业",
        "以应届生报考的只需上传学校证明。",
        "华中科技大学同济医学院附属协和医院",
        "未填在线验证码",
    ):
        assert words in shown
    monkeypatch.setenv("CERTCHECK_REGULATION", str(path))
    assert "2022年医师资格考试云州考区" in said(["regulations", "show"], capsys)
    assert "* 2022-yunzhou" in " ".join(said(["regulations", "list"], capsys).split())


def test_every_contradiction_of_a_regulation_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_regulation(tmp_path, TEXT.replace('"military_education_proof"', '"letter"').replace('"hmt", ', ""))

    assert run(["regulations", "lint", str(path)]) == 2

    told = capsys.readouterr().err
    assert "2022-yunzhou.toml: requirements.1.any_of: expected a type code of the contract, met letter" in told
    assert "2022-yunzhou.toml: requirements: track hmt appears nowhere" in told


def test_a_number_is_taken_apart_and_an_unknown_one_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "武汉大学" in said(["types", "decode", "1048", "6120", "1705", "000001"], capsys)
    assert json.loads(said(["types", "decode", "--json", "110420106000123"], capsys))[0]["kind"] == "practice_number"
    assert said(["types", "decode", "鄂字第12号"], capsys).startswith("未知版式")
    monkeypatch.setattr("sys.stdin", io.StringIO("11010519491231002X\n"))
    assert "校验码相符" in said(["types", "decode", "-"], capsys)
    assert "学校代码" in said(["types", "show", "graduation_certificate"], capsys)


def test_a_number_that_is_refused_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["types", "decode", "--wrong", "11010519491231002X"]) == 2
    assert run(["types", "decode", " "]) == 2

    assert "1101" not in capsys.readouterr().err


def test_every_fault_of_a_definition_is_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("code = 5")
    (tmp_path / "two.toml").write_text("code = ")

    assert run(["types", "lint", str(tmp_path)]) == 2

    err = capsys.readouterr().err
    assert "one.toml" in err
    assert "two.toml" in err


def test_jobs_are_listed_shown_cancelled_and_run_again(job_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(["jobs", "list", "--json"], capsys))["state"] == "queued"

    assert said(["jobs", "cancel", "--id", job_id, "--reason", "a test"], capsys) == "1 job cancelled\n"
    assert said(["jobs", "rerun", "--state", "cancelled", "--reason", "a test", "--from", "see"], capsys) == (
        "1 job queued\n"
    )

    shown = json.loads(said(["jobs", "show", job_id], capsys))
    assert (shown["state"], shown["start_from"]) == ("queued", "see")
    assert [entry["reason"] for entry in shown["audit"]] == ["a test", "a test"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("deed", ["rerun", "cancel"])
def test_a_forgotten_filter_moves_no_job(deed: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(["jobs", deed, "--reason", "a test"], capsys, exit_code=2)


@pytest.mark.usefixtures("folder")
def test_a_job_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    said(["jobs", "show", "none"], capsys, exit_code=2)
    said(["jobs", "rerun", "--id", "none", "--reason", "a test"], capsys, exit_code=2)


@pytest.mark.usefixtures("folder")
def test_a_sweep_whose_rings_nobody_hears_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sweep", "--once"]) == 2

    assert "CERTCHECK_BROKER_URL" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_worker_of_its_own_needs_a_broker(capsys: pytest.CaptureFixture[str]) -> None:
    said(["worker"], capsys, exit_code=2)


def test_a_backfill_is_enrolled_and_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.jpg").write_bytes(b"\xff\xd8\xff")
    stated = {"application_id": "HB1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
    rows = [{"file": "a.jpg", "application": stated}, {"file": "none.jpg", "application": stated}]
    manifest = folder / "history.jsonl"
    manifest.write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert "1 paper enrolled" in said(["backfill", "enrol", str(manifest)], capsys, exit_code=3)

    told = json.loads(said(["backfill", "status", "history", "--json"], capsys))
    assert (told["lines"], told["rejected"], told["jobs"]["queued"]) == (2, 1, 1)
    assert "paused" in said(["backfill", "pause", "history"], capsys)
    assert "history, paused: 2 lines" in said(["backfill", "status"], capsys)


@pytest.mark.usefixtures("folder")
def test_the_doctor_names_every_setting_and_no_secret(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTCHECK_API_TOKEN", "hunter2:hunter2")
    monkeypatch.setenv("COLUMNS", "200")

    told = said(["doctor"], capsys)

    assert "CERTCHECK_DATABASE_URL" in told
    assert "hunter2" not in told
    assert "engine" in told


def test_the_doctor_says_which_folder_a_relative_one_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")

    told = said(["doctor"], capsys)

    assert f"./var (default) = {tmp_path}/var " in told
    assert f"sqlite {tmp_path}/var/certcheck.db" in told


def test_the_doctor_finds_a_picture_that_is_lost(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.jpg").write_bytes(b"\xff\xd8\xff")
    stated = {"application_id": "HB1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
    manifest = folder / "history.jsonl"
    manifest.write_text(json.dumps({"file": "a.jpg", "application": stated}) + "\n")
    said(["backfill", "enrol", str(manifest)], capsys)
    whole = said(["doctor", "--pictures"], capsys)
    keepers = build_keepers(read_config())
    lost = keepers.jobs.find(JobFilter(), limit=1)[0].document_id
    keepers.blobs.remove(keepers.records.document(lost).sha256)

    told = said(["doctor", "--pictures"], capsys, exit_code=4)

    assert "1 paper" in whole
    assert "blob_missing" in told
    assert lost in told


@pytest.mark.usefixtures("folder")
def test_the_doctor_leaves_with_four_where_a_component_is_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTCHECK_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("CERTCHECK_API_TOKEN", "x")

    said(["doctor"], capsys, exit_code=4)


@pytest.mark.usefixtures("folder")
def test_beyond_this_machine_nothing_is_served_without_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "CERTCHECK_API_TOKEN" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_distributed_form_is_not_served_without_a_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTCHECK_BROKER_URL", "redis://127.0.0.1:1/0")

    assert run(["serve", "--port", "0"]) == 2
    assert "CERTCHECK_API_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "exit_code"),
    [
        ("CERTCHECK_DATA_DIR", "file", 4),
        ("CERTCHECK_DATA_DIR", "file/below", 4),
        ("CERTCHECK_DATABASE_URL", "sqlite:///file", 4),
        ("CERTCHECK_DATABASE_URL", "postgresql://h:abc/db", 2),
        ("CERTCHECK_DATABASE_URL", "sqlite:", 2),
        ("CERTCHECK_BLOBS_URL", "s3+http://k:s@host:99999999/bucket", 2),
        ("CERTCHECK_BROKER_URL", "redis://:hunter2@host:bad/0", 2),
        ("CERTCHECK_BROKER_URL", "amqp://[::/", 2),
        ("CERTCHECK_BROKER_URL", "amqp://h:bad/", 2),
        ("CERTCHECK_BROKER_URL", "redis://:hunter2@host:99999999/0", 2),
        ("CERTCHECK_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:99999999/db", 2),
        ("CERTCHECK_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:1/db", 4),
        ("CERTCHECK_REGULATION", "../../x", 2),
    ],
)
def test_a_wrong_place_is_one_line_and_no_defect(
    name: str,
    value: str,
    exit_code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"no database at all" * 1000)
    monkeypatch.setenv("CERTCHECK_DATABASE_URL", f"sqlite:///{tmp_path / 'good.db'}")
    if name in ("CERTCHECK_DATA_DIR", "CERTCHECK_DATABASE_URL"):
        monkeypatch.delenv("CERTCHECK_DATABASE_URL")
    else:
        upgrade_database(read_config())
    monkeypatch.setenv(name, value)

    assert run(["jobs", "list"]) == exit_code

    err = capsys.readouterr().err
    assert err.startswith("certcheck: ")
    assert err.count("\n") == 1
    assert "hunter2" not in err


def test_the_doctor_tells_of_a_folder_that_is_none_in_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "file"))

    told = said(["doctor"], capsys, exit_code=4)

    assert "storage_unavailable" in told
    assert "engine" in told


def test_a_sweep_without_a_broker_leaves_with_four(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CERTCHECK_BROKER_URL", "redis://127.0.0.1:1/0")
    upgrade_database(read_config())

    assert "rung 0" in said(["sweep", "--once"], capsys, exit_code=4)


def test_a_number_in_the_place_of_a_type_is_shown_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["types", "show", "104861201605001234"]) == 2

    assert "certcheck types decode" in capsys.readouterr().err
