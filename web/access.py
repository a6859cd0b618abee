"""Who may knock: a token from everybody, or, where none is set, this machine's own programs and browser alone.

Without a token the door answers only on a loopback address and only to a loopback name: a page from elsewhere whose
name was re-bound to 127.0.0.1, or that sends a form here, is refused.
"""

import hmac
import ipaddress
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problems import problem

OPEN_PATHS = frozenset({"/healthz", "/readyz"})
"""Probes carry no token and get no more than a word."""
MEASURES = "/metrics"
_PAGES = ("/review", "/ops")
_REVEALS = frozenset({"/review/export/list", "/review/export/list.xlsx"})
"""Forms of our pages: a browser has only the password to send them with, and sends it for strangers' forms too."""
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_ON_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""A page that needs more says so in its own answer."""


class Access:
    """Middleware that refuses whoever may not come in, and makes every answer inert."""

    def __init__(self, app: ASGIApp, *, token: str | None, metrics_token: str | None = None) -> None:
        self._app = app
        self._token = token
        self._metrics_token = metrics_token

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

        refusal = None if scope["path"] in OPEN_PATHS else self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send_inert)
            return
        status, code, detail, extra = refusal
        await problem(status, code, detail, headers=extra)(scope, receive, send_inert)

    def _refusal(self, scope: Scope) -> tuple[HTTPStatus, str, str, Mapping[str, str]] | None:
        headers = Headers(scope=scope)
        if self._token is None:
            fault = _fault_of_stranger(scope, headers)
            return (HTTPStatus.FORBIDDEN, "not_from_here", fault, {}) if fault else None
        authorization = headers.get("authorization", "")
        # Whoever gathers measures needs no key to the papers.
        gathers = scope["path"] == MEASURES and self._metrics_token is not None
        if gathers and _is_known(authorization, self._metrics_token or "", takes_password=False):
            return None
        is_form = scope["method"] == "POST" and scope["path"] in _REVEALS and _is_of_this_site(headers)
        page = is_form or (scope["method"] in _SAFE_METHODS and _is_page(scope["path"]))
        if _is_known(authorization, self._token, takes_password=page):
            return None
        challenge = 'Basic realm="certcheck", charset="UTF-8"' if page else "Bearer"
        detail = "expected the API token, met none or another"
        return HTTPStatus.UNAUTHORIZED, "token_required", detail, {"WWW-Authenticate": challenge}


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address can only mean this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _is_page(path: str) -> bool:
    # The page of a dossier links to the uploads, and a browser has only the password to open them with.
    is_picture = path.startswith("/api/documents/") and path.endswith("/image")
    return is_picture or any(path == page or path.startswith(f"{page}/") for page in _PAGES)


def _is_of_this_site(headers: Headers) -> bool:
    host = headers.get("host", "")
    ours = headers.get("origin") in (f"http://{host}", f"https://{host}")
    return headers.get("sec-fetch-site") == "same-origin" or (ours and "sec-fetch-site" not in headers)


def _fault_of_stranger(scope: Scope, headers: Headers) -> str | None:
    server = scope.get("server")
    if server and not is_loopback(server[0]):
        return "expected a connection to a loopback address, met another; set CERTCHECK_API_TOKEN to serve others"
    host = headers.get("host", "")
    if not is_loopback(_name_of(f"//{host}")):
        return "expected a loopback name in Host, met another; set CERTCHECK_API_TOKEN to serve others"
    origin, is_safe = headers.get("origin"), scope["method"] in _SAFE_METHODS
    if headers.get("sec-fetch-site") == "cross-site" and not (is_safe and headers.get("sec-fetch-mode") == "navigate"):
        # A page elsewhere that embeds ours cannot read them, yet could have us render them without end.
        return "expected a request of this site, met one sent by another"
    if not is_safe and origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return "expected a request of this site, met one sent by another"
    return None


def _name_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_known(authorization: str, token: str, *, takes_password: bool) -> bool:
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic" and takes_password:
        return hmac.compare_digest(_password(given), token.encode())
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _password(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True).partition(b":")[2]
    except (NotBase64, ValueError):
        return b""
