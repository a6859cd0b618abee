"""A dossier as one self-contained HTML page for the reviewer: no script, no address outside the page.

Verdict, gravest finding, the two values character by character, the pixels: in this order, top left to bottom right.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.case import Application
from models.materials import FIELDS
from models.report import Dossier
from services.report_view import dossier_view

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "matrix.css")) + "".join(
    f".document:has(tr.f-{field}:hover) .box.f-{field} polygon "
    f"{{ fill: rgb(255 214 0 / .25); stroke-width: 4; }}\n"
    f".document:has(tr.f-{field}:hover) .box.f-{field} text {{ visibility: visible; }}\n"
    for field in FIELDS
)
"""Pointing at a row lights its place on the picture; without scripts this takes a rule a field."""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = f"default-src 'none'; img-src data:; style-src 'sha256-{_STYLE_HASH}'"
"""What a server sends with the page; the page itself states it too, for files opened from disk."""


def dossier_html(
    dossier: Dossier,
    images: Mapping[str, bytes],
    *,
    application: Application | None = None,
    is_served: bool = False,
) -> str:
    """Return the page of a dossier; `images` holds the uploaded bytes by document id, and may lack some.

    A page that is served links to the list and to the uploads; one in a file stands alone.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("dossier.html.j2")
    view = dossier_view(dossier, images, application=application, is_served=is_served)
    # The style sheet is ours and must stand in the page letter by letter, or its hash would not fit.
    written = page.render(dossier=view, style=Markup(STYLE), policy=CONTENT_SECURITY_POLICY, is_served=is_served)
    # The name of a file may hold lone surrogates, which no encoding takes.
    return written.encode("utf-8", "replace").decode("utf-8")
