"""Pages for people: the list of applications, one dossier, and the operators' table of work. Read-only, no scripts."""

import base64
import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.errors import ApplicationInvalid, BlobMissing, NotFound
from models.job import JobState, Lane
from models.report import Dossier
from services import words_zh
from services.applications import check_application_id
from services.dossier_list import list_dossiers
from services.keepers import Keepers
from services.measures import work_now
from services.operations import list_jobs
from services.report_html import CONTENT_SECURITY_POLICY, dossier_html
from services.report_marks import mark_of_verdict
from services.review import dossier_of, image_of
from storage.jobs import JobFilter
from web.house import House, house_of

router = APIRouter()
_House = Annotated[House, Depends(house_of)]
MOST_JOBS = 200
_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "pages.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; frame-ancestors 'none'"
_PAGES = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals.update(words=words_zh, mark_of_verdict=mark_of_verdict, style=Markup(STYLE))


@router.get("/", include_in_schema=False)
def root() -> RedirectResponse:
    """Lead to the list."""
    return RedirectResponse("/review")


@router.get("/review", include_in_schema=False, response_model=None)
def review(house: _House, application_id: str = "") -> HTMLResponse | RedirectResponse:
    """Show the list of applications, or lead to the one that was asked for."""
    if wanted := application_id.strip():
        try:
            return RedirectResponse(f"/review/{check_application_id(wanted)}", 303)
        except ApplicationInvalid:
            return _page("unknown.html.j2", HTTPStatus.UNPROCESSABLE_ENTITY, application_id=wanted)
    listed, there_are_more = list_dossiers(keepers=house.keepers)
    return _page("review.html.j2", listed=listed, there_are_more=there_are_more)


@router.get("/review/{application_id}", include_in_schema=False)
async def dossier(application_id: str, house: _House) -> HTMLResponse:
    """Show one dossier, with its pictures; who comes while two are being made waits his turn."""
    try:
        async with house.dossier_turns:
            page = await run_in_threadpool(_dossier_page, check_application_id(application_id), house.keepers)
    except (NotFound, ApplicationInvalid):
        return _page("unknown.html.j2", HTTPStatus.NOT_FOUND, application_id=application_id)
    policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


@router.get("/ops", include_in_schema=False)
def ops(house: _House) -> HTMLResponse:
    """Show how much work stands where, and the jobs that failed or wait."""
    open_states = JobFilter(states=(JobState.FAILED, JobState.RUNNING, JobState.QUEUED))
    jobs = list_jobs(open_states, keepers=house.keepers, limit=MOST_JOBS)
    order = (JobState.FAILED, JobState.RUNNING, JobState.QUEUED)
    return _page(
        "ops.html.j2",
        work=work_now(keepers=house.keepers),
        jobs=sorted(jobs, key=lambda job: (order.index(job.state), job.updated_at)),
        states=tuple(JobState),
        lanes=tuple(Lane),
    )


def _page(template: str, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> HTMLResponse:
    page = _PAGES.get_template(template).render(**shown)
    return HTMLResponse(page, status.value, headers={"Content-Security-Policy": _POLICY})


def _dossier_page(application_id: str, keepers: Keepers) -> str:
    shown = dossier_of(application_id, keepers=keepers)
    stated = keepers.records.application(application_id)
    return dossier_html(shown, _images(shown, keepers), application=stated, is_served=True)


def _images(shown: Dossier, keepers: Keepers) -> dict[str, bytes]:
    images = {}
    for report in shown.reports:
        try:
            images[report.document_id] = image_of(report.document_id, keepers=keepers)
        except BlobMissing:
            # The page says that there is no picture; the rest of the dossier is still of use.
            continue
    return images
