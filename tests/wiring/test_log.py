"""Logs are JSON lines that say where an error was, and not what it said."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
import urllib3

from wiring.log import QUIET, JsonLines, configure_logging


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": message, "levelname": "WARNING", "name": "services.processing"})
    vars(made).update(extra)
    return made


def test_a_line_carries_what_was_given_with_it() -> None:
    line = json.loads(JsonLines().format(record("job failed", job_id="j1", code="defect")))

    assert (line["message"], line["job_id"], line["code"], line["level"]) == ("job failed", "j1", "defect", "WARNING")
    assert line["at"].endswith("+00:00")


def test_an_exception_is_told_by_kind_and_place_alone() -> None:
    try:
        raise ValueError("陈嘉禾")
    except ValueError:
        made = record("unforeseen", exc_info=sys.exc_info())

    written = JsonLines().format(made)

    assert json.loads(written)["exception"] == "ValueError"
    assert "test_log.py:" in json.loads(written)["place"]
    assert "陈" not in written


def test_what_uvicorn_adds_for_terminals_is_left_out() -> None:
    assert "color_message" not in json.loads(JsonLines().format(record("started", color_message="\x1b[36mstarted")))


@pytest.fixture
def loggers() -> Iterator[None]:
    """Leave the loggers of this process as they were."""
    root = logging.getLogger()
    kept, levels = list(root.handlers), {name: logging.getLogger(name).level for name in ("", *QUIET)}
    yield
    root.handlers[:] = kept
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("loggers")
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_a_store_that_is_away_has_no_key_of_an_object_logged(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(level)

    with pytest.raises(urllib3.exceptions.HTTPError):
        urllib3.PoolManager(retries=urllib3.Retry(2)).request("GET", "http://127.0.0.1:1/landing/HB1/_/chenjiahe.jpg")

    assert "chenjiahe" not in capsys.readouterr().err
