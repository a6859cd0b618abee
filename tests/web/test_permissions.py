"""Every route is in the table of permissions, and each role is tried on each route."""

from collections.abc import Iterable, Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Route

from models.desk import Account, Role
from models.levels import Level, Region
from services.keepers import Keepers
from services.signing_in import SignedIn
from tests.support.houses import memory_house
from tests.support.signed_in import opened_session, session_headers
from tests.web.test_api import STATED
from web.app import make_app
from web.callers import SYSTEM
from web.house import House
from web.permissions import RULES, About, Rule

TOKEN = "a token of some length"
PARTS = {"name": "desk.css", "kind": "upright", "application_id": "HB1", "document_id": "0" * 32}
PARTS |= {"decision_id": "1", "job_id": "none"}
FORMS = [rule for rule in RULES if rule.method == "POST" and Role.REVIEWER in rule.callers]
ROLES = tuple(role.value for role in Role)


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


@pytest.fixture
def client(keepers: Keepers) -> Iterator[TestClient]:
    house = House(keepers=keepers, arrivals=None)
    app = make_app(house, token=TOKEN)
    with TestClient(app, base_url="http://certcheck.example", follow_redirects=False) as opened:
        opened.put(
            "/api/applications/HB1", json={**STATED, "exam_point": "武汉市考点"}, headers=bearer()
        ).raise_for_status()
        taken = opened.post("/api/applications/HB1/documents", files={"file": ("a.jpg", b"x")}, headers=bearer())
        PARTS["document_id"] = taken.json()["document_id"]
        yield opened


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Every method and path that an application answers; of what it includes as well."""
    for route in routes:
        if isinstance(route, Route):
            yield from ((method, route.path) for method in route.methods or () if method != "HEAD")
        else:
            # A kind of route that is not looked into would slip through: this fails then.
            yield from routes_of(route.original_router.routes)  # type: ignore[attr-defined]


def bearer() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}


def account(role: str, *, point: str = "武汉市") -> Account:
    if role != Role.REVIEWER:
        return Account(name=f"a-{role}", role=Role(role))
    return Account(name="a-reviewer", role=Role.REVIEWER, level=Level.EXAM_POINT, region=Region(exam_point=point))


def signed_in(keepers: Keepers, role: str, *, point: str = "武汉市") -> SignedIn:
    return opened_session(keepers, account(role, point=point))


def test_every_route_is_in_the_table_and_the_table_knows_no_other(client: TestClient) -> None:
    routes = set(routes_of(client.app.routes))  # type: ignore[attr-defined]

    assert ("GET", "/api/applications/{application_id}/report") in routes
    assert routes == {(rule.method, rule.path) for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.method} {rule.path}")
@pytest.mark.parametrize("role", [*ROLES, SYSTEM, "nobody"])
def test_each_role_is_let_in_where_the_table_says_so_and_nowhere_else(
    client: TestClient, keepers: Keepers, rule: Rule, role: str
) -> None:
    opened = signed_in(keepers, role if role in ROLES else Role.OPERATOR)
    headers = {SYSTEM: bearer(), "nobody": {}}.get(role) if role not in ROLES else session_headers(opened)

    status = client.request(rule.method, rule.path.format(**PARTS), headers=headers).status_code

    if not rule.callers:
        assert status not in (403, 404)
    elif role == "nobody":
        assert status == 401
    elif role in rule.callers:
        assert status not in (401, 403)
    else:
        assert status == 403


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.about is not About.NOTHING], ids=lambda rule: f"{rule.method} {rule.path}"
)
def test_of_another_region_nothing_is_found(client: TestClient, keepers: Keepers, rule: Rule) -> None:
    elsewhere = signed_in(keepers, Role.REVIEWER, point="宜昌市")
    unknown = PARTS | {"application_id": "HB2", "document_id": "1" * 32}

    answer = client.request(rule.method, rule.path.format(**PARTS), headers=session_headers(elsewhere))
    to_nothing = client.request(rule.method, rule.path.format(**unknown), headers=session_headers(elsewhere))

    assert answer.status_code == (404 if Role.REVIEWER in rule.callers else 403)
    assert answer.text == to_nothing.text


@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.path)
def test_a_form_without_the_sessions_token_changes_nothing(client: TestClient, keepers: Keepers, rule: Rule) -> None:
    cookie = {"Cookie": session_headers(signed_in(keepers, Role.REVIEWER))["Cookie"]}
    path = rule.path.format(**PARTS)

    assert client.post(path, headers=cookie, data={"reason": "核对姓名"}).json()["code"] == "forged"
    assert client.post(path, headers=cookie, data={"csrf": "another"}).json()["code"] == "forged"
    assert client.post(path, headers={**cookie, "X-CSRF-Token": "another"}).json()["code"] == "forged"


def test_a_page_leads_whoever_is_not_known_to_sign_in_and_back(client: TestClient, keepers: Keepers) -> None:
    signed_in(keepers, Role.REVIEWER)

    answer = client.get("/review?q=x", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Freview%3Fq%3Dx")


def test_the_token_opens_no_page_once_there_are_accounts(client: TestClient, keepers: Keepers) -> None:
    assert client.get("/review", headers=bearer()).status_code == 200

    signed_in(keepers, Role.REVIEWER)

    assert client.get("/review", headers=bearer()).status_code == 403
    assert client.get("/api/applications/HB1/report", headers=bearer()).status_code == 200


def test_an_address_in_no_table_is_refused_by_default(client: TestClient, keepers: Keepers) -> None:
    @client.app.get("/forgotten")  # type: ignore[attr-defined, untyped-decorator]
    def forgotten() -> str:
        return "secret"

    opened = signed_in(keepers, Role.ADMINISTRATOR)

    assert client.get("/forgotten", headers=session_headers(opened)).status_code == 404
    assert client.get("/forgotten").status_code == 401
