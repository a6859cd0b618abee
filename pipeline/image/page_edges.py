"""Finds the edges of a page that lies on something else. A crop that loses print is far worse than none.

A page is found only where four edges are seen nearly all along, and every line of print lies between them. A scan,
whose page fills the picture, stays whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.float32]
Quad = Floats
"""Four corners, clockwise from the top left, in pixels of the picture."""

WORKING_PX = 720
SMALLEST_SHARE = 0.12
LARGEST_SQUARE_SHARE = 0.75
"""Of the picture's area; cropping a page that stands square on and fills more gains nothing."""
SQUARE_ON_SHARE = 0.012
"""How far, as a share of the picture's diagonal, corners may lie off the axis-parallel rectangle around them."""
SEEN_SIDE = 0.65
SEEN_MEAN = 0.8
"""Shares of an edge's length on which brightness or colour steps; each side, and all four in the mean."""
STEP = 10.0
"""Grey levels by which the two sides of a visible edge differ."""
CORNER_DEGREES = (55.0, 125.0)
OUTSIDE_SHARE = 0.012
"""How far, as a share of the picture's diagonal, print may stick out of the page; detectors' boxes are generous."""
_LARGEST, _SMALLER = 5, 4
"""Outlines of each mask that may be a page, and further ones that may be a part of it, by size."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlines:
    """Four-sided outlines in a picture, and the small picture in which they were found."""

    lab: BgrImage
    smooth: Picture
    """The same, smoothed, in which edges are looked at."""
    scale: float
    """Pixels of the small picture to one of the picture."""
    quads: tuple[Quad, ...]
    """In pixels of the small picture; the large ones first, as they were found."""
    large: int
    """How many of them are large enough among their fellows to be a page of their own."""


def find_outlines(image: BgrImage) -> Outlines:
    """Find everything four-sided that may be a page or a part of one."""
    scale = WORKING_PX / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(cv2.GaussianBlur(small.astype(np.uint8), (5, 5), 0), cv2.COLOR_BGR2LAB).astype(np.uint8)
    found = list(_candidates(lab))
    large, rest = (
        [quad for quad, place in found if place < _LARGEST],
        [quad for quad, place in found if place >= _LARGEST],
    )
    smooth = cv2.GaussianBlur(lab, (3, 3), 0).astype(np.float32)
    return Outlines(lab=lab, smooth=smooth, scale=scale, quads=(*large, *rest), large=len(large))


def find_page(image: BgrImage, boxes: Sequence[Box], *, outlines: Outlines | None = None) -> Quad | None:
    """Return the corners of the page, or None where the picture is the page or the evidence is weak."""
    if not boxes:
        return None
    seen_there = outlines or find_outlines(image)
    lab, scale = seen_there.lab, seen_there.scale
    best, best_seen = None, SEEN_MEAN
    for quad in seen_there.quads[: seen_there.large]:
        if not _plausible(quad, lab.shape[:2]) or not _holds_all(quad / scale, boxes, image.shape[:2]):
            continue
        seen = _edges_seen(quad, seen_there.smooth)
        if seen > best_seen:
            best, best_seen = quad / scale, seen
    return best


def _candidates(lab: BgrImage) -> Iterator[tuple[Quad, int]]:
    """Yield outlines, each with its place among those of its mask by size."""
    kernel = np.ones((5, 5), np.uint8)
    for mask in _masks(lab):
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel, iterations=2)
        contours, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for place, contour in enumerate(sorted(contours, key=cv2.contourArea, reverse=True)[: _LARGEST + _SMALLER]):
            for quad in _four_sided(contour):
                yield quad, place


def _masks(lab: BgrImage) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield pictures in which a page may stand out: by what its surroundings look like, by brightness, by edges."""
    height, width = lab.shape[:2]
    rim = max(3, round(0.02 * max(height, width)))
    strips = (lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:])
    border = np.concatenate([strip.reshape(-1, 3) for strip in strips])
    away = np.linalg.norm(lab.astype(np.float32) - np.median(border, axis=0).astype(np.float32), axis=2)
    for plane in (np.clip(away * 2, 0, 255).astype(np.uint8), lab[:, :, 0]):
        _, mask = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield mask.astype(np.uint8)
    for low in (15, 40):
        edges = cv2.max(cv2.Canny(lab[:, :, 0], low, 3 * low), cv2.Canny(lab[:, :, 2], low, 3 * low))
        yield cv2.dilate(edges, np.ones((3, 3), np.uint8)).astype(np.uint8)


