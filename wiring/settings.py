"""Every setting there is, with its default and its meaning, as `doctor` and the documents show it."""

from dataclasses import dataclass

from models.job import Lane

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
        name="CERTCHECK_ARCHIVE_URL",
        default="",
        meaning="papers of past years that stay where they are: file:path or s3+http(s)://key:secret@host/bucket; "
        "empty for none",
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
    Setting(
        name="CERTCHECK_MAX_UPLOAD_BYTES",
        default="20000000",
        meaning="largest upload that is taken, 20000000 at most: what is larger is not decoded",
    ),
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
    Setting(name="CERTCHECK_LANES", default=",".join(Lane), meaning="lanes that a worker serves"),
    Setting(
        name="CERTCHECK_BACKFILL_SHARE",
        default="0.5",
        meaning="reading processes for history in a worker that serves both lanes, as a share of CERTCHECK_READERS; "
        "at least one",
    ),
    Setting(name="CERTCHECK_SWEEP_SECONDS", default="10", meaning="pause between two sweeps"),
    Setting(
        name="CERTCHECK_REGULATION",
        default="2021-hubei",
        meaning="regulation by which materials are missing: a code, or a path to its TOML file",
    ),
    Setting(name="CERTCHECK_SESSION_IDLE_MINUTES", default="60", meaning="time without a click that ends a session"),
    Setting(name="CERTCHECK_SESSION_HOURS", default="12", meaning="time after which a session ends in any case"),
    Setting(
        name="CERTCHECK_CLAIM_MINUTES",
        default="15",
        meaning="time for which a dossier is held without a word from its holder",
    ),
    Setting(
        name="CERTCHECK_SECURE_COOKIES",
        default="no",
        meaning="yes behind a server that ends https: browsers then send the cookie of a session by https alone",
    ),
    Setting(name="CERTCHECK_LOG_LEVEL", default="INFO", meaning="DEBUG, INFO, WARNING or ERROR"),
    Setting(
        name="CERTCHECK_LANDING_BUCKET",
        default="",
        meaning="bucket beside that of the blobs into which others put uploads; empty for that of the blobs itself",
    ),
    Setting(name="CERTCHECK_LANDING_PREFIX", default="", meaning="what the keys of such uploads begin with"),
    Setting(
        name="CERTCHECK_LANDING_PUBLIC_URL",
        default="",
        meaning="http(s) address of the object store for callers with an upload form; empty for that of the blobs",
    ),
    Setting(name="CERTCHECK_LANDING_SECONDS", default="60", meaning="pause between two looks into the landing bucket"),
    Setting(name="CERTCHECK_WATCH_DIR", default="", meaning="folder into which uploads are laid; empty for none"),
    Setting(name="CERTCHECK_WATCH_SECONDS", default="5", meaning="pause between two looks into the watched folder"),
    Setting(
        name="CERTCHECK_WATCH_TAKEN",
        default="leave",
        meaning="what becomes of a watched file that was taken in: leave, or move (below .done in the folder)",
    ),
    Setting(
        name="CERTCHECK_METRICS_PORT",
        default="",
        meaning="port at which a worker or sweep answers /healthz, /readyz and /metrics; empty for none",
    ),
    Setting(name="CERTCHECK_METRICS_HOST", default="127.0.0.1", meaning="address of that port"),
    Setting(
        name="CERTCHECK_METRICS_TOKEN",
        default="",
        meaning="token that opens /metrics and nothing else; must be set where the address is not loopback",
        secret=True,
    ),
    Setting(
        name="CERTCHECK_OTLP_ENDPOINT",
        default="",
        meaning="http(s)://host:4318 of a collector of OpenTelemetry traces; empty for no traces",
    ),
)
"""Every setting there is."""

NAMES = frozenset(setting.name for setting in SETTINGS)
