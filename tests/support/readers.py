"""Readers that read nothing, for tests of whoever calls them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from models.errors import ImageRejected
from models.page import PageText
from models.preview import Portrait
from pipeline.portray import portray
from pipeline.reader import ReadingProcess
from tests.support.pages import DIPLOMA, page_text


class RecordedReader:
    """Gives recorded text, and counts what it was asked for."""

    process = ReadingProcess()

    def __init__(self, texts: Mapping[bytes, PageText] | None = None, *, name: str = "recorded") -> None:
        self.engine_name = name
        self.seen_count = 0
        self.failures: list[Exception] = []
        """Raised first, one a page."""
        self.on_page: Callable[[], None] = lambda: None
        self.texts = dict(texts or {})

    def see(self, content: bytes) -> PageText:
        self.seen_count += 1
        self.on_page()
        if self.failures:
            raise self.failures.pop(0)
        if not content.startswith(b"\xff\xd8\xff"):
            raise ImageRejected("image_not_jpeg", "expected a JPEG, met something else")
        return replace(self.texts.get(content, page_text(DIPLOMA)), engine=self.engine_name)

    def portray(self, content: bytes, text: PageText) -> Portrait:
        return portray(content, text=text)

    def close(self) -> None:
        pass
