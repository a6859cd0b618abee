"""Pages for people: the list of applications, one dossier, and the operators' table of work. No scripts.

Nothing is changed here. The one form that is sent, rather than asked, has names and numbers shown for a reason.
"""

import base64
import hashlib
import io
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.errors import ApplicationInvalid, BlobMissing, InputError, NotFound
from models.job import JobState, Lane
from models.report import Dossier
from services import words_zh
from services.applicant_html import APPLICANT_POLICY, applicant_html
from services.applications import check_application_id
from services.dossier_list import MOST_EXPORTED, list_dossiers
from services.keepers import Keepers
from services.measures import work_now
from services.operations import list_jobs
from services.report_html import CONTENT_SECURITY_POLICY, dossier_html
from services.report_marks import mark_of_verdict
from services.review import dossier_of, image_of
from services.workbook import open_sheet
from storage.jobs import JobFilter
from web.body import read_body
from web.house import House, house_of

router = APIRouter()
_House = Annotated[House, Depends(house_of)]
MOST_JOBS = 200
MAX_FORM_BYTES = 4096
NO_REASON = "请写明查看完整号码的事由：4 到 200 个字，不要写任何人的号码。"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    return _list_page(house.keepers)


@router.get("/review/export/list.xlsx", include_in_schema=False)
def export(house: _House) -> Response:
    """Give the list as a spreadsheet, names and numbers masked."""
    return _workbook(house.keepers)


@router.post("/review/export/list.xlsx", include_in_schema=False, response_model=None)
async def export_unmasked(request: Request, house: _House) -> Response:
    """Give the list as a spreadsheet with names and numbers in full, for the reason that the form states."""
    return await _revealed(request, house, _workbook)


@router.post("/review/export/list", include_in_schema=False, response_model=None)
async def list_unmasked(request: Request, house: _House) -> Response:
    """Show the list with names and numbers in full, for the reason that the form states."""
    return await _revealed(request, house, _list_page)


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


@router.get("/review/{application_id}/applicant", include_in_schema=False)
def applicant(application_id: str, house: _House) -> HTMLResponse:
    """Show what the applicant is told, to be printed or read out."""
    try:
        page = applicant_html(dossier_of(check_application_id(application_id), keepers=house.keepers))
    except (NotFound, ApplicationInvalid):
        return _page("unknown.html.j2", HTTPStatus.NOT_FOUND, application_id=application_id)
    return HTMLResponse(page, headers={"Content-Security-Policy": f"{APPLICANT_POLICY}; frame-ancestors 'none'"})


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


async def _revealed(request: Request, house: House, show: Callable[..., Response]) -> Response:
    body = await read_body(request, max_bytes=MAX_FORM_BYTES)
    reason = parse_qs(body.decode("utf-8", "replace")).get("reason", [""])[0]
    try:
        return await run_in_threadpool(show, house.keepers, reason=reason)
    except InputError:
        return await run_in_threadpool(_list_page, house.keepers, fault=NO_REASON)


def _list_page(keepers: Keepers, *, reason: str | None = None, fault: str = "") -> HTMLResponse:
    listed, there_are_more = list_dossiers(keepers=keepers, reason=reason)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    page = _page(
        "review.html.j2", status, listed=listed, there_are_more=there_are_more, is_masked=reason is None, fault=fault
    )
    # Without a referrer a browser sends its form with the origin "null", which no door can tell from a stranger's.
    page.headers["Referrer-Policy"] = "same-origin"
    return page


def _workbook(keepers: Keepers, *, reason: str | None = None) -> Response:
    listed, _ = list_dossiers(keepers=keepers, most=MOST_EXPORTED, reason=reason)
    written = io.BytesIO()
    with open_sheet(written, reason=reason or "") as sheet:
        for row in listed:
            sheet.add(row)
    headers = {"Content-Disposition": 'attachment; filename="certcheck-list.xlsx"'}
    return Response(written.getvalue(), media_type=XLSX, headers=headers)


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
