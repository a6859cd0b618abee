"""`/api/applications`: what an applicant stated, the papers that go with it, and the report on both."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from models.case import Upload
from models.errors import ApplicationInvalid, CertcheckError
from services.applicant_json import applicant_json
from services.applications import MAX_APPLICATION_BYTES, check_application_id, parse_application
from services.desk.seeing import seen_dossier
from services.intake import accept_upload, put_application
from services.report_json import dossier_json
from services.upload_files import check_declared_type
from services.upload_meters import refuse
from web.body import UploadForm, read_body, read_upload_form
from web.callers import caller_of
from web.house import House, house_of, note_seen
from web.problems import Refused

router = APIRouter(prefix="/api/applications")
_House = Annotated[House, Depends(house_of)]


@router.put("/{application_id}")
async def put(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Keep an application; a changed one has its papers judged again without reading them again."""
    body = await read_body(request, max_bytes=MAX_APPLICATION_BYTES)
    application = parse_application(body)
    if application.application_id != check_application_id(application_id):
        raise ApplicationInvalid("application_id: expected the id in the address, met another")
    changed = await run_in_threadpool(put_application, application, keepers=house.keepers)
    return JSONResponse({"application_id": application_id, "changed": changed})


@router.post("/{application_id}/documents")
async def post_document(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Take in one upload; it is read and judged later."""
    try:
        check_application_id(application_id)
        form = await _checked_form(request, house)
    except (Refused, CertcheckError) as error:
        refuse("api", error.code)
        raise
    upload = Upload(file=form.file, content=form.content, declared_type=form.declared_type)
    accepted = await run_in_threadpool(
        accept_upload, application_id, upload, keepers=house.keepers, replaces=form.replaces
    )
    return JSONResponse(
        {"document_id": accepted.document_id, "job_id": accepted.job_id, "created": accepted.created},
        HTTPStatus.ACCEPTED,
        {"Location": f"/api/documents/{accepted.document_id}"},
    )


@router.get("/{application_id}/report")
def report(
    application_id: str,
    request: Request,
    house: _House,
    reader: Annotated[Literal["reviewer", "applicant"], Query(alias="for")] = "reviewer",
) -> JSONResponse:
    """Return the report on an application as it stands now; `?for=applicant` gives what the applicant may be shown."""
    wanted = check_application_id(application_id)
    dossier = seen_dossier(wanted, account=caller_of(request).account, keepers=house.keepers)
    if reader == "applicant":
        return JSONResponse(applicant_json(dossier))
    note_seen(wanted, request, house=house)
    return JSONResponse(dossier_json(dossier, house.keepers.records.application(application_id)))


async def _checked_form(request: Request, house: House) -> UploadForm:
    form = await read_upload_form(request, max_bytes=house.keepers.max_upload_bytes)
    check_declared_type(form.declared_type)
    return form