def _four_sided(contour: cv2.typing.MatLike) -> Iterator[Quad]:
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, True)
    for share in (0.01, 0.02, 0.04, 0.07):
        corners = cv2.approxPolyDP(hull, share * length, True)
        if len(corners) == 4:
            yield _clockwise(corners.reshape(4, 2).astype(np.float64))
            return


def _clockwise(corners: Quad) -> Quad:
    centre = corners.mean(axis=0)
    ordered = corners[np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))]
    return np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0)


def _plausible(quad: Quad, shape: tuple[int, ...]) -> bool:
    share = cv2.contourArea(quad.astype(np.float32)) / (shape[0] * shape[1])
    if share < SMALLEST_SHARE or (share > LARGEST_SQUARE_SHARE and _square_on(quad, shape)):
        return False
    return plausible_corners(quad)


def plausible_corners(quad: Quad) -> bool:
    """Say whether a rectangle seen from aside can have corners like these."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    cosines = (before * after).sum(axis=1) / (np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1) + 1e-9)
    angles = np.degrees(np.arccos(np.clip(cosines, -1, 1)))
    return bool((angles > CORNER_DEGREES[0]).all() and (angles < CORNER_DEGREES[1]).all())


def _square_on(quad: Quad, shape: tuple[int, ...]) -> bool:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    rectangle = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return bool(np.abs(quad - rectangle).max() < SQUARE_ON_SHARE * np.hypot(shape[0], shape[1]))


def _holds_all(quad: Quad, boxes: Sequence[Box], shape: tuple[int, ...]) -> bool:
    slack = OUTSIDE_SHARE * float(np.hypot(shape[0], shape[1]))
    outline = quad.astype(np.float32)
    return all(cv2.pointPolygonTest(outline, corner, True) >= -slack for box in boxes for corner in box.corners)


def _edges_seen(quad: Quad, smooth: Picture) -> float:
    """Return the share of the outline on which the picture steps; 0 where one side is not seen."""
    sides = [side_seen(quad[i], quad[(i + 1) % 4], smooth) for i in range(4)]
    on_rim = [side is None for side in sides]
    seen = [side for side in sides if side is not None]
    if sum(on_rim) > 1 or min(seen) < SEEN_SIDE:
        return 0.0
    return float(np.mean(seen))


def side_seen(
    start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], lab: npt.NDArray[np.float32]
) -> float | None:
    """Return the share of one side that is seen; None where it runs along the picture's own rim."""
    height, width = lab.shape[:2]
    points = start + (end - start) * np.linspace(0.04, 0.96, 80)[:, None]
    along = (end - start) / np.linalg.norm(end - start)
    inwards = np.array([-along[1], along[0]])
    if _runs_along_rim(points, width, height):
        return None
    best = np.zeros(len(points), dtype=np.float32)
    for offset in (-2.0, 0.0, 2.0):
        inner, outer = sampled(lab, points + (offset + 3) * inwards), sampled(lab, points + (offset - 3) * inwards)
        best = np.maximum(best, np.linalg.norm(inner - outer, axis=1))
    return float((best > STEP).mean())


def _runs_along_rim(points: Floats, width: int, height: int) -> bool:
    x, y = points[:, 0], points[:, 1]
    return bool(max(x) < 5 or min(x) > width - 6 or max(y) < 5 or min(y) > height - 6)


def sampled(lab: Picture, points: Floats) -> Picture:
    """Return a picture's values at points; what lies outside is taken from the rim."""
    height, width = lab.shape[:2]
    x = np.clip(np.rint(points[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.rint(points[:, 1]).astype(int), 0, height - 1)
    values: Picture = lab[y, x]
    return values
