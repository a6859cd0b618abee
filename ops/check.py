"""`certcheck check`: one applicant's images, or a manifest of many."""

import json
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console

from models.case import Application, Upload
from models.errors import InputError
from models.report import Dossier, Verdict
from ops.progress import progress
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.check_manifest import Answer, Terms, check_manifest, count_lines
from services.checking import check_pages
from services.report_html import dossier_html
from services.report_json import dossier_json
from services.report_table import print_dossier
from services.upload_files import read_small_file, read_upload
from wiring.bootstrap import build_knowledge, build_reader
from wiring.config import Config, read_config

SOME_FAILED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the command was called with."""

    images: tuple[Path, ...]
    application: Path | None
    declared_type: str | None
    as_json: bool
    html: Path | None
    complete: bool
    manifest: Path | None
    out: Path | None
    workers: int


@click.command(short_help="Read images here and now and print a report.")
@click.argument("images", nargs=-1, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option("--application", metavar="A.json", type=click.Path(path_type=Path), help="What the applicant stated.")
@click.option("--as", "declared_type", metavar="TYPE", help="Type code of the slot that the images belong to.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", metavar="OUT.html", type=click.Path(path_type=Path), help="Also write a self-contained page.")
@click.option("--complete", is_flag=True, help="Name missing materials, and let them weigh on the verdict.")
@click.option(
    "--manifest", metavar="M.jsonl", type=click.Path(path_type=Path), help="Check many, a JSON object a line."
)
@click.option("--out", metavar="R.jsonl", type=click.Path(path_type=Path), help="Where the reports of a manifest go.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
def check(**options: Any) -> int:
    """Read images here and now and print a report.

    All images of one call are papers of one applicant. Leaves with 0 where nothing is to be looked at, 1 where
    something is, and 3 where lines of a manifest failed.
    """
    wanted = _Wanted(**options)
    _check_usage(wanted)
    config = read_config()
    if wanted.manifest is not None and wanted.out is not None:
        return _check_many(wanted.manifest, wanted.out, wanted, config)
    return _check_images(wanted, config)


def _check_usage(wanted: _Wanted) -> None:
    if wanted.html is not None and not wanted.html.parent.is_dir():
        raise click.UsageError(f"expected --html in a folder that is there, met none: {wanted.html.parent}")
    _check_overwriting(wanted.html, (*wanted.images, wanted.application))
    _check_overwriting(wanted.out, (wanted.manifest,))
    if wanted.manifest is None:
        if wanted.out is not None:
            raise click.UsageError("expected --manifest beside --out, met none")
        if not wanted.images:
            raise click.UsageError("expected IMAGE… or --manifest M.jsonl --out R.jsonl, met neither")
        return
    if wanted.out is None:
        raise click.UsageError("expected --out R.jsonl beside --manifest, met none")
    if any((wanted.images, wanted.application, wanted.declared_type, wanted.as_json, wanted.html)):
        raise click.UsageError("expected only --out, --workers and --complete beside --manifest, met more")


def _check_overwriting(out: Path | None, inputs: Sequence[Path | None]) -> None:
    """Refuse to write over an input, or over a file that is no report of ours."""
    if out is None or not out.exists():
        return
    if any(path is not None and path.exists() and path.samefile(out) for path in inputs):
        raise click.UsageError(f"expected another file to write to than is read from, met the same: {out}")
    if not out.is_file():
        raise click.UsageError(f"expected a file to write to, met something else: {out}")
    with out.open("rb") as file:
        beginning = file.read(1)
    if beginning not in (b"", b"{", b"<"):
        raise click.UsageError(f"expected a new file or an earlier report to write over, met another file: {out}")


def _check_images(wanted: _Wanted, config: Config) -> int:
    stated = _application(wanted.application)
    uploads = [
        read_upload(path, name=str(path), declared_type=wanted.declared_type, max_bytes=config.max_upload_bytes)
        for path in wanted.images
    ]
    dossier = _dossier(uploads, stated, wanted.complete, config)
    if wanted.html is not None:
        _write_html(wanted.html, dossier, uploads, stated)
    if wanted.as_json:
        click.echo(json.dumps(dossier_json(dossier, stated), ensure_ascii=False, indent=2))
    else:
        print_dossier(dossier, Console())
    return 0 if dossier.verdict is Verdict.CLEAR else 1


def _application(path: Path | None) -> Application | None:
    if path is None:
        return None
    return parse_application(read_small_file(path, name=str(path), max_bytes=MAX_APPLICATION_BYTES))


def _dossier(uploads: list[Upload], stated: Application | None, complete: bool, config: Config) -> Dossier:
    knowledge = build_knowledge(config)
    with closing(build_reader(config)) as reader, progress("识读", len(uploads)) as show:
        return check_pages(uploads, stated, reader=reader, knowledge=knowledge, complete=complete, on_page=show)


def _write_html(path: Path, dossier: Dossier, uploads: list[Upload], stated: Application | None) -> None:
    reports = zip(dossier.reports, uploads, strict=True)
    images = {report.document_id: upload.content for report, upload in reports}
    with _opened(path) as file:
        file.write(dossier_html(dossier, images, application=stated))


def _check_many(manifest: Path, out: Path, wanted: _Wanted, config: Config) -> int:
    total, failed_count = count_lines(manifest), 0
    terms = Terms(knowledge=build_knowledge(config), complete=wanted.complete, max_upload_bytes=config.max_upload_bytes)
    with ExitStack() as stack:
        file = stack.enter_context(_opened(out))
        readers = [stack.enter_context(closing(build_reader(config))) for _ in range(wanted.workers)]
        show = stack.enter_context(progress("识读", total))
        answers = stack.enter_context(closing(check_manifest(manifest, readers=readers, terms=terms)))
        for done, answer in enumerate(answers, start=1):
            _write(answer, file)
            failed_count += answer.failed
            show(done)
    if failed_count:
        click.echo(f"certcheck: expected a report a line, met {failed_count} of {total} lines that failed", err=True)
    return SOME_FAILED if failed_count else 0


def _write(answer: Answer, file: TextIO) -> None:
    file.write(json.dumps(answer.row, ensure_ascii=False) + "\n")
    file.flush()


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"expected a file that can be written, met {error.strerror}: {path}") from error
