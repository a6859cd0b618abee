"""`certcheck check`: one applicant's images, or a manifest of many."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from models.case import Application, Upload
from models.errors import ApplicationInvalid
from models.report import Dossier, Verdict
from ops.check_many import Run, check_many, is_spreadsheet, opened
from ops.progress import progress
from services.applicant_html import applicant_html, applicant_lines
from services.applicant_json import applicant_json
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.checking import check_pages
from services.report_html import dossier_html
from services.report_json import dossier_json
from services.report_table import print_dossier
from services.reveal import check_reason
from services.upload_files import read_small_file, read_upload
from services.workbook import is_our_workbook
from wiring.bootstrap import build_knowledge, build_reader
from wiring.config import Config, read_config

FORMS_NOT_WRITTEN = frozenset({".csv", ".xls", ".parquet", ".html"})
"""Endings by which somebody expects another file than JSON lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the command was called with."""

    images: tuple[Path, ...]
    application: Path | None
    declared_type: str | None
    as_json: bool
    html: Path | None
    complete: bool
    for_applicant: bool
    manifest: Path | None
    out: Path | None
    workers: int
    unmask: bool
    reason: str | None


@click.command(short_help="Read images here and now and print a report.")
@click.argument("images", nargs=-1, metavar="IMAGE…", type=click.Path(path_type=Path))
@click.option("--application", metavar="A.json", type=click.Path(path_type=Path), help="What the applicant stated.")
@click.option("--as", "declared_type", metavar="TYPE", help="Type code of the slot that the images belong to.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", metavar="OUT.html", type=click.Path(path_type=Path), help="Also write a self-contained page.")
@click.option("--for-applicant", is_flag=True, help="Print what the applicant is told, without terms of ours.")
@click.option("--complete", is_flag=True, help="Name missing materials, and let them weigh on the verdict.")
@click.option(
    "--manifest", metavar="M.jsonl", type=click.Path(path_type=Path), help="Check many, a JSON object a line."
)
@click.option(
    "--out", metavar="R.jsonl", type=click.Path(path_type=Path), help="Where the reports go; R.xlsx for a spreadsheet."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--unmask", is_flag=True, help="Write names and numbers in full into R.xlsx; takes --reason.")
@click.option(
    "--reason", metavar="TEXT", help="Why, in 4 to 200 characters; it is logged, and stands in the spreadsheet."
)
def check(**options: Any) -> int:
    """Read images here and now and print a report.

    All images of one call are papers of one applicant. Leaves with 0 where nothing is to be looked at, 1 where
    something is, and 3 where lines of a manifest failed. Without an application nothing is compared.
    """
    wanted = _Wanted(**options)
    _check_usage(wanted)
    config = read_config()
    if wanted.manifest is not None and wanted.out is not None:
        reason = check_reason(wanted.reason) if wanted.unmask else ""
        run = Run(out=wanted.out, workers=wanted.workers, complete=wanted.complete, reason=reason)
        return check_many(wanted.manifest, run, config)
    return _check_images(wanted, config)


def _check_usage(wanted: _Wanted) -> None:
    if wanted.html is not None and not wanted.html.parent.is_dir():
        raise click.UsageError(f"expected --html in a folder that is there, met none: {wanted.html.parent}")
    _check_overwriting(wanted.html, (*wanted.images, wanted.application))
    _check_overwriting(wanted.out, (wanted.manifest,))
    if wanted.manifest is None:
        if wanted.out is not None:
            raise click.UsageError("expected --manifest beside --out, met none")
        if wanted.unmask or wanted.reason is not None:
            raise click.UsageError("expected --unmask and --reason beside --out R.xlsx, met them without")
        if not wanted.images:
            raise click.UsageError("expected IMAGE… or --manifest M.jsonl --out R.jsonl, met neither")
        return
    if wanted.out is None:
        raise click.UsageError("expected --out R.jsonl beside --manifest, met none")
    if wanted.out.suffix.lower() in FORMS_NOT_WRITTEN:
        raise click.UsageError(f"expected --out with the ending .jsonl or .xlsx, met {wanted.out.suffix}")
    alone = {
        "IMAGE…": wanted.images,
        "--application": wanted.application,
        "--as": wanted.declared_type,
        "--json": wanted.as_json,
        "--html": wanted.html,
        "--for-applicant": wanted.for_applicant,
    }
    if any(alone.values()):
        met = ", ".join(option for option, value in alone.items() if value)
        raise click.UsageError(f"expected only options of many applicants beside --manifest, met {met}")
    asked = {
        "--unmask": wanted.unmask,
        "--reason": wanted.reason is not None,
        "--out R.xlsx": is_spreadsheet(wanted.out),
    }
    if (wanted.unmask or wanted.reason is not None) and not all(asked.values()):
        lacking = " and ".join(option for option, is_there in asked.items() if not is_there)
        raise click.UsageError(f"expected --unmask, --reason and --out R.xlsx together, met them without {lacking}")


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
    is_ours = is_our_workbook(out) if is_spreadsheet(out) else beginning in (b"{", b"<")
    if beginning and not is_ours:
        raise click.UsageError(f"expected a new file or an earlier report to write over, met another file: {out}")


def _check_images(wanted: _Wanted, config: Config) -> int:
    stated = _application(wanted.application)
    uploads = [
        read_upload(path, name=str(path), declared_type=wanted.declared_type, max_bytes=config.max_upload_bytes)
        for path in wanted.images
    ]
    dossier = _dossier(uploads, stated, wanted.complete, config)
    if wanted.html is not None:
        page = applicant_html(dossier) if wanted.for_applicant else _page(dossier, uploads, stated)
        with opened(wanted.html) as file:
            file.write(page)
    _print(dossier, stated, wanted)
    return 0 if dossier.verdict is Verdict.CLEAR else 1


def _application(path: Path | None) -> Application | None:
    if path is None:
        return None
    content = read_small_file(path, name=str(path), max_bytes=MAX_APPLICATION_BYTES)
    try:
        return parse_application(content)
    except ApplicationInvalid as error:
        raise ApplicationInvalid(f"{path}: {error}") from None


def _dossier(uploads: list[Upload], stated: Application | None, complete: bool, config: Config) -> Dossier:
    knowledge = build_knowledge(config)
    with closing(build_reader(config)) as reader, progress("识读", len(uploads)) as show:
        return check_pages(uploads, stated, reader=reader, knowledge=knowledge, complete=complete, on_page=show)


def _page(dossier: Dossier, uploads: list[Upload], stated: Application | None) -> str:
    reports = zip(dossier.reports, uploads, strict=True)
    images = {report.document_id: upload.content for report, upload in reports}
    return dossier_html(dossier, images, application=stated)


def _print(dossier: Dossier, stated: Application | None, wanted: _Wanted) -> None:
    if wanted.as_json:
        told = applicant_json(dossier) if wanted.for_applicant else dossier_json(dossier, stated)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif wanted.for_applicant:
        click.echo("\n".join(applicant_lines(dossier)))
    else:
        print_dossier(dossier, Console(), stated)
