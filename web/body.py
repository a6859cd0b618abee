"""Bodies of requests, read in bounded memory: what is too large is refused while it comes in."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from web.problems import Refused

FORM_OVERHEAD_BYTES = 64 * 1024
"""Boundaries, headers and the small fields around a file."""
MAX_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadForm:
    """A file as it came by form."""

    file: str
    content: bytes
    declared_type: str | None
    replaces: str | None = None
    """Id of the paper that this one takes the place of."""


async def read_body(request: Request, *, max_bytes: int) -> bytes:
    """Return the body of a request.

    Raises:
        Refused: 413, it is larger than allowed.
    """
    return b"".join([chunk async for chunk in _limited(request, max_bytes, told_bytes=max_bytes)])


async def read_upload_form(request: Request, *, max_bytes: int) -> UploadForm:
    """Return the file and the fields of a multipart body; larger files are held on disk while they come in.

    Raises:
        Refused: 413, the file is larger than allowed; 415, the body is no multipart form; 422, it lacks the file.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_a_form", "expected multipart/form-data, met another type")
    stream = _limited(request, max_bytes + FORM_OVERHEAD_BYTES, told_bytes=max_bytes)
    try:
        form = await MultiPartParser(request.headers, stream, max_files=1, max_fields=8, max_part_size=1024).parse()
    except (MultiPartException, KeyError, ValueError):
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY, "form_invalid", "expected a form with one file, met another body"
        ) from None
    try:
        return await _upload(form.get("file"), form.get("declared_type"), form.get("replaces"), max_bytes)
    finally:
        await form.close()


async def _upload(file: object, declared_type: object, replaces: object, max_bytes: int) -> UploadForm:
    if not isinstance(file, UploadFile):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "form_invalid", 'expected a file in "file", met none')
    if file.size is not None and file.size > max_bytes:
        raise _too_large(max_bytes)
    declared, replaced = (word.strip() if isinstance(word, str) else "" for word in (declared_type, replaces))
    return UploadForm(
        file=shown_name(file.filename),
        content=await file.read(),
        declared_type=declared or None,
        replaces=replaced or None,
    )


async def _limited(request: Request, max_bytes: int, *, told_bytes: int) -> AsyncGenerator[bytes, None]:
    """Pass on what comes in, up to a limit; whoever is refused is told the number of the setting."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise _too_large(told_bytes)
    met = 0
    try:
        async for chunk in request.stream():
            met += len(chunk)
            if met > max_bytes:
                raise _too_large(told_bytes)
            yield chunk
    except ClientDisconnect:
        # Nobody reads this answer; it keeps a caller's hanging up from being logged as a defect of ours.
        detail = "expected the whole body, met the end of the connection"
        raise Refused(HTTPStatus.BAD_REQUEST, "body_incomplete", detail) from None


def _too_large(max_bytes: int) -> Refused:
    detail = f"expected at most {max_bytes} bytes, met more"
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", detail)


def shown_name(name: str | None) -> str:
    """Return a file's name for display: the last part of it, printable and bounded."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable())[-MAX_NAME_LENGTH:] or "upload.jpg"
