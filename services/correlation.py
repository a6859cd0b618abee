"""One id from upload to report: made or taken where work comes in, kept with its job, said on every log line between.

Only UUIDs and 32 hex digits are taken from a caller. A freer form would let an applicant's number into logs and traces.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from models.origin import Origin

_REQUEST_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?P<trace_id>[0-9a-f]{32})-(?P<span_id>[0-9a-f]{16})-[0-9a-f]{2}")
"""Version, trace, span and flags of the W3C recommendation Trace Context, level 1."""

_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current_origin() -> Origin | None:
    """Return what the work of this thread or task comes from; None outside any."""
    return _current.get()


def new_origin() -> Origin:
    """Make an origin for work that nobody gave an id to."""
    return Origin(correlation_id=uuid.uuid4().hex)


def origin_of(*, traceparent: str = "", request_id: str = "") -> Origin:
    """Take a caller's trace, else its request id, else make an origin; what is not of a known form is passed over."""
    trace = _TRACEPARENT.fullmatch(traceparent.strip().lower())
    if trace and int(trace["trace_id"], 16) and int(trace["span_id"], 16):
        return Origin(correlation_id=trace["trace_id"], traceparent=trace.group())
    given = request_id.strip().lower()
    if _REQUEST_ID.fullmatch(given) and int(given.replace("-", ""), 16):
        return Origin(correlation_id=given)
    return new_origin()


@contextmanager
def originating(origin: Origin) -> Iterator[Origin]:
    """Let everything inside the block come from one origin."""
    token = _current.set(origin)
    try:
        yield origin
    finally:
        _current.reset(token)
