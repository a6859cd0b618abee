"""`/ops`: the pages of operators: how the house stands, jobs, history, arrivals, charts and accounts.

Nothing is changed here, and nothing tells who an applicant is.
"""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from models.errors import InputError, NotFound
from models.job import JobState, Lane
from services import backfill
from services.keepers import Keepers
from services.operations import MOST_COUNTED, show_job
from services.ops.arrival_lines import OPEN, arrival_lines
from services.ops.figure_charts import drawn_figures
from services.ops.figures import ops_figures
from services.ops.overview import overview_page
from services.ops.work_lists import AskedJobs, address_of, code_lines, count_for, jobs_page
from storage.arrival_book import ArrivalFilter, Outcome, Road
from storage.jobs import CANCELLABLE, RERUNNABLE
from web.health import Probes, probes_of
from web.house import House, house_of
from web.ops_rendering import ops_page

router = APIRouter(prefix="/ops", include_in_schema=False)
_House = Annotated[House, Depends(house_of)]
_Probes = Annotated[Probes, Depends(probes_of)]
_UNUSABLE = "地址里的条件不能用，已显示全部失败的任务。"


class JobsQuery(BaseModel):
    """What an address asks of the list of jobs."""

    state: str = ""
    code: str = ""
    lane: str = ""
    backfill: str = ""
    since: str = ""
    until: str = ""
    after: str = ""

    def asked(self) -> AskedJobs:
        """Return it tidied."""
        return AskedJobs(**{name: value.strip() for name, value in self.model_dump().items()})


class ArrivalsQuery(BaseModel):
    """What an address asks of the list of arrivals."""

    outcome: str = ""
    road: str = ""
    code: str = ""

    def wanted(self) -> ArrivalFilter:
        """Return what is asked for; a word that is none asks nothing."""
        return ArrivalFilter(
            outcomes=(Outcome(self.outcome),) if self.outcome in set(Outcome) else OPEN,
            codes=(self.code,) if self.code else (),
            road=Road(self.road) if self.road in set(Road) else None,
        )


@router.get("")
def overview(request: Request, house: _House, probes: _Probes) -> Response:
    """Show how the house stands."""
    states = probes.watch.readiness.states()
    shown = overview_page(states, keepers=house.keepers, sweep_seconds=house.sweep_seconds)
    return ops_page("desk/ops_overview.html.j2", request, shown=shown)


@router.get("/jobs")
def jobs(request: Request, house: _House, query: Annotated[JobsQuery, Query()]) -> Response:
    """Show failures by code, and a list of jobs; those that failed where nothing is asked."""
    asked = query.asked() if request.url.query else AskedJobs(state=JobState.FAILED)
    fault = ""
    try:
        found = jobs_page(asked, keepers=house.keepers)
    except InputError:
        asked, fault = AskedJobs(state=JobState.FAILED), _UNUSABLE
        found = jobs_page(asked, keepers=house.keepers)
    return ops_page(
        "desk/ops_jobs.html.j2",
        request,
        asked=asked,
        fault=fault,
        jobs=found.jobs,
        next_address=address_of(replace(asked, after=found.after)) if found.after else "",
        first_address=address_of(replace(asked, after="")) if asked.after else "",
        codes=code_lines(keepers=house.keepers),
        backfills=[one.backfill_id for one in house.keepers.backfills.all()],
        states=tuple(JobState),
        lanes=tuple(Lane),
        rerunnable=RERUNNABLE,
        cancellable=CANCELLABLE,
    )


@router.get("/jobs/count")
def count(house: _House, query: Annotated[JobsQuery, Query()], deed: str = "") -> JSONResponse:
    """Count the jobs that a deed would take."""
    counted = count_for(deed, query.asked(), keepers=house.keepers)
    return JSONResponse({"count": counted, "most": MOST_COUNTED})


@router.get("/jobs/{job_id}")
def job(job_id: str, request: Request, house: _House) -> Response:
    """Show one job with what became of it and what was done to it by hand."""
    try:
        shown = show_job(job_id, keepers=house.keepers)
    except NotFound:
        return ops_page("desk/ops_no_job.html.j2", request, HTTPStatus.NOT_FOUND, job_id=job_id)
    return ops_page(
        "desk/ops_job.html.j2",
        request,
        job=shown.job,
        document=shown.document,
        audit=shown.audit,
        may_rerun=shown.job.state in RERUNNABLE,
        may_cancel=shown.job.state in CANCELLABLE,
    )


@router.get("/backfills")
def backfills(request: Request, house: _House) -> Response:
    """Show how far every backfill is."""
    return ops_page("desk/ops_backfills.html.j2", request, statuses=backfill.all_statuses(keepers=house.keepers))


@router.get("/arrivals")
def arrivals(request: Request, house: _House, query: Annotated[ArrivalsQuery, Query()]) -> Response:
    """Show what came by bucket or folder and is not taken in."""
    lines, are_more = arrival_lines(query.wanted(), keepers=house.keepers)
    return ops_page(
        "desk/ops_arrivals.html.j2",
        request,
        query=query,
        lines=lines,
        are_more=are_more,
        counts=house.keepers.arrival_book.tally(),
        walks=house.keepers.arrival_book.walks(),
        roads=tuple(Road),
        outcomes=tuple(Outcome),
        open_outcomes=OPEN,
    )


@router.get("/figures")
def figures(request: Request, house: _House) -> Response:
    """Show charts of what was done and how well."""
    now = house.clock()
    return ops_page("desk/ops_figures.html.j2", request, shown=_drawn(now, house.keepers))


@router.get("/accounts")
def accounts(request: Request, house: _House) -> Response:
    """Show every account; changes are made at the command line."""
    return ops_page("desk/ops_accounts.html.j2", request, accounts=house.keepers.accounts.all())


def _drawn(now: datetime, keepers: Keepers) -> object:
    return drawn_figures(ops_figures(now=now, keepers=keepers))
