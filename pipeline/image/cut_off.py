"""Finds lines of print that the border of the upload cuts, on a side where the page's own edge is not seen.

Another paper at the border may be cut as it likes: between its print and the page's an edge of paper runs to the
border of the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box
from pipeline.image.crops import sides_px

Floats = npt.NDArray[np.float64]
GreyImage = npt.NDArray[np.uint8]

_TOUCHING, _TOUCHING_PX = 0.12, 2.5
"""How far from the border a cut line ends, in usual heights of a line, or in pixels."""
_TALLEST = 5.0
"""Usual heights beyond which a box is no line of print."""
_INK_SHARE = 0.05
"""Of a line's stretch along the border, how much is ink; most cut lines of 66 cropped pages had more, November 2026."""
_LEAST_CONTRAST = 35.0
_STUB, _HIGH = 2.5, 1.2
"""A single line that is neither so many times as long as high nor so high, in usual heights, is no evidence: as often
it is a small mark on the page's rim. Measured on 312 drawn pages, November 2026."""
_NEAR = 0.5
"""Usual heights from the border within which lines belong to what lies at the border."""
_SLANTS_DEGREES = np.arange(-7.0, 7.01, 1.0)
_DEPTH_STEP_PX = 6.0
_DEEPEST = 0.4
"""Of the picture, how much of it another paper takes at most; a booklet's fold lies in the middle."""
_SLACK = 0.3
"""Usual heights by which a detector's box may reach over an edge."""
_BEYOND = 1.2
"""Usual heights by which a paper's edge runs on beyond its print; a table's rulings end before."""
_SHORTEST = 0.55
"""Of the picture's side, how long the edge of another paper is at least."""
_STEP = 7.0
"""Length of the difference in colour between the two sides of a paper's edge."""
_SEEN = 0.85
_LEAST_CLEAR = 0.6
"""Of an edge, on how much of it blank paper is seen on both sides."""
_SAMPLES = 60
_OUTER_PX, _INNER_PX = (-3.0, -5.0, -8.0), (3.0, 5.0, 8.0)
"""Where the two sides of an edge are looked at, on the shrunk page; of three places a ruling takes one at most."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """One side of the upload, seen from within."""

    start: Floats
    along: Floats
    inwards: Floats
    length_px: float
    depth_px: float
    """How far the picture reaches inwards from it."""

    def places(self, corners: Floats) -> tuple[Floats, Floats]:
        """Return how far along the side points lie, and how deep."""
        away = corners - self.start
        return away @ self.along, away @ self.inwards

    def at(self, along: Floats, deep: Floats) -> Floats:
        """Return the points at these places."""
        points: Floats = self.start + along[..., None] * self.along + deep[..., None] * self.inwards
        return points


def cut_lines(grey: GreyImage, small: BgrImage, boxes: Sequence[Box], outline: Floats) -> tuple[Box, ...]:
    """Return the boxes whose print the upload's border cuts.

    `small` is the page again, shrunk by a whole number; `outline` is the upload's border in page pixels, 4 × 2.
    """
    if not boxes or not np.isfinite(outline).all():
        return ()
    usual_px = float(np.median([min(sides_px(box)) for box in boxes]))
    lines = [box for box in boxes if min(sides_px(box)) <= _TALLEST * usual_px]
    corners = np.array([box.corners for box in lines], dtype=np.float64).reshape(-1, 4, 2)
    sides = _sides(outline)
    cut = {
        index
        for side in sides
        for index in _touching(side, corners, max(_TOUCHING_PX, _TOUCHING * usual_px))
        if _reaches_border(grey, lines[index], corners[index], side)
    }
    if cut:
        blank = _blank(small, corners * small.shape[0] / grey.shape[0])
        for side in sides:
            near = _touching(side, corners, _NEAR * usual_px)
            if cut.intersection(near):
                cut -= _on_another_paper(small, blank, small.shape[0] / grey.shape[0], corners, near, side, usual_px)
    found = tuple(lines[index] for index in sorted(cut))
    return found if len(found) > 1 or any(_is_no_mark(box, usual_px) for box in found) else ()


def _is_no_mark(box: Box, usual_px: float) -> bool:
    """Whether a line is too long or too high for one of the small marks that stand on a page's rim."""
    length, height = max(sides_px(box)), min(sides_px(box))
    return length >= _STUB * height or height >= _HIGH * usual_px


def _sides(outline: Floats) -> list[_Side]:
    middle, sides = outline.mean(axis=0), []
    for start, end in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        length = float(np.linalg.norm(end - start))
        along = (end - start) / max(length, 1.0)
        inwards = np.array([-along[1], along[0]])
        if (middle - start) @ inwards < 0:
            inwards = -inwards
        depth = float(((outline - start) @ inwards).max())
        sides.append(_Side(start=start, along=along, inwards=inwards, length_px=length, depth_px=depth))
    return sides


