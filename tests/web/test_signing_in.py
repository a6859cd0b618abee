"""Signing in, sessions that end, and whoever guesses."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from models.desk import Account, Role
from services.accounts import set_disabled
from services.keepers import Keepers
from tests.support.clock import Clock
from tests.support.houses import memory_house
from tests.support.signed_in import PASSWORD, door, with_account
from web.app import make_app
from web.callers import COOKIE
from web.house import House

CHEN = Account(name="chen", title="陈老师", role=Role.OPERATOR)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keepers(clock: Clock) -> Keepers:
    return memory_house(clock=clock)


@pytest.fixture
def client(keepers: Keepers, clock: Clock) -> Iterator[TestClient]:
    with_account(keepers, CHEN)
    with door(keepers, clock, token=None) as opened:
        yield opened


def sign_in(client: TestClient, password: str = PASSWORD, *, name: str = "chen", **more: str) -> int:
    return client.post("/sign-in", data={"name": name, "password": password, **more}).status_code


def test_whoever_signs_in_goes_on_to_what_they_asked_for(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"name": "chen", "password": PASSWORD, "next": "/ops?x=1"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/ops?x=1")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/ops").status_code == 200
    assert client.get("/me").json()["title"] == "陈老师"


def test_sixty_good_sign_ins_from_one_address_make_nobody_wait(client: TestClient) -> None:
    assert [sign_in(client) for _ in range(60)] == [303] * 60


def test_good_sign_ins_forgive_nobody_who_guesses_from_the_same_address(client: TestClient) -> None:
    for number in range(15):
        assert sign_in(client, name=f"n{number}") == 401
        assert sign_in(client) == 303
    statuses = [sign_in(client, name=f"m{number}") for number in range(16)]

    assert statuses == [401] * 15 + [429]


def test_an_address_waits_seconds_however_often_it_is_tried(client: TestClient, clock: Clock) -> None:
    for number in range(50):
        assert sign_in(client, name=f"n{number}") == 401
        clock.pass_seconds(6)

    sign_in(client, name="last")
    refused = client.post("/sign-in", data={"name": "chen", "password": PASSWORD})
    clock.pass_seconds(int(refused.headers["retry-after"]))

    assert (refused.status_code, sign_in(client)) == (429, 303)
    assert int(refused.headers["retry-after"]) <= 6


def test_whoever_does_not_wait_waits_no_longer_for_it(client: TestClient, clock: Clock) -> None:
    for _ in range(5):
        sign_in(client, "wrong password")
    assert [sign_in(client) for _ in range(20)] == [429] * 20

    clock.pass_seconds(1)

    assert sign_in(client) == 303


def test_an_address_that_is_none_leads_to_the_usual_place(client: TestClient) -> None:
    assert client.get("/sign-in", params={"next": "http://["}).status_code == 200
    answer = client.post("/sign-in", data={"name": "chen", "password": PASSWORD, "next": "http://["})

    assert answer.headers["location"] == "/"


def test_whoever_signs_in_anew_leaves_no_session_behind(client: TestClient) -> None:
    sign_in(client)
    old = client.cookies[COOKIE]
    sign_in(client, "wrong password")
    assert client.get("/ops").status_code == 200

    sign_in(client)

    assert client.get("/ops").status_code == 200
    client.cookies.clear()
    assert client.get("/ops", headers={"Cookie": f"{COOKIE}={old}"}).status_code == 401


def test_signing_out_clears_what_the_browser_keeps(client: TestClient) -> None:
    sign_in(client)

    answer = client.post("/sign-out", data={"csrf": client.get("/me").json()["csrf"]})

    assert answer.headers["clear-site-data"] == '"cache"'


@pytest.mark.parametrize(
    "hostile",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "javascript:x", "/sign-in", "/a\r\nb"],
)
def test_a_link_leads_nobody_elsewhere_after_signing_in(client: TestClient, hostile: str) -> None:
    answer = client.post("/sign-in", data={"name": "chen", "password": PASSWORD, "next": hostile})

    assert answer.headers["location"] == "/"


def test_over_https_the_cookie_is_sent_by_https_alone(client: TestClient, keepers: Keepers, clock: Clock) -> None:
    house = House(keepers=keepers, arrivals=None, clock=clock, secure_cookies=True)
    behind = TestClient(make_app(house, token=None), base_url="http://localhost", follow_redirects=False)

    answer = behind.post("/sign-in", data={"name": "chen", "password": PASSWORD})

    assert "Secure" in answer.headers["set-cookie"]


def test_only_a_hash_of_the_token_is_kept(client: TestClient, keepers: Keepers) -> None:
    sign_in(client)

    token = client.cookies[COOKIE]
    assert keepers.accounts.session(token) is None


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: TestClient) -> None:
    answers = [
        client.post("/sign-in", data={"name": name, "password": "something else"}) for name in ("chen", "nobody")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text.replace("chen", "nobody") == answers[1].text
    assert "用户名或密码不对" in answers[0].text


def test_a_closed_account_signs_in_no_more_and_its_sessions_end(client: TestClient, keepers: Keepers) -> None:
    sign_in(client)

    set_disabled("chen", is_disabled=True, keepers=keepers)

    assert client.get("/ops").status_code == 401
    assert sign_in(client) == 401


def test_whoever_guesses_waits_longer_and_longer(client: TestClient, clock: Clock) -> None:
    assert [sign_in(client, "wrong password") for _ in range(7)] == [401] * 5 + [429] * 2
    # Not even the right one is looked at.
    assert sign_in(client) == 429
    clock.pass_seconds(3700)
    assert sign_in(client) == 303


def test_the_right_password_makes_earlier_slips_forgotten(client: TestClient) -> None:
    for _ in range(3):
        assert [sign_in(client, "wrong password") for _ in range(3)] == [401] * 3
        assert sign_in(client) == 303


def test_many_names_from_one_address_are_slowed_down(client: TestClient) -> None:
    statuses = [sign_in(client, name=f"n{number}") for number in range(32)]

    assert statuses[:30] == [401] * 30
    assert statuses[31] == 429


def test_a_session_ends_when_it_lies_idle_and_when_it_is_old(client: TestClient, clock: Clock) -> None:
    sign_in(client)
    for _ in range(3):
        clock.pass_seconds(50 * 60)
        assert client.get("/ops").status_code == 200
    clock.pass_seconds(61 * 60)
    assert client.get("/ops").status_code == 401

    sign_in(client)
    for _ in range(13):
        clock.pass_seconds(59 * 60)
        last = client.get("/ops").status_code
    assert last == 401


def test_whoever_signs_out_is_out(client: TestClient) -> None:
    sign_in(client)
    csrf = client.get("/me").json()["csrf"]

    assert client.post("/sign-out").json()["code"] == "forged"
    assert client.post("/sign-out", data={"csrf": csrf}).headers["location"] == "/sign-in"
    assert client.get("/ops").status_code == 401


def test_another_site_signs_nobody_in(client: TestClient) -> None:
    form = {"name": "chen", "password": PASSWORD}

    assert client.post("/sign-in", data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/sign-in", data=form, headers={"Origin": "null"}).status_code == 403


def test_the_form_runs_nothing_and_loads_nothing(client: TestClient) -> None:
    answer = client.get("/sign-in", params={"next": '"><script>x</script>'})

    assert "<script>" not in answer.text
    assert answer.text.count("<script") == answer.text.count('<script type="module" src="/static/')
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_has_a_mark_of_its_own_for_the_tab(client: TestClient) -> None:
    found = re.search(r'<link rel="icon" href="([^"]+)"', client.get("/sign-in").text)

    assert found is not None
    mark = client.get(found[1])
    assert (mark.status_code, mark.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in mark.headers["cache-control"]


def test_once_there_is_an_account_this_machine_signs_in_as_well(client: TestClient) -> None:
    assert client.get("/ops").status_code == 401
    assert client.get("/api/documents/x").status_code == 401
    led = client.get("/ops", headers={"Accept": "text/html"})
    assert led.headers["location"] == "/sign-in?next=%2Fops"


def test_a_session_of_the_future_or_of_nobody_opens_nothing(client: TestClient, keepers: Keepers) -> None:
    for token in ("", "x", "\udcff"):
        cookie = {"Cookie": f"{COOKIE}={token}".encode("utf-8", "surrogatepass")}
        assert client.get("/ops", headers=cookie).status_code == 401  # type: ignore[arg-type]
