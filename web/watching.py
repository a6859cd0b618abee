"""Middleware around every request: one id that its answer, log lines and jobs carry, and what is counted of it."""

import logging
import time
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.correlation import origin_of, originating
from services.meters import http_requests, http_seconds

log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
ORIGIN = "certcheck.origin"
"""Where in a request's scope its origin lies."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
NO_ROUTE = "none"
"""The label of requests for which there is no route; what they asked for is never a label."""


class Watching:
    """Lets a request be followed, and counts it by its route's template, never by its path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = origin_of(traceparent=headers.get("traceparent", ""), request_id=headers.get(HEADER, ""))
        scope[ORIGIN] = origin
        # A defect is answered outside of this, and always so.
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        began = time.monotonic()

        async def send_watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = origin.correlation_id
            await send(message)

        with originating(origin):
            try:
                await self._app(scope, receive, send_watched)
            finally:
                _count(scope, status, time.monotonic() - began)


def _count(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", NO_ROUTE)
    method = scope["method"] if scope["method"] in METHODS else "other"
    http_requests.labels(method, route, str(status)).inc()
    http_seconds.labels(route).observe(seconds)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("request failed", extra={"route": route, "method": method, "status": status})
