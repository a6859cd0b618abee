"""Settings, read once from the environment and passed on as values. A wrong one stops the process by name."""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.errors import ConfigInvalid
from models.job import Lane
from pipeline.image.jpeg_header import LARGEST_BYTES
from regulations.loader import HERE as REGULATIONS_FOLDER
from wiring.settings import NAMES, PREFIX, SETTINGS

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LANES = tuple(Lane)
TAKEN = ("leave", "move")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LARGEST_PORT = 65535
REGULATIONS = tuple(sorted(path.stem for path in REGULATIONS_FOLDER.glob("*.toml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a process."""

    data_dir: Path
    database_url: str
    blobs_url: str
    archive_url: str
    """Empty where there is no archive."""
    broker_url: str
    api_token: str
    max_upload_bytes: int
    models_dir: Path | None
    ocr_threads: int | None
    readers: int
    pages_per_process: int
    worker_memory_bytes: int | None
    read_timeout_seconds: float
    lease_seconds: float
    stop_seconds: float
    retention_days: float
    lanes: tuple[str, ...]
    backfill_share: float
    sweep_seconds: float
    regulation: str
    session_idle_seconds: float
    session_seconds: float
    claim_seconds: float
    secure_cookies: bool
    log_level: str
    landing_bucket: str
    landing_prefix: str
    landing_public_url: str
    landing_seconds: float
    watch_dir: Path | None
    watch_seconds: float
    watch_moves: bool
    metrics_port: int | None
    metrics_host: str
    metrics_token: str
    otlp_endpoint: str

    @property
    def is_embedded(self) -> bool:
        """Everything lives in one process and one folder: SQLite, files, and rings in memory."""
        return (
            self.database_url.startswith("sqlite:")
            and self.blobs_url.startswith("file:")
            and self.broker_url.startswith("memory:")
        )


def read_config(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings; from the process's environment where none is given.

    Raises:
        ConfigInvalid: a setting is unknown or wrong; names every fault.
    """
    given = os.environ if environ is None else environ
    faults = [
        f"{name}: expected a known setting, met this name"
        for name in sorted(given)
        # Tests name their servers by variables that are none of ours to read.
        if name.startswith(PREFIX) and not name.startswith("CERTCHECK_TEST_") and name not in NAMES
    ]
    read = _Reading(given, faults)
    config = _config(read)
    if config.lease_seconds < 2 * config.read_timeout_seconds:
        faults.append("CERTCHECK_LEASE_SECONDS: expected at least twice CERTCHECK_READ_TIMEOUT_SECONDS, met less")
    if config.metrics_host not in LOOPBACK and not config.metrics_token:
        faults.append(
            "CERTCHECK_METRICS_TOKEN: expected a token where CERTCHECK_METRICS_HOST is not loopback, met none"
        )
    if faults:
        raise ConfigInvalid("; ".join(faults))
    return config


def _config(read: "_Reading") -> Config:
    data_dir = Path(read.text("DATA_DIR") or ".")
    memory_mb = read.number("WORKER_MEMORY_MB", least=0)
    return Config(
        data_dir=data_dir,
        database_url=read.url("DATABASE_URL", f"sqlite:///{data_dir / 'certcheck.db'}", ("sqlite", "postgresql")),
        blobs_url=read.url("BLOBS_URL", f"file:{data_dir / 'blobs'}", ("file", "s3+http", "s3+https")),
        archive_url=read.url("ARCHIVE_URL", "", ("file", "s3+http", "s3+https")),
        broker_url=read.url("BROKER_URL", "memory:", ("memory", "redis", "rediss", "amqp", "amqps")),
        api_token=read.token("API_TOKEN"),
        max_upload_bytes=int(read.number("MAX_UPLOAD_BYTES", least=1, most=LARGEST_BYTES)),
        models_dir=Path(folder) if (folder := read.text("MODELS_DIR")) else None,
        ocr_threads=int(read.number("OCR_THREADS", least=0)) or None,
        readers=int(read.number("READERS", least=1)),
        pages_per_process=int(read.number("PAGES_PER_PROCESS", least=1)),
        worker_memory_bytes=int(memory_mb * 1024 * 1024) or None,
        read_timeout_seconds=read.number("READ_TIMEOUT_SECONDS", least=1, kind=float),
        lease_seconds=read.number("LEASE_SECONDS", least=1, kind=float),
        stop_seconds=read.number("STOP_SECONDS", least=0, kind=float),
        retention_days=read.number("RETENTION_DAYS", least=0, kind=float),
        lanes=read.words("LANES", LANES),
        backfill_share=read.number("BACKFILL_SHARE", least=0, kind=float),
        sweep_seconds=read.number("SWEEP_SECONDS", least=0.1, kind=float),
        regulation=read.regulation("REGULATION"),
        session_idle_seconds=60 * read.number("SESSION_IDLE_MINUTES", least=1, kind=float),
        session_seconds=3600 * read.number("SESSION_HOURS", least=0.1, kind=float),
        claim_seconds=60 * read.number("CLAIM_MINUTES", least=1, kind=float),
        secure_cookies=read.word("SECURE_COOKIES", ("no", "yes")) == "yes",
        log_level=read.word("LOG_LEVEL", LEVELS),
        landing_bucket=read.text("LANDING_BUCKET"),
        landing_prefix=read.text("LANDING_PREFIX"),
        landing_public_url=read.url("LANDING_PUBLIC_URL", "", ("http", "https")),
        landing_seconds=read.number("LANDING_SECONDS", least=1, kind=float),
        watch_dir=Path(folder) if (folder := read.text("WATCH_DIR")) else None,
        watch_seconds=read.number("WATCH_SECONDS", least=1, kind=float),
        watch_moves=read.word("WATCH_TAKEN", TAKEN) == "move",
        metrics_port=read.port("METRICS_PORT"),
        metrics_host=read.text("METRICS_HOST"),
        metrics_token=read.token("METRICS_TOKEN"),
        otlp_endpoint=read.endpoint("OTLP_ENDPOINT"),
    )


class _Reading:
    """Reads one setting after another and collects what is wrong; a value is never repeated, it may be a secret."""

    def __init__(self, given: Mapping[str, str], faults: list[str]) -> None:
        self._given = given
        self._faults = faults
        self._defaults = {setting.name: setting.default for setting in SETTINGS}

    def text(self, name: str) -> str:
        # A variable that is set but empty, as compose files write it, counts as not set.
        return self._given.get(PREFIX + name, "").strip() or self._defaults[PREFIX + name]

    def token(self, name: str) -> str:
        met = self.text(name)
        # A header carries no other characters, so no caller could ever present it.
        if not (met.isascii() and met.isprintable()):
            self._fault(name, "printable ASCII")
        return met

    def url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        met = self._given.get(PREFIX + name, "").strip() or default
        # SQLAlchemy's names of drivers, such as postgresql+psycopg, are left to us.
        if met and (met.partition(":")[0] not in schemes or ":" not in met):
            self._fault(name, f"a URL that begins with {', '.join(f'{scheme}:' for scheme in schemes)}")
        return met

    def endpoint(self, name: str) -> str:
        met = self.text(name).rstrip("/")
        if met and not met.startswith(("http://", "https://")):
            self._fault(name, "a URL that begins with http: or https:, or nothing")
        return met

    def port(self, name: str) -> int | None:
        met = self.text(name)
        if met and not (met.isdecimal() and int(met) <= LARGEST_PORT):
            self._fault(name, "a port, 0 for any that is free, or nothing")
            return None
        return int(met) if met else None

    def number(self, name: str, *, least: float, most: float = math.inf, kind: Callable[[str], float] = int) -> float:
        try:
            met = kind(self.text(name))
        except ValueError:
            met = least - 1
        # Written so that not-a-number fails, too.
        if not (least <= met <= most and met < math.inf):
            self._fault(name, f"a number of at least {least}" + (f" and at most {most}" if most < math.inf else ""))
            return max(least, 1)
        return met

    def word(self, name: str, known: tuple[str, ...]) -> str:
        met = self.text(name)
        if met not in known:
            self._fault(name, f"one of {', '.join(known)}")
        return met

    def regulation(self, name: str) -> str:
        met = self.text(name)
        if met not in REGULATIONS and not (met.endswith(".toml") and Path(met).is_file()):
            self._fault(name, f"one of {', '.join(REGULATIONS)}, or a path to a TOML file")
        return met

    def words(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        met = tuple(dict.fromkeys(word.strip() for word in self.text(name).split(",")))
        if not set(met) <= set(known):
            self._fault(name, f"a list of {', '.join(known)}")
        return met

    def _fault(self, name: str, expected: str) -> None:
        self._faults.append(f"{PREFIX}{name}: expected {expected}, met another value")
