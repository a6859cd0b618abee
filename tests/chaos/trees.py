"""Signals to a process and all that it started: servers start processes of their own, in groups of their own."""

import os
import signal
from contextlib import suppress
from pathlib import Path


def signal_tree(root: int, number: signal.Signals) -> None:
    """Send a signal to a process and its descendants; whoever has ended meanwhile is passed over."""
    # The parents first: one that is frozen starts no more children.
    for pid in (root, *descendants(root)):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def descendants(root: int) -> list[int]:
    """Return the processes that a process started, and those that these started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name stands in brackets and may hold anything, brackets too.
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = list(children.get(root, ()))
    for pid in found:
        found += children.get(pid, ())
    return found
