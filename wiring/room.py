"""A room in which pages are read side by side, and suspects one at a time with nobody beside them.

A worker that is lost takes every page in hand with it, and one of them may be the cause. So each is run alone the next
time: an innocent page ends well there, and the next loss is that of the page alone which brought it about.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Room:
    """Who is in, and whether somebody has it for himself; safe for many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside_count = 0
        self._has_one_alone = False

    @contextmanager
    def entered(self, *, alone: bool) -> Iterator[None]:
        """Be in the room; alone, once all others have left it and while nobody else comes in."""
        with self._changed:
            # One that is to be alone closes the door first, or those who come and go would keep it out for ever.
            self._changed.wait_for(lambda: not self._has_one_alone)
            self._has_one_alone = alone
            self._changed.wait_for(lambda: not alone or self._inside_count == 0)
            self._inside_count += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside_count -= 1
                if alone:
                    self._has_one_alone = False
                self._changed.notify_all()
