"""The composed form, held against the program that it starts: no container engine is needed to see that it fits."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from ops.main import cli as commands
from wiring.settings import NAMES

ROOT = Path(__file__).parents[2]
COMPOSED: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSED["services"]
KNOWN_KEYS = {
    "image", "build", "restart", "environment", "depends_on", "command", "entrypoint", "ports", "expose", "volumes",
    "deploy", "stop_grace_period", "mem_limit", "cpu_shares", "healthcheck", "profiles",
}  # fmt: skip
"""Of the Compose Specification, what we use; a key that is misspelt is none of them."""
HEALTH_KEYS = {"test", "interval", "timeout", "retries", "start_period", "disable"}
OURS = {name for name, service in SERVICES.items() if service.get("image") == "certcheck"}
LONG_RUNNING = set(SERVICES) - {"upgrade", "notify"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_written_in_words_that_compose_knows(name: str) -> None:
    service = SERVICES[name]

    assert set(service) <= KNOWN_KEYS
    assert "image" in service or "build" in service
    assert set(service.get("healthcheck", {})) <= HEALTH_KEYS
    assert service.get("restart") in ("unless-stopped", "on-failure", "no")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_services_that_are_there_and_can_be_well(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        other = SERVICES[needed]
        if how["condition"] == "service_healthy":
            assert "test" in other["healthcheck"], f"{needed} never says that it is well"
        else:
            assert how["condition"] == "service_completed_successfully"
            assert other["restart"] in ("no", "on-failure")
        # Whoever is started by a profile only may be waited for, and not relied on.
        assert "profiles" not in other or how["required"] is False


@pytest.mark.parametrize("name", sorted(LONG_RUNNING))
def test_a_service_that_stays_says_whether_it_is_well_or_has_no_door(name: str) -> None:
    health = SERVICES[name]["healthcheck"]

    assert health == {"disable": True} if name in ("worker", "history", "sweep") else health["test"][0] == "CMD"


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_settings_and_commands_are_those_of_the_program(name: str) -> None:
    service = SERVICES[name]

    assert set(service["environment"]) <= NAMES
    if "entrypoint" in service:
        module = service["entrypoint"][-1]
        assert (ROOT / module).exists() or (ROOT / f"{module.replace('.', '/')}.py").exists()
        return
    command, *words = service["command"]
    started = commands.get_command(click.Context(commands), command)
    assert started is not None
    options = {option for parameter in started.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_volumes_and_files_that_are_mounted_exist() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith("./") else source in COMPOSED["volumes"]


def test_only_the_proxy_is_reachable_and_only_from_here_unless_told_otherwise() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert set(published) == {"proxy"}
    assert all(port.startswith("${PROXY_BIND:-127.0.0.1}:") for port in published["proxy"])


def test_no_secret_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|TOKEN|SECRET|_PASS$", name):
                assert re.search(r"\$\{[A-Z_]+:[?-]\}$", value), name


def test_there_are_several_of_what_may_fall() -> None:
    assert {name: SERVICES[name]["deploy"]["replicas"] for name in ("api", "worker", "sweep")} == {
        "api": 2,
        "worker": 2,
        "sweep": 2,
    }


def test_the_broker_is_chosen_by_a_profile() -> None:
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "redis": ["redis"],
        "rabbitmq": ["rabbitmq"],
    }


def test_the_object_store_announces_uploads_where_the_api_takes_them() -> None:
    told = SERVICES["minio"]["environment"]
    target = SERVICES["notify"]["command"][1]

    assert told[f"MINIO_NOTIFY_WEBHOOK_ENDPOINT_{target}"] == "http://api:8000/api/events/object-created"
    assert told[f"MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_{target}"] == "Bearer ${API_TOKEN:?}"


def test_the_proxy_sends_what_it_may_to_the_api_and_no_more() -> None:
    written = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")

    assert written.count("{") == written.count("}")
    assert "dynamic a api 8000" in written
    assert "@inside path /metrics /api/events/*" in written
    assert "Strict-Transport-Security" in written
