"""Settings: defaults, faults by name, and secrets that stay secret."""

from pathlib import Path

import pytest

from models.errors import ConfigInvalid
from wiring.config import read_config
from wiring.settings import SETTINGS


def test_without_settings_all_is_embedded_in_one_folder() -> None:
    config = read_config({})

    assert config.is_embedded
    assert config.database_url == "sqlite:///var/certcheck.db"
    assert config.blobs_url == "file:var/blobs"
    assert config.broker_url == "memory:"
    assert config.lanes == ("live", "backfill")


def test_the_data_folder_moves_database_and_blobs() -> None:
    config = read_config({"CERTCHECK_DATA_DIR": "/srv/certcheck"})

    assert config.database_url == "sqlite:////srv/certcheck/certcheck.db"
    assert config.data_dir == Path("/srv/certcheck")


def test_one_url_of_a_server_is_no_longer_embedded() -> None:
    assert not read_config({"CERTCHECK_BROKER_URL": "redis://host/0"}).is_embedded


def test_a_setting_that_is_set_but_empty_counts_as_not_set() -> None:
    assert read_config({"CERTCHECK_DATABASE_URL": "", "CERTCHECK_READERS": " "}) == read_config({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CERTCHECK_DATABASE_URL", "mysql://root:hunter2@host/x"),
        ("CERTCHECK_BLOBS_URL", "hunter2"),
        ("CERTCHECK_BROKER_URL", "kafka://hunter2"),
        ("CERTCHECK_READERS", "0"),
        ("CERTCHECK_READERS", "hunter2"),
        ("CERTCHECK_READ_TIMEOUT_SECONDS", "nan"),
        ("CERTCHECK_READ_TIMEOUT_SECONDS", "inf"),
        ("CERTCHECK_MAX_UPLOAD_BYTES", "-1"),
        ("CERTCHECK_MAX_UPLOAD_BYTES", "20000001"),
        ("CERTCHECK_LANES", "live,hunter2"),
        ("CERTCHECK_LOG_LEVEL", "hunter2"),
        ("CERTCHECK_LEASE_SECONDS", "30"),
        ("CERTCHECK_DATABSE_URL", "hunter2"),
        ("CERTCHECK_REGULATION", "hunter2"),
        ("CERTCHECK_REGULATION", "../regulations/2021-hubei"),
        ("CERTCHECK_API_TOKEN", "hunter2密"),
        ("CERTCHECK_API_TOKEN", "hunter2\nx"),
        ("CERTCHECK_METRICS_PORT", "hunter2"),
        ("CERTCHECK_METRICS_PORT", "65536"),
        ("CERTCHECK_OTLP_ENDPOINT", "hunter2:4318"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(name: str, value: str) -> None:
    with pytest.raises(ConfigInvalid, match=name) as caught:
        read_config({name: value})

    assert "hunter2" not in str(caught.value)


def test_measures_on_another_address_than_loopback_take_a_token() -> None:
    with pytest.raises(ConfigInvalid, match="CERTCHECK_METRICS_TOKEN"):
        read_config({"CERTCHECK_METRICS_HOST": "0.0.0.0"})

    assert read_config({"CERTCHECK_METRICS_HOST": "0.0.0.0", "CERTCHECK_METRICS_TOKEN": "t"}).metrics_port is None


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(ConfigInvalid, match=r"CERTCHECK_READERS.*CERTCHECK_LOG_LEVEL"):
        read_config({"CERTCHECK_READERS": "x", "CERTCHECK_LOG_LEVEL": "x"})


def test_variables_of_others_are_left_alone() -> None:
    read_config({"PATH": "/bin", "CERTCHECK_TEST_REDIS_URL": "redis://host"})


def test_what_holds_a_password_is_marked_secret() -> None:
    secret = {setting.name for setting in SETTINGS if setting.secret}

    assert secret == {
        f"CERTCHECK_{name}"
        for name in ("DATABASE_URL", "BLOBS_URL", "ARCHIVE_URL", "BROKER_URL", "API_TOKEN", "METRICS_TOKEN")
    }


def test_the_runbook_holds_every_setting_as_it_is() -> None:
    runbook = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")

    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "(none)"
        assert f"| `{setting.name}` | {default} | {setting.meaning} |" in runbook
