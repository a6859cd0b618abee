"""What this process counts of its own work, in the form that Prometheus reads. Labels are words of ours, never ids.

What stands in the ledger is not counted here, but asked for when somebody looks: see `services.ledger_measures`.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from models.job import Lane
from models.report import Verdict

# A second series beside each counter, which nobody asks for.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library gives it no types
REGISTRY = CollectorRegistry()
"""Everything that this process has counted since it began."""
ProcessCollector(registry=REGISTRY)

QUICK_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Of answers to a caller; 0.05 is what an upload may take at the 95th percentile."""
PAGE_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 20, 60)
"""Of a page: about a second to read on one core, sixty until its process is ended."""
WAIT_SECONDS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400)
"""From upload to report."""

http_requests = Counter(
    "certcheck_http_requests", "Requests answered.", ("method", "route", "status"), registry=REGISTRY
)
http_seconds = Histogram(
    "certcheck_http_request_seconds", "Time to answer.", ("route",), buckets=QUICK_SECONDS, registry=REGISTRY
)
uploads = Counter(
    "certcheck_uploads", "Uploads kept: created, or known already.", ("road", "result"), registry=REGISTRY
)
uploads_refused = Counter("certcheck_uploads_refused", "Uploads refused.", ("road", "code"), registry=REGISTRY)
upload_seconds = Histogram(
    "certcheck_upload_seconds",
    "Time to take in an upload, from its last byte to the commit and the ring.",
    ("road",),
    buckets=QUICK_SECONDS,
    registry=REGISTRY,
)
rings = Counter("certcheck_rings_sent", "Rings that the broker took.", ("lane",), registry=REGISTRY)
rings_failed = Counter("certcheck_rings_failed", "Rings that the broker did not take.", ("lane",), registry=REGISTRY)
jobs_ended = Counter(
    "certcheck_jobs_ended",
    "Attempts by how they ended: done, retried, failed, moved (the job was no longer this worker's).",
    ("lane", "outcome"),
    registry=REGISTRY,
)
job_failures = Counter(
    "certcheck_job_failures", "Failed attempts by code.", ("lane", "code", "disposition"), registry=REGISTRY
)
job_retries = Counter(
    "certcheck_job_retries", "Attempts that are to be made again.", ("lane", "code"), registry=REGISTRY
)
jobs_in_hand = Gauge("certcheck_jobs_in_hand", "Jobs that this process works on now.", registry=REGISTRY)
stage_seconds = Histogram(
    "certcheck_stage_seconds",
    "Time of a stage: normalise and recognise as the reading process measured them, see with the way there and back, "
    "judge, dossier, and job for the whole.",
    ("stage",),
    buckets=PAGE_SECONDS,
    registry=REGISTRY,
)
upload_to_report_seconds = Histogram(
    "certcheck_upload_to_report_seconds",
    "Time from an upload to its first report.",
    ("lane",),
    buckets=WAIT_SECONDS,
    registry=REGISTRY,
)
documents = Counter(
    "certcheck_documents", "Reports on documents by state and type.", ("state", "type"), registry=REGISTRY
)
dossiers = Counter("certcheck_dossiers", "Dossiers made, by verdict.", ("verdict",), registry=REGISTRY)
swept_at = Gauge(
    "certcheck_sweep_last_success_timestamp_seconds", "When this process last swept without a fault.", registry=REGISTRY
)
sweeps = Counter(
    "certcheck_sweeps", "Sweeps by how they ended: ok, or an error's code.", ("result",), registry=REGISTRY
)
swept = Counter("certcheck_swept", "What sweeps did: rung, requeued, parked, dossiers.", ("deed",), registry=REGISTRY)
leading = Gauge("certcheck_sweep_leader", "1 where this process sweeps, 0 where it stands by.", registry=REGISTRY)
build = Gauge("certcheck_build_info", "1, labelled with the build.", ("version",), registry=REGISTRY)

OUTCOMES = ("done", "retried", "failed", "moved")
STAGES = ("job", "see", "normalise", "recognise", "judge", "finish", "dossier")


def _begin_at_zero() -> None:
    """Show what has not happened yet: of a counter that begins at one, Prometheus does not see the first step."""
    for lane in Lane:
        for counted in (rings, rings_failed):
            counted.labels(lane)
        for outcome in OUTCOMES:
            jobs_ended.labels(lane, outcome)
        upload_to_report_seconds.labels(lane)
    for stage in STAGES:
        stage_seconds.labels(stage)
    upload_seconds.labels("api")
    for verdict in Verdict:
        dossiers.labels(verdict)
    for result in ("created", "known"):
        uploads.labels("api", result)


_begin_at_zero()
