"""`/api/applications/{id}/upload-urls`: an upload may go straight into the object store, by a form signed here."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from services.applications import check_application_id
from services.upload_urls import MAX_REQUEST_BYTES, make_upload_url, upload_url_json
from web.body import read_body
from web.events import no_object_store
from web.house import House, house_of

router = APIRouter(prefix="/api/applications")
_House = Annotated[House, Depends(house_of)]


@router.post("/{application_id}/upload-urls")
async def post_upload_url(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Sign a form for one upload; what is put by it is taken in as the bucket tells of it, or at the next look."""
    check_application_id(application_id)
    body = await read_body(request, max_bytes=MAX_REQUEST_BYTES)
    if house.arrivals is None:
        raise no_object_store()
    made = await run_in_threadpool(
        make_upload_url,
        application_id,
        body,
        arrivals=house.arrivals,
        keepers=house.keepers,
    )
    return JSONResponse(upload_url_json(made), HTTPStatus.CREATED)
