"""Tells a photo of a screen by the grid that its pixels leave all over the picture."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage

TILE_PX = 256
DOWN, ACROSS = 3, 4
"""Tiles looked at, spread evenly."""
LOWEST_CYCLES = 40
"""Per tile; print and guilloche repeat more slowly."""
STANDING_OUT = 5.2
STANDING_OUT_NEARLY_EVERYWHERE = 4.15
"""How far one fine frequency stands above its neighbours, in the median tile and in all but a quarter of the tiles.

On 79 drawn pages: screens 5.4 and 4.2 at least; anything else never both (highest 6.0 with 3.7, and 4.9 with 4.1).
"""


def looks_like_a_screen(image: BgrImage) -> bool:
    """Say whether nearly all of the page carries a fine, regular grid; False for pages too small to tell."""
    height, width = image.shape[:2]
    if min(height, width) < TILE_PX:
        return False
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    tops = np.linspace(0, height - TILE_PX, DOWN).astype(int)
    lefts = np.linspace(0, width - TILE_PX, ACROSS).astype(int)
    peaks = [_peak(grey[top : top + TILE_PX, left : left + TILE_PX]) for top in tops for left in lefts]
    median, lower = np.percentile(peaks, (50, 25))
    return bool(median > STANDING_OUT and lower > STANDING_OUT_NEARLY_EVERYWHERE)


def _peak(tile: npt.NDArray[np.float32]) -> float:
    """Return the highest ratio of a fine frequency's amplitude to its neighbours'; the axes belong to JPEG's blocks."""
    window, fine = _window_and_fine()
    spectrum = np.abs(np.fft.fftshift(np.fft.fft2((tile - tile.mean()) * window))).astype(np.float32)
    around = cv2.medianBlur(spectrum, 5) + np.median(spectrum[fine])
    return float((spectrum / np.maximum(around, 1e-6))[fine].max())


@lru_cache(maxsize=1)
def _window_and_fine() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The window that tiles are seen through, and which frequencies of their spectrum are fine."""
    middle = TILE_PX // 2
    y, x = np.ogrid[-middle:middle, -middle:middle]
    fine = (np.hypot(x, y) > LOWEST_CYCLES) & (np.abs(x) > 2) & (np.abs(y) > 2)
    return np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)), np.asarray(fine)
