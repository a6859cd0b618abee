"""Where a piece of work came from: one id that its log lines, its job and its report share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What began a piece of work."""

    correlation_id: str
    """32 hex digits or a UUID, in lower case: it can hold no number of a person."""
    traceparent: str | None = None
    """W3C Trace Context of the span that began it; None where nobody traces."""
