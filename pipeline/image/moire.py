"""Tells a photo of a screen by the grid that its pixels leave all over the picture."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

TILE_PX = 256
DOWN, ACROSS = 3, 4
"""Tiles looked at, spread evenly."""
SMALLEST_PX = 768
"""Of a page's short side: on smaller ones, the lines of a diploma's ground lie as close as the pixels of a screen."""
LOWEST_CYCLES = 62
"""Per tile; print and the lines of grounds repeat more slowly, those of licences up to 51 times.

Of 103 drawn screens 86 are found so, and of 31 licences none; from 40 cycles on, 87 and 2.
"""
STANDING_OUT = 5.0
STANDING_OUT_NEARLY_EVERYWHERE = 4.0
"""How far one fine frequency stands above its neighbours, in the median tile and in all but a quarter of the tiles.

On 27 drawn pages with overtones left out: screens 5.1 and 4.0 at least; anything else at most 4.8 with 3.4, and 4.3
with 3.7.
"""
HIGHER_BELOW = 2.0
STANDING_OUT_BELOW = ((2, 2.5), (3, 5.0), (4, 5.0), (5, 5.0))
"""How much higher than its overtone, and above its neighbours, the half, or the third to fifth, of a frequency of
printed lines stands. Of 27 drawn pages, on wavy grounds 3 to 7 times and 2.8 to 17; on screens below 2, or below 2.5
and 4.7, in all but a few tiles."""
MOST_OVERTONES = 10
"""Of one ground; behind them there is no grid to be seen."""
BLOCKS = 2.5
"""Cycles beside the directions of the upload's own rows and columns that belong to JPEG's blocks: where a page was
turned upright they lie askew on it. Six papers of 547 honest dossiers were taken for screens by them."""
_SPREAD = 5
"""Directions between those of two opposite sides that are looked at, where perspective was undone."""
NEAR = 4
"""Cycles around a peak that are the same peak."""
_FEW, _HALF = 4, 7
"""Of the tiles: so many below the lower bar, or below the higher, and the rest need not be looked at."""

GreyImage = npt.NDArray[np.uint8]
Outline = npt.NDArray[np.float64]
Mask = npt.NDArray[np.uint8]


def looks_like_a_screen(grey: GreyImage, outline: Outline | None = None) -> bool:
    """Say whether nearly all of a page carries a fine, regular grid; False for pages too small to tell.

    `outline` is the upload's border in page pixels, 4 × 2, in order round it; without it the page lies as it was
    uploaded.
    """
    height, width = grey.shape
    if min(height, width) < SMALLEST_PX:
        return False
    fine = _fine() if outline is None else _fine() & _off_the_blocks(outline)
    tops = np.linspace(0, height - TILE_PX, DOWN).astype(int)
    lefts = np.linspace(0, width - TILE_PX, ACROSS).astype(int)
    peaks: list[float] = []
    for top, left in ((top, left) for top in tops for left in lefts):
        peaks.append(_peak(grey[top : top + TILE_PX, left : left + TILE_PX].astype(np.float32), fine))
        if sum(peak <= STANDING_OUT_NEARLY_EVERYWHERE for peak in peaks) >= _FEW:
            return False
        if sum(peak <= STANDING_OUT for peak in peaks) >= _HALF:
            return False
    median, lower = np.percentile(peaks, (50, 25))
    return bool(median > STANDING_OUT and lower > STANDING_OUT_NEARLY_EVERYWHERE)


def _peak(tile: npt.NDArray[np.float32], looked_for: Mask) -> float:
    """Return the highest ratio of a fine frequency's amplitude to its neighbours'; the axes belong to JPEG's blocks.

    A real picture's spectrum is symmetric: its right half holds all. What stands at half or down to a fifth of the
    frequency, too, and higher there, is an overtone of printed lines: a screen's grid has nothing below itself.
    """
    window, sample = _window_and_sample()
    waves = cv2.dft((tile - tile.mean()) * window, flags=cv2.DFT_COMPLEX_OUTPUT)[:, : TILE_PX // 2]
    spectrum = np.roll(cv2.magnitude(waves[:, :, 0], waves[:, :, 1]), TILE_PX // 2, axis=0)
    usual = float(np.median(spectrum.ravel()[sample]))
    standing_out: npt.NDArray[np.float32] = np.asarray(
        cv2.divide(spectrum, cv2.medianBlur(spectrum, 5) + max(usual, 1e-6)), dtype=np.float32
    )
    looked_at = looked_for.copy()
    for _ in range(MOST_OVERTONES):
        _, height, _, (x, y) = cv2.minMaxLoc(standing_out, mask=looked_at)
        if height <= STANDING_OUT_NEARLY_EVERYWHERE or not _is_overtone(spectrum, standing_out, x, y):
            return height
        looked_at[max(0, y - NEAR) : y + NEAR + 1, max(0, x - NEAR) : x + NEAR + 1] = 0
    return 0.0


def _is_overtone(spectrum: npt.NDArray[np.float32], standing_out: npt.NDArray[np.float32], x: int, y: int) -> bool:
    middle = TILE_PX // 2
    for part, least in STANDING_OUT_BELOW:
        part_x, part_y = round(x / part), round((y - middle) / part) + middle
        around = np.s_[part_y - 1 : part_y + 2, max(0, part_x - 1) : part_x + 2]
        if spectrum[around].max() > HIGHER_BELOW * spectrum[y, x] and standing_out[around].max() > least:
            return True
    return False


@lru_cache(maxsize=1)
def _fine() -> Mask:
    """The frequencies of the right half of a spectrum that are fine, without those along the page's own axes."""
    x, y = _cycles()
    return ((np.hypot(x, y) > LOWEST_CYCLES) & (np.abs(x) > 2) & (np.abs(y) > 2)).astype(np.uint8)


def _off_the_blocks(outline: Outline) -> Mask:
    """The frequencies that do not repeat along the rows or the columns of the upload."""
    x, y = _cycles()
    off = np.ones((TILE_PX, TILE_PX // 2), dtype=np.uint8)
    sides = np.roll(outline, -1, axis=0) - outline
    for one, opposite in ((sides[0], -sides[2]), (sides[1], -sides[3])):
        for part in np.linspace(0, 1, _SPREAD):
            along = (1 - part) * one + part * opposite
            length = float(np.hypot(*along))
            if length > 0:
                # What repeats from row to row varies across them: its frequency is at right angles to the side.
                off &= (np.abs(x * along[0] + y * along[1]) > BLOCKS * length).astype(np.uint8)
    return off


def _cycles() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    middle = TILE_PX // 2
    y, x = np.ogrid[-middle:middle, 0:middle]
    return x, y


@lru_cache(maxsize=1)
def _window_and_sample() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.intp]]:
    """The window that tiles are seen through, and some of the fine frequencies."""
    window = np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)).astype(np.float32)
    return window, np.flatnonzero(_fine())[::5]
