"""Who may come in where: the one place that decides it, before any route is reached.

A caller is the registration system (by its token), somebody who has signed in (by the cookie of their session), or, as
long as no account was made, whoever sits at the machine itself or knows the token. Whoever is known is held against the
table of permissions, and against the region of what the route is about. A request that changes something must come
from our own pages. Without a token the door answers only on a loopback address and only to a loopback name: a page from
elsewhere whose name was re-bound to 127.0.0.1, or that sends a form here, is refused. Whom a proxy on this machine asks
for may sit anywhere: such a request comes by loopback, and is nobody's who sits here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.desk import Account
from models.errors import CertcheckError, NotFound
from services.desk.seeing import may_see
from services.signing_in import session_of
from web.callers import COOKIE, LOCAL_CALLER, REVIEWER, SYSTEM_CALLER, Caller
from web.csrf import carries_token
from web.error_pages import answer_for
from web.house import House
from web.origins import fault_of_stranger, is_from_elsewhere, is_of_this_site, is_passed_on
from web.permissions import About, Rule, methods_of, rule_of
from web.problems import problem, problem_of
from web.tokens import is_known

MEASURES = "/metrics"
NOT_ALLOWED = "not_allowed"
SAFE_METHODS = frozenset({"GET", "HEAD"})
_ON_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    # Without a referrer a browser sends its form with the origin "null", which no door can tell from a stranger's.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""A page that needs more says so in its own answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why somebody is not let in."""

    status: HTTPStatus
    code: str
    detail: str
    headers: Mapping[str, str]


