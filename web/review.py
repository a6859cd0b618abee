"""`/review`: the pages of reviewers: the list, one dossier, a dossier as it stood, and pictures of papers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from models.case import Application
from models.desk import Account, DeskCase
from models.errors import ApplicationInvalid, BlobMissing, InputError, NotFound
from models.preview import PreviewKind
from models.report import Dossier, Severity
from services.applications import check_application_id
from services.desk import list_view, words
from services.desk.colleagues import called, titles_of
from services.desk.dossier_page import DossierPage, dossier_page
from services.desk.history import newest_of
from services.desk.offers import cannot_because, offers_of
from services.desk.past import corrections_view, names_in, past_of
from services.desk.seeing import dossier_then, is_id_of_seen, open_dossier, seen_dossier
from services.desk.sheets import Kept, addresses_of
from services.desk.worklist import Asked, counts, is_everywhere, list_page
from services.keepers import Keepers
from services.pictures import picture_of
from web.callers import account_of
from web.desk import DecisionId, ListQuery
from web.house import House, house_of, policy_for, stated_of
from web.rendering import page

router = APIRouter(include_in_schema=False)
_House = Annotated[House, Depends(house_of)]
LOOKED_AHEAD = 4
"""Pictures of the next dossier that are fetched ahead."""
KEPT_FOR_SECONDS = 600
"""As long as somebody looks at one dossier: what signing out does not clear is soon gone by itself."""


@router.get("/review")
def review(request: Request, house: _House, query: Annotated[ListQuery, Query()]) -> Response:
    """Show the list; a whole id that is looked for leads to its dossier by the list as well."""
    asked, account, now = query.asked(), account_of(request), house.clock()
    if is_id_of_seen(asked.search.strip(), account=account, keepers=house.keepers):
        return RedirectResponse(f"/review/{asked.search.strip()}", HTTPStatus.SEE_OTHER)
    fault = ""
    try:
        found = list_page(asked, account=account, now=now, keepers=house.keepers)
    except InputError:
        asked, fault = Asked(), "地址里的条件不能用，已显示全部。"
        found = list_page(asked, account=account, now=now, keepers=house.keepers)
    titles = titles_of([line.holder for line in found.lines], keepers=house.keepers)
    return page(
        "desk/list.html.j2",
        request,
        title=_title(account),
        asked=asked,
        fault=fault,
        heaps=list_view.heaps(asked, counts(account=account, keepers=house.keepers)),
        lines=[
            list_view.line_view(line, now=now, titles=titles, tells_where=is_everywhere(asked)) for line in found.lines
        ],
        levels=list_view.levels_for(account),
        severities=[one for one in Severity if one is not Severity.NOTE],
        first_address=list_view.address_of(replace(asked, after="")) if asked.after else "",
        next_address=list_view.address_of(replace(asked, after=found.after)) if found.after else "",
        nothing=list_view.nothing_here(asked),
    )


@router.get("/review/pictures/{document_id}/{kind}")
def picture(document_id: str, kind: PreviewKind, house: _House) -> Response:
    """Return one picture of a paper; its address holds its digest, so a browser need not ask again."""
    try:
        content = picture_of(document_id, kind, keepers=house.keepers)
    except BlobMissing as error:
        raise NotFound("expected a picture whose bytes are kept, met one without") from error
    headers = {
        "Cache-Control": f"private, max-age={KEPT_FOR_SECONDS}, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Response(content, media_type="image/jpeg", headers=headers)


@router.get("/review/{application_id}/ahead")
def ahead(application_id: str, request: Request, house: _House) -> JSONResponse:
    """Return addresses of pictures that the page of a dossier will show; looking ahead is not seeing."""
    wanted = check_application_id(application_id)
    dossier = seen_dossier(wanted, account=account_of(request), keepers=house.keepers)
    first = addresses_of(dossier, _previews(dossier, house.keepers))
    return JSONResponse({"pictures": first[:LOOKED_AHEAD]})


@router.get("/review/{application_id}")
def dossier(application_id: str, request: Request, house: _House) -> Response:
    """Show one dossier, ready to be decided on."""
    account, now = account_of(request), house.clock()
    try:
        stated = stated_of(check_application_id(application_id), request)
        opened = open_dossier(
            stated, account=account, policy=policy_for(stated, house=house), now=now, keepers=house.keepers
        )
    except (NotFound, ApplicationInvalid):
        return unknown(request, application_id)
    case, entries = opened.case, newest_of(stated, account=account, keepers=house.keepers)
    holder = case.held_by(now) if case else ""
    names = {holder, case.decided_by if case else "", *names_in(entries, opened.corrections, opened.decisions)}
    titles = titles_of(names, keepers=house.keepers)
    return page(
        "desk/dossier.html.j2",
        request,
        page=_shown(opened.dossier, opened.application, house.keepers),
        application=opened.application,
        is_blind=opened.is_blind,
        case=case,
        held=_held(case, account, now),
        holder_name=holder,
        holder=called(holder, titles),
        held_until=case.held_until.astimezone().strftime("%H:%M") if case and case.held_until else "",
        offers=offers_of(opened.moves, case, titles=titles),
        cannot=cannot_because(account, case),
        message=opened.message,
        corrections=corrections_view(opened.corrections, opened.dossier, titles=titles),
        past=past_of(entries, opened.decisions, titles=titles),
        is_then=False,
    )


@router.get("/review/{application_id}/decisions/{decision_id}/page")
def then(application_id: str, decision_id: DecisionId, request: Request, house: _House) -> Response:
    """Show a dossier as it stood when something was decided on it."""
    try:
        wanted = check_application_id(application_id)
        stood = dossier_then(wanted, decision_id, account=account_of(request), now=house.clock(), keepers=house.keepers)
    except (NotFound, ApplicationInvalid):
        return unknown(request, application_id)
    return page(
        "desk/dossier.html.j2",
        request,
        page=_shown(stood.dossier, stood.application, house.keepers),
        application=stood.application,
        is_blind=stood.is_blind,
        case=None,
        held="",
        offers=(),
        message="",
        corrections=(),
        past=(),
        is_then=True,
        then_when=stood.decision.at.astimezone().strftime("%Y-%m-%d %H:%M"),
        then_deed=words.DEEDS[stood.decision.deed],
    )


def unknown(request: Request, application_id: str) -> Response:
    """Say that there is no such application, with the search beside it."""
    return page("desk/unknown.html.j2", request, HTTPStatus.NOT_FOUND, application_id=application_id)


def _shown(dossier: Dossier, application: Application, keepers: Keepers) -> DossierPage:
    return dossier_page(dossier, _previews(dossier, keepers), application=application)


def _previews(dossier: Dossier, keepers: Keepers) -> Mapping[str, Kept]:
    return keepers.previews.of({report.sha256 for report in dossier.reports})


def _held(case: DeskCase | None, account: Account, now: datetime) -> str:
    holder = case.held_by(now) if case else ""
    return "mine" if holder and holder == account.name else "other" if holder else "free"


def _title(account: Account) -> str:
    if account.level is None:
        return "资格审核"
    return f"资格审核 · {words.LEVELS[account.level]}" + (f"（{_place(account)}）" if _place(account) else "")


def _place(account: Account) -> str:
    return "/".join(part for part in account.region.path.split("/") if part not in ("", "-"))
