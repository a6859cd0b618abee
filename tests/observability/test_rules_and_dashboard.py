"""Dashboard, alert rules, runbook and measures are held together: none names what the others do not know."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from models.job import JobState, Lane
from services import meters
from services.job_meters import stage
from services.lane_work import LaneWork
from services.ledger_measures import breaker_family, lane_family, ledger_families, reader_families, vital_families
from services.upload_meters import metered, refuse
from tests.support.houses import memory_house
from wiring.watch import watch_over

ROOT = Path(__file__).parents[2]
RULES = ROOT / "observability" / "prometheus" / "alerts.yml"
SCRAPED = ROOT / "observability" / "prometheus" / "prometheus.yml"
COMPOSED = ROOT / "compose.yaml"
DASHBOARD = ROOT / "observability" / "grafana" / "certcheck.json"
RUNBOOK = ROOT / "docs" / "operations.md"
ROWS = ["Arrivals", "Lanes", "Workers", "Failures", "Verdicts", "Components"]
FUNCTIONS = frozenset({"absent", "count", "histogram_quantile", "increase", "max", "min", "rate", "sum", "time"})
"""What the rules and panels call; another word before a bracket is a misprint."""
GRAMMAR = frozenset({"and", "by", "unless"})
PROMETHEUS_OWN = {"up": frozenset({"instance", "job"}), "ALERTS": frozenset({"alertname", "alertstate"})}
WORK = LaneWork(
    lane=Lane.LIVE, jobs=dict.fromkeys(JobState, 1), failed={"defect": 1}, retrying_count=0, waiting_seconds=0.0
)
OF_SCRAPING = frozenset({"instance", "job", "le"})
"""Labels that every series has once it is scraped, or that buckets have."""


@pytest.fixture(scope="module")
def known() -> Mapping[str, frozenset[str]]:
    """Every series that processes show, by name, with its labels."""
    touch_every_meter()
    watch = watch_over(memory_house(), tells_of_ledger=True)
    watch.sources.append(
        lambda: [
            *reader_families({0: 1}, readers=1, lent=0, starts=1),
            *vital_families({"sweep": "ok"}),
            lane_family({"live": "open"}),
            breaker_family({("database", ""): "closed"}),
            *ledger_families([WORK]),
        ]
    )
    # What stands in the ledger comes with the failed jobs above.
    shown = replace(watch, asked=watch.asked[1:]).exposition()
    labels: dict[str, set[str]] = {name: set(theirs) for name, theirs in PROMETHEUS_OWN.items()}
    for family in text_string_to_metric_families(shown.decode()):
        for sample in family.samples:
            labels.setdefault(sample.name, set()).update(sample.labels)
    return {name: frozenset(theirs | OF_SCRAPING) for name, theirs in labels.items()}


def touch_every_meter() -> None:
    with stage("judge"), metered("api"):
        pass
    refuse("api", "too_large")
    meters.http_requests.labels("GET", "/readyz", "200")
    meters.http_seconds.labels("/readyz")
    meters.job_failures.labels(Lane.LIVE, "defect", "park")
    meters.job_retries.labels(Lane.LIVE, "storage_unavailable")
    meters.upload_to_report_seconds.labels(Lane.LIVE)
    meters.documents.labels("read", "id_card")
    meters.sweeps.labels("ok")
    meters.swept.labels("rung")
    meters.build.labels("0")


def rules() -> list[dict[str, object]]:
    (group,) = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    found: list[dict[str, object]] = group["rules"]
    return found


def panels() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    return found


def expressions() -> Iterator[str]:
    for rule in rules():
        yield str(rule["expr"])
    for panel in panels():
        for target in panel.get("targets", []):  # type: ignore[attr-defined]
            yield target["expr"]
    for annotation in json.loads(DASHBOARD.read_text("utf-8"))["annotations"]["list"]:
        yield annotation["expr"]


def test_every_series_of_a_rule_or_panel_is_shown_and_has_its_labels(known: Mapping[str, frozenset[str]]) -> None:
    asked = set(expressions())

    assert len(asked) > 40
    for expression in asked:
        assert list(faults(expression, known)) == [], expression


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("sum(certcheck_nothing)", "certcheck_nothing"),
        ('certcheck_jobs{lame="live"}', "lame"),
        ("sum by (lame) (certcheck_jobs)", "lame"),
        ("summ(certcheck_jobs)", "summ"),
        ("max(certcheck_jobs", "brackets"),
        ("rate(certcheck_upload_seconds_bucket[5m]) > elf", "elf"),
    ],
)
def test_a_misprint_in_an_expression_is_found(expression: str, fault: str, known: Mapping[str, frozenset[str]]) -> None:
    assert list(faults(expression, known)) == [fault]


def test_every_service_of_which_there_may_be_several_is_found_by_its_name_at_the_port_where_it_answers() -> None:
    services = yaml.safe_load(COMPOSED.read_text("utf-8"))["services"]
    metered = {
        name: int(service["expose"][0] if "expose" in service else service["environment"]["CERTCHECK_METRICS_PORT"])
        for name, service in services.items()
        if service.get("image") == "certcheck" and service["restart"] == "unless-stopped"
    }

    (job,) = yaml.safe_load(SCRAPED.read_text("utf-8"))["scrape_configs"]

    found = {name: one["port"] for one in job["dns_sd_configs"] for name in one["names"]}
    assert "static_configs" not in job
    assert {one["type"] for one in job["dns_sd_configs"]} == {"A"}
    assert found == metered
    assert {name for name, service in services.items() if "deploy" in service} <= set(found)


def test_every_alert_has_its_section_in_the_runbook_and_every_section_its_alert() -> None:
    alerts = [str(rule["alert"]) for rule in rules()]
    runbook = RUNBOOK.read_text("utf-8")
    part = runbook.partition("\n## Alerts\n")[2].partition("\n## ")[0]

    assert re.findall(r"^### (\w+)$", part, re.MULTILINE) == alerts
    for rule in rules():
        annotations = rule["annotations"]
        assert isinstance(annotations, dict)
        assert annotations["runbook"] == f"docs/operations.md#{str(rule['alert']).lower()}"
        assert annotations["summary"]
        assert rule["labels"] in ({"severity": "page"}, {"severity": "ticket"})


def test_every_section_says_what_to_look_at_first_and_how_to_mend_it() -> None:
    part = RUNBOOK.read_text("utf-8").partition("\n## Alerts\n")[2].partition("\n## ")[0]

    for section in part.split("\n### ")[1:]:
        title, _, text = section.partition("\n\n")
        meaning, look, mend = re.split(r"\n\n\* First look: |\n\* Mend: ", text)
        assert meaning.strip() and mend.strip(), title
        assert "`" in look or "ashboard" in look, title


def test_the_dashboard_has_a_row_for_each_part_and_no_panel_without_a_question() -> None:
    found = panels()

    assert [panel["title"] for panel in found if panel["type"] == "row"] == ROWS
    assert len({panel["id"] for panel in found}) == len(found)
    for panel in found:
        assert panel["type"] == "row" or panel["targets"], panel["title"]


@pytest.mark.skipif(shutil.which("promtool") is None, reason="no promtool")
def test_prometheus_itself_takes_the_rules_and_fires_them_when_they_should() -> None:
    folder = RULES.parent
    for deed in (["check", "rules", RULES.name], ["test", "rules", "alerts.test.yml"]):
        done = subprocess.run(["promtool", *deed], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def faults(expression: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Tell what in an expression of PromQL is no series, label or function of ours."""
    text = expression.replace("$__rate_interval", "5m")
    if any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]", "{}")):
        yield "brackets"
        return
    series: set[str] = set()
    for name, matchers in re.findall(r"([a-zA-Z_]\w*)(?:\{([^}]*)\})?(?!\w*\s*\()", bare(text)):
        if name in GRAMMAR or re.fullmatch(r"e\d+", name):
            continue
        if name not in known:
            yield name
            continue
        series.add(name)
        yield from (label for label in re.findall(r"(\w+)\s*[=!]", matchers) if label not in known[name])
    grouped = {label.strip() for labels in re.findall(r"by \(([^)]*)\)", text) for label in labels.split(",")}
    yield from sorted(grouped - set().union(*(known[name] for name in series)) if series else ())
    called = re.findall(r"([a-zA-Z_]\w*)\s*\(", re.sub(r"by \([^)]*\)", "", text))
    yield from sorted(set(called) - FUNCTIONS - GRAMMAR)


def bare(text: str) -> str:
    """Leave out ranges, groups, numbers and what is quoted."""
    text = re.sub(r'"[^"]*"', '""', text)
    text = re.sub(r"by \([^)]*\)|\[[^]]*\]", " ", text)
    return re.sub(r"\b\d[\w.]*", " ", text)
