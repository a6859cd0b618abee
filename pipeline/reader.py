"""The promise of a reader: bytes of an upload to the text of its page, however and wherever it is done."""

from dataclasses import dataclass
from typing import Protocol

from models.page import PageText
from models.preview import Portrait


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingProcess:
    """The process that a reader reads in. These are its values for a reader that needs none."""

    process_id: int | None = None
    """None where none is running."""
    resident_bytes: int | None = None
    starts_count: int = 0
    """Processes that were started, one after the other."""
    last_start_failed: bool = False
    """The one that was started last could not load its engine, or ended while it did."""


class Reader(Protocol):
    """Sees one upload at a time."""

    @property
    def engine_name(self) -> str:
        """Name under which the text is kept; equal to `PageText.engine` of what `see` gives. Loads no model."""
        ...

    def see(self, content: bytes) -> PageText:
        """Read one upload.

        Raises:
            ImageRejected: the bytes are no picture we accept.
            EngineUnavailable: the models cannot be loaded or run.
            ModelsMissing: the models are not where the settings say.
            WorkerLost: the process that read the page ended or took too long.
        """
        ...

    def close(self) -> None:
        """Release processes and models; safe to call twice."""
        ...


class Portrayer(Reader, Protocol):
    """A reader that also makes the pictures that people look at, and tells of its process."""

    @property
    def process(self) -> ReadingProcess:
        """How its process is. May be asked by any thread, and asks nothing itself."""
        ...

    def portray(self, content: bytes, text: PageText) -> Portrait:
        """Make what is kept of how an upload looks that has been read.

        Raises:
            ImageRejected: the bytes are no picture we accept.
            EngineUnavailable: the process that decodes it cannot be started.
            WorkerLost: the process that decoded it ended or took too long.
        """
        ...
