"""`certcheck lanes`: what stands closed, and closing and opening it."""

import json
from pathlib import Path

import pytest

from models.errors import Component, Disposition
from models.job import Failure, Lane
from ops.job_filter import who_does_it
from ops.main import run
from services.keepers import Keepers
from tests.support.people import APPLICATION, document
from wiring.bootstrap import build_keepers
from wiring.config import read_config


@pytest.fixture
def keepers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return build_keepers(read_config())


def said(arguments: str, capsys: pytest.CaptureFixture[str], exit_code: int = 0) -> str:
    capsys.readouterr()
    met = run(arguments.split())
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out if exit_code == 0 else text.out + text.err


def test_lanes_are_paused_drained_and_resumed_by_whom_and_why(
    keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said("lanes pause live --reason migration --who li", capsys) == "lane live: paused\n"
    assert said("lanes drain backfill --reason night --wait 1", capsys) == "lane backfill: paused\n"

    shown = said("lanes", capsys)
    assert "paused" in shown
    assert "migration" in shown
    assert " li " in shown
    assert said("lanes resume live --reason done", capsys) == "lane live: open\n"
    live, history = json.loads(said("lanes list --json", capsys))["lanes"]
    assert (live["state"], live["reason"], live["who"]) == ("open", "done", who_does_it(None))
    assert (history["lane"], history["state"], history["code"]) == ("backfill", "paused", "")


def test_a_drain_that_does_not_end_in_time_leaves_with_its_own_code(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(keepers.lanes), "settle", lambda _: ())

    assert said("lanes drain live --reason night --wait 0.1", capsys, 3) == "lane live: draining\n"


def test_a_parked_lane_and_a_component_that_is_away_say_why(
    keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    keepers.lanes.park(Lane.LIVE, code="models_missing", who="host:1", reason="expected the model file, met none")
    for _ in range(3):
        keepers.breakers.failed(Component.BLOBS, place="", code="storage_unavailable", reason="met MaxRetryError")

    shown = said("lanes list", capsys)
    plain = json.loads(said("lanes list --json", capsys))

    for words in ("parked", "models_missing", "host:1", "blobs", "open", "storage_unavailable", "met MaxRetryError"):
        assert words in shown
    assert plain["lanes"][0]["code"] == "models_missing"
    assert plain["breakers"][0]["state"] == "open"
    assert plain["breakers"][0]["retry_at"] is not None
    assert "models_missing" in said("lanes pause live --reason hide", capsys, 2)


def test_the_trace_of_a_defect_is_shown_with_its_job(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    keepers.records.put_application(APPLICATION)
    keepers.records.add_document(document(), job_id="j1", lane=Lane.LIVE)
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    trace = "KeyError\n  pipeline/lines.py:3:see"
    failure = Failure(code="defect", disposition=Disposition.PARK, message="met KeyError", trace=trace)
    keepers.jobs.fail(job, failure, retry_after_seconds=None)

    shown = json.loads(said("jobs show j1", capsys))

    assert shown["failure"]["trace"] == ["KeyError", "  pipeline/lines.py:3:see"]
    assert not shown["is_waiting"]


def test_a_lane_is_closed_with_a_reason_only(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--reason" in said("lanes pause live", capsys, 2)
    assert "history" in said("lanes pause history --reason r", capsys, 2)
