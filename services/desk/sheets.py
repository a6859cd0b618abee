"""The papers of a dossier as the desk shows them: pictures that were made at upload, and where each value stands.

Nothing is decoded here: a browser is given addresses, and the places of values in the pixels of each picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.extraction import FieldStatus, Reading
from models.page import Box
from models.preview import PreviewKind
from models.report import Dossier, Finding, Report
from services import words_zh
from services.report_marks import mark_of_field, mark_of_finding, mark_of_paper, shown_value
from storage.previews import KeptPreview

SHOWN = (PreviewKind.WHOLE, PreviewKind.UPRIGHT)
"""Pictures of a sheet: as uploaded, and as read."""
Kept = Mapping[PreviewKind, KeptPreview]
WINDOW_WIDTHS = 1.25
"""Widths of one character that are shown of it: its neighbours' edges tell that it was not cut."""
MOST_GLYPHS = 3
"""Characters that are enlarged for one finding: where more differ, two values differ and not two characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands on one picture."""

    field: str
    title: str
    value: str
    mark: str
    points: str
    """The corners, as SVG writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a paper."""

    kind: str
    address: str
    width_px: int
    height_px: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One character, enlarged from the picture, beside the one that was stated."""

    stated: str
    found: str
    window: tuple[float, float, float, float]
    """Left, top, width and height on the upright picture."""
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper."""

    number: int
    """From 1."""
    document_id: str
    title: str
    declared: str
    """Title of the slot; empty where it is the paper's own, or none was declared."""
    file: str
    state: str
    mark: str
    causes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    """Empty where none was made: nobody can decode the file, or it was taken in before there were any."""
    small: str
    """Address of the stamp; empty where there is none."""
    upload: str
    """Address of the bytes as they came."""


def sheet_of(number: int, report: Report, findings: Sequence[Finding], kept: Kept) -> Sheet:
    """Show one paper; `findings` are those that speak of it."""
    title = words_zh.type_title(report.classification.type_code)
    declared = words_zh.type_title(report.declared_type) if report.declared_type else ""
    small = kept.get(PreviewKind.SMALL)
    return Sheet(
        number=number,
        document_id=report.document_id,
        title=title,
        declared="" if declared == title else declared,
        file=report.file,
        state=words_zh.STATES[report.state],
        mark=mark_of_paper(findings, report),
        causes=tuple(words_zh.cause_title(cause) for cause in report.quality.causes),
        pictures=tuple(_picture(report, kept[kind], findings) for kind in SHOWN if kind in kept),
        small=_address(report.document_id, small) if small else "",
        upload=f"/api/documents/{report.document_id}/image",
    )


def addresses_of(dossier: Dossier, previews: Mapping[str, Kept]) -> tuple[str, ...]:
    """Return the address of the picture with which each paper of a dossier is first shown; of one without, none."""
    shown = ((one, previews.get(one.sha256, {})) for one in dossier.reports)
    return tuple(
        _address(report.document_id, kept[last])
        for report, kept in shown
        if (last := next((kind for kind in reversed(SHOWN) if kind in kept), None)) is not None
    )


def glyphs_of(finding: Finding, report: Report, kept: Kept, sheet: Sheet) -> tuple[Glyph, ...]:
    """Return the characters in which two values differ, cut from the picture; none where they do not stand one by one.

    Where a value is not printed as it is written, as in dates, nobody knows where on the line a character stands.
    """
    upright = next((one for one in sheet.pictures if one.kind == PreviewKind.UPRIGHT), None)
    reading = report.extraction.reading(finding.field or "") if report.extraction else None
    if upright is None or reading is None or reading.box is None or not finding.expected or not finding.found:
        return ()
    stated, found = finding.expected, finding.found
    printed = "".join(reading.raw.split())
    if len(stated) != len(found) or len(printed) != len(found):
        return ()
    places = [place for place, (ours, theirs) in enumerate(zip(stated, found, strict=True)) if ours != theirs]
    if not 0 < len(places) <= MOST_GLYPHS:
        return ()
    transform, length = kept[PreviewKind.UPRIGHT].transform, len(found)
    return tuple(
        Glyph(
            stated=stated[place],
            found=found[place],
            window=_window(transform.to_page(reading.box.between(place / length, (place + 1) / length))),
            picture=upright,
        )
        for place in places
    )


def _window(box: Box) -> tuple[float, float, float, float]:
    side = max(box.width, 0.6 * box.height) * WINDOW_WIDTHS
    x, y = box.centre
    return round(x - side / 2, 1), round(y - side / 2, 1), round(side, 1), round(side, 1)


def _picture(report: Report, preview: KeptPreview, findings: Sequence[Finding]) -> Picture:
    readings = report.extraction.readings if report.extraction else ()
    return Picture(
        kind=preview.kind.value,
        address=_address(report.document_id, preview),
        width_px=preview.width_px,
        height_px=preview.height_px,
        places=tuple(
            _place(reading, reading.box, preview, findings)
            for reading in readings
            if reading.box is not None and reading.status is not FieldStatus.ABSENT
        ),
    )


def _place(reading: Reading, box: Box, preview: KeptPreview, findings: Sequence[Finding]) -> Place:
    its = [mark_of_finding(finding, None) for finding in findings if finding.field == reading.field]
    return Place(
        field=reading.field,
        title=words_zh.field_title(reading.field),
        value=shown_value(reading.field, reading.value) or reading.raw,
        mark=mark_of_field(reading, its),
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in preview.transform.to_page(box).corners),
    )


def _address(document_id: str, preview: KeptPreview) -> str:
    # The digest makes an address under which the bytes never change, so that a browser may keep them.
    return f"/review/pictures/{document_id}/{preview.kind.value}?v={preview.blob[:16]}"
