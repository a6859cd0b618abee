"""`/api/events`: an object store tells of uploads that another system has put there."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from services.arrivals import MAX_NOTIFICATION_BYTES, parse_notification, shown_results, take_in_announced
from web.body import read_body
from web.house import House, house_of
from web.problems import Refused

router = APIRouter(prefix="/api/events")
_House = Annotated[House, Depends(house_of)]


@router.post("/object-created")
async def object_created(request: Request, house: _House) -> JSONResponse:
    """Take in the objects of a notification; what is refused for good is said in the answer, not by its status."""
    arrived = parse_notification(await read_body(request, max_bytes=MAX_NOTIFICATION_BYTES))
    arrivals = house.arrivals
    if arrivals is None:
        raise no_object_store()
    taken = [
        await run_in_threadpool(take_in_announced, one, arrivals=arrivals, keepers=house.keepers) for one in arrived
    ]
    return JSONResponse(shown_results(tuple(taken)), HTTPStatus.ACCEPTED)


def no_object_store() -> Refused:
    """Make the refusal of what only an object store can do."""
    detail = "expected CERTCHECK_BLOBS_URL to name an S3 server, met a folder"
    return Refused(HTTPStatus.NOT_IMPLEMENTED, "no_object_store", detail)
