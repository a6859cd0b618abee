"""Traces by OpenTelemetry, where an endpoint is set; nothing here imports it where none is.

A collector that is away costs nothing but the spans: they wait in a bounded queue, and what does not fit is dropped.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from services.spans import use_tracer
from wiring.config import Config


@contextmanager
def tracing(config: Config) -> Iterator[None]:
    """Trace what this process does while the block runs, if an endpoint is set."""
    if not config.otlp_endpoint:
        yield
        return
    # Half a second and forty modules that nobody needs who does not trace.
    from wiring.tracing_otlp import OtlpTracer  # noqa: PLC0415

    tracer = OtlpTracer(config.otlp_endpoint)
    before = use_tracer(tracer)
    try:
        yield
    finally:
        use_tracer(before)
        tracer.close()
