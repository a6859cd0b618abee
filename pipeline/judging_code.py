"""Digests of the code that judges, so that nobody has to remember to count a version up.

Whatever is not known to take no part counts: a new module of these floors is part of both digests until it is named
below, and a test holds the names against the imports.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

HOUSE = Path(__file__).parents[1]
_ROOMS = ("doctypes", "models", "regulations", "pipeline")
_LIBRARIES = ("numpy", "pypinyin", "rapidfuzz")
"""Those whose answers decide what a page says."""
SEE_ONLY = frozenset(
    {
        "models/decision.py",
        "models/desk.py",
        "models/desk_moves.py",
        "models/gravity.py",
        "pipeline/image/barcodes.py",
        "pipeline/image/camera_shake.py",
        "pipeline/image/crops.py",
        "pipeline/image/cut_off.py",
        "pipeline/image/decode.py",
        "pipeline/image/deconvolution.py",
        "pipeline/image/flatten.py",
        "pipeline/image/glare.py",
        "pipeline/image/ink.py",
        "pipeline/image/jpeg_header.py",
        "pipeline/image/layout.py",
        "pipeline/image/line_ends.py",
        "pipeline/image/line_order.py",
        "pipeline/image/moire.py",
        "pipeline/image/page_edges.py",
        "pipeline/image/page_parts.py",
        "pipeline/image/print_direction.py",
        "pipeline/image/quality.py",
        "pipeline/image/seals.py",
        "pipeline/image/unread_ink.py",
        "pipeline/crop_batches.py",
        "pipeline/ctc.py",
        "pipeline/deblur.py",
        "pipeline/engine_name.py",
        "pipeline/lines.py",
        "pipeline/models_folder.py",
        "pipeline/ocr.py",
        "pipeline/ocr_paddle.py",
        "pipeline/openvino_runner.py",
        "pipeline/read_again.py",
        "pipeline/reader.py",
        "pipeline/reader_child.py",
        "pipeline/reading_alphabet.py",
        "pipeline/reading_process.py",
        "pipeline/second_look.py",
        "pipeline/stages/normalise.py",
        "pipeline/stages/recognise.py",
        "pipeline/trace.py",
    }
)
"""Pixels to text: what they make is kept under the engine's name. And what is done with a verdict once it stands."""
WEIGH_ONLY = frozenset(
    {
        "models/levels.py",
        "regulations/",
        "pipeline/across/",
        "pipeline/again.py",
        "pipeline/contrary_findings.py",
        "pipeline/corrected.py",
        "pipeline/cut_neighbours.py",
        "pipeline/dossier.py",
        "pipeline/dossier_changes.py",
        "pipeline/identity_papers.py",
        "pipeline/grounds.py",
        "pipeline/judging_code.py",
        "pipeline/picture_words.py",
        "pipeline/run.py",
        "pipeline/settling.py",
        "pipeline/stages/flag.py",
        "pipeline/stages/match.py",
        "pipeline/why_unread.py",
        "pipeline/words.py",
    }
)
"""From what a page says to a verdict: they decide nothing of what it says."""


@lru_cache(maxsize=1)
def reading_code() -> str:
    """Return the digest of the code that finds out what a page is and what it says."""
    return _digest(SEE_ONLY | WEIGH_ONLY)


@lru_cache(maxsize=1)
def judging_code() -> str:
    """Return the digest of all code between a text and a dossier."""
    return _digest(SEE_ONLY)


def _digest(left_out: Collection[str]) -> str:
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    for path in _sources(left_out):
        digest.update(f"{path.relative_to(HOUSE).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _sources(left_out: Collection[str]) -> Iterator[Path]:
    """Modules and the lists that they read; definitions and regulations carry digests of their own."""
    for room in _ROOMS:
        for path in sorted((HOUSE / room).rglob("*")):
            name = path.relative_to(HOUSE).as_posix()
            if path.suffix in (".toml", ".pyc") or not path.is_file():
                continue
            if not any(name == part or (part.endswith("/") and name.startswith(part)) for part in left_out):
                yield path
