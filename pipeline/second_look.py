"""A second look under red seals: the part of the page around a seal is searched and read again with its ink taken out.

What is read that way is kept only where it reads better; scraps that vanish with the ink were the seal's own.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.page import BgrImage, Box, TextLine
from pipeline.image.boxes import mapped
from pipeline.image.seals import find_seals, without_red
from pipeline.lines import read_boxes
from pipeline.ocr import OcrEngine

SEARCH_LONG_SIDE_PX = 1280
"""Long side to which a whole page would be scaled for the search; the part is scaled alike."""
_AROUND = 0.15
"""Share of a seal's size by which the part reaches beyond it."""
_SMALLEST_SEARCH_PX = 320
_RIM_PX = 3
_COVERED = 0.5
"""Share of the smaller box that two boxes have in common when they hold the same print."""
_LEAST_SCORE = 0.6
"""Certainty below which print that only the second look found is taken for what is left of the seal."""


def look_under_seals(image: BgrImage, lines: Sequence[TextLine], *, engine: OcrEngine) -> tuple[TextLine, ...]:
    """Return the lines of an upright page with those around its red seals read anew where that reads better.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    held = tuple(lines)
    for seal in find_seals(image):
        touched = [line for line in held if _shared(line.box, seal) > 0]
        if touched:
            part = _part_around(seal, touched, image)
            held = _merged(held, _read_anew(image, part, engine), seal, part)
    return held


def certain_characters(lines: Sequence[TextLine]) -> float:
    """Count characters by their certainty; an uncertain one hardly counts."""
    return sum(score * score for line in lines for score in line.scores)


def _part_around(seal: Box, touched: Sequence[TextLine], image: BgrImage) -> Box:
    """The seal with a margin, and the whole of every line that it touches."""
    margin = _AROUND * max(seal.width, seal.height)
    height, width = image.shape[:2]
    return Box.upright(
        max(0, min(seal.left - margin, *(line.box.left - margin for line in touched))),
        max(0, min(seal.top - margin, *(line.box.top - 4 for line in touched))),
        min(width, max(seal.right + margin, *(line.box.right + margin for line in touched))),
        min(height, max(seal.bottom + margin, *(line.box.bottom + 4 for line in touched))),
    )


def _read_anew(image: BgrImage, part: Box, engine: OcrEngine) -> tuple[TextLine, ...]:
    left, top, right, bottom = (round(side) for side in (part.left, part.top, part.right, part.bottom))
    clean = without_red(image[top:bottom, left:right])
    scale = SEARCH_LONG_SIDE_PX / max(image.shape[:2])
    long_side_px = max(_SMALLEST_SEARCH_PX, round(max(clean.shape[:2]) * scale))
    found_boxes = engine.find_lines(clean, long_side_px=long_side_px)
    boxes = [box for box in found_boxes if _is_whole(box, clean.shape[1])]
    shift = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], dtype=np.float64)
    found = read_boxes(clean, boxes, engine=engine)
    return tuple(replace(line, box=mapped(line.box, shift)) for line in found if line.text)


def _is_whole(box: Box, width_px: int) -> bool:
    """Print at the rim of the part was cut by it: the line it belongs to was read whole the first time."""
    return box.left > _RIM_PX and box.right < width_px - _RIM_PX


def _merged(lines: Sequence[TextLine], found: Sequence[TextLine], seal: Box, part: Box) -> tuple[TextLine, ...]:
    kept = list(lines)
    for line in found:
        same = [one for one in kept if _shared(one.box, line.box) >= _COVERED and _centre_in(one.box, part)]
        if certain_characters([line]) > certain_characters(same) and line.score >= _LEAST_SCORE:
            kept = [one for one in kept if one not in same]
            kept.append(line)
    return tuple(line for line in kept if not _is_scrap(line, found, seal))


def _is_scrap(line: TextLine, found: Sequence[TextLine], seal: Box) -> bool:
    """Print within the seal that is gone once its ink is."""
    within = _centre_in(line.box, seal) and _shared(line.box, seal) > 0.9
    return within and not any(_shared(line.box, other.box) > 0.2 for other in found)


def _shared(one: Box, other: Box) -> float:
    """Share of the smaller box that two upright boxes have in common."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, width) * max(0.0, height) / smaller if smaller > 0 else 0.0


def _centre_in(box: Box, other: Box) -> bool:
    x, y = box.centre
    return other.left <= x <= other.right and other.top <= y <= other.bottom
