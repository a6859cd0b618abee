"""Boxes under change: mapped by a homography, and their corners put back in order."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.page import Box

Matrix = npt.NDArray[np.float64]


def mapped(box: Box, matrix: Matrix) -> Box:
    """Map a box by a 3 × 3 homography; its corners keep their order."""
    points = np.hstack([np.array(box.corners, dtype=np.float64), np.ones((4, 1))]) @ matrix.T
    a, b, c, d = ((float(x), float(y)) for x, y in points[:, :2] / points[:, 2:])
    return Box((a, b, c, d))


def upright_order(box: Box) -> Box:
    """Reorder corners clockwise from the one nearest the top left, so that the first side is the upper one."""
    corners = np.array(box.corners, dtype=np.float64)
    centre = corners.mean(axis=0)
    clockwise = corners[np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))]
    first = int(clockwise.sum(axis=1).argmin())
    a, b, c, d = ((float(x), float(y)) for x, y in np.roll(clockwise, -first, axis=0))
    return Box((a, b, c, d))


def all_mapped(boxes: Sequence[Box], matrix: Matrix) -> tuple[Box, ...]:
    """Map boxes by a homography and put their corners in order for the page they land on."""
    return tuple(upright_order(mapped(box, matrix)) for box in boxes)


def shared(one: Box, other: Box) -> float:
    """Return the share (0..1) of the smaller box that two boxes, taken as upright, have in common."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, width) * max(0.0, height) / smaller if smaller > 0 else 0.0
