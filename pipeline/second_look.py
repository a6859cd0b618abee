"""A second look under red seals: the strip in which a seal stands is searched and read again with its ink taken out.

What is read that way is kept only where it reads better; scraps that vanish with the ink were the seal's own.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.page import BgrImage, Box, TextLine
from pipeline.image.boxes import mapped, shared
from pipeline.image.line_ends import to_line_ends
from pipeline.image.seals import without_red
from pipeline.lines import read_boxes
from pipeline.ocr import OcrEngine

SEARCH_LONG_SIDE_PX = 1280
"""Long side to which a whole page would be scaled for the search; the strip is scaled alike."""
_AROUND = 0.15
"""Share of a seal's size by which the strip reaches beyond it."""
_SMALLEST_SEARCH_PX = 320
_COVERED = 0.5
"""Share of the smaller box that two boxes have in common when they hold the same print."""
_LEAST_SCORE = 0.6
"""Certainty below which print that only the second look found is taken for what is left of the seal."""


def look_under_seals(
    image: BgrImage, lines: Sequence[TextLine], seals: Sequence[Box], *, engine: OcrEngine
) -> tuple[TextLine, ...]:
    """Return the lines of an upright page with those around its red seals read anew where that reads better.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    held = tuple(lines)
    for seal in seals:
        touched = [line for line in held if shared(line.box, seal) > 0]
        if touched:
            strip = _strip(seal, touched, image)
            held = _merged(held, _read_anew(image, strip, seal, engine), seal, strip)
    return held


def certain_characters(lines: Sequence[TextLine]) -> float:
    """Count characters by their certainty; an uncertain one hardly counts."""
    return sum(score * score for line in lines for score in line.scores)


def _strip(seal: Box, touched: Sequence[TextLine], image: BgrImage) -> Box:
    """The seal with the whole height of every line that it touches, from side to side of the page.

    A narrower part would cut lines that run on beyond the seal, such as a label with its value.
    """
    margin = _AROUND * max(seal.width, seal.height)
    height, width = image.shape[:2]
    return Box.upright(
        0.0,
        max(0, min(seal.top - margin, *(line.box.top - 4 for line in touched))),
        float(width),
        min(height, max(seal.bottom + margin, *(line.box.bottom + 4 for line in touched))),
    )


def _read_anew(image: BgrImage, strip: Box, seal: Box, engine: OcrEngine) -> tuple[TextLine, ...]:
    """Read what touches the seal, without its ink."""
    top, bottom = round(strip.top), round(strip.bottom)
    clean = without_red(image[top:bottom])
    scale = SEARCH_LONG_SIDE_PX / max(image.shape[:2])
    found = engine.find_lines(clean, long_side_px=max(_SMALLEST_SEARCH_PX, round(max(clean.shape[:2]) * scale)))
    boxes = to_line_ends(clean, found)
    shift = np.array([[1, 0, 0], [0, 1, top], [0, 0, 1]], dtype=np.float64)
    touching = [box for box in boxes if shared(mapped(box, shift), seal) > 0]
    lines = read_boxes(clean, touching, engine=engine)
    return tuple(replace(line, box=mapped(line.box, shift)) for line in lines if line.text)


def _merged(lines: Sequence[TextLine], found: Sequence[TextLine], seal: Box, strip: Box) -> tuple[TextLine, ...]:
    kept = list(lines)
    for line in found:
        same = [one for one in kept if shared(one.box, line.box) >= _COVERED and _centre_in(one.box, strip)]
        if certain_characters([line]) > certain_characters(same) and line.score >= _LEAST_SCORE:
            kept = [one for one in kept if one not in same]
            kept.append(line)
    return tuple(line for line in kept if not _is_scrap(line, found, seal))


def _is_scrap(line: TextLine, found: Sequence[TextLine], seal: Box) -> bool:
    """Print within the seal that is gone once its ink is."""
    within = _centre_in(line.box, seal) and shared(line.box, seal) > 0.9
    return within and not any(shared(line.box, other.box) > 0.2 for other in found)


def _centre_in(box: Box, other: Box) -> bool:
    x, y = box.centre
    return other.left <= x <= other.right and other.top <= y <= other.bottom
