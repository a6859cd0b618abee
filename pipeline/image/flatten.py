"""Makes the page's picture: one homography from the decoded pixels, drawn once."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.page import BgrImage, Box, Transform
from pipeline.image.boxes import Matrix, all_mapped, mapped
from pipeline.image.page_edges import Quad

LONGEST_SIDE_PX = 2400
STRAIGHT_DEGREES = 0.5
"""Print within this of the axes is left alone: turning blurs, and the recogniser does not mind."""
RIM = 0.015
"""Share of a found page's sides kept around it, so that an edge found slightly inside loses no print."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A homography from decoded pixels to page pixels, and the page's size."""

    matrix: Matrix
    width_px: int
    height_px: int

    def boxes(self, boxes: Sequence[Box]) -> tuple[Box, ...]:
        """Map boxes of the decoded picture onto the page."""
        return all_mapped(boxes, self.matrix)

    def boxes_in_place(self, boxes: Sequence[Box]) -> tuple[Box, ...]:
        """Leave boxes where they are, and only order their corners as print will run on the page."""
        back = np.linalg.inv(self.matrix).astype(np.float64)
        return tuple(mapped(box, back) for box in self.boxes(boxes))

    @property
    def scale(self) -> float:
        """Pixels of the page to one of the picture, in the mean."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix[:2, :2]))))

    def transform(self, shrink: Matrix) -> Transform:
        """Return the way from upload pixels, which `shrink` takes to those of the picture, to the page."""
        return Transform.of(self.matrix @ shrink)

    def drawn(self, image: BgrImage) -> BgrImage:
        """Draw the page."""
        if np.array_equal(self.matrix, np.eye(3)):
            return image
        matrix, scale = self.matrix, self.scale
        if scale < 0.8:
            # A warp looks at four neighbours only: strokes thinner than the step between them would break.
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
            matrix = matrix @ np.diag([1 / scale, 1 / scale, 1.0])
        page = cv2.warpPerspective(
            image, matrix, (self.width_px, self.height_px), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return page.astype(np.uint8, copy=False)


def whole(image: BgrImage) -> Plan:
    """Plan to keep all of the picture."""
    height, width = image.shape[:2]
    return Plan(matrix=np.eye(3), width_px=width, height_px=height)


def flattened(quad: Quad, *, rim_px: float | None = None) -> Plan:
    """Plan to keep what lies between four corners, and a rim around it, a narrow one if none is named."""
    top, right, bottom, left = (float(np.linalg.norm(quad[(i + 1) % 4] - quad[i])) for i in range(4))
    width, height = max(top, bottom), max(left, right)
    x, y = (RIM * width, RIM * height) if rim_px is None else (rim_px, rim_px)
    target = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target).astype(np.float64)
    return Plan(matrix=matrix, width_px=round(width + 2 * x), height_px=round(height + 2 * y))


def turned(plan: Plan, degrees: float) -> Plan:
    """Turn a planned page by an angle, clockwise as seen, and widen it so that no corner is lost."""
    if abs(degrees) < STRAIGHT_DEGREES:
        return plan
    quarters = round(degrees / 90)
    angle = 90.0 * quarters if abs(degrees - 90 * quarters) < STRAIGHT_DEGREES else degrees
    radians = np.radians(angle)
    cosine, sine = round(float(np.cos(radians)), 12), round(float(np.sin(radians)), 12)
    rotation = np.array([(cosine, -sine, 0.0), (sine, cosine, 0.0), (0.0, 0.0, 1.0)])
    w, h = plan.width_px, plan.height_px
    corners = np.array([(0, 0), (w, 0), (w, h), (0, h)], dtype=np.float64) @ rotation[:2, :2].T
    low, high = corners.min(axis=0), corners.max(axis=0)
    shift = np.array([(1.0, 0.0, -low[0]), (0.0, 1.0, -low[1]), (0.0, 0.0, 1.0)])
    width, height = np.rint(high - low).astype(int)
    return Plan(matrix=shift @ rotation @ plan.matrix, width_px=int(width), height_px=int(height))


def shrunk(plan: Plan) -> Plan:
    """Make a planned page no longer than a page needs."""
    scale = LONGEST_SIDE_PX / max(plan.width_px, plan.height_px)
    if scale >= 1:
        return plan
    matrix = np.diag([scale, scale, 1.0]) @ plan.matrix
    return Plan(matrix=matrix, width_px=round(scale * plan.width_px), height_px=round(scale * plan.height_px))
