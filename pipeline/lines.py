"""Reads boxes of print off a picture, one line each."""

from collections.abc import Sequence
from statistics import median

from models.page import BgrImage, Box, TextLine
from pipeline.image.crops import cut_line, runs_downwards, sides_px
from pipeline.ocr import OcrEngine, ReadCrop

_FINE = 0.8
"""Share of the usual height of print below which print is fine; notes on forms stand at 0.55 to 0.75."""
_LINES_ABOVE = 12
"""Lines of usual print that stand above notes. A letter has fewer, and its body may be smaller than its heading."""
_LONG, _BEGINNING = 24.0, 12.0
"""Length of a line, in its heights, from which it is long, and how much of it is read then."""


def read_boxes(image: BgrImage, boxes: Sequence[Box], *, engine: OcrEngine) -> tuple[TextLine, ...]:
    """Read every box, in the order given; a line in which nothing was read has an empty text.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    along = [_along_print(box) for box in boxes]
    crops = [cut_line(image, box) for box in along]
    return tuple(_line(box, crop) for box, crop in zip(along, engine.read_lines(crops), strict=True))


def without_fine_print(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Cut long lines of fine print down to their beginnings.

    Notes at the foot of a form are half of what there is to recognise on it, and no type wants a value from them; their
    first words still tell what they are.
    """
    across = [box for box in boxes if not runs_downwards(box)]
    usual = median(sides_px(box)[1] for box in across) if across else 0.0
    tops = sorted(box.top for box in across if sides_px(box)[1] >= _FINE * usual)
    last = tops[_LINES_ABOVE] if len(tops) > _LINES_ABOVE else float("inf")
    return tuple(_beginning(box) if box.top > last and _is_fine_print(box, usual) else box for box in boxes)


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


def _line(box: Box, crop: ReadCrop) -> TextLine:
    score = sum(crop.scores) / len(crop.scores) if crop.scores else 0.0
    return TextLine(
        text=crop.text,
        score=score,
        box=box,
        scores=crop.scores,
        centres=crop.centres,
        alternatives=crop.alternatives,
    )
