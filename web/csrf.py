"""The token that every form of a session carries: in the header `X-CSRF-Token`, or in the field `csrf`."""

import hmac
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Message, Receive

HEADER, FIELD = "x-csrf-token", "csrf"
MOST_BYTES = 64 * 1024
"""Of a form that carries it in a field; whatever is larger brings it in the header."""


async def carries_token(headers: Headers, receive: Receive, csrf: str) -> tuple[bool, Receive]:
    """Tell whether a request carries the token, and return what its body is to be read from now."""
    given = headers.get(HEADER)
    if given is not None:
        return _is_same(given, csrf), receive
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return False, receive
    read: list[Message] = []
    body = b""
    while True:
        message = await receive()
        read.append(message)
        body += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False) or len(body) > MOST_BYTES:
            break

    async def receive_again() -> Message:
        return read.pop(0) if read else await receive()

    fields = parse_qs(body.decode("utf-8", "replace")) if len(body) <= MOST_BYTES else {}
    return _is_same(fields.get(FIELD, [""])[0], csrf), receive_again


def _is_same(given: str, csrf: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), csrf.encode())
