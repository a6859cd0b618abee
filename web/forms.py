"""Small forms, as browsers send them."""

from http import HTTPStatus
from urllib.parse import parse_qs

from fastapi import Request

from web.body import read_body
from web.problems import Refused

MAX_FORM_BYTES = 64 * 1024
MOST_FIELDS = 500


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form, the first of each name.

    Raises:
        Refused: 413, it is too large; 422, it has too many fields.
    """
    return {name: values[0] for name, values in (await read_lists(request)).items()}


async def read_lists(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form, every one of each name.

    Raises:
        Refused: 413, it is too large; 422, it has too many fields.
    """
    body = await read_body(request, max_bytes=MAX_FORM_BYTES)
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        detail = f"expected a form of at most {MOST_FIELDS} fields, met more"
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "form_invalid", detail) from None
