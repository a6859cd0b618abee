"""`/ops/…`: what operators do to lanes, backfills and arrivals. Who did it and why stands in the history."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from models.job import Lane
from services.ops.deeds import BackfillDeed, LaneDeed, move_backfill, move_lane, try_arrivals_again
from services.typed_words import word_of
from storage.arrival_book import ArrivalFilter, Outcome, Road
from web.callers import account_of
from web.forms import read_form, read_lists
from web.house import House, house_of

router = APIRouter(prefix="/ops", include_in_schema=False)
_House = Annotated[House, Depends(house_of)]


@router.post("/lanes")
async def lanes(request: Request, house: _House) -> JSONResponse:
    """Pause, drain or resume a lane."""
    given = await read_form(request)
    lane, deed = word_of(Lane, given.get("lane", ""), "lane"), word_of(LaneDeed, given.get("deed", ""), "deed")
    reason, account = given.get("reason", ""), account_of(request)
    await run_in_threadpool(move_lane, lane, deed, reason=reason, account=account, keepers=house.keepers)
    return JSONResponse({"done": True}, HTTPStatus.OK)


@router.post("/backfills")
async def backfills(request: Request, house: _House) -> JSONResponse:
    """Pause or resume a backfill."""
    given = await read_form(request)
    name, deed = given.get("name", ""), word_of(BackfillDeed, given.get("deed", ""), "deed")
    reason, account = given.get("reason", ""), account_of(request)
    await run_in_threadpool(move_backfill, name, deed, reason=reason, account=account, keepers=house.keepers)
    return JSONResponse({"done": True}, HTTPStatus.OK)


@router.post("/arrivals/retry")
async def retry(request: Request, house: _House) -> JSONResponse:
    """Make refused arrivals due again."""
    given = await read_lists(request)
    first = {name: values[0] for name, values in given.items()}
    wanted = ArrivalFilter(
        arrival_ids=tuple(given.get("arrival_id", ())),
        outcomes=(word_of(Outcome, first.get("outcome", ""), "outcome"),) if first.get("outcome") else (),
        codes=tuple(code for code in given.get("code", ()) if code),
        road=word_of(Road, first.get("road", ""), "road") if first.get("road") else None,
    )
    count = await run_in_threadpool(
        try_arrivals_again,
        wanted,
        reason=first.get("reason", ""),
        account=account_of(request),
        keepers=house.keepers,
    )
    return JSONResponse({"count": count}, HTTPStatus.OK)
