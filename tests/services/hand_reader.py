"""A reader that gives recorded text: bytes that begin like a JPEG are a diploma, others are no picture."""

import threading

from models.errors import EngineUnavailable, ImageRejected, WorkerLost
from models.page import PageText
from models.preview import Portrait
from pipeline.portray import portray
from pipeline.reader import ReadingProcess
from tests.support.pages import DIPLOMA, page_text

PICTURE = b"\xff\xd8\xff a diploma"
DEADLY = b"\xff\xd8\xff deadly"
AWAY = b"\xff\xd8\xff away"


class HandReader:
    """Answers at once, and tells when two threads use it at a time."""

    engine_name = "by hand"
    process = ReadingProcess()

    def __init__(self) -> None:
        self._busy = threading.Lock()
        self.pages = 0
        self.is_closed = False

    def see(self, content: bytes) -> PageText:
        assert self._busy.acquire(blocking=False), "a reader is used by two threads"
        try:
            self.pages += 1
            if content == DEADLY:
                raise WorkerLost("expected the page to be read, met the end of the process")
            if content == AWAY:
                raise EngineUnavailable("expected the models, met none")
            if not content.startswith(b"\xff\xd8\xff"):
                raise ImageRejected("image_not_jpeg", "expected a JPEG, met another file")
            return page_text(DIPLOMA)
        finally:
            self._busy.release()

    def portray(self, content: bytes, text: PageText) -> Portrait:
        return portray(content, text=text)

    def close(self) -> None:
        self.is_closed = True
