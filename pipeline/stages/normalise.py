"""Makes of an upload's bytes a page set upright, and keeps the way back to the upload's pixels."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box, Page
from pipeline.image.boxes import mapped, upright_order
from pipeline.image.crops import sides_px
from pipeline.image.decode import decode_jpeg
from pipeline.image.flatten import Plan, flattened, shrunk, turned, whole
from pipeline.image.layout import Layout, laid_out
from pipeline.image.page_edges import find_outlines, find_page
from pipeline.image.page_parts import Parts, find_parts
from pipeline.image.print_direction import print_angle_degrees, stands_on_head
from pipeline.image.quality import judge_quality
from pipeline.ocr import OcrEngine

LONG_SIDE_PX = 960
"""Of the picture in which lines are searched. On 40 drawn pages 800, 960, 1120, 1280 and 1600 px found 425, 426, 425,
425 and 419 of 427 printed values."""
SEARCH_AGAIN_DEGREES = 30.0
SEARCH_AGAIN_SHARE = 0.5
"""A page that fills less of the picture had its small print searched at too small a scale."""
OUTSIDE_RIM = 0.4
"""Of its height, how much is kept around a line of print that lies beside the parts of a page."""


def normalise(content: bytes, *, engine: OcrEngine) -> Page:
    """Decode an upload, find the page in it and set it upright.

    Raises:
        ImageRejected: the bytes are no picture we accept.
        EngineUnavailable: the engine cannot be run.
    """
    decoded = decode_jpeg(content)
    found = engine.find_lines(decoded.image, long_side_px=LONG_SIDE_PX)
    plan, boxes = _plan(decoded.image, found, engine)
    image = plan.drawn(decoded.image)
    if boxes is None:
        boxes = engine.find_lines(image, long_side_px=LONG_SIDE_PX)
    shrink = np.diag([1 / decoded.shrink, 1 / decoded.shrink, 1.0])
    return Page(
        image=image,
        transform=plan.transform(shrink),
        upload_width_px=decoded.width_px,
        upload_height_px=decoded.height_px,
        line_boxes=boxes,
        quality=judge_quality(
            image,
            boxes,
            coloured=decoded.coloured,
            upload_px_per_page_px=decoded.shrink / plan.scale,
            outline=_border(decoded.image, plan),
        ),
    )


def _border(image: BgrImage, plan: Plan | Layout) -> npt.NDArray[np.float64] | None:
    """Return where the upload's border lies on the page; None where parts were found, whose own edges are all seen."""
    if isinstance(plan, Layout):
        return None
    height, width = image.shape[:2]
    return np.array(mapped(Box.upright(0, 0, width, height), plan.matrix).corners)


def _plan(image: BgrImage, found: tuple[Box, ...], engine: OcrEngine) -> tuple[Plan | Layout, tuple[Box, ...] | None]:
    """Plan the upright page and its lines; None for these where it is worth searching for them again."""
    if not found:
        return shrunk(whole(image)), ()
    outlines = find_outlines(image)
    parts = find_parts(outlines, found)
    if parts is not None:
        return _laid_out(image, parts, engine), None
    corners = find_page(image, found, outlines=outlines)
    flat = whole(image) if corners is None else flattened(corners)
    upright, angle = _upright(image, flat, found, engine)
    plan = shrunk(upright)
    share = 1.0 if corners is None else flat.width_px * flat.height_px / (image.shape[0] * image.shape[1])
    search_again = abs(angle) > SEARCH_AGAIN_DEGREES or share < SEARCH_AGAIN_SHARE
    return plan, None if search_again else plan.boxes(found)


def _laid_out(image: BgrImage, parts: Parts, engine: OcrEngine) -> Layout:
    """Plan both parts, each upright by its own print, and below them what print lies beside them."""
    plans = [
        _upright(image, flattened(quad), held, engine)[0] for quad, held in zip(parts.quads, parts.inside, strict=True)
    ]
    for box in parts.outside:
        strip = flattened(np.array(upright_order(box).corners), rim_px=OUTSIDE_RIM * min(sides_px(box)))
        plans.append(turned(strip, -print_angle_degrees(strip.boxes([box]))))
    return laid_out(plans)


def _upright(image: BgrImage, flat: Plan, boxes: Sequence[Box], engine: OcrEngine) -> tuple[Plan, float]:
    """Turn a plan so that these lines stand upright; also return the angle at which they lay."""
    angle = print_angle_degrees(flat.boxes(boxes))
    upright = turned(flat, -angle)
    if stands_on_head(image, upright.boxes_in_place(boxes), engine=engine):
        upright = turned(flat, 180 - angle)
    return upright, angle
