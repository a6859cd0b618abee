"""Reads the print and the codes of an upright page. Every line is kept, however uncertain."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from models.page import Page, PageText
from pipeline.image.barcodes import find_barcodes
from pipeline.image.line_order import in_reading_order
from pipeline.lines import read_boxes, without_fine_print
from pipeline.ocr import OcrEngine
from pipeline.second_look import look_under_seals

DETECTION_LONG_SIDE_PX = 960


def recognise(page: Page, *, engine: OcrEngine) -> PageText:
    """Read a page; lines come top to bottom, and left to right where they stand side by side.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    started = perf_counter()
    boxes = page.line_boxes or engine.find_lines(page.image, long_side_px=DETECTION_LONG_SIDE_PX)
    # Codes are looked for beside the reading: neither knows of the other, and models leave a core idle in between.
    with ThreadPoolExecutor(max_workers=1) as beside:
        codes = beside.submit(find_barcodes, page.image)
        worth_reading = without_fine_print(boxes)
        lines = [line for line in read_boxes(page.image, worth_reading, engine=engine) if line.text]
        lines = [*look_under_seals(page.image, lines, engine=engine)]
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
        quality=page.quality,
        recognise_ms=(perf_counter() - started) * 1000,
    )
