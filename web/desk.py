"""`/review/…`: the reviewer's desk as JSON and forms, for the pages that stand upon it (docs/desk.md tells each)."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, model_validator

from models.desk import Deed, DeskState
from models.errors import InputError
from models.levels import Level
from models.report import Severity, Verdict
from services.desk import desk_json
from services.desk.correcting import Correcting, correct
from services.desk.deciding import Deciding, claim, decide, held_until, release
from services.desk.figures import figures
from services.desk.history import history_of, reveal
from services.desk.seeing import dossier_then, open_dossier
from services.desk.worklist import MOST_LINES, Asked, counts, list_page
from services.typed_words import word_of
from storage.worklist import Held, Sort
from web.callers import account_of
from web.forms import read_form
from web.house import House, house_of, policy_for, stated_of

router = APIRouter(prefix="/review", include_in_schema=False)
_House = Annotated[House, Depends(house_of)]
MOST_NUMBERED = 2**63 - 1
"""The largest number of a row that every database takes."""
DecisionId = Annotated[int, Path(ge=0, le=MOST_NUMBERED)]


class ListQuery(BaseModel):
    """What is asked of the list, as its address has it."""

    state: DeskState = DeskState.WAITING
    level: Level | None = None
    verdict: Verdict | None = None
    severity: Severity | None = None
    held: Held = Held.ANY
    q: str = Field(default="", max_length=64)
    sort: Sort = Sort.GRAVEST
    after: str = Field(default="", max_length=400)
    limit: int = Field(default=50, ge=1, le=MOST_LINES)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Mapping[str, object]) -> dict[str, object]:
        """A form sends what was left open as an empty word."""
        return {name: value for name, value in given.items() if value != ""}

    def asked(self) -> Asked:
        """Return it in the words of the service."""
        given = self.model_dump()
        return Asked(search=given.pop("q"), **given)


@router.get("/list/lines")
def lines(request: Request, house: _House, query: Annotated[ListQuery, Query()]) -> JSONResponse:
    """Return one page of the list."""
    found = list_page(query.asked(), account=account_of(request), now=house.clock(), keepers=house.keepers)
    return JSONResponse(desk_json.list_page(found))


@router.get("/list/counts")
def list_counts(request: Request, house: _House) -> JSONResponse:
    """Return how many wait, by verdict, and how many stand elsewhere."""
    return JSONResponse(desk_json.counts(counts(account=account_of(request), keepers=house.keepers)))


@router.get("/list/figures")
def list_figures(house: _House) -> JSONResponse:
    """Return how often decisions are overturned, and how often blind reviews disagree."""
    return JSONResponse(desk_json.figures(figures(keepers=house.keepers)))


@router.get("/{application_id}/desk")
def desk(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Return where an application stands, what may be decided, and what was; it counts as seen."""
    stated, now = stated_of(application_id, request), house.clock()
    opened = open_dossier(
        stated,
        account=account_of(request),
        policy=policy_for(stated, house=house),
        now=now,
        keepers=house.keepers,
    )
    return JSONResponse(desk_json.desk_dossier(opened, now=now))


@router.get("/{application_id}/history")
def history(
    application_id: str, request: Request, house: _House, after: Annotated[int, Query(ge=0, le=MOST_NUMBERED)] = 0
) -> JSONResponse:
    """Return what was done to an application, oldest first."""
    stated = stated_of(application_id, request)
    entries = history_of(stated, account=account_of(request), keepers=house.keepers, after=after)
    return JSONResponse({"entries": [desk_json.entry(one) for one in entries]})


@router.get("/{application_id}/decisions/{decision_id}")
def decided(application_id: str, decision_id: DecisionId, request: Request, house: _House) -> JSONResponse:
    """Return the dossier that was decided on, as it stood."""
    then = dossier_then(
        application_id, decision_id, account=account_of(request), now=house.clock(), keepers=house.keepers
    )
    return JSONResponse(desk_json.dossier_then(then))


@router.post("/{application_id}/claim")
async def post_claim(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Take a dossier in hand, hold on to it, or take it over from whom the form names."""
    given, now = await read_form(request), house.clock()
    held = await run_in_threadpool(
        claim,
        application_id,
        account=account_of(request),
        until=held_until(now, claim_seconds=house.claim_seconds),
        takes_over=given.get("takes_over", ""),
        reason=given.get("reason", ""),
        keepers=house.keepers,
    )
    return JSONResponse(desk_json.case(held, now=now))


@router.post("/{application_id}/release")
def post_release(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Let a dossier go."""
    released = release(application_id, account=account_of(request), keepers=house.keepers)
    return JSONResponse({"application_id": application_id, "released": released})


@router.post("/{application_id}/decide")
async def post_decide(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Decide on a dossier that one holds."""
    given, now = await read_form(request), house.clock()
    deciding = Deciding(
        deed=word_of(Deed, given.get("deed", ""), "deed"),
        version=_number(given.get("version", "")),
        reason=given.get("reason", ""),
        message=given.get("message", ""),
    )
    came = await run_in_threadpool(
        lambda: decide(
            application_id,
            deciding,
            account=account_of(request),
            policy=policy_for(stated_of(application_id, request), house=house),
            now=now,
            keepers=house.keepers,
        )
    )
    return JSONResponse(desk_json.decided(came, now=now))


@router.post("/{application_id}/correct")
async def post_correct(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Correct a field, or with `take_back` let stand what was read."""
    given, now = await read_form(request), house.clock()
    correcting = Correcting(
        document_id=given.get("document_id", ""),
        field=given.get("field", ""),
        value=None if given.get("take_back") else given.get("value", ""),
        reason=given.get("reason", ""),
        version=_number(given["version"]) if given.get("version") else None,
    )
    came = await run_in_threadpool(
        correct,
        application_id,
        correcting,
        account=account_of(request),
        now=now,
        keepers=house.keepers,
        knowledge=house.knowledge,
    )
    return JSONResponse(desk_json.corrected(came, now=now))


@router.post("/{application_id}/reveal")
async def post_reveal(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Return name and numbers in full, for the reason that the form states."""
    given = await read_form(request)
    shown = await run_in_threadpool(
        reveal, application_id, reason=given.get("reason", ""), account=account_of(request), keepers=house.keepers
    )
    return JSONResponse({"application_id": application_id, "name": shown.name, "id_number": shown.id_number})


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InputError("version: expected the number of the case that was shown, met another") from None
