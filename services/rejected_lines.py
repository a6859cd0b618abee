"""The file of a manifest's rejected lines. What is not such a file is never written to, and never removed."""

import json
from collections.abc import Sequence
from pathlib import Path

from models.errors import InputError
from services.backfill_manifest import BadLine

BEGINS = b'{"line": '
"""How each of its lines begins."""


def check_rejects(path: Path, *, manifest: Path) -> None:
    """Look at the place where rejected lines go, and touch nothing.

    Raises:
        InputError: it is the manifest, it exists and holds something else than rejected lines, or no file can be there.
    """
    try:
        if not path.parent.is_dir():
            raise InputError(f"expected a place for rejected lines in a folder, met no such folder: {path}")
        if not path.exists():
            return
        if path.samefile(manifest):
            raise InputError(f"expected a place for rejected lines beside the manifest, met the manifest: {path}")
        if not path.is_file() or not _is_ours(path):
            raise InputError(f"expected a new place for rejected lines or those of before, met another: {path}")
    except OSError as error:
        raise _unusable(path, error) from error


def forget_rejects(path: Path) -> None:
    """Remove the rejected lines of before.

    Raises:
        InputError: they cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error


def write_rejects(path: Path, bad: Sequence[tuple[int, BadLine]]) -> None:
    """Append numbered bad lines with their reasons; none makes no file.

    Raises:
        InputError: the file cannot be written.
    """
    if not bad:
        return
    stated = [{"line": number, "code": line.code, "reason": line.reason} for number, line in bad]
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in stated)
    except OSError as error:
        raise _unusable(path, error) from error


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(BEGINS)) in (b"", BEGINS)


def _unusable(path: Path, error: OSError) -> InputError:
    return InputError(f"expected a file for rejected lines that can be written, met {error.strerror}: {path}")
