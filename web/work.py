"""`/ops/jobs/…`: what operators do to work in bulk. Who did it and why stands with each job, and in the history."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from models.errors import InputError
from models.job import JobState, Lane, StartFrom
from services.desk.work import cancel_work, rerun_work
from storage.jobs import JobFilter
from web.callers import account_of
from web.forms import read_lists
from web.house import House, house_of

router = APIRouter(prefix="/ops/jobs", include_in_schema=False)
_House = Annotated[House, Depends(house_of)]
_Kind = TypeVar("_Kind", JobState, Lane, StartFrom)


@router.post("/rerun")
async def rerun(request: Request, house: _House) -> JSONResponse:
    """Put jobs back in the queue."""
    given = await read_lists(request)
    start_from = _word(StartFrom, _first(given, "start_from") or StartFrom.JUDGE, "start_from")
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
    """Cancel queued and failed jobs."""
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
    wanted = JobFilter(
        job_ids=tuple(given.get("job_id", ())),
        application_id=_first(given, "application_id") or None,
        states=tuple(_word(JobState, state, "state") for state in given.get("state", ())),
        codes=tuple(given.get("code", ())),
        lane=_word(Lane, _first(given, "lane"), "lane") if _first(given, "lane") else None,
        backfill_id=_first(given, "backfill_id") or None,
        moved_since=_time(given, "since"),
        moved_until=_time(given, "until"),
    )
    if wanted == JobFilter():
        raise InputError("expected job_id, application_id, state, code, lane, backfill_id, since or until, met none")
    return wanted


def _time(given: dict[str, list[str]], name: str) -> datetime | None:
    """Read a time, in the zone of this machine where it names none."""
    text = _first(given, name)
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        raise InputError(f"{name}: expected a time as 2021-02-01T08:00, met another word") from None


def _first(given: dict[str, list[str]], name: str) -> str:
    return given.get(name, [""])[0].strip()


def _word(kind: type[_Kind], word: str, name: str) -> _Kind:
    try:
        return kind(word)
    except ValueError:
        raise InputError(f"{name}: expected one of {', '.join(kind)}, met another word") from None
