"""Pages out of templates, with one style sheet and a policy that lets nothing else in."""

import base64
import hashlib
from http import HTTPStatus
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services import words_zh
from services.report_marks import mark_of_verdict

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "pages.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; frame-ancestors 'none'"
PAGES = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.globals.update(words=words_zh, mark_of_verdict=mark_of_verdict, style=Markup(STYLE))


def page(template: str, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> HTMLResponse:
    """Render a page."""
    rendered = PAGES.get_template(template).render(**shown)
    return HTMLResponse(rendered, status.value, headers={"Content-Security-Policy": POLICY})
