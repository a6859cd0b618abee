"""What operators do from their pages: with a reason, with their name on it, and from our own pages alone."""

import pytest
from fastapi.testclient import TestClient

from models.job import JobState
from services.keepers import Keepers
from storage.arrival_book import Outcome
from storage.history import WORK
from storage.lanes import GateState
from tests.support.desk import on_desk
from tests.web.test_ops_pages import Desk, client, fail, keepers, operator, refused

__all__ = ["client", "keepers", "operator"]


def test_a_lane_is_paused_and_resumed_with_a_reason_and_a_name(keepers: Keepers, operator: Desk) -> None:
    assert operator.post("/ops/lanes", lane="live", deed="pause", reason=" ").status_code == 422
    assert operator.post("/ops/lanes", lane="live", deed="close", reason="维护").status_code == 422
    assert operator.post("/ops/lanes", lane="none", deed="pause", reason="维护").status_code == 422
    assert operator.post("/ops/lanes", lane="live", deed="pause", reason="数据库维护").status_code == 200

    gate = keepers.lanes.all()[0]
    assert (gate.state, gate.who, gate.reason) == (GateState.PAUSED, "ops1", "数据库维护")
    page = operator.get("/ops").text
    assert "已暂停" in page
    assert "数据库维护" in page
    assert operator.post("/ops/lanes", lane="live", deed="resume", reason="维护完毕").status_code == 200
    assert keepers.lanes.all()[0].state is GateState.OPEN
    kept = [one.entry for one in keepers.history.entries_of(WORK)]
    assert [(one.account, one.content["what"], one.reason) for one in kept] == [
        ("ops1", "pause lane", "数据库维护"),
        ("ops1", "resume lane", "维护完毕"),
    ]


def test_what_a_deed_would_take_is_counted_before(keepers: Keepers, operator: Desk) -> None:
    fail(keepers, 1)
    on_desk(keepers, 2)

    assert operator.get("/ops/jobs/count", deed="rerun", state="failed").json() == {"count": 1, "most": 10_000}
    assert operator.get("/ops/jobs/count", deed="rerun", state="").json()["count"] == 2
    assert operator.get("/ops/jobs/count", deed="cancel", state="done").json()["count"] == 0
    assert operator.get("/ops/jobs/count", deed="remove", state="done").status_code == 422
    assert operator.get("/ops/jobs/count", deed="rerun", state="x").status_code == 422


def test_all_jobs_of_some_hours_are_run_again(keepers: Keepers, operator: Desk) -> None:
    fail(keepers, 1)

    late = operator.post("/ops/jobs/rerun", state="failed", since="2099-01-01T00:00", reason="新的版本")
    assert late.json() == {"count": 0}
    assert operator.post("/ops/jobs/rerun", since="yesterday", reason="新的版本").status_code == 422
    again = operator.post("/ops/jobs/rerun", state="failed", since="2000-01-01T00:00", reason="新的版本")

    assert again.json() == {"count": 1}
    assert keepers.jobs.job("jHB0001").state is JobState.QUEUED


def test_a_backfill_is_paused_and_resumed_with_a_reason(keepers: Keepers, operator: Desk) -> None:
    assert "还没有登记过历史材料" in operator.get("/ops/backfills").text
    keepers.backfills.open('2020 <"x">', manifest_digest="d")

    assert operator.post("/ops/backfills", name='2020 <"x">', deed="pause", reason="").status_code == 422
    assert operator.post("/ops/backfills", name="none", deed="pause", reason="考试在即").status_code == 404
    assert operator.post("/ops/backfills", name='2020 <"x">', deed="pause", reason="考试在即").status_code == 200

    assert keepers.backfills.backfill('2020 <"x">').paused
    page = operator.get("/ops/backfills").text
    assert "已暂停" in page
    assert "<progress" in page
    assert '<"x">' not in page
    assert operator.post("/ops/backfills", name='2020 <"x">', deed="resume", reason="考试已过").status_code == 200
    assert not keepers.backfills.backfill('2020 <"x">').paused


def test_a_refused_arrival_is_shown_masked_and_tried_again_with_a_reason(keepers: Keepers, operator: Desk) -> None:
    assert "还没有材料经存储桶或文件夹到达" in operator.get("/ops/arrivals").text
    arrival_id = refused(keepers)

    page = operator.get("/ops/arrivals").text
    assert "HB9/_/….jpg" in page
    assert "文件超过大小上限" in page
    assert operator.get("/ops/arrivals", outcome="accepted").text.count("data-arrival=") == 0
    assert operator.get("/ops/arrivals", outcome="x", road="y").text.count("data-arrival=") == 1
    assert operator.post("/ops/arrivals/retry", arrival_id=arrival_id, reason="").status_code == 422
    assert operator.post("/ops/arrivals/retry", reason="上限已调高").status_code == 422
    assert operator.post("/ops/arrivals/retry", arrival_id=arrival_id, reason="上限已调高").json() == {"count": 1}
    assert keepers.arrival_book.known([arrival_id])[arrival_id].outcome is Outcome.TO_RETRY


@pytest.mark.parametrize("path", ["/ops/lanes", "/ops/backfills", "/ops/arrivals/retry"])
def test_a_deed_without_the_sessions_token_is_refused(client: TestClient, operator: Desk, path: str) -> None:
    cookie = {"Cookie": operator.headers["Cookie"]}

    answer = client.post(path, headers=cookie, data={"reason": "维护", "csrf": "another"})

    assert answer.json()["code"] == "forged"
