"""The promise of traces: named spans around deeds, and where nobody traces, nothing.

Attributes are ids, codes and counts. A tracer never raises, and never waits for whoever collects its spans.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from models.origin import Origin

Attributes = Mapping[str, str | int | float | bool]


class Span(Protocol):
    """A piece of work while it is done."""

    def note(self, **attributes: str | int | float | bool) -> None:
        """Add what became known meanwhile."""
        ...

    def past(self, name: str, *, before_end_ms: float, lasted_ms: float) -> None:
        """Add a part that ended some time before now, as another process measured it."""
        ...


class Tracer(Protocol):
    """Makes spans."""

    def span(self, name: str, origin: Origin | None, attributes: Attributes) -> AbstractContextManager[Span]:
        """Begin a span: inside the one of this thread or task, else under that of an origin."""
        ...

    def traceparent(self) -> str | None:
        """Return the W3C Trace Context of the span of this thread or task; None where there is none."""
        ...

    def close(self) -> None:
        """Send what is still held, for a few seconds at most; safe to call twice."""
        ...


class NoSpan:
    """Work that nobody traces."""

    def note(self, **attributes: str | int | float | bool) -> None:
        """Do nothing."""

    def past(self, name: str, *, before_end_ms: float, lasted_ms: float) -> None:
        """Do nothing."""


class NoTracer:
    """Traces nothing."""

    @contextmanager
    def span(self, name: str, origin: Origin | None, attributes: Attributes) -> Iterator[Span]:
        """Give a span that keeps nothing."""
        yield _NO_SPAN

    def traceparent(self) -> str | None:
        """Return None."""
        return None

    def close(self) -> None:
        """Do nothing."""


_NO_SPAN = NoSpan()
_tracer: Tracer = NoTracer()


def use_tracer(tracer: Tracer) -> Tracer:
    """Let this process trace with a tracer, and return the one that it had."""
    # One a process, as with logs: every deed would have to pass it on to the next.
    global _tracer
    before, _tracer = _tracer, tracer
    return before


def span(
    name: str, *, origin: Origin | None = None, **attributes: str | int | float | bool
) -> AbstractContextManager[Span]:
    """Begin a span around a block."""
    return _tracer.span(name, origin, attributes)


def traceparent() -> str | None:
    """Return the W3C Trace Context of the span of this thread or task; None where there is none."""
    return _tracer.traceparent()
