"""Tells a photo of a screen by the grid that its pixels leave all over the picture."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

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
_FEW, _HALF = 4, 7
"""Of the tiles: so many below the lower bar, or below the higher, and the rest need not be looked at."""

GreyImage = npt.NDArray[np.uint8]


def looks_like_a_screen(grey: GreyImage) -> bool:
    """Say whether nearly all of a page carries a fine, regular grid; False for pages too small to tell."""
    height, width = grey.shape
    if min(height, width) < TILE_PX:
        return False
    tops = np.linspace(0, height - TILE_PX, DOWN).astype(int)
    lefts = np.linspace(0, width - TILE_PX, ACROSS).astype(int)
    peaks: list[float] = []
    for top, left in ((top, left) for top in tops for left in lefts):
        peaks.append(_peak(grey[top : top + TILE_PX, left : left + TILE_PX].astype(np.float32)))
        if sum(peak <= STANDING_OUT_NEARLY_EVERYWHERE for peak in peaks) >= _FEW:
            return False
        if sum(peak <= STANDING_OUT for peak in peaks) >= _HALF:
            return False
    median, lower = np.percentile(peaks, (50, 25))
    return bool(median > STANDING_OUT and lower > STANDING_OUT_NEARLY_EVERYWHERE)


def _peak(tile: npt.NDArray[np.float32]) -> float:
    """Return the highest ratio of a fine frequency's amplitude to its neighbours'; the axes belong to JPEG's blocks.

    A real picture's spectrum is symmetric: its right half holds all.
    """
    window, fine, sample = _window_and_fine()
    waves = cv2.dft((tile - tile.mean()) * window, flags=cv2.DFT_COMPLEX_OUTPUT)[:, : TILE_PX // 2]
    spectrum = np.roll(cv2.magnitude(waves[:, :, 0], waves[:, :, 1]), TILE_PX // 2, axis=0)
    usual = float(np.median(spectrum.ravel()[sample]))
    around = cv2.medianBlur(spectrum, 5) + max(usual, 1e-6)
    return cv2.minMaxLoc(cv2.divide(spectrum, around), mask=fine)[1]


@lru_cache(maxsize=1)
def _window_and_fine() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8], npt.NDArray[np.intp]]:
    """The window that tiles are seen through, which frequencies of half a spectrum are fine, and some of those."""
    middle = TILE_PX // 2
    y, x = np.ogrid[-middle:middle, 0:middle]
    fine = (np.hypot(x, y) > LOWEST_CYCLES) & (np.abs(x) > 2) & (np.abs(y) > 2)
    window = np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)).astype(np.float32)
    return window, fine.astype(np.uint8), np.flatnonzero(fine)[::5]
