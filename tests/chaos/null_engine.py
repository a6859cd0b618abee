"""An engine that reads nothing: what a page's bytes ask for happens, so that a test decides how a reading goes."""

import hashlib
import json
import os
import signal
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.errors import ImageRejected
from models.page import PageText
from models.preview import Portrait
from tests.support.pages import DIPLOMA, page_text

NAME = "null"
START = b"\xff\xd8\xff null "
_NUMBER = "104861201605001234"


class Deed(StrEnum):
    """What becomes of the process that reads a page."""

    READ = "read"
    HANG = "hang"
    """It never answers, and is ended."""
    CRASH = "crash"
    """It dies, whoever reads the page."""
    CRASH_ONCE = "crash_once"
    """It dies the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NullEngine:
    """Knows where it notes which pages have had their one crash."""

    notes: Path


def make_engine(*, notes: str) -> NullEngine:
    return NullEngine(notes=Path(notes))


def page(deed: Deed, *, seconds: float, salt: str, size_bytes: int = 0) -> bytes:
    """Write a page that takes so long to read; pages of different salt are different papers."""
    asked = json.dumps({"deed": deed, "seconds": seconds, "salt": salt})
    return (START + asked.encode() + b"\n").ljust(size_bytes, b"\0")


def see(content: bytes, *, engine: NullEngine) -> PageText:
    """Do what a page asks for; its text names its bytes, so that no text can be taken for another's."""
    asked = json.loads(content.removeprefix(START).partition(b"\n")[0])
    digest = hashlib.sha256(content).hexdigest()
    time.sleep(asked["seconds"])
    match Deed(asked["deed"]):
        case Deed.HANG:
            time.sleep(600)
        case Deed.CRASH:
            os.kill(os.getpid(), signal.SIGKILL)
        case Deed.CRASH_ONCE if _is_first(engine.notes / digest):
            os.kill(os.getpid(), signal.SIGKILL)
    return text_of(digest)


def portray(content: bytes, *, text: PageText) -> Portrait:
    """Say that these bytes are no picture: nobody can draw them."""
    raise ImageRejected("image_not_jpeg", "expected a picture, met a page that only says what it asks for")


def text_of(digest: str) -> PageText:
    """Return the text that belongs to bytes of a digest: a diploma with a number of its own."""
    number = f"{_NUMBER[:12]}{int(digest[:8], 16) % 1_000_000:06d}"
    lines = [(words.replace(_NUMBER, number), *place) for words, *place in DIPLOMA]
    text = page_text((*lines, (digest, 0, 0, 10)))  # type: ignore[arg-type]
    return PageText(**{name: getattr(text, name) for name in PageText.__slots__} | {"engine": NAME})


def _is_first(note: Path) -> bool:
    try:
        note.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
