"""The composed form, held against the program that it starts: no container engine is needed to see that it fits."""

import itertools
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from models.job import Lane
from ops.main import cli as commands
from wiring.config import read_config
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
LONG_RUNNING = set(SERVICES) - {"upgrade", "notify", "certcheck"}
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?:(:-)([^${}]*)|:\?)\}")
"""As we write them: with what stands where none is given, or refused without one."""


def written_out(value: str, **given: str) -> str:
    """Put variables in their places as compose does, from the innermost outward; one that must be given is `x`."""
    while VARIABLE.search(value):
        value = VARIABLE.sub(lambda one: given.get(one[1]) or (one[3] if one[2] else "x"), value)
    return value


def settings(name: str, **given: str) -> dict[str, str]:
    """Return the settings of a service as it gets them."""
    return {setting: written_out(value, **given) for setting, value in SERVICES[name]["environment"].items()}


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
            source = written_out(volume).split(":")[0]
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


def test_the_broker_is_chosen_by_a_profile_and_the_command_line_is_started_by_name_alone() -> None:
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "redis": ["redis"],
        "rabbitmq": ["rabbitmq"],
        "certcheck": ["command"],
    }


def test_the_workers_together_serve_every_lane() -> None:
    workers = [service["command"] for service in SERVICES.values() if "worker" in service.get("command", [])[:1]]

    lanes = [word for started in workers for before, word in itertools.pairwise(started) if before == "--lane"]

    assert sorted(lanes) == sorted(Lane)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_ours_takes_its_settings_as_they_come(name: str) -> None:
    config = read_config(settings(name))

    assert config.secure_cookies, "the proxy ends https"
    assert not config.is_embedded
    assert (config.readers, config.regulation, config.retention_days) == (1, "2021-hubei", 0)


def test_what_the_environment_file_says_of_readers_rules_and_archive_reaches_every_service_of_ours() -> None:
    said = {
        "READERS": "4",
        "RETENTION_DAYS": "90",
        "ARCHIVE_URL": "file:/archive",
        "MAX_UPLOAD_BYTES": "10000000",
        "LANDING_PUBLIC_URL": "https://uploads.example",
    }

    for name in sorted(OURS):
        config = read_config(settings(name, **said))
        assert (config.readers, config.retention_days, config.archive_url) == (4, 90, "file:/archive")
        assert (config.max_upload_bytes, config.landing_public_url) == (10_000_000, "https://uploads.example")


def test_every_variable_of_the_environment_file_is_told_of_and_no_other() -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("\n## Compose\n")[2].partition("\n## ")[0]
    written = (ROOT / "compose.yaml").read_text("utf-8")

    asked = set(re.findall(r"\$\{([A-Z_]+)", written))

    assert set(re.findall(r"^\| `([A-Z_]+)`", told, re.MULTILINE)) == asked | {"COMPOSE_PROFILES"}


def test_the_papers_of_past_years_are_mounted_where_they_are_read_and_nobody_can_write_there() -> None:
    for name in sorted(OURS):
        assert "${ARCHIVE_DIR:-archive}:/archive:ro" in SERVICES[name]["volumes"], name


def test_the_object_store_announces_uploads_where_the_api_takes_them() -> None:
    told = SERVICES["minio"]["environment"]
    target = SERVICES["notify"]["command"][1]

    assert told[f"MINIO_NOTIFY_WEBHOOK_ENDPOINT_{target}"] == "http://api:8000/api/events/object-created"
    assert told[f"MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_{target}"] == "Bearer ${API_TOKEN:?}"


def test_uploads_that_are_announced_are_those_that_are_looked_for_and_that_forms_send() -> None:
    config = read_config(settings("api"))
    bucket = SERVICES["notify"]["command"][0]
    proxy = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")

    assert config.landing_bucket == bucket
    assert config.landing_public_url == "https://localhost"
    assert f"path /{bucket}\n\t}}\n\treverse_proxy @forms minio:9000" in proxy


def test_the_object_store_is_of_one_version_and_the_tests_run_against_the_same() -> None:
    built = re.findall(r"github\.com/minio/minio@(\S+)", SERVICES["minio"]["build"]["dockerfile_inline"])
    tested = re.findall(r"github\.com/minio/minio@([^\s\"]+)", (ROOT / "tools" / "services.sh").read_text("utf-8"))

    assert built == tested
    assert re.fullmatch(r"v\d+\.\d+\.\d+\S*", built[0])


def test_the_proxy_sends_what_it_may_to_the_api_and_no_more() -> None:
    written = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")

    assert written.count("{") == written.count("}")
    assert "dynamic a api 8000" in written
    assert "@inside path /metrics /api/events/*" in written
    assert "Strict-Transport-Security" in written
