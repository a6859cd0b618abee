"""The promise of leadership: of many processes that could do a thing, one does it and the others stand by.

Nobody's clock decides. A leader shows that it goes on by counting up a number; who stands by watches that number by the
time that passes for him, and takes over from a leader whose number stands still. So a clock that is set forward or back
makes neither two leaders nor none. Where the database notices that a process is gone, its lead ends at once.
"""

from typing import Protocol

PATIENCE_SECONDS = 10.0
"""A number that stands still for so long is that of a leader that hangs: one that lives counts every second or two."""


class Leadership(Protocol):
    """One seat. An object is one contender; it is used by one thread at a time."""

    def lead(self, holder: str) -> bool:
        """Take the seat if it is to be had, or show that one still sits in it; False where another does.

        To be called every second or two. A False after a True says that the seat was taken away.

        Raises:
            StorageUnavailable: the database does not answer; who cannot ask does not lead.
        """
        ...

    def resign(self) -> None:
        """Give the seat back, where one has it; safe to call twice. A database that is away is left alone."""
        ...

    def holder(self) -> str | None:
        """Return who sat in the seat last, and has not given it back.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        ...


class Watch:
    """What a contender that stands by has seen of the leader, and since when it stands still."""

    def __init__(self, patience_seconds: float) -> None:
        self._patience_seconds = patience_seconds
        self._seen: object = None
        self._since = 0.0

    def stands_still(self, shown: object, *, now: float) -> bool:
        """Take down what the leader shows at a moment of a clock that nobody sets, and tell whether it hangs."""
        if shown != self._seen:
            self._seen, self._since = shown, now
            return False
        return now - self._since >= self._patience_seconds
