"""Probes and measures: alive, ready, and what is measured. None waits for a component longer than its budget."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from services.ledger_measures import CONTENT_TYPE
from web.problems import RETRY_AFTER_SECONDS, problem
from wiring.asking import OK
from wiring.watch import ProcessWatch, is_well

router = APIRouter()
MOST_PROBES = 4
"""At once; each waits for components, and those that come meanwhile get its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """What this process shows of itself, and how many may ask at once."""

    watch: ProcessWatch
    turns: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(MOST_PROBES))


def probes_of(request: Request) -> Probes:
    """Return the probes that this application was made with (a dependency of routes)."""
    probes: Probes = request.app.state.watching
    return probes


_Probes = Annotated[Probes, Depends(probes_of)]


@router.get("/healthz")
async def healthz(probes: _Probes) -> JSONResponse:
    """Say that the process answers and that its threads are alive; 503 where it had better be started anew."""
    states = probes.watch.vitals.states()
    if is_well(states):
        return JSONResponse({"alive": True, "parts": dict(states)})
    detail = "expected every part of the process to be alive, met one that is not"
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_alive", detail, more={"parts": dict(states)})


@router.get("/readyz")
async def readyz(probes: _Probes) -> JSONResponse:
    """Say that every component answers; a problem with 503 has the code of the first that does not."""
    # Threads of their own: where a database hangs, those of other requests may all be waiting for it.
    states = await anyio.to_thread.run_sync(probes.watch.readiness.states, limiter=probes.turns)
    if is_well(states):
        return JSONResponse({"ready": True, "components": dict(states)})
    name, code = next((name, code) for name, code in states.items() if code != OK)
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        code,
        f"expected every component to answer, met {name} that does not",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        more={"components": dict(states)},
    )


@router.get("/metrics")
async def metrics(probes: _Probes) -> Response:
    """Return what is measured in Prometheus' text format."""
    measured = await anyio.to_thread.run_sync(probes.watch.exposition, limiter=probes.turns)
    return Response(measured, media_type=CONTENT_TYPE)
