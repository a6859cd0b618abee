"""`certcheck demo`: one synthetic applicant through upload, queue, workers and report, on the embedded default."""

import json
import tempfile
import time
from pathlib import Path

import click
from rich.console import Console

import fixtures
from models.case import Upload
from models.errors import EngineUnavailable, InputError
from models.job import JobState
from ops.progress import progress
from services.applications import MAX_APPLICATION_BYTES, parse_application
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.operations import count_jobs
from services.report_html import dossier_html
from services.report_json import dossier_json
from services.report_table import print_dossier
from services.review import dossier_of, image_of
from services.upload_files import read_small_file, read_upload
from storage.jobs import JobFilter
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.work import working

LONGEST_SECONDS = 600
LOOK_EVERY_SECONDS = 0.2
_OPEN = (JobState.QUEUED, JobState.RUNNING)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("var/demo"), show_default=True)
def demo(out: Path) -> None:
    """Take one synthetic applicant through the whole house.

    The report is written as JSON and HTML to a folder. The house is a new one, in a folder that is removed afterwards.
    """
    case = Path(fixtures.__path__[0]) / "demo"
    click.echo("一名虚构考生的材料：加载识读模型、识读、核对，约需半分钟到几分钟。", err=True)
    with tempfile.TemporaryDirectory(prefix="certcheck-demo-") as folder:
        config = read_config({"CERTCHECK_DATA_DIR": folder})
        keepers = build_keepers(config)
        with working(config, keepers, sweeps=True):
            application_id, count = _hand_in(case, config, keepers)
            _wait(application_id, count, keepers)
        dossier, stated = dossier_of(application_id, keepers=keepers), keepers.records.application(application_id)
        images = {report.document_id: image_of(report.document_id, keepers=keepers) for report in dossier.reports}
        page = dossier_html(dossier, images, application=stated)
        keepers.close()
    written = _write(out, dossier_json(dossier, stated), page)
    print_dossier(dossier, Console())
    click.echo("")
    for path in written:
        click.echo(f"报告  {path.resolve()}")


def _hand_in(case: Path, config: Config, keepers: Keepers) -> tuple[str, int]:
    stated = read_small_file(case / "application.json", name="application.json", max_bytes=MAX_APPLICATION_BYTES)
    application = parse_application(stated)
    put_application(application, keepers=keepers)
    uploads = [_upload(path, config) for path in sorted(case.glob("*.jpg"))]
    for upload in uploads:
        accept_upload(application.application_id, upload, keepers=keepers)
    return application.application_id, len(uploads)


def _upload(path: Path, config: Config) -> Upload:
    # The kit names a page by its type, as the registration system knows the slot of an upload.
    return read_upload(path, name=path.name, declared_type=path.stem, max_bytes=config.max_upload_bytes)


def _wait(application_id: str, count: int, keepers: Keepers) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    with progress("识读", count) as show:
        while time.monotonic() < until:
            tally = count_jobs(JobFilter(application_id=application_id), keepers=keepers)
            waiting = sum(tally.get(state, 0) for state in _OPEN)
            show(count - waiting)
            if not waiting:
                return
            time.sleep(LOOK_EVERY_SECONDS)
    raise EngineUnavailable(f"expected {count} pages read within {LONGEST_SECONDS} s, met {waiting} still waiting")


def _write(out: Path, report: dict[str, object], page: str) -> tuple[Path, Path]:
    as_json, as_html = out / "report.json", out / "report.html"
    try:
        out.mkdir(parents=True, exist_ok=True)
        as_json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        as_html.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"expected a folder that can be written, met {error.strerror}: {out}") from error
    return as_json, as_html
