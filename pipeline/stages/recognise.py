"""Reads the print and the codes of an upright page. Every line is kept, however uncertain."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

from models.page import BgrImage, Box, Page, PageText, Quality, TextLine
from pipeline.deblur import sharpened
from pipeline.image.barcodes import find_barcodes
from pipeline.image.line_ends import to_line_ends
from pipeline.image.line_order import in_reading_order
from pipeline.image.seals import find_seals
from pipeline.lines import read_boxes, without_fine_print
from pipeline.lone_characters import with_lone_characters
from pipeline.ocr import OcrEngine
from pipeline.read_again import read_again
from pipeline.second_look import certain_characters, look_under_seals

DETECTION_LONG_SIDE_PX = 960


def recognise(page: Page, *, engine: OcrEngine) -> PageText:
    """Read a page; lines come top to bottom, and left to right where they stand side by side.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    started = perf_counter()
    boxes = page.line_boxes or engine.find_lines(page.image, long_side_px=DETECTION_LONG_SIDE_PX)
    boxes = to_line_ends(page.image, boxes)
    # Codes are looked for beside the reading: neither knows of the other, and models leave a core idle in between.
    with ThreadPoolExecutor(max_workers=1) as beside:
        codes = beside.submit(find_barcodes, page.image)
        lines, again, blur = _read(page.image, boxes, engine)
        barcodes = codes.result()
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
        quality=_with_cause(page.quality, blur),
        again=again,
        recognise_ms=(perf_counter() - started) * 1000,
    )


def _read(
    image: BgrImage, boxes: Sequence[Box], engine: OcrEngine
) -> tuple[tuple[TextLine, ...], tuple[tuple[TextLine, ...], ...], str]:
    """Read the lines of an upright page, without its blur where that reads better, and once more under its seals.

    Also give what uncertain lines say when they are read in other ways, and say what the blur was that had to be
    undone; empty where there was none.
    """
    lines, blur = _lines(image, boxes, engine), ""
    sharp = sharpened(image, lines, engine=engine)
    if sharp is not None:
        # The lines are where they were: searched for again, short ones get lost among the rings round sharp strokes.
        again = _lines(sharp.image, boxes, engine)
        if certain_characters(again) > certain_characters(lines):
            image, lines, blur = sharp.image, again, sharp.cause
    seals = find_seals(image)
    found = with_lone_characters(image, look_under_seals(image, lines, seals, engine=engine), engine=engine)
    return found, read_again(image, found, seals, engine=engine), blur


def _with_cause(quality: Quality, cause: str) -> Quality:
    if not cause or cause in quality.causes:
        return quality
    return replace(quality, causes=(*quality.causes, cause))


def _lines(image: BgrImage, boxes: Sequence[Box], engine: OcrEngine) -> list[TextLine]:
    return [line for line in read_boxes(image, without_fine_print(boxes), engine=engine) if line.text]
