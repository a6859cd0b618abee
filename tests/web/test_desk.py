"""The desk's routes, over keepers in memory: from an upload with a wrong name to acceptance at all four levels."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.desk import Account, Deed, DeskState, Role
from models.levels import DeskPolicy, Level
from models.report import Verdict
from services.desk import words
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.memory import MemoryQueue
from tests.services.hand_reader import PICTURE, HandReader
from tests.support.desk import MISMATCH, on_desk, refresh, reviewer
from tests.support.houses import memory_house
from tests.support.signed_in import opened_session, session_headers
from tests.web.test_api import KNOWLEDGE, STATED
from web.app import make_app
from web.house import House

TOKEN = "a token of some length"
PLAIN = replace(KNOWLEDGE, regulation=replace(KNOWLEDGE.regulation, desk=DeskPolicy()))  # type: ignore[type-var]


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keepers(clock: Clock) -> Keepers:
    return memory_house(clock=clock)


@pytest.fixture
def knowledge() -> Knowledge:
    return PLAIN


@pytest.fixture
def client(keepers: Keepers, clock: Clock, knowledge: Knowledge) -> Iterator[TestClient]:
    house = House(keepers=keepers, arrivals=None, knowledge=knowledge, clock=clock)
    with TestClient(make_app(house, token=TOKEN), base_url="http://certcheck.example") as opened:
        yield opened


@pytest.fixture
def work(keepers: Keepers, knowledge: Knowledge) -> Callable[[], None]:
    def answer(job_id: str) -> None:
        run_job(job_id, keepers=keepers, knowledge=knowledge, reader=HandReader(), worker="w", lease_seconds=60)

    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.listen(answer, lanes=[], threads=1)
    return keepers.queue.answer_all


class Desk:
    """What somebody does who has signed in."""

    def __init__(self, client: TestClient, keepers: Keepers, account: Account, clock: Clock) -> None:
        self._client = client
        self.headers = session_headers(opened_session(keepers, account, now=clock()))

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(path, params=query, headers=self.headers)

    def post(self, path: str, **form: Any) -> Any:
        return self._client.post(path, data=form, headers=self.headers)

    def decide(self, application_id: str, deed: str, **form: Any) -> Any:
        held = self.post(f"/review/{application_id}/claim")
        assert held.status_code == 200, held.text
        return self.post(f"/review/{application_id}/decide", deed=deed, version=held.json()["version"], **form)


@pytest.fixture
def sit(client: TestClient, keepers: Keepers, clock: Clock) -> Callable[..., Desk]:
    def sit(level: Level = Level.REGISTRATION_POINT, *, name: str = "") -> Desk:
        return Desk(client, keepers, reviewer(level, name=name), clock)

    return sit


Sit = Callable[..., Desk]


def ids(page: Any) -> list[str]:
    return [line["application_id"] for line in page.json()["lines"]]


def test_a_dossier_is_accepted_level_by_level(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)

    for level in Level:
        desk = sit(level)
        assert ids(desk.get("/review/list/lines")) == [key]
        came = desk.decide(key, "accept").json()
        assert came["decision"]["level"] == level
        assert ids(desk.get("/review/list/lines")) == []

    assert came["case"]["state"] == "accepted"
    history = sit(Level.NATION).get(f"/review/{key}/history").json()["entries"]
    assert [entry["deed"] for entry in history] == ["claim", "accept"] * 4


def test_a_search_finds_what_was_passed_on_wherever_it_stands_in_the_region(keepers: Keepers, sit: Sit) -> None:
    key, other = on_desk(keepers), on_desk(keepers, 2, registration="洪山区")
    clerk = sit()
    clerk.decide(key, "pass_on")
    passed_on = [ids(clerk.get("/review/list/lines", q=key)), ids(clerk.get("/review/list/lines"))]
    sit(Level.EXAM_POINT).decide(key, "reject", reason="材料与本人不符")

    assert passed_on == [[key], []]
    assert ids(clerk.get("/review/list/lines", q="嘉禾")) == [key]
    assert ids(clerk.get("/review/list/lines", q="嘉禾", state="rejected")) == [key]
    assert ids(clerk.get("/review/list/lines", q="嘉禾", state="asked")) == []
    assert ids(clerk.get("/review/list/lines", q=other)) == []
    assert (
        f"{words.LEVELS[Level.EXAM_POINT]} · {words.STATES[DeskState.REJECTED]}" in clerk.get("/review", q="嘉禾").text
    )


def test_a_wrong_name_is_asked_about_and_comes_back_with_the_answer(
    client: TestClient, sit: Sit, work: Callable[[], None]
) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    stated = {**STATED, "name": "陈嘉和", "exam_point": "武汉市考点", "registration_point": "江岸区报名点"}
    client.put("/api/applications/HB1", json=stated, headers=bearer)
    client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", PICTURE)}, headers=bearer)
    work()
    desk = sit()

    opened = desk.get("/review/HB1/desk").json()
    assert opened["case"]["verdict"] == "identity_proof_required"
    assert "姓名与报名时填写的不一致" in opened["message"]
    assert desk.decide("HB1", "ask").status_code == 422
    assert desk.decide("HB1", "ask", message=opened["message"]).json()["case"]["state"] == "asked"
    client.put("/api/applications/HB1", json={**stated, "name": "陈嘉禾"}, headers=bearer)
    work()

    back = desk.get("/review/HB1/desk").json()
    assert (back["case"]["state"], back["case"]["is_changed"]) == ("waiting", True)
    assert back["case"]["verdict"] != "identity_proof_required"
    assert back["decisions"][0]["message"].startswith("您的报名材料需要补充或更正")
    then = desk.get(f"/review/HB1/decisions/{back['decisions'][0]['decision_id']}").json()
    assert then["dossier"]["verdict"] == "identity_proof_required"


def test_a_dossier_as_it_stood_shows_what_was_stated_then(
    client: TestClient, sit: Sit, work: Callable[[], None]
) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    stated = {**STATED, "exam_point": "武汉市考点", "registration_point": "江岸区报名点", "specialty": "临床"}
    client.put("/api/applications/HB1", json=stated, headers=bearer)
    client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", PICTURE)}, headers=bearer)
    work()
    desk = sit()
    decision_id = desk.decide("HB1", "reject", reason="专业不符").json()["decision"]["decision_id"]

    client.put("/api/applications/HB1", json={**stated, "specialty": "口腔"}, headers=bearer)
    work()

    then = desk.get(f"/review/HB1/decisions/{decision_id}/page").text
    assert ("临床" in then, "口腔" in then) == (True, False)
    assert "口腔" in desk.get("/review/HB1").text


def test_a_blind_dossier_as_it_stood_does_not_look_as_if_nothing_were_wrong(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,), waiting_count=1)
    desk = sit()
    decision_id = desk.decide(key, "ask", message="请补交户口簿").json()["decision"]["decision_id"]
    desk.decide(key, "reopen", reason="考生已到场")
    blind = DeskPolicy(blind_share=1.0)

    refresh(keepers, key, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,), policy=blind)

    at = f"/review/{key}/decisions/{decision_id}"
    assert desk.get(at).json()["dossier"]["verdict"] is None
    then = desk.get(f"{at}/page").text
    assert "盲审" in then
    assert "未见差异" not in then


def test_two_reviewers_claim_the_same_dossier_and_one_holds_it(keepers: Keepers, sit: Sit, clock: Clock) -> None:
    key = on_desk(keepers)
    one, other = sit(name="chen"), sit(name="li")

    version = one.post(f"/review/{key}/claim").json()["version"]
    refused = other.post(f"/review/{key}/claim")

    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert other.post(f"/review/{key}/decide", deed="accept", version=version).status_code == 409
    assert other.get("/review/list/lines").json()["lines"][0]["holder"] == "chen"
    assert other.post(f"/review/{key}/claim", takes_over="chen").status_code == 200
    assert one.post(f"/review/{key}/decide", deed="accept", version=version).status_code == 409
    entries = one.get(f"/review/{key}/history").json()["entries"]
    assert (entries[-1]["deed"], entries[-1]["content"]) == ("take_over", {"from": "chen"})
    clock.ahead = timedelta(minutes=16)
    assert one.post(f"/review/{key}/claim").status_code == 200


@pytest.mark.parametrize("reason", ["a\x00b", "a\u202eb", "\u8bf4" * 501])
def test_nothing_is_taken_over_for_a_reason_that_no_history_keeps(keepers: Keepers, sit: Sit, reason: str) -> None:
    key = on_desk(keepers)
    sit(name="chen").post(f"/review/{key}/claim")

    refused = sit(name="li").post(f"/review/{key}/claim", takes_over="chen", reason=reason)

    assert refused.status_code == 422
    assert keepers.worklist.case(key).holder == "chen"


def test_colleagues_are_called_by_their_titles(client: TestClient, keepers: Keepers, clock: Clock, sit: Sit) -> None:
    key = on_desk(keepers)
    zhou, other = replace(reviewer(name="zhou"), title="周老师"), replace(reviewer(name="r2"), title="王老师")
    one, two = (Desk(client, keepers, account, clock) for account in (zhou, other))
    one.post(f"/review/{key}/claim")

    assert "正由 周老师 审核" in two.get(f"/review/{key}").text
    assert "周老师</td>" in two.get("/review").text
    two.post(f"/review/{key}/claim", takes_over="zhou")
    version = two.post(f"/review/{key}/claim").json()["version"]
    two.post(f"/review/{key}/decide", deed="accept", version=version)
    above = sit(Level.EXAM_POINT).get(f"/review/{key}").text

    assert "原由 周老师 审核" in above
    assert "这将改变王老师作出的“通过”" in above
    assert "r2" not in above


@pytest.mark.parametrize("by", ["report", "document", "then", "page"])
def test_nothing_of_an_application_is_read_without_a_note(keepers: Keepers, sit: Sit, by: str) -> None:
    key = on_desk(keepers)
    decision_id = sit(name="chen").decide(key, "reject", reason="专业不符").json()["decision"]["decision_id"]
    address = {
        "report": f"/api/applications/{key}/report",
        "document": f"/api/documents/d{key}",
        "then": f"/review/{key}/decisions/{decision_id}",
        "page": f"/review/{key}/decisions/{decision_id}/page",
    }[by]

    assert sit(name="wang").get(address).status_code == 200

    last = keepers.history.last_of(key)
    assert last is not None
    assert (last.entry.account, last.entry.deed) == ("wang", Deed.VIEW)


def test_what_was_not_seen_is_not_decided(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)
    desk = sit()
    version = desk.post(f"/review/{key}/claim").json()["version"]

    refresh(keepers, key, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))

    assert desk.post(f"/review/{key}/decide", deed="accept", version=version).status_code == 409


def test_a_higher_level_overturns_with_a_reason_and_it_is_counted(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)
    assert sit().decide(key, "reject").status_code == 422
    assert sit().decide(key, "reject", reason="毕业证不属实").json()["case"]["state"] == "rejected"
    above = sit(Level.EXAM_POINT)
    assert above.get("/review/list/lines", state="rejected").json()["lines"][0]["decided_by"] == "r-registration-point"
    moves = {move["deed"]: move for move in above.get(f"/review/{key}/desk").json()["moves"]}
    assert (moves["accept"]["overturns"], moves["accept"]["needs_reason"]) == (True, True)

    assert above.decide(key, "accept").status_code == 422
    came = above.decide(key, "accept", reason="学校来函证实").json()

    assert came["decision"]["overturns"] == {"account": "r-registration-point", "level": "registration_point"}
    deeds = above.get("/review/list/figures").json()["deeds"]
    assert [(one["level"], one["overturned_count"]) for one in deeds] == [("registration_point", 1), ("exam_point", 0)]
    assert sit().post(f"/review/{key}/claim").status_code == 409


def test_of_a_blind_review_no_route_tells_the_verdict_until_it_is_decided(
    client: TestClient, keepers: Keepers, sit: Sit
) -> None:
    blind = DeskPolicy(blind_share=1.0)
    key = on_desk(keepers, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,), policy=blind)
    desk = sit()

    told = [
        desk.get("/review/list/lines").json()["lines"][0]["verdict"],
        desk.get(f"/review/{key}/desk").json()["dossier"]["verdict"],
    ]
    pages = [desk.get(path).text for path in (f"/review/{key}", f"/api/applications/{key}/report")]
    pages += [desk.get(f"/review/{key}/applicant").text, desk.get(f"/api/documents/d{key}").text]
    assert told == [None, None]
    assert not [page for page in pages if "姓名不一致" in page or "identity_proof_required" in page]
    listed = desk.get("/review").text
    assert "盲审</td>" in listed
    assert "姓名不一致" not in listed
    opinion = desk.decide(key, "accept").json()
    assert (opinion["is_opinion"], opinion["case"]["state"], opinion["case"]["level"]) == (
        True,
        "waiting",
        "registration_point",
    )
    assert desk.get(f"/review/{key}/desk").json()["dossier"]["verdict"] == "identity_proof_required"
    assert desk.get("/review/list/figures").json()["blind"]["other_disagreed_count"] == 1


def test_a_clear_dossier_that_the_blind_reviewer_does_not_let_pass_is_counted(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers, policy=DeskPolicy(blind_share=1.0))

    came = sit().decide(key, "reject", reason="照片与本人不符").json()

    assert (came["is_opinion"], came["case"]["state"]) == (False, "rejected")
    assert sit().get("/review/list/figures").json()["blind"] == {
        "clear_count": 1,
        "clear_disagreed_count": 1,
        "other_count": 0,
        "other_disagreed_count": 0,
    }


def test_what_was_accepted_for_good_is_reopened_before_it_is_corrected(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)
    for level in Level:
        sit(level).decide(key, "accept")
    nation = sit(Level.NATION)
    nation.post(f"/review/{key}/claim")
    form = {"document_id": f"d{key}", "field": "name", "value": "陈嘉和", "reason": "看清了"}

    refused = nation.post(f"/review/{key}/correct", **form)
    reopened = nation.decide(key, "reopen", reason="读数有误")
    nation.post(f"/review/{key}/claim")
    again = nation.post(f"/review/{key}/correct", **form)

    assert (refused.status_code, "reopened first" in refused.json()["detail"]) == (409, True)
    assert reopened.json()["case"]["state"] == "waiting"
    assert "reopened first" not in again.text


def test_what_was_not_seen_is_not_corrected(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)
    desk = sit()
    version = desk.post(f"/review/{key}/claim").json()["version"]
    form = {"document_id": f"d{key}", "field": "name", "value": "陈嘉和", "reason": "看清了"}
    refresh(keepers, key, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))

    stale = desk.post(f"/review/{key}/correct", version=version, **form)
    seen = desk.post(f"/review/{key}/correct", version=version + 1, **form)

    assert (stale.status_code, "as it was shown" in stale.json()["detail"]) == (409, True)
    assert "as it was shown" not in seen.text


def test_a_corrected_field_is_judged_at_once_and_what_was_read_stays(
    client: TestClient, keepers: Keepers, sit: Sit, work: Callable[[], None]
) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    stated = {**STATED, "name": "陈嘉和", "exam_point": "武汉市考点", "registration_point": "江岸区"}
    client.put("/api/applications/HB1", json=stated, headers=bearer)
    taken = client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", PICTURE)}, headers=bearer).json()
    work()
    desk, form = sit(), {"document_id": taken["document_id"], "field": "name", "reason": "看错一个字"}
    assert desk.post("/review/HB1/correct", value="陈嘉和", **form).status_code == 409
    desk.post("/review/HB1/claim")

    assert desk.post("/review/HB1/correct", value="陈嘉和", **{**form, "reason": ""}).status_code == 422
    assert desk.post("/review/HB1/correct", value="陈嘉和", **{**form, "field": "nothing"}).status_code == 422
    came = desk.post("/review/HB1/correct", value="陈嘉和", **form).json()

    assert came["is_judged"]
    assert came["case"]["verdict"] != "identity_proof_required"
    opened = desk.get("/review/HB1/desk").json()
    field = opened["dossier"]["documents"][0]["fields"]["name"]
    assert (field["value"], field["as_read"], field["status"]) == ("陈嘉和", "陈嘉禾", "read")
    assert "reviewer" in field["witnesses"]
    assert opened["corrections"][0]["read"] == "陈嘉禾"
    again = desk.post("/review/HB1/correct", take_back="1", **form).json()
    assert again["case"]["verdict"] == "identity_proof_required"
    assert again["correction"]["value"] is None


def test_names_are_masked_in_the_list_and_shown_for_a_reason_that_is_kept(keepers: Keepers, sit: Sit) -> None:
    key = on_desk(keepers)
    desk = sit()

    assert desk.get("/review/list/lines").json()["lines"][0]["name"] == "陈*禾"
    assert desk.post(f"/review/{key}/reveal", reason="。").status_code == 422
    assert desk.post(f"/review/{key}/reveal", reason="电话核对姓名").json()["name"] == "陈嘉禾"

    entries = desk.get(f"/review/{key}/history").json()["entries"]
    assert [(entry["deed"], entry["reason"]) for entry in entries] == [("reveal", "电话核对姓名")]


def test_looking_at_a_dossier_is_noted_once_in_a_while(keepers: Keepers, sit: Sit, clock: Clock) -> None:
    key = on_desk(keepers)
    desk = sit()

    for minutes in (0, 1, 12):
        clock.ahead = timedelta(minutes=minutes)
        desk.get(f"/review/{key}/desk")

    entries = desk.get(f"/review/{key}/history").json()["entries"]
    assert [entry["deed"] for entry in entries] == ["view", "view"]


def test_the_list_pages_by_what_it_says_itself(keepers: Keepers, sit: Sit) -> None:
    keys = [on_desk(keepers, number) for number in range(5)]
    desk = sit()

    first = desk.get("/review/list/lines", limit=3, sort="id")
    second = desk.get("/review/list/lines", limit=3, sort="id", after=first.json()["after"])

    assert ids(first) + ids(second) == keys
    assert second.json()["after"] is None
    assert desk.get("/review/list/lines", after="nonsense").status_code == 422
    assert desk.get("/review/list/lines", level="nation").status_code == 422
    assert desk.get("/review/list/counts").json()["waiting"]["clear"] == 5


@pytest.mark.parametrize("told", [[10**30, "2021-02-01T00:00:00+00:00", ""], [1, "0001-01-01T00:00:00+23:00", ""]])
def test_a_place_in_the_list_that_no_database_holds_is_refused(keepers: Keepers, sit: Sit, told: list[object]) -> None:
    on_desk(keepers)
    after = urlsafe_b64encode(json.dumps(told).encode()).decode()

    assert sit().get("/review/list/lines", after=after).status_code == 422


def test_a_number_that_no_database_holds_is_refused(keepers: Keepers, sit: Sit) -> None:
    at, desk = f"/review/{on_desk(keepers)}", sit()

    assert desk.get(f"{at}/history", after=10**30).status_code == 422
    assert desk.get(f"{at}/decisions/{10**30}").status_code == 422
    assert desk.get(f"{at}/decisions/{10**30}/page").status_code == 422


def test_a_paper_that_is_not_judged_keeps_a_dossier_from_being_accepted(
    client: TestClient, keepers: Keepers, sit: Sit
) -> None:
    key = on_desk(keepers)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    client.post(f"/api/applications/{key}/documents", files={"file": ("b.jpg", b"other")}, headers=bearer)

    assert sit().decide(key, "accept").json()["code"] == "conflict"


def test_an_open_identity_finding_is_accepted_with_a_reason_alone(keepers: Keepers, sit: Sit) -> None:
    key, desk = on_desk(keepers, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,)), sit()

    (move,) = [one for one in desk.get(f"/review/{key}/desk").json()["moves"] if one["deed"] == "accept"]
    refused = desk.decide(key, "accept")

    assert move["needs_reason"]
    assert (refused.status_code, refused.json()["code"]) == (422, "input_invalid")
    assert refused.headers["content-type"] == "application/problem+json"
    assert desk.decide(key, "accept", reason="户口簿原件已当面核对").status_code == 200


def test_operators_run_work_again_with_their_name_on_it(client: TestClient, keepers: Keepers, clock: Clock) -> None:
    on_desk(keepers)
    operator = Desk(client, keepers, Account(name="ops1", role=Role.OPERATOR), clock)

    assert operator.post("/ops/jobs/rerun", reason="新的引擎").status_code == 422
    assert operator.post("/ops/jobs/rerun", state="nothing", reason="新的引擎").status_code == 422
    assert operator.post("/ops/jobs/rerun", state="done", reason="新的引擎").json() == {"count": 1}
    assert operator.post("/ops/jobs/cancel", job_id="jHB0001", reason="不再需要").json() == {"count": 1}

    audit = keepers.jobs.audit_of("jHB0001")
    assert [(one.who, one.deed, one.reason) for one in audit] == [
        ("ops1", "rerun from judge", "新的引擎"),
        ("ops1", "cancel", "不再需要"),
    ]
    assert [one.entry.content["what"] for one in keepers.history.entries_of("@work")] == ["rerun from judge", "cancel"]


def test_while_no_account_was_made_whoever_sits_here_decides_at_every_level(keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers)
    house = House(keepers=keepers, arrivals=None, knowledge=PLAIN, clock=clock)
    here = TestClient(make_app(house, token=None), base_url="http://localhost")

    for _ in Level:
        version = here.post(f"/review/{key}/claim").json()["version"]
        came = here.post(f"/review/{key}/decide", data={"deed": "accept", "version": version}).json()

    assert came["case"]["state"] == "accepted"
