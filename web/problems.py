"""Errors as `application/problem+json` (RFC 9457), for every status and every route.

`code` is stable. `detail` says what was expected and what was met, and never holds a value from an application.
"""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from models.errors import BlobMissing, CertcheckError, ComponentUnavailable, Conflict, InputError, NotFound
from web.watching import HEADER, ORIGIN

RETRY_AFTER_SECONDS = 10
_STATUS: tuple[tuple[type[CertcheckError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ComponentUnavailable, HTTPStatus.SERVICE_UNAVAILABLE),
    # The document is there and the store answers: asking again brings nothing, handing in the same picture does.
    (BlobMissing, HTTPStatus.GONE),
    (CertcheckError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
"""The first that fits."""
_DETAILS = {
    HTTPStatus.NOT_FOUND: "expected an address of the API or a page, met another",
    HTTPStatus.METHOD_NOT_ALLOWED: "expected a method that the address takes (see Allow), met another",
}
"""For what the framework refuses before a route is found."""


AnswerFor = Callable[[Scope, "Problem"], Response]
Handler = Callable[[Request, Exception], Awaitable[Response]]


class Refused(HTTPException):
    """A request that a route does not take, with a code of its own."""

    def __init__(self, status: HTTPStatus, code: str, detail: str) -> None:
        super().__init__(status, detail)
        self.code = code


class Problem(JSONResponse):
    """A problem response that still knows its code."""

    def __init__(self, content: dict[str, object], status: int, headers: dict[str, str]) -> None:
        super().__init__(content, status, headers, media_type="application/problem+json")
        self.code = str(content["code"])


def problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Problem:
    """Make a problem response; `more` are members beside those of the standard."""
    content: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "code": code,
        "detail": detail,
    }
    content |= more or {}
    return Problem(content, status.value, dict(headers or {}))


def add_problems(app: FastAPI, *, answer_for: AnswerFor) -> None:
    """Make every error of an application a problem; `answer_for` shows it to people."""
    for kind, make in ((CertcheckError, _ours), (HTTPException, _of_http), (RequestValidationError, _invalid)):
        app.add_exception_handler(kind, _answering(make, answer_for))
    app.add_exception_handler(Exception, _answering(_defect, answer_for))


def _answering(make: Callable[[Request, Exception], Problem], answer_for: AnswerFor) -> Handler:
    async def answer(request: Request, error: Exception) -> Response:
        return answer_for(request.scope, make(request, error))

    return answer


def problem_of(error: CertcheckError) -> Problem:
    """Make the problem response of one of our errors."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    away = status is HTTPStatus.SERVICE_UNAVAILABLE
    return problem(status, error.code, str(error), headers={"Retry-After": str(RETRY_AFTER_SECONDS)} if away else None)


def _ours(_: Request, error: Exception) -> Problem:
    assert isinstance(error, CertcheckError)
    return problem_of(error)


def _of_http(_: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = error.code if isinstance(error, Refused) else status.name.lower()
    detail = _DETAILS.get(status, error.detail) if error.detail == status.phrase else error.detail
    return problem(status, code, detail, headers=error.headers)


def _invalid(_: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    faults = "; ".join(_fault(fault) for fault in error.errors())
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "request_invalid", faults)


def _fault(fault: Mapping[str, Any]) -> str:
    return f"{'.'.join(str(step) for step in fault['loc'])}: expected another value, met one that is {fault['type']}"


def _defect(request: Request, error: Exception) -> Problem:
    # The error's own text may hold what was on a paper.
    detail = f"expected no defect, met {type(error).__name__}"
    # This is answered outside of all middleware, and here the caller needs the id most.
    origin = request.scope.get(ORIGIN)
    headers = {HEADER: origin.correlation_id} if origin else None
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "defect", detail, headers=headers)
