"""Pages beside the desk: reports to be printed, what an applicant is told, and exports.

Nothing is changed here. The one form that is sent, rather than asked, has names and numbers shown for a reason.
"""

import io
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.desk import Account, Role
from models.errors import ApplicationInvalid, BlobMissing, InputError, NotFound
from models.report import Dossier
from services.applicant_html import APPLICANT_POLICY, applicant_html
from services.applications import check_application_id
from services.desk.seeing import case_of, note_view, seen_dossier
from services.dossier_list import MOST_EXPORTED, list_dossiers
from services.keepers import Keepers
from services.report_html import CONTENT_SECURITY_POLICY, dossier_html
from services.review import image_of
from services.workbook import open_sheet
from web.callers import account_of
from web.forms import read_form
from web.house import House, house_of
from web.rendering import page
from web.review import unknown

router = APIRouter()
_House = Annotated[House, Depends(house_of)]
NO_REASON = "请写明查看完整号码的事由：4 到 200 个字，不要写任何人的号码。"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/", include_in_schema=False)
def root(request: Request) -> RedirectResponse:
    """Lead to what the account is for."""
    is_for_work = account_of(request).role is not Role.REVIEWER and not account_of(request).is_local
    return RedirectResponse("/ops" if is_for_work else "/review")


@router.get("/review/export/list.xlsx", include_in_schema=False)
def export(request: Request, house: _House) -> Response:
    """Give the list as a spreadsheet, names and numbers masked."""
    return _workbook(house.keepers, request=request)


@router.post("/review/export/list.xlsx", include_in_schema=False, response_model=None)
async def export_unmasked(request: Request, house: _House) -> Response:
    """Give the list as a spreadsheet with names and numbers in full, for the reason that the form states."""
    return await _revealed(request, house, _workbook)


@router.post("/review/export/list", include_in_schema=False, response_model=None)
async def list_unmasked(request: Request, house: _House) -> Response:
    """Show the list with names and numbers in full, for the reason that the form states."""
    return await _revealed(request, house, _list_page)


@router.get("/review/{application_id}/report", include_in_schema=False)
async def report(application_id: str, request: Request, house: _House) -> Response:
    """Show the report on one dossier, to be printed; who comes while two are being made waits his turn."""
    try:
        async with house.dossier_turns:
            shown = await run_in_threadpool(
                _dossier_page, check_application_id(application_id), account_of(request), house.clock(), house.keepers
            )
    except (NotFound, ApplicationInvalid):
        return unknown(request, application_id)
    policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"
    return HTMLResponse(shown, headers={"Content-Security-Policy": policy})


@router.get("/review/{application_id}/applicant", include_in_schema=False)
def applicant(application_id: str, request: Request, house: _House) -> Response:
    """Show what the applicant is told, to be printed or read out."""
    try:
        wanted = check_application_id(application_id)
        shown = applicant_html(seen_dossier(wanted, account=account_of(request), keepers=house.keepers))
    except (NotFound, ApplicationInvalid):
        return unknown(request, application_id)
    return HTMLResponse(shown, headers={"Content-Security-Policy": f"{APPLICANT_POLICY}; frame-ancestors 'none'"})


async def _revealed(request: Request, house: House, show: Callable[..., Response]) -> Response:
    reason = (await read_form(request)).get("reason", "")
    try:
        return await run_in_threadpool(partial(show, house.keepers, request=request, reason=reason))
    except InputError:
        return await run_in_threadpool(partial(_list_page, house.keepers, request=request, fault=NO_REASON))


def _list_page(keepers: Keepers, *, request: Request, reason: str | None = None, fault: str = "") -> HTMLResponse:
    listed, there_are_more = list_dossiers(keepers=keepers, reason=reason, account=account_of(request))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return page(
        "desk/names.html.j2",
        request,
        status,
        listed=listed,
        there_are_more=there_are_more,
        is_masked=reason is None,
        fault=fault,
    )


def _workbook(keepers: Keepers, *, request: Request, reason: str | None = None) -> Response:
    listed, _ = list_dossiers(keepers=keepers, most=MOST_EXPORTED, reason=reason, account=account_of(request))
    written = io.BytesIO()
    with open_sheet(written, reason=reason or "") as sheet:
        for row in listed:
            sheet.add(row)
    headers = {"Content-Disposition": 'attachment; filename="certcheck-list.xlsx"'}
    return Response(written.getvalue(), media_type=XLSX, headers=headers)


def _dossier_page(application_id: str, account: Account, now: datetime, keepers: Keepers) -> str:
    shown = seen_dossier(application_id, account=account, keepers=keepers)
    stated = keepers.records.application(application_id)
    note_view(application_id, case_of(application_id, keepers=keepers), account=account, now=now, keepers=keepers)
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
