"""Keeps the promise of traces with OpenTelemetry, over OTLP/HTTP."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import NonRecordingSpan, SpanContext, StatusCode, TraceFlags

from models.origin import Origin
from services.correlation import current_origin
from services.spans import Attributes, Span

EXPORT_SECONDS = 3.0
"""Patience with a collector, also at the end of the process."""
MOST_WAITING = 2048
"""Spans that wait for the collector; some seconds of a busy process."""


class OtlpTracer:
    """Sends spans to `<endpoint>/v1/traces`, in batches, from a thread of its own."""

    def __init__(self, endpoint: str) -> None:
        # The environment is not asked for attributes: what a span says is decided here alone.
        resource = Resource({"service.name": "certcheck", "process.pid": os.getpid()})
        self._provider = TracerProvider(resource=resource, id_generator=_Ids(), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces", timeout=EXPORT_SECONDS)
        self._provider.add_span_processor(
            BatchSpanProcessor(exporter, max_queue_size=MOST_WAITING, schedule_delay_millis=1000)
        )
        self._tracer = self._provider.get_tracer("certcheck")

    @contextmanager
    def span(self, name: str, origin: Origin | None, attributes: Attributes) -> Iterator[Span]:
        """See `Tracer.span`."""
        known = origin or current_origin()
        noted = dict(attributes) | ({"certcheck.correlation_id": known.correlation_id} if known else {})
        with self._tracer.start_as_current_span(
            name,
            context=_parent(origin),
            attributes=noted,
            # The text of an error may hold print: its kind alone is told.
            record_exception=False,
            set_status_on_exception=False,
        ) as made:
            span = _OtlpSpan(self._tracer, made)
            try:
                yield span
            except BaseException as error:
                made.set_status(StatusCode.ERROR)
                made.set_attribute("error.type", str(getattr(error, "code", type(error).__name__)))
                raise

    def traceparent(self) -> str | None:
        """See `Tracer.traceparent`."""
        context = trace.get_current_span().get_span_context()
        if not context.is_valid:
            return None
        return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    def close(self) -> None:
        """See `Tracer.close`."""
        self._provider.shutdown()


class _OtlpSpan:
    def __init__(self, tracer: trace.Tracer, made: trace.Span) -> None:
        self._tracer = tracer
        self._made = made

    def note(self, **attributes: str | int | float | bool) -> None:
        """See `Span.note`."""
        self._made.set_attributes(attributes)

    def past(self, name: str, *, before_end_ms: float, lasted_ms: float) -> None:
        """See `Span.past`."""
        ended = time.time_ns() - int(before_end_ms * 1e6)
        begun = ended - int(lasted_ms * 1e6)
        self._tracer.start_span(name, start_time=begun).end(end_time=ended)


class _Ids(RandomIdGenerator):
    """Trace ids that are the id of the upload, so that a log line leads to its trace and back."""

    def generate_trace_id(self) -> int:
        origin = current_origin()
        known = origin.correlation_id.replace("-", "") if origin else ""
        return int(known, 16) if len(known) == 32 else super().generate_trace_id()


def _parent(origin: Origin | None) -> Context | None:
    """The span of an origin, where it has one and this thread is inside none; None leaves it to the thread."""
    inside = trace.get_current_span().get_span_context().is_valid
    if origin is None or origin.traceparent is None or inside:
        return None
    _, trace_id, span_id, flags = origin.traceparent.split("-")[:4]
    context = SpanContext(
        trace_id=int(trace_id, 16), span_id=int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16))
    )
    return trace.set_span_in_context(NonRecordingSpan(context))
