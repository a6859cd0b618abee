"""Finds round red seals on a page, and takes their ink out.

Seal paste is nearly as bright as paper to red light, and print stays black: in the red channel the seal all but
vanishes. Grey copies have no colour to go by, and keep their seals.
"""

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box
from pipeline.image.boxes import shared

_REDNESS = 28
"""How much brighter red is than green and blue in seal paste, of 255; aged paper and wood stay below 20."""
_SMALLEST, _LARGEST = 0.07, 0.5
"""Diameter of a seal as a share of the page's short side."""
_ROUNDEST, _FLATTEST = 0.6, 1.67
_FULLEST = 0.5
"""Share of its box that is red: a ring with a star stays below 0.4, emblems and red backgrounds of portraits do not."""
_FULLEST_RING, _CLOSED = 0.35, 0.4
"""Share of a circle, and of what surrounds it, that is red at most, and of its line that is red at least."""
_BEYOND = (1.1, 1.3)
"""Where around a circle its surroundings are looked at, in radii."""
_SAME = 0.5
"""Share of the smaller box that two finds of one seal have in common."""
_SEARCH_PX = 640
"""Long side of the picture in which seals are searched; their shape needs no more."""
_MOST = 4
"""Seals looked at on one page; beyond that the red is a border or a background."""
_BLACK, _PAPER = 0.12, 0.8
"""Shares of the paper's brightness that the stretched red channel shows as black and as white; paste stands at 0.85."""


def find_seals(image: BgrImage) -> tuple[Box, ...]:
    """Return boxes of what looks like a round red seal, largest first, in pixels of `image`."""
    scale = min(1.0, _SEARCH_PX / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    red = _is_red(small.astype(np.uint8, copy=False)).astype(np.uint8)
    found = _standing_alone(red)
    found += [ring for ring in _rings(red) if all(shared(ring, other) < _SAME for other in found)]
    largest = sorted(found, key=lambda box: -box.width * box.height)[:_MOST]
    return tuple(
        Box.upright(box.left / scale, box.top / scale, box.right / scale, box.bottom / scale) for box in largest
    )


def _standing_alone(red: npt.NDArray[np.uint8]) -> list[Box]:
    """Find round patches of red that touch no other red; a seal over the edge of the page or worn in places is one."""
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    parts = (tuple(int(value) for value in stats[index, :4]) for index in range(1, count))
    return [
        Box.upright(left, top, left + width, top + height)
        for left, top, width, height in parts
        if _is_seal(width, height, min(red.shape)) and red[top : top + height, left : left + width].mean() < _FULLEST
    ]


def _rings(red: npt.NDArray[np.uint8]) -> list[Box]:
    """Find rings of red, also where seals touch each other, a frame or a stain."""
    short_side = min(red.shape)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(red * 255, (3, 3), 0),
        cv2.HOUGH_GRADIENT_ALT,
        dp=1.5,
        minDist=_SMALLEST * short_side,
        param1=300,
        param2=0.5,
        minRadius=round(_SMALLEST / 2 * short_side),
        maxRadius=round(_LARGEST / 2 * short_side),
    )
    if circles is None:  # OpenCV's stubs leave out that there may be none.
        return []  # type: ignore[unreachable]
    found = ((float(x), float(y), float(radius)) for x, y, radius in circles[0])
    return [Box.upright(x - r, y - r, x + r, y + r) for x, y, r in found if _is_ring(red, x, y, r)]


def _is_ring(red: npt.NDArray[np.uint8], x: float, y: float, radius: float) -> bool:
    """Whether red runs round a circle, and neither fills it, as an emblem does, nor surrounds it, as a portrait's."""
    rows, columns = np.ogrid[: red.shape[0], : red.shape[1]]
    distance = np.hypot(columns - x, rows - y)
    within, beyond = distance <= radius, (distance > _BEYOND[0] * radius) & (distance <= _BEYOND[1] * radius)
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    ring = np.rint(np.stack((y + radius * np.sin(angles), x + radius * np.cos(angles)))).astype(int)
    on_page = (ring >= 0).all(axis=0) & (ring[0] < red.shape[0]) & (ring[1] < red.shape[1])
    thick = cv2.dilate(red, np.ones((3, 3), np.uint8))
    return bool(
        thick[ring[0][on_page], ring[1][on_page]].sum() >= _CLOSED * len(angles)
        and red[within].mean() < _FULLEST_RING
        and beyond.any()
        and red[beyond].mean() < _FULLEST_RING
    )


def without_red(image: BgrImage) -> BgrImage:
    """Return the picture as red light shows it, its contrast stretched so that what is left of the seal is paper."""
    channel = image[:, :, 2].astype(np.float32)
    paper = cv2.blur(cv2.dilate(channel, np.ones((15, 15), np.uint8)), (31, 31))
    share = channel / np.maximum(paper, 1.0)
    stretched = np.clip((share - _BLACK) / (_PAPER - _BLACK), 0.0, 1.0) * 255
    grey = stretched.astype(np.uint8)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _is_red(image: BgrImage) -> npt.NDArray[np.bool_]:
    blue, green, red = (image[:, :, index].astype(np.int16) for index in range(3))
    return np.asarray(red - np.maximum(green, blue) > _REDNESS)


def _is_seal(width: int, height: int, short_side: int) -> bool:
    size = max(width, height)
    return _SMALLEST * short_side < size < _LARGEST * short_side and _ROUNDEST < width / height < _FLATTEST
