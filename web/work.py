"""`/ops/jobs/…`: what operators do to work in bulk. Who did it and why stands with each job, and in the history."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from models.errors import InputError
from models.job import StartFrom
from services.desk.work import cancel_work, rerun_work
from services.ops.typed_jobs import TypedJobs, filter_of
from services.typed_words import word_of
from storage.jobs import JobFilter
from web.callers import account_of
from web.forms import read_lists
from web.house import House, house_of

router = APIRouter(prefix="/ops/jobs", include_in_schema=False)
_House = Annotated[House, Depends(house_of)]


@router.post("/rerun")
async def rerun(request: Request, house: _House) -> JSONResponse:
    """Put jobs back in the queue."""
    given = await read_lists(request)
    start_from = word_of(StartFrom, _first(given, "start_from") or StartFrom.JUDGE, "start_from")
    count = await run_in_threadpool(
        rerun_work,
        _wanted(given),
        reason=_first(given, "reason"),
        start_from=start_from,
        account=account_of(request),
        keepers=house.keepers,
    )
    return JSONResponse({"count": count}, HTTPStatus.OK)


@router.post("/cancel")
async def cancel(request: Request, house: _House) -> JSONResponse:
    """Cancel queued, running and failed jobs."""
    given = await read_lists(request)
    count = await run_in_threadpool(
        cancel_work,
        _wanted(given),
        reason=_first(given, "reason"),
        account=account_of(request),
        keepers=house.keepers,
    )
    return JSONResponse({"count": count}, HTTPStatus.OK)


def _wanted(given: dict[str, list[str]]) -> JobFilter:
    """Make a filter that asks something: a form sent too early must not move every job there is."""
    wanted = filter_of(
        TypedJobs(
            job_ids=tuple(given.get("job_id", ())),
            application_id=_first(given, "application_id"),
            states=tuple(given.get("state", ())),
            codes=tuple(given.get("code", ())),
            lane=_first(given, "lane"),
            backfill_id=_first(given, "backfill_id"),
            since=_first(given, "since"),
            until=_first(given, "until"),
        )
    )
    if wanted == JobFilter():
        raise InputError("expected job_id, application_id, state, code, lane, backfill_id, since or until, met none")
    return wanted


def _first(given: dict[str, list[str]], name: str) -> str:
    return given.get(name, [""])[0].strip()
