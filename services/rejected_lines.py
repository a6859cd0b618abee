"""The file of a manifest's rejected lines. What is not such a file is never written to, and never removed."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from models.errors import InputError
from services.backfill_manifest import BadLine

BEGINS = b'{"line": '
"""How each of its lines begins."""
_NUMBER = re.compile(rb'\{"line": (\d+),')


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


def forget_rejects(path: Path, *, after: int) -> None:
    """Cut off the rejected lines beyond a number, and what was left half written; without any left, remove the file.

    Raises:
        InputError: they cannot be removed.
    """
    try:
        if after == 0:
            path.unlink(missing_ok=True)
        elif path.exists():
            with path.open("r+b") as file:
                file.truncate(_length_up_to(file, after))
    except OSError as error:
        raise _unusable(path, error) from error


def write_rejects(path: Path, bad: Sequence[tuple[int, BadLine]], *, has_head: bool) -> None:
    """Append numbered bad lines with their reasons, and have them on the disk; none makes no file.

    Where the manifest has a line of headings, the row is told that a spreadsheet shows beside it.

    Raises:
        InputError: the file cannot be written.
    """
    if not bad:
        return
    stated = [
        {"line": number, **({"row": number + 1} if has_head else {}), "code": line.code, "reason": line.reason}
        for number, line in bad
    ]
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in stated)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unusable(path, error) from error


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        # A process that was ended may have left a part of the first line.
        return BEGINS.startswith(file.read(len(BEGINS)))


def _length_up_to(file: BinaryIO, after: int) -> int:
    """How many bytes the whole lines of numbers up to this one take."""
    length = 0
    for line in file:
        number = _NUMBER.match(line)
        if number is None or int(number.group(1)) > after or not line.endswith(b"\n"):
            break
        length += len(line)
    return length


def _unusable(path: Path, error: OSError) -> InputError:
    return InputError(f"expected a file for rejected lines that can be written, met {error.strerror}: {path}")
