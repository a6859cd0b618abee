"""The worst pages of an evaluation to look at: one HTML page each, what was expected and found beside the pixels.

For sets with truth, whose papers are drawn or masked; the pages hold what is printed and belong where the set lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.errors import InputError
from models.materials import FIELDS
from models.page import Point
from services.differing import Column, columns
from services.marks import FieldMark, PageMark
from services.report_html import STYLE
from services.report_pictures import CropPicture, PagePicture, crop_picture, open_upload, page_picture

_TEMPLATES = Path(__file__).parent / "templates"
WRONG, MISSED, RIGHT = "act", "look", "settled"
"""Classes of the report's style: given and untrue, not read right, read right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOverlay:
    """One value as shown."""

    title: str
    field: str
    outcome: str
    mark: str
    expected: str
    found: str
    columns: tuple[Column, ...]
    status: str
    confidence: str
    crop: CropPicture | None
    read_at: tuple[Point, ...]
    stands_at: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOverlay:
    """One page as shown."""

    number: int
    name: str
    """Of its HTML file."""
    page: PageMark
    picture: PagePicture | None
    fields: tuple[FieldOverlay, ...]
    """What is amiss comes first."""


def write_overlays(folder: Path, pages: Sequence[PageMark], *, images: Path) -> None:
    """Write a page of HTML for each of these pages, in their order, and an index; `images` is the set's folder.

    Raises:
        InputError: the folder cannot be written.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    shown = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages, 1):
            # Pixels of one page at a time: only names and counts are kept for the index.
            overlay = _overlay(number, page, (images / page.file).read_bytes())
            written = environment.get_template("overlay.html.j2").render(overlay=overlay, style=Markup(STYLE))
            (folder / overlay.name).write_text(written, "utf-8")
            shown.append((overlay.name, page))
        index = environment.get_template("overlays.html.j2").render(pages=shown, style=Markup(STYLE))
        (folder / "index.html").write_text(index, "utf-8")
    except OSError as error:
        raise InputError(f"expected a folder that can be written, met {error.strerror}: {folder}") from error


def _overlay(number: int, page: PageMark, content: bytes) -> PageOverlay:
    upload = open_upload(content)
    marks = sorted((*page.extras, *page.fields), key=lambda mark: (not mark.wrong, mark.right))
    boxes = [box for mark in marks for box in (mark.true_box or mark.box,) if box is not None]
    picture = page_picture(upload, boxes) if upload else None
    fields = []
    for mark in marks:
        box = mark.true_box or mark.box
        crop = crop_picture(upload, box) if upload and box and not mark.right else None
        fields.append(_field(mark, picture, crop))
    return PageOverlay(
        number=number, name=f"{number:03d}-{page.type}.html", page=page, picture=picture, fields=tuple(fields)
    )


def _field(mark: FieldMark, picture: PagePicture | None, crop: CropPicture | None) -> FieldOverlay:
    expected, found = mark.expected or "", mark.found or ""
    return FieldOverlay(
        title=FIELDS.get(mark.field, mark.field),
        field=mark.field,
        outcome=_outcome(mark),
        mark=WRONG if mark.wrong else RIGHT if mark.right else MISSED,
        expected=expected,
        found=found,
        columns=columns(expected, found) if expected and found and not mark.right else (),
        status=mark.status.value,
        confidence=f"{mark.confidence:.2f}" if mark.found is not None else "—",
        crop=crop,
        read_at=picture.place(mark.box) if picture and mark.box else (),
        stands_at=picture.place(mark.true_box) if picture and mark.true_box else (),
    )


def _outcome(mark: FieldMark) -> str:
    if mark.right:
        return "right"
    if mark.wrong:
        return "invented" if mark.expected is None else "wrong"
    return "missed" if mark.found is None else "in doubt"
