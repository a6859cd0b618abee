"""Which way print runs: the angle of its lines, and whether they stand on their head."""

from collections.abc import Sequence

import numpy as np

from models.page import BgrImage, Box
from pipeline.image.crops import cut_line, sides_px
from pipeline.ocr import OcrEngine, ReadCrop

LONG = 2.5
"""A box this many times longer than broad shows which way its print runs; squarer ones may hold one character."""
WAY_STEP_DEGREES, WAY_WIDTH_DEGREES = 10, 15
WAY_ROUNDS = 4
"""Times that a way is centred on its own lines, so that no window cuts their spread."""
RIVAL_WAY = 0.35
"""Share of the print that runs the most common way from which another way may be that of the page."""
SURE_SCORE, SURE_LINE = 0.9, 0.8
"""Certainty from which a character counts, and that of its line: 日 upside down is 日, but no line is sure."""
SURE_CHARACTERS = 10
"""In lines that are sure as a whole, print read upside down never came near that (measured on drawn pages); reading it
the other way round is spared."""
SURE_WHOLE = 0.9
"""Certainty of such a line. Of dates upside down, 207年01日, most figures are sure, but not the rest."""
CLEAR_LEAD = 4
"""Sure characters that one way must have before the other. A mean certainty does not tell: the ring of a seal is the
largest print on many a page and is read badly both ways."""
CLEAR_GAP = 0.15
"""Mean certainty by which one way must be ahead where no sample holds sure print, as on a page out of focus."""
FILLERS = 5
"""Chevrons of one kind more than of the other that tell a machine-readable zone: it is filled up with <, which upside
down are as surely read as >."""
SAMPLE_LINES = 3
SAMPLE_ASPECT = 6.5
"""A sample's width over its height: what the recogniser reads at its cheapest."""


def print_angle_degrees(boxes: Sequence[Box]) -> float:
    """Return the angle of the lines, clockwise from the x axis, in (-90, 90]; 0 where no line is long enough.

    Lines have two ends: print upside down has the same angle as print upright. Where a good part of the print runs
    along the picture and more of it across, as words of a watermark do, the print along the picture counts.
    """
    angles, weights = _directions(boxes)
    if not len(angles):
        return 0.0
    ways = [_way(angles, weights, start) for start in range(-90, 90, WAY_STEP_DEGREES)]
    most = max(weight for _, weight in ways)
    straightest = min((abs((angle + 45) % 90 - 45), angle) for angle, weight in ways if weight >= RIVAL_WAY * most)
    return float(90 - (90 - straightest[1]) % 180)


def _way(angles: np.ndarray, weights: np.ndarray, start: float) -> tuple[float, float]:
    """Return the middle angle of the lines that run about this way, and how much print they hold."""
    middle = float(start)
    near = np.zeros(len(angles), dtype=np.bool_)
    for _ in range(WAY_ROUNDS):
        off = (angles - middle + 90) % 180 - 90
        near = np.abs(off) < WAY_WIDTH_DEGREES
        if not near.any():
            return middle, 0.0
        middle += _weighted_median(off[near], weights[near])
    return middle, float(weights[near].sum())


def stands_on_head(image: BgrImage, boxes: Sequence[Box], *, engine: OcrEngine) -> bool:
    """Say whether the print in these boxes is upside down, by reading a few of them; False where nothing tells.

    The first side of each box is the one that print would have above it if it stood upright.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    ranked = _most_telling(boxes)
    if not ranked:
        return False
    for sample in (ranked[:SAMPLE_LINES], ranked[: 4 * SAMPLE_LINES]):
        crops = [_short(cut_line(image, box)) for box in sample]
        upright = engine.read_lines(crops)
        filled = _fillers(upright)
        if abs(filled) >= FILLERS:
            return filled < 0
        if _sure_characters(upright, of_lines=SURE_WHOLE) >= SURE_CHARACTERS:
            return False
        turned = engine.read_lines([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops])
        lead = _sure_characters(turned) - _sure_characters(upright)
        if abs(lead) >= CLEAR_LEAD:
            return lead > 0
    return _certainty(turned) > _certainty(upright) + CLEAR_GAP


def _directions(boxes: Sequence[Box]) -> tuple[np.ndarray, np.ndarray]:
    angles, weights = [], []
    for box in boxes:
        corners = np.array(box.corners)
        first, second = corners[1] - corners[0], corners[2] - corners[1]
        long, broad = sorted((first, second), key=lambda side: -float(np.hypot(*side)))
        length, breadth = float(np.hypot(*long)), float(np.hypot(*broad))
        if length >= LONG * breadth:
            angles.append(np.degrees(np.arctan2(long[1], long[0])))
            weights.append(length)
    return np.array(angles, dtype=np.float64), np.array(weights, dtype=np.float64)


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _most_telling(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes of large print with several characters first."""

    def worth(box: Box) -> float:
        width, height = sides_px(box)
        return min(width, SAMPLE_ASPECT * height) * min(height, 60.0)

    return sorted(boxes, key=worth, reverse=True)


def _short(crop: BgrImage) -> BgrImage:
    height, width = crop.shape[:2]
    return crop[:, : min(width, round(SAMPLE_ASPECT * height))]


def _certainty(crops: Sequence[ReadCrop]) -> float:
    scores = [score for crop in crops for score in crop.scores]
    return float(np.mean(scores)) if scores else 0.0


def _sure_characters(crops: Sequence[ReadCrop], *, of_lines: float = SURE_LINE) -> int:
    sure = [crop.scores for crop in crops if len(crop.scores) > 1 and np.mean(crop.scores) >= of_lines]
    return sum(score >= SURE_SCORE for scores in sure for score in scores)


def _fillers(crops: Sequence[ReadCrop]) -> int:
    """How many more < than > were read."""
    text = "".join(crop.text for crop in crops)
    return text.count("<") - text.count(">")
