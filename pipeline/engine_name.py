"""The name under which text is kept: engine, weights and version of our own reading. Loads no model.

Text that was kept under another name is never mistaken for what this build would read.
"""

import hashlib
from importlib import metadata
from pathlib import Path

READING_VERSION = 12
"""Raise when a change to normalise or recognise may change what is read, so that kept text is not reused."""

BUNDLED_WEIGHTS = "PP-OCRv6_small"


def engine_name(models_dir: Path | None = None) -> str:
    """Name the engine that reads with the bundled weights, or with those in a folder.

    Raises:
        OSError: the folder cannot be read.
    """
    weights = BUNDLED_WEIGHTS if models_dir is None else f"weights-{_digest(models_dir)}"
    versions = "-".join(f"{part}-{metadata.version(part)}" for part in ("paddleocr", "openvino"))
    return f"certcheck-{READING_VERSION}/{versions}/{weights}"


def _digest(models_dir: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(models_dir.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(models_dir).as_posix().encode())
            with path.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:12]


ENGINE_NAME = engine_name()
"""Name of the engine with the bundled weights."""
