"""Logs as JSON lines on standard error. They hold ids and codes: never a name, a number or a line of print."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
"""What every record holds, and what uvicorn adds for terminals; anything else was given by `extra`."""
QUIET = {
    "dramatiq": logging.WARNING,
    "pika": logging.WARNING,
    "alembic": logging.WARNING,
    "urllib3": logging.ERROR,
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


def configure_logging(level: str) -> None:
    """Send every log of this process to standard error as JSON lines. Idempotent."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, quietest in QUIET.items():
        logging.getLogger(name).setLevel(max(quietest, logging.getLevelNamesMapping()[level]))


def _place_of(record: logging.LogRecord) -> str:
    frames = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
