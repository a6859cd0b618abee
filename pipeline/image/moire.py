"""Tells a photo of a screen by the grid that its pixels leave in the picture."""

import cv2
import numpy as np

from models.page import BgrImage

TILE_PX = 256
LOWEST_CYCLES = 40
"""Per tile; print itself repeats more slowly."""
STANDING_OUT = 14.0
"""How far a frequency must stand above its neighbours, as a ratio of amplitudes."""
TILES_AGREEING = 0.5


def looks_like_a_screen(image: BgrImage) -> bool:
    """Say whether most of the page carries one fine, regular grid."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    height, width = grey.shape
    window = np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)).astype(np.float32)
    tops = range(0, height - TILE_PX + 1, max(TILE_PX, (height - TILE_PX) // 3 or 1))
    lefts = range(0, width - TILE_PX + 1, max(TILE_PX, (width - TILE_PX) // 3 or 1))
    tiles = [grey[top : top + TILE_PX, left : left + TILE_PX] for top in tops for left in lefts]
    peaks = [_peak(tile * window) for tile in tiles]
    return bool(peaks) and float(np.mean([peak > STANDING_OUT for peak in peaks])) >= TILES_AGREEING


def _peak(tile: np.ndarray) -> float:
    spectrum = np.abs(np.fft.fftshift(np.fft.fft2(tile - tile.mean())))
    middle = TILE_PX // 2
    y, x = np.ogrid[-middle:middle, -middle:middle]
    high = (np.hypot(x, y) > LOWEST_CYCLES) & (np.abs(x) > 2) & (np.abs(y) > 2)
    around = cv2.medianBlur(spectrum.astype(np.float32), 5)
    return float((spectrum / (around + np.median(spectrum[high]))).astype(np.float32)[high].max())
