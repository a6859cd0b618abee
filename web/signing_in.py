"""`/sign-in` and `/sign-out`: the only pages that let everybody in. And `/me`: who I am."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from models.errors import SignInRefused
from services.desk.leaving import leave
from services.signing_in import sign_in
from web.callers import COOKIE, Caller, account_of, caller_of, csrf_of
from web.forms import read_form
from web.house import House, house_of
from web.rendering import page_for_anybody

router = APIRouter()
_House = Annotated[House, Depends(house_of)]
AFTERWARDS = "/"
WRONG = "用户名或密码不对，或账号已停用。"


@router.get("/sign-in", include_in_schema=False)
def form(request: Request, next: str = "") -> Response:
    """Show the form; whoever has signed in already goes on."""
    caller: Caller | None = request.state.caller
    if caller is not None and caller.account is not None:
        return RedirectResponse(_inside(next), HTTPStatus.SEE_OTHER)
    return page_for_anybody("desk/sign_in.html.j2", next=_inside(next), fault="", name="")


@router.post("/sign-in", include_in_schema=False)
async def post(request: Request, house: _House) -> Response:
    """Open a session and set its cookie."""
    given = await read_form(request)
    name, after = given.get("name", "").strip(), _inside(given.get("next", ""))
    address = request.client.host if request.client else ""
    try:
        opened = await run_in_threadpool(
            sign_in, name, given.get("password", ""), address=address, now=house.clock(), keepers=house.keepers
        )
    except SignInRefused as refused:
        return _refused(refused, name=name, after=after)
    # Only now: whoever signs in anew with the same account goes on holding what they hold.
    await run_in_threadpool(_end, request.state.caller, house)
    answer = RedirectResponse(after, HTTPStatus.SEE_OTHER)
    is_secure = house.secure_cookies or request.url.scheme == "https"
    answer.set_cookie(COOKIE, opened.token, httponly=True, samesite="lax", secure=is_secure, path="/")
    return answer


@router.post("/sign-out", include_in_schema=False)
def sign_out(caller: Annotated[Caller, Depends(caller_of)], house: _House) -> Response:
    """End the session, let go of what it held, and leave no picture behind in the browser."""
    _end(caller, house)
    answer = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER, headers={"Clear-Site-Data": '"cache"'})
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/me", include_in_schema=False)
def me(request: Request) -> JSONResponse:
    """Return who has signed in, and what their forms must carry."""
    account = account_of(request)
    return JSONResponse(
        {
            "account": account.name,
            "title": account.title,
            "role": account.role.value,
            "level": account.level.value if account.level else None,
            "region": account.region.path,
            "is_local": account.is_local,
            "csrf": csrf_of(request),
        }
    )


def _end(caller: Caller | None, house: House) -> None:
    if caller is not None and caller.session is not None and caller.account is not None:
        leave(caller.session, account=caller.account, now=house.clock(), limits=house.sessions, keepers=house.keepers)


def _refused(refused: SignInRefused, *, name: str, after: str) -> HTMLResponse:
    seconds = round(refused.retry_after_seconds + 0.5)
    fault = f"试的次数太多，请 {seconds} 秒后再试。" if refused.retry_after_seconds else WRONG
    status = HTTPStatus.TOO_MANY_REQUESTS if refused.retry_after_seconds else HTTPStatus.UNAUTHORIZED
    shown = page_for_anybody("desk/sign_in.html.j2", status, next=after, fault=fault, name=name)
    if refused.retry_after_seconds:
        shown.headers["Retry-After"] = str(seconds)
    return shown


def _inside(address: str) -> str:
    """Return an address of ours to go on to: a link with `next` must lead nobody elsewhere."""
    try:
        split = urlsplit(address.replace("\\", "/"))
    except ValueError:
        # A host in brackets that is none.
        return AFTERWARDS
    if split.scheme or split.netloc or not split.path.startswith("/") or split.path.startswith("//"):
        return AFTERWARDS
    if not address.isprintable() or split.path == "/sign-in":
        return AFTERWARDS
    return split.path + (f"?{split.query}" if split.query else "")
