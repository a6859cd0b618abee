"""Makes of an upload's bytes a page set upright, and keeps the way back to the upload's pixels."""

import numpy as np

from models.page import BgrImage, Box, Page, Transform
from pipeline.image.decode import Decoded, decode_jpeg
from pipeline.image.flatten import Plan, flattened, shrunk, turned, whole
from pipeline.image.page_edges import find_page
from pipeline.image.print_direction import print_angle_degrees, stands_on_head
from pipeline.image.quality import judge_quality
from pipeline.ocr import OcrEngine

LONG_SIDE_PX = 960
"""Of the picture in which lines are searched. On 40 drawn pages 800, 960, 1120, 1280 and 1600 px found 425, 426, 425,
425 and 419 of 427 printed values."""
SEARCH_AGAIN_DEGREES = 30.0
SEARCH_AGAIN_SHARE = 0.5
"""A page that fills less of the picture had its small print searched at too small a scale."""


def normalise(content: bytes, *, engine: OcrEngine) -> Page:
    """Decode an upload, find the page in it and set it upright.

    Raises:
        ImageRejected: the bytes are no picture we accept.
        EngineUnavailable: the engine cannot be run.
    """
    decoded = decode_jpeg(content)
    found = engine.find_lines(decoded.image, long_side_px=LONG_SIDE_PX)
    plan, search_again = _plan(decoded.image, found, engine)
    image = plan.drawn(decoded.image)
    boxes = engine.find_lines(image, long_side_px=LONG_SIDE_PX) if search_again else plan.boxes(found)
    shrink = np.diag([1 / decoded.shrink, 1 / decoded.shrink, 1.0])
    transform = Transform.of(plan.matrix @ shrink)
    return Page(
        image=image,
        transform=transform,
        upload_width_px=decoded.width_px,
        upload_height_px=decoded.height_px,
        line_boxes=boxes,
        quality=judge_quality(
            image, boxes, coloured=decoded.coloured, upload_px_per_page_px=_upload_px_per_page_px(decoded, plan)
        ),
    )


def _plan(image: BgrImage, found: tuple[Box, ...], engine: OcrEngine) -> tuple[Plan, bool]:
    """Plan the upright page; also say whether its lines are worth searching for again."""
    corners = find_page(image, found)
    flat = whole(image) if corners is None else flattened(corners)
    angle = print_angle_degrees(flat.boxes(found))
    upright = turned(flat, -angle)
    if stands_on_head(image, upright.boxes_in_place(found), engine=engine):
        upright = turned(flat, 180 - angle)
    share = 1.0 if corners is None else flat.width_px * flat.height_px / (image.shape[0] * image.shape[1])
    return shrunk(upright), bool(found) and (abs(angle) > SEARCH_AGAIN_DEGREES or share < SEARCH_AGAIN_SHARE)


def _upload_px_per_page_px(decoded: Decoded, plan: Plan) -> float:
    return decoded.shrink / float(np.sqrt(abs(np.linalg.det(plan.matrix[:2, :2]))))