def _touching(side: _Side, corners: Floats, reach_px: float) -> list[int]:
    _, deep = side.places(corners)
    return [int(index) for index in np.flatnonzero(deep.min(axis=1) <= reach_px)]


def _reaches_border(grey: GreyImage, box: Box, corners: Floats, side: _Side) -> bool:
    """Whether ink stands in the outermost pixels, where the line meets the border."""
    left, top = max(0, round(box.left)), max(0, round(box.top))
    area = grey[top : max(top, round(box.bottom)), left : max(left, round(box.right))]
    if area.size == 0:
        return False
    ink, paper = np.percentile(area, (3, 90))
    along, _ = side.places(corners)
    places = np.arange(along.min(), along.max())
    depths = (1.0, 2.0, 3.0)
    rows = [_sampled(grey, side.at(places, np.full_like(places, depth))) for depth in depths]
    darkest = np.min(rows, axis=0)
    return bool(paper - ink >= _LEAST_CONTRAST and (darkest < (ink + paper) / 2).mean() >= _INK_SHARE)


def _blank(small: BgrImage, corners: Floats) -> npt.NDArray[np.uint8]:
    """Return 1 wherever no line of print was found, else 0."""
    blank = np.ones(small.shape[:2], dtype=np.uint8)
    cv2.fillPoly(blank, list(np.rint(corners).astype(np.int32)), (0,))
    return blank


def _on_another_paper(
    small: BgrImage, blank: GreyImage, scale: float, corners: Floats, near: Sequence[int], side: _Side, usual_px: float
) -> set[int]:
    """Return the lines that a straight edge of paper parts from the page's own; it runs along all that are near."""
    along, deep = side.places(corners)
    first, last = along[near].min() - _BEYOND * usual_px, along[near].max() + _BEYOND * usual_px
    middle, half = (first + last) / 2, max(last - first, _SHORTEST * side.length_px) / 2
    places = np.linspace(max(middle - half, 0.0), min(middle + half, side.length_px), _SAMPLES)
    for slope in np.tan(np.radians(_SLANTS_DEGREES)):
        level = deep - slope * (along - side.length_px / 2)
        depths = _parting_depths(level, near, side.depth_px, slack_px=_SLACK * usual_px)
        lines = depths[:, None] + slope * (places - side.length_px / 2)
        for depth, seen in zip(depths, _seen(small, blank, scale, side, places, lines), strict=True):
            if seen >= _SEEN:
                return {int(index) for index in np.flatnonzero(level.mean(axis=1) < depth)}
    return set()


def _parting_depths(level: Floats, near: Sequence[int], depth_px: float, *, slack_px: float) -> Floats:
    """Return the depths at which a line of one slant goes through no box and leaves the near ones outside."""
    low, high = level.min(axis=1), level.max(axis=1)
    depths = np.arange(high[near].max() - slack_px, _DEEPEST * depth_px, _DEPTH_STEP_PX)[:, None]
    beyond = low + slack_px >= depths
    free = (beyond | (high - slack_px <= depths)).all(axis=1)
    return np.asarray(depths[free & beyond.any(axis=1), 0], dtype=np.float64)


def _seen(small: BgrImage, blank: GreyImage, scale: float, side: _Side, along: Floats, lines: Floats) -> Floats:
    """Return the share of each line (a row of depths) on which the picture steps, everywhere the same way.

    A ruling is alike on its two sides; the grain of a table steps this way here and that way there. Places outside
    the picture count for nothing.
    """
    height, width = small.shape[:2]
    points = scale * side.at(np.broadcast_to(along, lines.shape), lines)
    inside = np.asarray(((points >= 0) & (points < (width, height))).all(axis=2), dtype=np.bool_)
    clear = inside.copy()
    for distance in (*_OUTER_PX, *_INNER_PX):
        clear = clear & (_sampled(blank, points + distance * side.inwards) > 0)
    best = np.zeros(lines.shape)
    for shift in (-2.0, 0.0, 2.0):
        outer, inner = (
            np.median([_sampled(small, points + (shift + away) * side.inwards) for away in distances], axis=0)
            for distances in (_OUTER_PX, _INNER_PX)
        )
        steps = inner - outer
        way = np.where(clear[..., None], steps, 0.0).sum(axis=1)
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
        best = np.maximum(best, (steps * way[:, None, :]).sum(axis=2))
    seen: Floats = ((best > _STEP) & clear).sum(axis=1) / np.maximum(clear.sum(axis=1), _LEAST_CLEAR * _SAMPLES)
    return seen


def _sampled(image: npt.NDArray[np.uint8], points: Floats) -> npt.NDArray[np.uint8]:
    height, width = image.shape[:2]
    x = np.clip(np.rint(points[..., 0]).astype(int), 0, width - 1)
    y = np.clip(np.rint(points[..., 1]).astype(int), 0, height - 1)
    values: npt.NDArray[np.uint8] = image[y, x]
    return values
