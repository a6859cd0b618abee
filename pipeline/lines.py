"""Reads boxes of print off a picture, one line each."""

from collections.abc import Sequence

from models.page import BgrImage, Box, TextLine
from pipeline.image.crops import cut_line, runs_downwards
from pipeline.ocr import OcrEngine, ReadCrop


def read_boxes(image: BgrImage, boxes: Sequence[Box], *, engine: OcrEngine) -> tuple[TextLine, ...]:
    """Read every box, in the order given; a line in which nothing was read has an empty text.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    along = [_along_print(box) for box in boxes]
    crops = [cut_line(image, box) for box in along]
    return tuple(_line(box, crop) for box, crop in zip(along, engine.read_lines(crops), strict=True))


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
