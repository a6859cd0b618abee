"""Engines for reading processes in tests: a page's bytes say what becomes of it."""

import ctypes
import os
import time
import warnings
from dataclasses import replace

from models.errors import EngineUnavailable, ImageRejected, ModelsMissing
from models.look import Look
from models.page import PageText
from tests.support.pages import DIPLOMA, page_text

NAME = "scripted"
hoard: list[bytearray] = []


class ScriptedEngine:
    """Knows its options, and in which process it is."""

    def __init__(self, *, greeting: str) -> None:
        self.greeting = greeting


def make_engine(*, greeting: str) -> ScriptedEngine:
    return ScriptedEngine(greeting=greeting)


def make_no_engine() -> ScriptedEngine:
    raise EngineUnavailable("expected models, met none")


def make_missing_engine() -> ScriptedEngine:
    raise ModelsMissing("expected the model file inference.onnx, met none")


def make_deadly_engine() -> ScriptedEngine:
    os._exit(3)


def deadly_look(content: bytes) -> Look:
    os._exit(3)


def see(content: bytes, *, engine: ScriptedEngine) -> PageText:
    """Do what a page says; the text names the process that read it."""
    match content.partition(b" ")[0]:
        case b"crash":
            ctypes.string_at(0)
        case b"exit":
            os._exit(3)
        case b"hang":
            time.sleep(600)
        case b"defect":
            raise ValueError("陈嘉禾")
        case b"warn":
            warnings.warn("陈嘉禾 is odd", UserWarning, stacklevel=1)
        case b"grow":
            # Every memory page is touched and none copied: resident memory grows by just this much.
            grown = bytearray(200 * 1024 * 1024)
            grown[::4096] = b"x" * (len(grown) // 4096)
            hoard.append(grown)
        case b"swell":
            while True:
                hoard.append(bytearray(os.urandom(1024) * 1024 * 20))
                time.sleep(0.05)
        case b"reject":
            raise ImageRejected("image_not_jpeg", "expected a JPEG, met something else")
        case b"unavailable":
            raise EngineUnavailable("expected a model that runs, met a fault")
    text = page_text((*DIPLOMA, (f"{engine.greeting} {os.getpid()}", 0, 0), (content.hex()[:40], 0, 50)))
    return replace(text, engine=NAME)
