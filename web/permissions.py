"""Which routes let whom in. A route that is not in the table lets nobody in; a test holds it against the routes."""

from dataclasses import dataclass
from enum import StrEnum

from starlette.routing import compile_path

from web.callers import ADMINISTRATOR, OPERATOR, REVIEWER, SYSTEM


class About(StrEnum):
    """What a route is about, and so whose region it must lie in."""

    NOTHING = "nothing"
    APPLICATION = "application"
    """The one of `application_id` in the path."""
    DOCUMENT = "document"
    """The application of the paper of `document_id` in the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One route."""

    method: str
    path: str
    callers: frozenset[str]
    """Kinds of callers; empty for a route that is open to everybody."""
    about: About = About.NOTHING
    is_page: bool = False
    """Opened by browsers: who is not known is led to sign in, or asked for a password."""


def _rule(method: str, path: str, *callers: str, about: About = About.NOTHING, is_page: bool = False) -> Rule:
    return Rule(method=method, path=path, callers=frozenset(callers), about=about, is_page=is_page)


_ANYBODY_SIGNED_IN = (REVIEWER, OPERATOR, ADMINISTRATOR)
_WORKERS = (OPERATOR, ADMINISTRATOR)
_APPLICATION = "/api/applications/{application_id}"
_DOCUMENT = "/api/documents/{document_id}"
_REVIEW = "/review/{application_id}"

RULES: tuple[Rule, ...] = (
    _rule("GET", "/healthz"),
    _rule("GET", "/readyz"),
    _rule("GET", "/static/{name}"),
    _rule("GET", "/sign-in", is_page=True),
    _rule("POST", "/sign-in", is_page=True),
    _rule("POST", "/sign-out", *_ANYBODY_SIGNED_IN, is_page=True),
    _rule("GET", "/me", *_ANYBODY_SIGNED_IN, is_page=True),
    _rule("GET", "/", *_ANYBODY_SIGNED_IN, is_page=True),
    _rule("GET", "/api/openapi.json", SYSTEM, *_ANYBODY_SIGNED_IN),
    _rule("GET", "/metrics", SYSTEM, *_WORKERS),
    _rule("POST", "/api/events/object-created", SYSTEM),
    _rule("PUT", _APPLICATION, SYSTEM),
    _rule("POST", f"{_APPLICATION}/documents", SYSTEM, about=About.APPLICATION),
    _rule("POST", f"{_APPLICATION}/upload-urls", SYSTEM, about=About.APPLICATION),
    _rule("GET", f"{_APPLICATION}/report", SYSTEM, REVIEWER, about=About.APPLICATION),
    _rule("GET", _DOCUMENT, SYSTEM, REVIEWER, about=About.DOCUMENT),
    _rule("DELETE", _DOCUMENT, SYSTEM, about=About.DOCUMENT),
    _rule("GET", f"{_DOCUMENT}/image", SYSTEM, REVIEWER, about=About.DOCUMENT, is_page=True),
    _rule("GET", "/review", REVIEWER, is_page=True),
    _rule("GET", "/review/list/lines", REVIEWER, is_page=True),
    _rule("GET", "/review/list/counts", REVIEWER, is_page=True),
    _rule("GET", "/review/list/figures", *_ANYBODY_SIGNED_IN, is_page=True),
    _rule("GET", "/review/export/list.xlsx", REVIEWER, is_page=True),
    _rule("POST", "/review/export/list.xlsx", REVIEWER, is_page=True),
    _rule("POST", "/review/export/list", REVIEWER, is_page=True),
    _rule("GET", "/review/pictures/{document_id}/{kind}", REVIEWER, about=About.DOCUMENT, is_page=True),
    _rule("GET", _REVIEW, REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", f"{_REVIEW}/applicant", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", f"{_REVIEW}/report", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", f"{_REVIEW}/ahead", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", f"{_REVIEW}/desk", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", f"{_REVIEW}/history", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", _REVIEW + "/decisions/{decision_id}", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", _REVIEW + "/decisions/{decision_id}/page", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("POST", f"{_REVIEW}/claim", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("POST", f"{_REVIEW}/release", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("POST", f"{_REVIEW}/decide", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("POST", f"{_REVIEW}/correct", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("POST", f"{_REVIEW}/reveal", REVIEWER, about=About.APPLICATION, is_page=True),
    _rule("GET", "/ops", *_WORKERS, is_page=True),
    _rule("GET", "/ops/jobs", *_WORKERS, is_page=True),
    _rule("GET", "/ops/jobs/count", *_WORKERS, is_page=True),
    _rule("GET", "/ops/jobs/{job_id}", *_WORKERS, is_page=True),
    _rule("GET", "/ops/backfills", *_WORKERS, is_page=True),
    _rule("GET", "/ops/arrivals", *_WORKERS, is_page=True),
    _rule("GET", "/ops/figures", *_WORKERS, is_page=True),
    _rule("GET", "/ops/accounts", ADMINISTRATOR, is_page=True),
    _rule("POST", "/ops/lanes", *_WORKERS, is_page=True),
    _rule("POST", "/ops/backfills", *_WORKERS, is_page=True),
    _rule("POST", "/ops/arrivals/retry", *_WORKERS, is_page=True),
    _rule("POST", "/ops/jobs/rerun", *_WORKERS, is_page=True),
    _rule("POST", "/ops/jobs/cancel", *_WORKERS, is_page=True),
)
"""The first that fits decides; the method HEAD goes by GET."""
_PATTERNS = tuple((compile_path(rule.path)[0], rule) for rule in RULES)


def rule_of(method: str, path: str) -> tuple[Rule, dict[str, str]] | None:
    """Return the rule for a request, and what its path names; None where there is none."""
    wanted = "GET" if method == "HEAD" else method
    for pattern, rule in _PATTERNS:
        if rule.method == wanted and (found := pattern.match(path)):
            return rule, found.groupdict()
    return None


def methods_of(path: str) -> frozenset[str]:
    """Return the methods that the table knows for a path."""
    return frozenset(rule.method for pattern, rule in _PATTERNS if pattern.match(path))
