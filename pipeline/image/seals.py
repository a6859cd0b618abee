"""Finds round red seals on a page, and takes their ink out.

Seal paste is nearly as bright as paper to red light, and print stays black: in the red channel the seal all but
vanishes. Grey copies have no colour to go by, and keep their seals.
"""

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box

_REDNESS = 28
"""How much brighter red is than green and blue in seal paste, of 255; aged paper and wood stay below 20."""
_SMALLEST, _LARGEST = 0.07, 0.5
"""Diameter of a seal as a share of the page's short side."""
_ROUNDEST, _FLATTEST = 0.6, 1.67
_FULLEST = 0.5
"""Share of its box that is red: a ring with a star stays below 0.4, emblems and red backgrounds of portraits do not."""
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
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    short_side = min(small.shape[:2])
    found = [tuple(int(value) for value in stats[index, :4]) for index in range(1, count)]
    round_ones = [
        (left, top, width, height)
        for left, top, width, height in found
        if _is_seal(width, height, short_side) and red[top : top + height, left : left + width].mean() < _FULLEST
    ]
    largest = sorted(round_ones, key=lambda part: -part[2] * part[3])[:_MOST]
    return tuple(
        Box.upright(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
        for left, top, width, height in largest
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
