"""Pages out of templates, with one style sheet, scripts of our own and a policy that lets nothing else in."""

from http import HTTPStatus
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services import words_zh
from services.desk import words as desk_words
from services.report_marks import mark_of_verdict
from web.callers import account_of, csrf_of
from web.static_files import STATIC_VERSION

_TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.globals.update(
    words=words_zh, desk_words=desk_words, mark_of_verdict=mark_of_verdict, static_version=STATIC_VERSION
)


def page(template: str, request: Request, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> HTMLResponse:
    """Render a page for whoever has come in."""
    given = {"account": account_of(request), "csrf": csrf_of(request)} | shown
    return _page(template, status, given)


def page_for_anybody(template: str, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> HTMLResponse:
    """Render a page for somebody who has not signed in."""
    return _page(template, status, {"csrf": ""} | shown)


def _page(template: str, status: HTTPStatus, shown: dict[str, object]) -> HTMLResponse:
    rendered = PAGES.get_template(template).render(**shown)
    return HTMLResponse(rendered, status.value, headers={"Content-Security-Policy": POLICY})
