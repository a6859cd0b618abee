"""Probes and measures: alive, ready, and how much work stands where."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, PlainTextResponse

from services.measures import exposition, work_now
from web.house import House, house_of

router = APIRouter()
_House = Annotated[House, Depends(house_of)]


@router.get("/healthz")
def healthz() -> PlainTextResponse:
    """Say that the process answers."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def readyz(house: _House) -> JSONResponse:
    """Say that every component answers; a problem with 503 tells of the first that does not."""
    house.keepers.records.ping()
    house.keepers.blobs.ping()
    house.keepers.queue.ping()
    return JSONResponse({"ready": True})


@router.get("/metrics")
def metrics(house: _House) -> PlainTextResponse:
    """Return counts and ages in Prometheus' text format."""
    measured = exposition(work_now(keepers=house.keepers))
    return PlainTextResponse(measured, media_type="text/plain; version=0.0.4; charset=utf-8")
