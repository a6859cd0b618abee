"""Cuts one line of print out of a page as a flat, upright crop."""

import cv2
import numpy as np

from models.page import BgrImage, Box, Point

TALL = 1.5
"""A box this many times taller than wide holds print that runs downwards."""
PADDING = 0.0
"""Share of a line's height added all round: a detector's box tends to cut the outermost strokes."""


def runs_downwards(box: Box) -> bool:
    """Say whether the print of a box on an upright page runs from top to bottom."""
    width, height = sides_px(box)
    return height > TALL * width


def sides_px(box: Box) -> tuple[float, float]:
    """Return how long a box is along its print, and across."""
    a, b, c, d = box.corners
    return max(_distance(a, b), _distance(d, c)), max(_distance(a, d), _distance(b, c))


def cut_line(image: BgrImage, box: Box, *, padding: float = PADDING) -> BgrImage:
    """Cut a box out so that its first side becomes the top of the crop."""
    width, height = sides_px(box)
    margin = padding * min(width, height)
    across, down = max(4, round(width + 2 * margin)), max(4, round(height + 2 * margin))
    right, bottom = across - margin, down - margin
    target = np.array([(margin, margin), (right, margin), (right, bottom), (margin, bottom)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(box.corners, dtype=np.float32), target)
    crop = cv2.warpPerspective(image, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return crop.astype(np.uint8, copy=False)


def _distance(start: Point, end: Point) -> float:
    return float(np.hypot(end[0] - start[0], end[1] - start[1]))
