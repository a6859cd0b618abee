"""`certcheck watch` and `certcheck arrivals`: a folder taken in, what was refused, and another try."""

import json
from pathlib import Path

import pytest

from ops.main import run
from services.intake import put_application
from tests.support.people import APPLICATION
from wiring.bootstrap import build_keepers
from wiring.config import read_config

ID = APPLICATION.application_id
PAGE = b"\xff\xd8\xff a page \xff\xd9"


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("CERTCHECK_WATCH_SECONDS", "1")
    monkeypatch.setenv("COLUMNS", "400")
    keepers = build_keepers(read_config())
    put_application(APPLICATION, keepers=keepers)
    keepers.close()
    folder = tmp_path / "watched"
    (folder / ID).mkdir(parents=True)
    return folder


def said(arguments: list[str], capsys: pytest.CaptureFixture[str], exit_code: int = 0) -> str:
    capsys.readouterr()
    met = run(arguments)
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out


def test_a_folder_is_taken_in_and_what_was_refused_is_listed_and_tried_again(
    watched: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTCHECK_MAX_UPLOAD_BYTES", "100")
    (watched / ID / "a.jpg").write_bytes(PAGE)
    (watched / ID / "large.jpg").write_bytes(b"x" * 101)

    assert said(["watch", str(watched), "--once"], capsys, exit_code=3) == "met 2: 1 accepted, 1 refused\n"

    (refused,) = said(["arrivals", "list", "--refused", "--json"], capsys).splitlines()
    entry = json.loads(refused)
    assert (entry["code"], entry["key"], entry["application_id"]) == ("too_large", f"{ID}/large.jpg", ID)
    assert "too_large" in said(["arrivals", "list", "--code", "too_large"], capsys)
    monkeypatch.setenv("CERTCHECK_MAX_UPLOAD_BYTES", "1000")
    reason = ["--reason", "limit raised"]
    assert said(["arrivals", "retry", "--id", entry["arrival_id"], *reason], capsys) == "1 arrival to be tried again\n"
    monkeypatch.setenv("CERTCHECK_WATCH_DIR", str(watched))
    assert "1 accepted" in said(["watch", "--once"], capsys)
    counts = json.loads(said(["arrivals", "status", "--json"], capsys))
    assert counts["arrivals"] == [{"road": "folder", "outcome": "accepted", "count": 2}]
    assert "folder: 2 accepted" in said(["arrivals", "status"], capsys)


@pytest.mark.usefixtures("watched")
def test_a_forgotten_filter_tries_nothing_again(capsys: pytest.CaptureFixture[str]) -> None:
    said(["arrivals", "retry", "--reason", "a test"], capsys, exit_code=2)
    said(["arrivals", "retry", "--code", "too_large", "--reason", " "], capsys, exit_code=2)


@pytest.mark.usefixtures("watched")
def test_a_watch_without_a_folder_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    said(["watch"], capsys, exit_code=2)
    said(["watch", "/no/such/folder"], capsys, exit_code=2)


def test_one_look_now_takes_the_settings_places(
    watched: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTCHECK_WATCH_DIR", str(watched))
    (watched / ID / "a.jpg").write_bytes(PAGE)

    assert said(["arrivals", "look"], capsys) == "met 1: nothing new\n"
    assert said(["arrivals", "look"], capsys) == "another process is looking, or has just looked\n"
