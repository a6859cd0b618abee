"""Reads boxes of print off a picture, one line each."""

from collections.abc import Callable, Sequence
from statistics import median

from models.page import BgrImage, Box, TextLine
from pipeline.image.crops import cut_line, runs_downwards, sides_px
from pipeline.image.unread_ink import unread_places
from pipeline.ocr import OcrEngine, ReadCrop

_FINE = 0.8
"""Share of the usual height of print below which print is fine; notes on forms stand at 0.55 to 0.75."""
_LINES_ABOVE = 12
"""Lines of usual print that stand above notes. A letter has fewer, and its body may be smaller than its heading."""
_LINES_BELOW = 2
"""Lines of usual print that do not stand below notes: a page's number may, or a mark."""
_LONG, _BEGINNING = 24.0, 12.0
"""Length of a line, in its heights, from which it is long, and how much of it is read then."""


def read_boxes(
    image: BgrImage,
    boxes: Sequence[Box],
    *,
    engine: OcrEngine,
    margin: float = 0.0,
    cleaned: Callable[[BgrImage], BgrImage] | None = None,
) -> tuple[TextLine, ...]:
    """Read every box, in the order given; a line in which nothing was read has an empty text.

    `margin` is the share of a line's height that is cut out around it, too; `cleaned` changes each crop before it is
    read.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    along = [_along_print(box) for box in boxes]
    crops = [cut_line(image, box, padding=margin) for box in along]
    seen = crops if cleaned is None else [cleaned(crop) for crop in crops]
    return tuple(
        _line(box, read, crop, margin) for box, read, crop in zip(along, engine.read_lines(seen), crops, strict=True)
    )


def without_fine_print(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Cut long lines of fine print at the foot down to their beginnings.

    Notes there are half of what there is to recognise on a form, and no type wants a value from them; their first words
    still tell what they are. Above more lines of usual print stands what was filled in: 该同志…考核合格.
    """
    across = [box for box in boxes if not runs_downwards(box)]
    usual = median(sides_px(box)[1] for box in across) if across else 0.0
    tops = sorted(box.top for box in across if sides_px(box)[1] >= _FINE * usual)
    first = tops[_LINES_ABOVE] if len(tops) > _LINES_ABOVE else float("inf")
    last = tops[-_LINES_BELOW] if len(tops) >= _LINES_BELOW else 0.0
    return tuple(
        _beginning(box) if box.top > first and box.bottom > last and _is_fine_print(box, usual) else box
        for box in boxes
    )


def _is_fine_print(box: Box, usual_height_px: float) -> bool:
    length, height = sides_px(box)
    return not runs_downwards(box) and height < _FINE * usual_height_px and length > _LONG * height


def _beginning(box: Box) -> Box:
    length, height = sides_px(box)
    return box.between(0.0, _BEGINNING * height / length)


def _along_print(box: Box) -> Box:
    """Turn a tall box so that its first side runs down the page, as its print does."""
    a, b, c, d = box.corners
    return Box((b, c, d, a)) if runs_downwards(box) else box


def _line(box: Box, read: ReadCrop, crop: BgrImage, margin: float) -> TextLine:
    return TextLine(
        text=read.text,
        score=sum(read.scores) / len(read.scores) if read.scores else 0.0,
        box=box,
        scores=read.scores,
        centres=_along_box(read.centres, box, margin) if margin else read.centres,
        alternatives=read.alternatives,
        unread=unread_places(crop, read.text, read.centres),
    )


def _along_box(centres: Sequence[float], box: Box, margin: float) -> tuple[float, ...]:
    """Turn places along a crop with a margin into places along its box."""
    length, height = sides_px(box)
    beyond = margin * min(length, height) / max(length, 1.0)
    return tuple(min(1.0, max(0.0, centre * (1 + 2 * beyond) - beyond)) for centre in centres)
