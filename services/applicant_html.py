"""What an applicant is told, as one self-contained page for a telephone or a sheet of paper; and as plain text."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.report import Dossier
from services.applicant_view import applicant_view
from services.harmless import harmless

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (_TEMPLATES / "applicant.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
APPLICANT_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'"
"""What a server sends with the page; the page itself states it too, for files opened from disk."""


def applicant_html(dossier: Dossier) -> str:
    """Return the applicant's page: no pictures, no values, nothing from outside."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("applicant.html.j2")
    return page.render(told=applicant_view(dossier), style=Markup(_STYLE), policy=APPLICANT_POLICY)


def applicant_lines(dossier: Dossier) -> Iterator[str]:
    """Return the same as lines of text, such as fit into a message."""
    told = applicant_view(dossier)
    yield f"{told.verdict}  {told.application_id}".rstrip()
    yield told.sentence
    for number, asked in enumerate(told.asked, start=1):
        papers = "、".join(f"第 {paper.number} 份 {paper.title} {harmless(paper.file)}" for paper in asked.papers)
        yield f"{number}. {asked.what}{f'（{papers}）' if papers else ''}：{asked.message}"
    for paper in told.missing:
        yield f"缺少{paper.marked}：{paper.message}依据：{paper.because}"
    yield told.deadline
