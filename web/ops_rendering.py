"""Pages of operators: the frame, and the words that their templates use."""

from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.masking import mask_in_text
from services.ops import words
from services.ops.charts import share
from web.rendering import page


def ops_page(template: str, request: Request, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> HTMLResponse:
    """Render a page of operators for whoever has come in."""
    now = datetime.now(UTC)
    return page(
        template, request, status, here="ops", ops_words=words, now=now, share=share, masked=mask_in_text, **shown
    )
