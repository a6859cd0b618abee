"""Undoes a known blur: point spread functions of a shaken or unfocused camera, and Wiener's filter against them."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage

Spread = npt.NDArray[np.float32]
"""Odd side × odd side; where the light of one point falls, in shares that add up to 1."""

NOISE = 0.01
"""Power of the noise beside that of the picture, for Wiener's filter. 0.005 draws ringing round every stroke of a JPEG,
0.1 leaves the blur in; on 50 shaken pages 0.01 read 500 of 512 values, 0.02 read 498."""
_RIM_PX = 24


def shaken(length_px: float, angle_degrees: float) -> Spread:
    """Return the spread of a camera that moved along a straight line, so far and in that direction."""
    side = max(3, math.ceil(length_px) | 1)
    across, down = math.cos(math.radians(angle_degrees)), math.sin(math.radians(angle_degrees))
    spread, centre = np.zeros((side, side), np.float32), side // 2
    for step in np.linspace(-length_px / 2, length_px / 2, 4 * side):
        _drop(spread, centre + step * across, centre + step * down)
    return np.asarray(spread / spread.sum(), dtype=np.float32)


def unfocused(radius_px: float) -> Spread:
    """Return the spread of a lens out of focus: a disc."""
    reach = math.ceil(radius_px)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius_px + 0.5 - np.hypot(x, y), 0.0, 1.0).astype(np.float32)
    return np.asarray(disc / disc.sum(), dtype=np.float32)


def deconvolved(image: BgrImage, spread: Spread) -> BgrImage:
    """Return the picture as it was before the blur (Wiener 1949), of the same size.

    Only its brightness is sharpened, by which print is read; colours keep their blur, at a third of the cost.
    """
    height, width = image.shape[:2]
    rows, columns = (cv2.getOptimalDFTSize(max(side + 2 * _RIM_PX, len(spread))) for side in (height, width))
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    below, right = rows - height - _RIM_PX, columns - width - _RIM_PX
    framed = cv2.copyMakeBorder(grey, _RIM_PX, below, _RIM_PX, right, cv2.BORDER_REFLECT)
    response = _response(spread, rows, columns)
    seen = cv2.mulSpectrums(cv2.dft(framed, flags=cv2.DFT_COMPLEX_OUTPUT), response, 0, conjB=True)
    damped = seen / (np.square(response).sum(axis=2, keepdims=True) + NOISE)
    clear = cv2.dft(damped, flags=cv2.DFT_INVERSE | cv2.DFT_REAL_OUTPUT | cv2.DFT_SCALE)
    gained = clear[_RIM_PX : _RIM_PX + height, _RIM_PX : _RIM_PX + width] - grey
    return np.asarray(np.clip(np.rint(image + gained[:, :, None]), 0, 255), dtype=np.uint8)


def _response(spread: Spread, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Return the spectrum of a spread about its centre, rows × columns × (real, imaginary)."""
    laid, side = np.zeros((rows, columns), np.float32), spread.shape[0]
    laid[:side, :side] = spread
    centred = np.roll(laid, (-(side // 2), -(side // 2)), (0, 1))
    return np.asarray(cv2.dft(centred, flags=cv2.DFT_COMPLEX_OUTPUT), dtype=np.float32)


def _drop(spread: Spread, x: float, y: float) -> None:
    """Share a drop of light among the four pixels round a point."""
    left, top = math.floor(x), math.floor(y)
    for column, row in ((left, top), (left + 1, top), (left, top + 1), (left + 1, top + 1)):
        if 0 <= column < spread.shape[1] and 0 <= row < spread.shape[0]:
            spread[row, column] += (1 - abs(x - column)) * (1 - abs(y - row))