class Access:
    """Middleware that refuses whoever may not come in, and makes every answer inert."""

    def __init__(self, app: ASGIApp, *, house: House, token: str | None, metrics_token: str | None = None) -> None:
        self._app = app
        self._house = house
        self._token = token
        self._metrics_token = metrics_token
        self._has_accounts = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_inert(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ON_EVERY_ANSWER.items():
                    headers.setdefault(name, value)
            await send(message)

        found = rule_of(scope["method"], scope["path"])
        if found is not None and not found[0].callers and not found[0].is_page:
            # Probes are for whoever asks, and tell no more than a word.
            await self._app(scope, receive, send_inert)
            return
        try:
            refusal, receive = await self._admitted(scope, receive, found)
        except CertcheckError as error:
            await answer_for(scope, problem_of(error))(scope, receive, send_inert)
            return
        if refusal is None:
            await self._app(scope, receive, send_inert)
            return
        answer = problem(refusal.status, refusal.code, refusal.detail, headers=refusal.headers)
        await answer_for(scope, answer)(scope, receive, send_inert)

    async def _admitted(
        self, scope: Scope, receive: Receive, found: tuple[Rule, dict[str, str]] | None
    ) -> tuple[Refusal | None, Receive]:
        headers = Headers(scope=scope)
        if self._token is None and (fault := fault_of_stranger(scope, headers)):
            return Refusal(status=HTTPStatus.FORBIDDEN, code="not_from_here", detail=fault, headers={}), receive
        if self._gathers(scope, headers):
            scope.setdefault("state", {})["caller"] = SYSTEM_CALLER
            return None, receive
        rule, named = found or (None, {})
        caller = await run_in_threadpool(self._caller, headers, rule, scope["method"])
        if rule is not None and not rule.callers:
            scope.setdefault("state", {})["caller"] = caller
            return _from_elsewhere(scope, headers), receive
        if caller is None:
            return self._unknown(scope, headers, rule), receive
        scope.setdefault("state", {})["caller"] = caller
        if rule is None:
            return (None if methods_of(scope["path"]) else _nowhere()), receive
        refusal = await run_in_threadpool(self._not_theirs, caller, rule, named, scope)
        if refusal is None and caller.session is not None and scope["method"] not in SAFE_METHODS:
            carried, receive = await carries_token(headers, receive, caller.session.csrf)
            refusal = None if carried and not _from_elsewhere(scope, headers) else _forged()
        return refusal, receive

    def _caller(self, headers: Headers, rule: Rule | None, method: str) -> Caller | None:
        has_accounts = self._accounts_made()
        is_page = rule is not None and rule.is_page
        is_ours = method in SAFE_METHODS or is_of_this_site(headers)
        authorization = headers.get("authorization", "")
        if self._token is not None and is_known(
            authorization, self._token, takes_password=is_page and is_ours and not has_accounts
        ):
            return SYSTEM_CALLER if has_accounts else LOCAL_CALLER
        if not has_accounts:
            return LOCAL_CALLER if self._token is None and not is_passed_on(headers) else None
        token = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        house = self._house
        found = session_of(token, now=house.clock(), limits=house.sessions, keepers=house.keepers) if token else None
        return None if found is None else Caller(account=found[1], session=found[0])

    def _gathers(self, scope: Scope, headers: Headers) -> bool:
        """Whoever gathers measures needs no key to the papers."""
        if scope["path"] != MEASURES or scope["method"] not in SAFE_METHODS or self._metrics_token is None:
            return False
        return is_known(headers.get("authorization", ""), self._metrics_token, takes_password=False)

    def _accounts_made(self) -> bool:
        """An account is closed, never taken away: once there is one, there always is."""
        if not self._has_accounts:
            self._has_accounts = not self._house.keepers.accounts.is_empty()
        return self._has_accounts

    def _unknown(self, scope: Scope, headers: Headers, rule: Rule | None) -> Refusal:
        if self._token is None and not self._has_accounts:
            return _passed_on()
        is_page = rule is not None and rule.is_page
        if is_page and self._has_accounts and "text/html" in headers.get("accept", "") and scope["method"] == "GET":
            asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            there = {"Location": f"/sign-in?next={quote(asked, safe='')}"}
            return Refusal(status=HTTPStatus.SEE_OTHER, code="sign_in", detail="sign in", headers=there)
        asks_for_password = is_page and not self._has_accounts
        challenge = 'Basic realm="certcheck", charset="UTF-8"' if asks_for_password else "Bearer"
        detail = "expected a session or the API token, met none or another"
        return Refusal(
            status=HTTPStatus.UNAUTHORIZED,
            code="token_required",
            detail=detail,
            headers={"WWW-Authenticate": challenge},
        )

    def _not_theirs(self, caller: Caller, rule: Rule, named: Mapping[str, str], scope: Scope) -> Refusal | None:
        if caller.account is not None and caller.account.is_local:
            return None
        if caller.kind not in rule.callers:
            return Refusal(
                status=HTTPStatus.FORBIDDEN,
                code=NOT_ALLOWED,
                detail=f"expected an account that may do this, met one that is {caller.kind}",
                headers={},
            )
        account = caller.account if caller.kind == REVIEWER else None
        if account is not None and rule.about is not About.NOTHING and not self._may_see(account, named, scope):
            raise NotFound("expected what is there and of this account's region, met something else")
        return None

    def _may_see(self, account: Account, named: Mapping[str, str], scope: Scope) -> bool:
        """What is not there and what is of another region are answered alike, or ids could be tried out."""
        records = self._house.keepers.records
        try:
            application_id = named.get("application_id") or records.document(named["document_id"]).application_id
            application = records.application(application_id)
        except NotFound:
            return False
        # The route need not look it up again (`web.house.stated_of`).
        scope["state"]["application"] = application
        return may_see(account, application)


def _from_elsewhere(scope: Scope, headers: Headers) -> Refusal | None:
    return None if scope["method"] in SAFE_METHODS or not is_from_elsewhere(headers) else _forged()


def _forged() -> Refusal:
    detail = "expected a request of our own pages with the session's token, met another"
    return Refusal(status=HTTPStatus.FORBIDDEN, code="forged", detail=detail, headers={})


def _passed_on() -> Refusal:
    detail = (
        "expected a request from this machine, met one that a proxy passed on; set CERTCHECK_API_TOKEN to serve others"
    )
    return Refusal(status=HTTPStatus.FORBIDDEN, code="not_from_here", detail=detail, headers={})


def _nowhere() -> Refusal:
    detail = "expected an address of the API or a page, met another"
    return Refusal(status=HTTPStatus.NOT_FOUND, code="not_found", detail=detail, headers={})
