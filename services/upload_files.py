"""Uploads out of files on this machine, and what they are declared to be."""

from pathlib import Path

from models.case import Upload
from models.errors import DeclaredTypeUnknown, InputError
from models.materials import MATERIALS
from services.application_faults import near_to


def read_upload(path: Path, *, name: str, declared_type: str | None, max_bytes: int) -> Upload:
    """Read a file as an upload that is called `name`.

    Of a larger file no more than one byte above `max_bytes` is read, so that it is refused for its size and not
    held in memory.

    Raises:
        InputError: there is no such file, it is a folder or a device, or it may not be read.
    """
    _check_regular(path, name)
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"expected a file that can be read, met {_reason(error)}: {name}") from error
    return Upload(file=name, content=content, declared_type=declared_type)


def check_declared_type(word: str | None) -> None:
    """Look at the type that an upload is declared to be of; None is for an upload of which nobody says what it is.

    Raises:
        DeclaredTypeUnknown: there is no such type.
    """
    if word is None or word in MATERIALS:
        return
    hint = near_to(word, MATERIALS.keys()) or f": one of {', '.join(MATERIALS)}"
    raise DeclaredTypeUnknown(f"declared_type: expected the code of a type, met another word{hint}")


def read_small_file(path: Path, *, name: str, max_bytes: int) -> bytes:
    """Return the content of a file that holds settings or statements.

    Raises:
        InputError: there is no such file, it is no plain file, it may not be read, or it is larger than allowed.
    """
    content = read_upload(path, name=name, declared_type=None, max_bytes=max_bytes).content
    if len(content) > max_bytes:
        raise InputError(f"expected at most {max_bytes} bytes, met more: {name}")
    return content


def _check_regular(path: Path, name: str) -> None:
    try:
        if path.is_file():
            return
        met = "a folder" if path.is_dir() else "something else" if path.exists() else "no such file"
    # A name with U+0000 or a path too long is a fault of the name.
    except (OSError, ValueError) as error:
        raise InputError(f"expected the name of a file, met {_reason(error)}: {name[:200]!r}") from error
    raise InputError(f"expected a file, met {met}: {name}")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "an impossible name"
