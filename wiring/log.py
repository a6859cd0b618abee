"""Logs as JSON lines on standard error. They hold ids and codes: never a name, a number or a line of print."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from services.correlation import current_origin

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
"""What every record holds, and what uvicorn adds for terminals; anything else was given by `extra`."""
QUIET = {
    "dramatiq": logging.WARNING,
    "pika": logging.WARNING,
    "alembic": logging.WARNING,
    "urllib3": logging.ERROR,
    # A collector that is away would be told of every few seconds, with its address and a trace.
    "opentelemetry": logging.CRITICAL,
}
"""Third parties that would log every message, or every heartbeat; urllib3 would tell of each retry with the key of an
object, which may hold a name."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; of an exception its kind and place only, since its text may hold print."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in PLAIN}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["place"] = _place_of(record)
        return json.dumps(line, ensure_ascii=False, default=str)


class FromOrigin(logging.Filter):
    """Lets every line say which upload it belongs to, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id of the work that runs, where there is any."""
        origin = current_origin()
        if origin is not None and not hasattr(record, "correlation_id"):
            record.correlation_id = origin.correlation_id
        return True


def configure_logging(level: str) -> None:
    """Send every log of this process to standard error as JSON lines. Idempotent."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(FromOrigin())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, quietest in QUIET.items():
        logging.getLogger(name).setLevel(max(quietest, logging.getLevelNamesMapping()[level]))


def _place_of(record: logging.LogRecord) -> str:
    frames = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
