"""Finds two cards, or two pages of a booklet, that lie apart on one picture.

A page is taken apart only on evidence: edges are seen on all sides of both parts, what is inside looks unlike what is
around it, each holds several lines, and what print lies outside of them is little. A frame printed on a page has the
same paper within and around it, and is no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.image.page_edges import Floats, Outlines, Picture, Quad, plausible_corners, sampled, side_seen

FEWEST_LINES = 3
SMALLEST_SHARE, LARGEST_SHARE = 0.03, 0.5
"""Of the picture's area, for each part."""
MOST_UNLIKE = 1.8
"""Times that one part's area is the other's; the two faces of a card differ by how far the camera stood from each."""
MOST_OUTSIDE_LINES, MOST_OUTSIDE_SHARE = 2, 0.12
"""Lines, and share of the length of all lines, that may lie outside of both parts. They are kept as they are."""
SLACK_SHARE = 0.012
"""Of the picture's diagonal, by which print may stick out of its part; detectors' boxes are generous."""
SEEN_SIDE, SEEN_MEAN = 0.65, 0.8
UNLIKE_GROUND = 6.0
"""Lab units (8 bits) between paper and ground; a pale card on a white copy has 7 to 12, one paper has up to 3."""
GROUND_SHARE = 0.8
"""Of what lies around a part, how much looks unlike it. Beyond a printed frame the same paper comes again."""
_WITHIN_PX = (9.0, 20.0, 26.0, 32.0, 38.0)
_BEYOND_PX = tuple(range(7, 44, 4))
"""How far from an edge, in pixels of the outlines' picture, paper and ground are looked at."""
_MOST_TRIED = 6
"""Pairs whose surroundings are looked at, the best ones first; the rest are the same parts seen once more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """Two parts in reading order, and the print that lies outside of both."""

    quads: tuple[Quad, Quad]
    inside: tuple[tuple[Box, ...], tuple[Box, ...]]
    outside: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Candidate:
    quad: Quad
    """In pixels of the outlines' picture."""
    area: float
    holds: npt.NDArray[np.bool_]
    """For each box, whether it lies within."""


def find_parts(outlines: Outlines, boxes: Sequence[Box]) -> Parts | None:
    """Return the two parts of a picture, or None where it shows one page or the evidence is weak."""
    if len(boxes) < 2 * FEWEST_LINES:
        return None
    corners = np.array([box.corners for box in boxes], dtype=np.float64) * outlines.scale
    lengths = np.linalg.norm(corners[:, 2] - corners[:, 0], axis=1)
    candidates = [one for quad in outlines.quads if (one := _candidate(quad, corners, outlines)) is not None]
    pairs = [pair for pair in combinations(candidates, 2) if _fit(*pair, lengths)]
    seen = {id(one): _seen(one.quad, outlines.smooth) for one in {id(c): c for pair in pairs for c in pair}.values()}
    sure = [pair for pair in pairs if min(seen[id(one)] for one in pair) > SEEN_MEAN]
    sure.sort(key=lambda pair: -int((pair[0].holds | pair[1].holds).sum()) - sum(seen[id(one)] for one in pair) / 2)
    for one, other in sure[:_MOST_TRIED]:
        if _on_ground(one.quad, other.quad, outlines.smooth) and _on_ground(other.quad, one.quad, outlines.smooth):
            return _parts((one, other), boxes, outlines.scale)
    return None


def _candidate(quad: Quad, corners: Floats, outlines: Outlines) -> _Candidate | None:
    height, width = outlines.lab.shape[:2]
    area = float(cv2.contourArea(quad.astype(np.float32)))
    if not SMALLEST_SHARE < area / (height * width) < LARGEST_SHARE or not plausible_corners(quad):
        return None
    depths = _depths(quad, corners.reshape(-1, 2)).reshape(-1, 4)
    slack = SLACK_SHARE * float(np.hypot(height, width))
    holds = (depths >= -slack).all(axis=1) & (_depths(quad, corners.mean(axis=1)) > 0)
    return _Candidate(quad=quad, area=area, holds=holds) if holds.sum() >= FEWEST_LINES else None


def _depths(quad: Quad, points: Floats) -> Floats:
    """Return how far points lie within a clockwise quad; below 0 outside of it."""
    along = np.roll(quad, -1, axis=0) - quad
    inwards = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.linalg.norm(along, axis=1)[:, None]
    depths: Floats = ((points[:, None, :] - quad[None]) * inwards[None]).sum(axis=2).min(axis=1)
    return depths


def _fit(one: _Candidate, other: _Candidate, lengths: Floats) -> bool:
    """Say whether two candidates lie apart, are alike in size, and hold all print but a little."""
    if max(one.area, other.area) > MOST_UNLIKE * min(one.area, other.area) or (one.holds & other.holds).any():
        return False
    outside = ~(one.holds | other.holds)
    if outside.sum() > MOST_OUTSIDE_LINES or lengths[outside].sum() > MOST_OUTSIDE_SHARE * lengths.sum():
        return False
    common, _ = cv2.intersectConvexConvex(one.quad.astype(np.float32), other.quad.astype(np.float32))
    return common <= 0


def _seen(quad: Quad, smooth: Picture) -> float:
    """Return the share of the outline on which the picture steps; 0 where one side is not seen."""
    sides = [side_seen(quad[i], quad[(i + 1) % 4], smooth) or 0.0 for i in range(4)]
    return float(np.mean(sides)) if min(sides) >= SEEN_SIDE else 0.0


def _on_ground(quad: Quad, other: Quad, smooth: Picture) -> bool:
    """Say whether a part lies, on each of its sides, on something that looks unlike it; the other part is left out."""
    return all(_unlike(quad[i], quad[(i + 1) % 4], other, smooth) >= GROUND_SHARE for i in range(4))


def _unlike(start: Floats, end: Floats, other: Quad, smooth: Picture) -> float:
    points = start + (end - start) * np.linspace(0.06, 0.94, 40)[:, None]
    along = (end - start) / np.linalg.norm(end - start)
    inwards = np.array([-along[1], along[0]])
    paper = np.median([sampled(smooth, points + depth * inwards) for depth in _WITHIN_PX], axis=0)
    beyond = np.stack([points - depth * inwards for depth in _BEYOND_PX])
    height, width = smooth.shape[:2]
    in_picture = ((beyond >= 0) & (beyond < (width, height))).all(axis=2)
    counted = in_picture & (_depths(other, beyond.reshape(-1, 2)).reshape(in_picture.shape) < -_WITHIN_PX[0])
    if not counted[0].any():
        return 0.0
    away = np.linalg.norm(sampled(smooth, beyond.reshape(-1, 2)).reshape(*in_picture.shape, 3) - paper[None], axis=2)
    return float((away[counted] > UNLIKE_GROUND).mean())


def _parts(pair: tuple[_Candidate, _Candidate], boxes: Sequence[Box], scale: float) -> Parts:
    first, second = sorted(pair, key=lambda one: float(one.quad.mean(axis=0).sum()))
    held = [tuple(box for box, within in zip(boxes, one.holds, strict=True) if within) for one in (first, second)]
    outside = ~(first.holds | second.holds)
    return Parts(
        quads=(first.quad / scale, second.quad / scale),
        inside=(held[0], held[1]),
        outside=tuple(box for box, apart in zip(boxes, outside, strict=True) if apart),
    )
