"""The operators' pages and deeds, over keepers in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.desk import Account, Role
from models.errors import Component, Disposition
from models.job import Failure, Job, Lane, StartFrom
from models.levels import Level
from services.keepers import Keepers
from services.ops.words import moment
from services.words_zh import LANES
from storage.arrival_book import Arrival, Entry, Outcome, Road
from storage.jobs import JobFilter
from storage.processes import Process
from storage.processes import Role as ProcessRole
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house
from tests.support.people import APPLICATION
from tests.support.signed_in import opened_session, session_headers
from web.app import make_app
from web.house import House

STATIC = Path(__file__).parents[2] / "web" / "static"
PAGES = ("/ops", "/ops/jobs", "/ops/jobs/jHB0001", "/ops/backfills", "/ops/arrivals", "/ops/figures")
TRACE = "ValueError\n  pipeline/run.py:12:judge"


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


@pytest.fixture
def client(keepers: Keepers) -> Iterator[TestClient]:
    house = House(keepers=keepers, arrivals=None)
    app = make_app(house, token="a token of some length")
    with TestClient(app, base_url="http://certcheck.example", follow_redirects=False) as opened:
        yield opened


class Desk:
    """What somebody does who has signed in, in a browser."""

    def __init__(self, client: TestClient, keepers: Keepers, account: Account) -> None:
        self._client = client
        self.headers = {**session_headers(opened_session(keepers, account)), "Accept": "text/html"}

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(path, params=query or None, headers=self.headers)

    def post(self, path: str, **form: Any) -> Any:
        return self._client.post(path, data=form, headers=self.headers)


@pytest.fixture
def operator(client: TestClient, keepers: Keepers) -> Desk:
    return Desk(client, keepers, Account(name="ops1", role=Role.OPERATOR))


def fail(keepers: Keepers, number: int = 1, *, code: str = "defect", retries: bool = False) -> Job:
    """Bring one job to fail, or to wait for its next try."""
    key = on_desk(keepers, number)
    put_back(keepers, f"j{key}")
    job = keepers.jobs.claim(f"j{key}", worker="host-1:7:1", lease_seconds=60)
    assert job is not None
    failure = Failure(code=code, disposition=Disposition.PARK, message="expected no defect, met one", trace=TRACE)
    keepers.jobs.fail(job, failure, retry_after_seconds=60 if retries else None)
    return keepers.jobs.job(job.job_id)


def put_back(keepers: Keepers, job_id: str) -> None:
    wanted, now = JobFilter(job_ids=(job_id,)), datetime.now(UTC)
    keepers.jobs.rerun(wanted, who="t", reason="t", start_from=StartFrom.JUDGE, limit=1, before=now)


def refused(keepers: Keepers, key: str = "HB9/_/陈嘉禾 420106199305180026.jpg") -> str:
    """Note an arrival that was refused, and return its id."""
    arrival = Arrival(road=Road.BUCKET, place="uploads", key=key, size_bytes=2048)
    entry = Entry(arrival=arrival, outcome=Outcome.REFUSED, application_id="HB9", code="too_large")
    keepers.arrival_book.note([entry])
    return arrival.arrival_id


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_operators_and_names_no_applicant(keepers: Keepers, operator: Desk, path: str) -> None:
    fail(keepers)
    refused(keepers)

    page = operator.get(path)

    assert page.status_code == 200
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert " style=" not in page.text
    for personal in (APPLICATION.name, APPLICATION.id_number, "陈嘉禾", "420106199305180026"):
        assert personal not in page.text


@pytest.mark.parametrize("path", [*PAGES, "/ops/accounts"])
def test_a_reviewer_is_refused_in_words_and_led_back(client: TestClient, keepers: Keepers, path: str) -> None:
    page = Desk(client, keepers, reviewer(Level.EXAM_POINT)).get(path)

    assert page.status_code == 403
    assert "您的账号不能打开这一页" in page.text
    assert 'href="/"' in page.text


def test_accounts_are_shown_to_administrators_alone(client: TestClient, keepers: Keepers, operator: Desk) -> None:
    administrator = Desk(client, keepers, Account(name="adm1", role=Role.ADMINISTRATOR))

    assert operator.get("/ops/accounts").status_code == 403
    assert "/ops/accounts" not in operator.get("/ops").text
    keepers.accounts.add(reviewer(name="newcomer"), password_hash="h")
    page = administrator.get("/ops/accounts").text
    assert "ops1" in page
    assert page.count("从未登录") == 1
    assert moment(keepers.accounts.account("ops1").last_sign_in_at) in page
    assert "运维人员" in page


def test_a_program_is_refused_with_a_problem(client: TestClient, keepers: Keepers) -> None:
    desk = Desk(client, keepers, reviewer())
    desk.headers["Accept"] = "application/json"

    assert desk.get("/ops").json()["code"] == "not_allowed"


def test_the_overview_says_what_nobody_serves_and_who_works(keepers: Keepers, operator: Desk) -> None:
    on_desk(keepers)
    put_back(keepers, "jHB0001")
    assert "在线通道有任务在等，但没有进程处理它" in operator.get("/ops").text

    now = datetime.now(UTC)
    keepers.processes.beat(
        Process(
            process_id="host-7:421:1",
            role=ProcessRole.WORKER,
            lanes=(Lane.LIVE,),
            build="0.9.1",
            started_at=now,
            memory_bytes=2**30,
            jobs_count=3,
        )
    )

    page = operator.get("/ops").text
    assert "没有进程处理它" not in page
    for told in ("host-7", "421", "1.0 GB", "0.9.1"):
        assert told in page


def test_the_overview_shows_components_that_are_left_alone(keepers: Keepers, operator: Desk) -> None:
    for _ in range(3):
        keepers.breakers.failed(Component.BLOBS, place="", code="storage_unavailable", reason="met no answer")

    page = operator.get("/ops").text

    assert "暂不使用" in page
    assert "met no answer" in page


def test_a_parked_lane_says_why_and_is_only_resumed(keepers: Keepers, operator: Desk) -> None:
    keepers.lanes.park(Lane.LIVE, code="models_missing", who="host-1:7:1", reason="expected models, met none")

    page = operator.get("/ops").text

    assert "已停放" in page
    assert "放好模型文件" in page
    assert operator.post("/ops/lanes", lane="live", deed="pause", reason="维护").status_code == 409


def test_failures_stand_by_code_with_what_they_mean_and_what_to_do(keepers: Keepers, operator: Desk) -> None:
    fail(keepers, 1)
    fail(keepers, 2)
    fail(keepers, 3, code="storage_unavailable", retries=True)

    page = operator.get("/ops/jobs").text

    assert "报告缺陷，换上改正的版本后重新识读。" in page
    assert "数据库或图片存储没有应答。" in page
    assert page.count("data-job=") == 2
    assert operator.get("/ops/jobs", code="storage_unavailable").text.count("data-job=") == 1
    assert operator.get("/ops/jobs", state="").text.count("data-job=") == 3
    assert operator.get("/ops/jobs", lane="backfill").text.count("data-job=") == 0
    assert operator.get("/ops/jobs", since="2099-01-01T00:00").text.count("data-job=") == 0


@pytest.mark.parametrize("query", [{"state": "x"}, {"lane": "x"}, {"since": "x"}, {"after": "x"}, {"after": "x/y"}])
def test_an_address_that_asks_nonsense_shows_failures_and_says_so(
    keepers: Keepers, operator: Desk, query: dict[str, str]
) -> None:
    fail(keepers)

    page = operator.get("/ops/jobs", **query)

    assert page.status_code == 200
    assert "地址里的条件不能用" in page.text
    assert page.text.count("data-job=") == 1


def test_jobs_are_listed_page_by_page(keepers: Keepers, operator: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ops.work_lists.PAGE_JOBS", 2)
    for number in (1, 2, 3):
        fail(keepers, number)

    first = operator.get("/ops/jobs", state="failed").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = operator.get(address).text

    shown = [job for page in (first, second) for job in _jobs(page)]
    assert sorted(shown) == ["jHB0001", "jHB0002", "jHB0003"]
    assert 'rel="next"' not in second
    assert "回到第一页" in second


def _jobs(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('data-job="')[1:]]


def test_a_job_shows_its_trace_its_advice_and_what_was_done_by_hand(keepers: Keepers, operator: Desk) -> None:
    fail(keepers)
    operator.post("/ops/jobs/cancel", job_id="jHB0001", reason="重复上传 420106199305180026")

    page = operator.get("/ops/jobs/jHB0001").text

    for told in (
        TRACE.split("\n")[1].strip(),
        "程序本身的缺陷",
        "关联号",
        "ops1",
        "取消",
        "重复上传 420106********0026",
    ):
        assert told in page
    assert "420106199305180026" not in page


def test_an_unknown_job_is_told_in_words(operator: Desk) -> None:
    page = operator.get("/ops/jobs/<b>none")

    assert page.status_code == 404
    assert "没有这个任务" in page.text
    assert "<b>none" not in page.text


def test_charts_have_their_numbers_beside_them(keepers: Keepers, operator: Desk) -> None:
    on_desk(keepers)

    page = operator.get("/ops/figures").text

    assert "<svg" in page
    assert "看数字" in page
    assert "未发现问题" in page


def test_the_charts_have_every_lane_in_words_numbers_and_a_look_of_its_own(operator: Desk) -> None:
    page = operator.get("/ops/figures").text
    style = (STATIC / "desk.css").read_text("utf-8")

    for lane in Lane:
        assert page.count(f'<th class="count">{LANES[lane]}</th>') == 2
        assert f'<rect class="{lane.value}"' in page
        assert f"rect.{lane.value} {{" in style, f"desk.css has no look for {lane.value}"
    # A name and its number for each, besides the time and the failures.
    row = page.partition("<tbody><tr>")[2].partition("</tr>")[0]
    assert row.count("<td") == len(Lane) + 2
