"""The many of `certcheck check --manifest`: a line of JSON a line, or a row of a spreadsheet."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from models.case import Application
from models.errors import InputError
from models.report import Verdict
from ops.progress import progress
from services.check_manifest import Answer, Terms, check_manifest, count_lines
from services.list_rows import list_row
from services.plural import counted
from services.reveal import log_reveal
from services.workbook import open_sheet
from wiring.bootstrap import build_knowledge, build_reader
from wiring.config import Config
from wiring.log import configure_logging

SOME_FINDINGS, SOME_FAILED = 1, 3
_Write = Callable[[Answer], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a manifest is to be checked."""

    out: Path
    workers: int
    complete: bool
    reason: str = ""
    """Why names and numbers stand in a spreadsheet in full; empty where they are masked."""
    shown: list[Application] = field(default_factory=list)
    """Applicants whose names and numbers were written in full."""


def check_many(manifest: Path, run: Run, config: Config) -> int:
    """Check the lines of a manifest and return the exit code.

    Raises:
        InputError: the manifest cannot be read, or the result cannot be written.
        ComponentUnavailable: the engine cannot be loaded or run.
    """
    total, failed_count, looked_at_count = count_lines(manifest), 0, 0
    terms = Terms(knowledge=build_knowledge(config), complete=run.complete, max_upload_bytes=config.max_upload_bytes)
    with ExitStack() as stack:
        write = stack.enter_context(_sheet(run, config) if is_spreadsheet(run.out) else _lines(run.out))
        readers = [stack.enter_context(closing(build_reader(config))) for _ in range(run.workers)]
        show = stack.enter_context(progress("识读", total))
        answers = stack.enter_context(closing(check_manifest(manifest, readers=readers, terms=terms)))
        for done, answer in enumerate(answers, start=1):
            write(answer)
            failed_count += answer.failed
            looked_at_count += answer.dossier is not None and answer.dossier.verdict is not Verdict.CLEAR
            show(done)
    lines = counted(total, "line")
    click.echo(f"{run.out}: {lines}, {looked_at_count} to be looked at, {failed_count} failed", err=True)
    if failed_count:
        click.echo(f"certcheck: expected a report a line, met {failed_count} of {lines} that failed", err=True)
        return SOME_FAILED
    return SOME_FINDINGS if looked_at_count else 0


def is_spreadsheet(path: Path | None) -> bool:
    """Tell whether a result is wanted as a spreadsheet."""
    return path is not None and path.suffix.lower() == ".xlsx"


def opened(path: Path) -> TextIO:
    """Open a text file to write a result to.

    Raises:
        InputError: it cannot be written.
    """
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"expected a file that can be written, met {error.strerror}: {path}") from error


@contextmanager
def _lines(out: Path) -> Iterator[_Write]:
    with opened(out) as file:

        def write(answer: Answer) -> None:
            file.write(json.dumps(answer.row, ensure_ascii=False) + "\n")
            file.flush()

        yield write


@contextmanager
def _sheet(run: Run, config: Config) -> Iterator[_Write]:
    # A spreadsheet is written at its end: a place that cannot be written to must not be found out hours later.
    opened(run.out).close()
    try:
        with open_sheet(run.out, reason=run.reason) as sheet:

            def write(answer: Answer) -> None:
                if answer.dossier is None:
                    sheet.add_failed(str(answer.row.get("error_code", "")))
                    return
                sheet.add(list_row(answer.dossier, answer.application, unmasked=bool(run.reason)))
                if run.reason and answer.application is not None:
                    run.shown.append(answer.application)

            yield write
    finally:
        if run.reason:
            configure_logging(config.log_level)
            log_reveal(run.reason, run.shown)
