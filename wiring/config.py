"""Settings, read once from the environment and passed on as values. A wrong one stops the process by name."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.errors import ConfigInvalid
from regulations.loader import HERE as REGULATIONS_FOLDER

PREFIX = "CERTCHECK_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting, as `doctor` and the README show it."""

    name: str
    default: str
    meaning: str
    secret: bool = False
    """Its value is never shown."""


SETTINGS: tuple[Setting, ...] = (
    Setting(name="CERTCHECK_DATA_DIR", default="./var", meaning="folder of the embedded database and blobs"),
    Setting(
        name="CERTCHECK_DATABASE_URL",
        default="sqlite:///<DATA_DIR>/certcheck.db",
        meaning="sqlite:///path or postgresql://user:password@host/database",
        secret=True,
    ),
    Setting(
        name="CERTCHECK_BLOBS_URL",
        default="file:<DATA_DIR>/blobs",
        meaning="file:path or s3+http(s)://key:secret@host/bucket",
        secret=True,
    ),
    Setting(
        name="CERTCHECK_BROKER_URL",
        default="memory:",
        meaning="memory: (inside `certcheck serve` only), redis://host/0 or amqp://user:password@host/",
        secret=True,
    ),
    Setting(
        name="CERTCHECK_API_TOKEN",
        default="",
        meaning="token that callers of the API present; may be empty only on loopback with the embedded default",
        secret=True,
    ),
    Setting(name="CERTCHECK_MAX_UPLOAD_BYTES", default="20000000", meaning="largest upload that is taken"),
    Setting(name="CERTCHECK_MODELS_DIR", default="", meaning="folder of other OCR weights; empty for those bundled"),
    Setting(name="CERTCHECK_OCR_THREADS", default="0", meaning="CPU threads of one reader; 0 lets the engine choose"),
    Setting(name="CERTCHECK_READERS", default="1", meaning="reading processes of a worker; each loads its own models"),
    Setting(
        name="CERTCHECK_PAGES_PER_PROCESS", default="500", meaning="pages after which a reading process is renewed"
    ),
    Setting(
        name="CERTCHECK_WORKER_MEMORY_MB",
        default="1500",
        meaning="memory of a reading process: made anew above it, ended at twice as much; 0 for no limit",
    ),
    Setting(name="CERTCHECK_READ_TIMEOUT_SECONDS", default="60", meaning="time after which a page's process is ended"),
    Setting(name="CERTCHECK_LEASE_SECONDS", default="300", meaning="time for which a worker holds a job"),
    Setting(
        name="CERTCHECK_STOP_SECONDS",
        default="20",
        meaning="time that a process which is told to stop gives the pages in hand; then they go to others",
    ),
    Setting(
        name="CERTCHECK_RETENTION_DAYS",
        default="0",
        meaning="days for which it is kept what failed and cancelled jobs said besides their code; 0 for ever",
    ),
    Setting(name="CERTCHECK_LANES", default="live,backfill", meaning="lanes that a worker serves"),
    Setting(name="CERTCHECK_SWEEP_SECONDS", default="10", meaning="pause between two sweeps"),
    Setting(
        name="CERTCHECK_REGULATION",
        default="2021-hubei",
        meaning="regulation by which materials are missing: a code, or a path to its TOML file",
    ),
    Setting(name="CERTCHECK_LOG_LEVEL", default="INFO", meaning="DEBUG, INFO, WARNING or ERROR"),
)
"""Every setting there is."""

NAMES = frozenset(setting.name for setting in SETTINGS)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LANES = ("live", "backfill")
REGULATIONS = tuple(sorted(path.stem for path in REGULATIONS_FOLDER.glob("*.toml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a process."""

    data_dir: Path
    database_url: str
    blobs_url: str
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
    sweep_seconds: float
    regulation: str
    log_level: str

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
        broker_url=read.url("BROKER_URL", "memory:", ("memory", "redis", "rediss", "amqp", "amqps")),
        api_token=read.token("API_TOKEN"),
        max_upload_bytes=int(read.number("MAX_UPLOAD_BYTES", least=1)),
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
        sweep_seconds=read.number("SWEEP_SECONDS", least=0.1, kind=float),
        regulation=read.regulation("REGULATION"),
        log_level=read.word("LOG_LEVEL", LEVELS),
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
        if met.partition(":")[0] not in schemes or ":" not in met:
            self._fault(name, f"a URL that begins with {', '.join(f'{scheme}:' for scheme in schemes)}")
        return met

    def number(self, name: str, *, least: float, kind: Callable[[str], float] = int) -> float:
        try:
            met = kind(self.text(name))
        except ValueError:
            met = least - 1
        # Written so that not-a-number fails, too.
        if not least <= met < float("inf"):
            self._fault(name, f"a number of at least {least}")
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
