"""Refusals as pages, for somebody who opened an address in a browser; programs get a problem."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import Headers
from starlette.types import Scope

from models.desk import Account
from web.callers import caller_of, csrf_of
from web.permissions import Rule
from web.rendering import page_for_anybody

RETRY_AFTER_SECONDS = 10


def wants_page(scope: Scope, rule: Rule | None) -> bool:
    """Tell whether a request is a browser's for a page."""
    is_page = rule is not None and rule.is_page
    return is_page and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def not_allowed_page(scope: Scope) -> HTMLResponse:
    """Say that this account may not open the page, and lead to what it may."""
    request = Request(scope)
    account: Account | None = caller_of(request).account
    return page_for_anybody(
        "desk/refused.html.j2", HTTPStatus.FORBIDDEN, account=account, csrf=csrf_of(request), is_away=False
    )


def away_page() -> HTMLResponse:
    """Say that a component is away; nobody can tell who asks then."""
    answer = page_for_anybody("desk/refused.html.j2", HTTPStatus.SERVICE_UNAVAILABLE, account=None, is_away=True)
    answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
