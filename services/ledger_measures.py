"""What stands in the ledger and the broker, and how components are, as families of Prometheus' measures."""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from models.job import JobState, Lane
from services.lane_work import LaneWork
from services.meters import REGISTRY

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
UNSETTLED_OR_FAILED = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)


def exposition(families: Iterable[Metric]) -> bytes:
    """Return these families and what the process has counted, in Prometheus' text format, version 0.0.4."""
    asked = CollectorRegistry()
    asked.register(_Given(families))
    return generate_latest(asked) + generate_latest(REGISTRY)


def ledger_families(work: Iterable[LaneWork]) -> Iterator[Metric]:
    """Tell what stands where."""
    jobs = _gauge("certcheck_jobs", "Unsettled and failed jobs.", "lane", "state")
    retrying = _gauge("certcheck_jobs_retrying", "Queued jobs whose last attempt failed.", "lane")
    failed = _gauge("certcheck_jobs_failed", "Failed jobs by code.", "lane", "code")
    oldest = _gauge("certcheck_oldest_queued_job_seconds", "Time that the oldest due job has waited.", "lane")
    for one in work:
        for state in UNSETTLED_OR_FAILED:
            jobs.add_metric((one.lane, state), one.jobs[state])
        retrying.add_metric((one.lane,), one.retrying_count)
        oldest.add_metric((one.lane,), one.waiting_seconds)
        for code, count in sorted(one.failed.items()):
            failed.add_metric((one.lane, code), count)
    yield from (jobs, retrying, failed, oldest)


def ring_family(rings: Mapping[Lane, int]) -> Metric:
    """Tell how many rings lie in the broker."""
    family = _gauge("certcheck_rings", "Rings in the broker; an estimate.", "lane")
    for lane, count in rings.items():
        family.add_metric((lane,), count)
    return family


def lane_family(states: Mapping[str, str]) -> Metric:
    """Tell how each lane's gate stands: 1 for its state. A lane that is not open works on no job."""
    family = _gauge("certcheck_lane_state", "1 for the state in which a lane is.", "lane", "state")
    for lane, state in states.items():
        family.add_metric((lane, state), 1)
    return family


def breaker_family(states: Mapping[tuple[str, str], str]) -> Metric:
    """Tell how the breaker of each component, at each place, stands: 1 for its state."""
    family = _gauge("certcheck_breaker_state", "1 for the state in which a breaker is.", "component", "place", "state")
    for (component, place), state in states.items():
        family.add_metric((component, place, state), 1)
    return family


def component_families(states: Mapping[str, str]) -> Iterator[Metric]:
    """Tell whether each component answers."""
    yield _up("certcheck_component_up", "1 where the component answers in time.", "component", states)


def vital_families(states: Mapping[str, str]) -> Iterator[Metric]:
    """Tell whether each part of the process is alive."""
    yield _up("certcheck_vital_up", "1 where a part of this process is alive.", "vital", states)


def reader_families(resident_bytes: Mapping[int, int], *, readers: int, lent: int, starts: int) -> Iterator[Metric]:
    """Tell of reading processes: how many there may be, are alive and are at work, and the memory each holds."""
    counts = _gauge("certcheck_readers", "Reading processes: all there may be, alive, and at work.", "state")
    for state, count in (("all", readers), ("alive", len(resident_bytes)), ("lent", lent)):
        counts.add_metric((state,), count)
    memory = _gauge("certcheck_reader_resident_bytes", "Memory that a reading process holds.", "reader")
    for number, size in resident_bytes.items():
        memory.add_metric((str(number),), size)
    begun = CounterMetricFamily("certcheck_reader_starts", "Reading processes that were started.", value=starts)
    yield from (counts, memory, begun)


def _up(name: str, text: str, label: str, states: Mapping[str, str]) -> Metric:
    family = _gauge(name, text, label)
    for part, state in states.items():
        family.add_metric((part,), state == "ok")
    return family


def _gauge(name: str, text: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, labels=labels)


class _Given(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        """Give the families."""
        return self._families
