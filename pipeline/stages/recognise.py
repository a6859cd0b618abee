"""Reads the print and the codes of an upright page. Every line is kept, however uncertain."""

from time import perf_counter

from models.page import Box, Page, PageText, TextLine
from pipeline.image.barcodes import find_barcodes
from pipeline.image.crops import cut_line, runs_downwards
from pipeline.image.line_order import in_reading_order
from pipeline.ocr import OcrEngine, ReadCrop

DETECTION_LONG_SIDE_PX = 960


def recognise(page: Page, *, engine: OcrEngine) -> PageText:
    """Read a page; lines come top to bottom, and left to right where they stand side by side.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    started = perf_counter()
    boxes = page.line_boxes or engine.find_lines(page.image, long_side_px=DETECTION_LONG_SIDE_PX)
    lines = [line for line in _read(page, boxes, engine) if line.text]
    barcodes = find_barcodes(page.image)
    height, width = page.image.shape[:2]
    return PageText(
        engine=engine.name,
        width_px=width,
        height_px=height,
        upload_width_px=page.upload_width_px,
        upload_height_px=page.upload_height_px,
        transform=page.transform,
        lines=in_reading_order(lines),
        barcodes=barcodes,
        quality=page.quality,
        recognise_ms=(perf_counter() - started) * 1000,
    )


def _read(page: Page, boxes: tuple[Box, ...], engine: OcrEngine) -> list[TextLine]:
    along = [_along_print(box) for box in boxes]
    crops = [cut_line(page.image, box) for box in along]
    return [_line(box, crop) for box, crop in zip(along, engine.read_lines(crops), strict=True)]


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
