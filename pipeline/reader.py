"""The promise of a reader: bytes of an upload to the text of its page, however and wherever it is done."""

from typing import Protocol

from models.look import Look
from models.page import PageText


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

    def look(self, content: bytes) -> Look:
        """Take the look of one upload, where a picture that ends its decoder costs no more than one of `see`.

        Raises:
            ImageRejected: the bytes are no picture we accept.
            EngineUnavailable: the process that looks cannot be started.
            WorkerLost: the process that looked ended or took too long.
        """
        ...

    def close(self) -> None:
        """Release processes and models; safe to call twice."""
        ...
