"""Finds where a lamp shines back from the paper: print there is pale, and the paper is brighter than around it.

Either sign alone lies: there is pale print without glare, and bright paper without print to lose.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box
from pipeline.image.crops import sides_px

Floats = npt.NDArray[np.float64]

_PALE = 0.5
"""Share of the page's usual contrast, measured against the paper, that print under glare does not reach."""
_RISEN, _RISEN_GREY_LEVELS = 0.25, 6.0
"""How much of the way from the paper's own brightness to white it must have come, and how far at least."""
_FEWEST, _NEAR = 3, 4.0
"""So many pale stretches of print within so many line heights of one another are a spot. Measured on 84 of 312 drawn
pages, November 2026: named on 11 of 20 with glare and on none of 64 without, six of which had been named at 0.6 and
0.2. The bars were set on these same pages."""
_STRETCH = 1.5
"""Length of a stretch of print, in heights of its line."""
_TALLEST = 4.0
_ROUNDS = 6


def glare_spots(small: BgrImage, boxes: Sequence[Box], scale: float) -> tuple[Box, ...]:
    """Return upright boxes, in page pixels, round the stretches of print that glare washes out.

    `small` is the page shrunk; `scale` says how many of its pixels are one of the page.
    """
    if not boxes:
        return ()
    usual_px = float(np.median([min(sides_px(box)) for box in boxes]))
    places = _stretches([box for box in boxes if min(sides_px(box)) <= _TALLEST * usual_px])
    if len(places) < _FEWEST:
        return ()
    paper, contrast = _paper_and_contrast(small, places * scale, max(5, int(1.2 * usual_px * scale) | 1))
    own = _own_brightness(places, paper)
    risen = paper - own
    pale = contrast < _PALE * np.median(contrast)
    washed_out = places[pale & (risen > np.maximum(_RISEN * (255 - own), _RISEN_GREY_LEVELS))]
    apart = np.linalg.norm(washed_out[:, None] - washed_out[None], axis=2)
    spots = washed_out[(apart < _NEAR * usual_px).sum(axis=1) >= _FEWEST]
    return tuple(Box.upright(x - usual_px, y - usual_px, x + usual_px, y + usual_px) for x, y in spots.tolist())


def _stretches(boxes: Sequence[Box]) -> Floats:
    """Return the middles of short stretches of every line, n × 2."""
    places = []
    for box in boxes:
        length, height = sides_px(box)
        a, b, c, d = (np.array(corner) for corner in box.corners)
        start, end = ((a + d) / 2, (b + c) / 2) if length >= height else ((a + b) / 2, (c + d) / 2)
        count = max(1, round(max(length, height) / max(1.0, min(length, height)) / _STRETCH))
        places.append(start + (end - start) * ((np.arange(count) + 0.5) / count)[:, None])
    return np.concatenate(places)


def _paper_and_contrast(small: BgrImage, places: Floats, side_px: int) -> tuple[Floats, Floats]:
    """Return the paper's grey level round each place, and how far ink stands from it, in shares of it."""
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    window = np.ones((side_px, side_px), np.uint8)
    height, width = grey.shape
    x = np.clip(np.rint(places[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.rint(places[:, 1]).astype(int), 0, height - 1)
    paper = cv2.dilate(cv2.blur(grey, (3, 3)), window)[y, x].astype(np.float64)
    ink = cv2.erode(grey, window)[y, x].astype(np.float64)
    return paper, (paper - ink) / np.maximum(paper, 20.0)


def _own_brightness(places: Floats, paper: Floats) -> Floats:
    """Return what the paper's brightness would be without glare: a plane through most of it."""
    level = np.column_stack([np.ones(len(places)), places / places.max()])
    weights = np.ones(len(places))
    for _ in range(_ROUNDS):
        plane = np.linalg.lstsq(level * weights[:, None], paper * weights, rcond=None)[0]
        weights = 1 / np.sqrt(np.maximum(np.abs(paper - level @ plane), 2.0))
    own: Floats = np.minimum(level @ plane, 254.0)
    return own
