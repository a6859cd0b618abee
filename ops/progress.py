"""Progress of long work, on standard error and on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Show(Protocol):
    """Moves the bar."""

    def __call__(self, done: int, of: int | None = None, /) -> None:
        """Say how many are done."""
        ...


@contextmanager
def progress(title: str, total: int) -> Iterator["Show"]:
    """Show a bar while the block runs; the function given takes how many are done, and of how many if that changed."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task(title, total=total)

        def show(done: int, of: int | None = None) -> None:
            bar.update(task, completed=done, total=of)

        yield show
