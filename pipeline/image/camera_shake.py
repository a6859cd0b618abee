"""Tells a shaken picture, and how the camera moved, from the spectrum of its print.

A camera that moves along a straight line dims every frequency along that line by |sinc(length × frequency)|, and none
across it. Print has strokes in all directions; what dims its spectrum in one direction only is the camera.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box
from pipeline.image.crops import sides_px

Floats = npt.NDArray[np.float32]

TILE_PX = 128
MOST_TILES = 16
_FEWEST_TILES = 2
_APART = 0.7
"""Of a tile's side, how far two tiles lie apart at least."""
_SLOWEST, _FASTEST = 0.03, 0.3
"""Cycles a pixel that are looked at: below stands the layout of the page, above what JPEG leaves of the rest."""
_AXES = 0.012
"""Cycles a pixel round the axes that belong to rulings, frames and JPEG's blocks."""
_LENGTHS_PX = np.arange(3.0, 18.0, 0.5)
_ANGLES_DEGREES = np.arange(0.0, 180.0, 5.0)
_FLOOR = 0.02
"""What noise leaves of a frequency that the movement wipes out, of its power."""
_NOISE_SHARE = 20.0
"""Percentile of the spectrum's power that is taken for noise."""
EXPLAINED = 0.15
"""Share of the spectrum's unevenness that a movement must explain. On 60 shaken drawn pages 0.19 to 0.85 but for one,
on 205 others 0.03 at most (November 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shake:
    """A straight movement of the camera while the shutter was open."""

    length_px: float
    """In pixels of the picture it was found in."""
    angle_degrees: float
    """Clockwise from the x axis, 0 to 180."""
    explained: float
    """How well it explains the spectrum, 1 at best."""


def find_shake(image: BgrImage, boxes: Sequence[Box]) -> Shake | None:
    """Return how the camera moved, judged by the print in these boxes; None where nothing says that it did."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    tiles = _tiles(np.asarray(grey, dtype=np.uint8), boxes)
    if len(tiles) < _FEWEST_TILES:
        return None
    unevenness = _unevenness(tiles)
    shapes, own, band = _shapes()
    error = own - 2 * shapes @ unevenness[band]
    best = int(error.argmin())
    explained = -float(error[best]) / max(float(np.square(unevenness[band]).sum()), 1e-6)
    length, angle = divmod(best, len(_ANGLES_DEGREES))
    if explained < EXPLAINED or length == len(_LENGTHS_PX) - 1:
        return None
    return Shake(length_px=float(_LENGTHS_PX[length]), angle_degrees=float(_ANGLES_DEGREES[angle]), explained=explained)


def _tiles(grey: npt.NDArray[np.uint8], boxes: Sequence[Box]) -> list[npt.NDArray[np.uint8]]:
    """Return square tiles along the largest lines of print, no two of them on the same spot."""
    height, width = grey.shape
    if min(height, width) < TILE_PX:
        return []
    corners: list[tuple[int, int]] = []
    for x, y in _places(boxes):
        left = int(np.clip(x - TILE_PX / 2, 0, width - TILE_PX))
        top = int(np.clip(y - TILE_PX / 2, 0, height - TILE_PX))
        if all(max(abs(left - other[0]), abs(top - other[1])) >= _APART * TILE_PX for other in corners):
            corners.append((left, top))
        if len(corners) == MOST_TILES:
            break
    return [grey[top : top + TILE_PX, left : left + TILE_PX] for left, top in corners]


def _places(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda one: -one.width * one.height):
        count = max(1, int(max(sides_px(box)) // TILE_PX))
        a, b, c, d = (np.array(corner) for corner in box.corners)
        start, end = (a + d) / 2, (b + c) / 2
        if np.hypot(*(end - start)) < np.hypot(*(c + d - a - b)) / 2:
            start, end = (a + b) / 2, (c + d) / 2
        middles = [start + (end - start) * (step + 0.5) / count for step in range(count)]
        places += [(float(x), float(y)) for x, y in middles]
    return places


def _unevenness(tiles: Sequence[npt.NDArray[np.uint8]]) -> Floats:
    """Return the logarithm of the tiles' mean spectrum, less its mean over every circle."""
    power = np.zeros((TILE_PX, TILE_PX // 2 + 1), dtype=np.float64)
    for tile in tiles:
        level = tile.astype(np.float32)
        power += np.abs(np.fft.rfft2((level - level.mean()) * _window())) ** 2 / (level.var() + 1.0)
    return _without_circles(np.log(power / len(tiles) + np.percentile(power / len(tiles), _NOISE_SHARE)))


@lru_cache(maxsize=1)
def _shapes() -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Return what each movement does to the spectrum (length-major), its power, and where the spectrum is looked at."""
    across, down = _frequencies()
    cycles = np.hypot(across, down)
    band = (cycles >= _SLOWEST) & (cycles <= _FASTEST) & (np.abs(across) > _AXES) & (np.abs(down) > _AXES)
    radians = np.radians(_ANGLES_DEGREES)
    along = [across * np.cos(angle) + down * np.sin(angle) for angle in radians]
    shapes = np.array(
        [
            _without_circles(np.log(np.sinc(length * one) ** 2 + _FLOOR))[band]
            for length in _LENGTHS_PX
            for one in along
        ],
        dtype=np.float32,
    )
    return shapes, np.square(shapes).sum(axis=1), np.asarray(band)


def _without_circles(spectrum: npt.NDArray[np.float64]) -> Floats:
    circles = np.rint(np.hypot(*_frequencies()) * TILE_PX).astype(int)
    counts = np.maximum(1, np.bincount(circles.ravel()))
    means = np.bincount(circles.ravel(), spectrum.ravel()) / counts
    return np.asarray(spectrum - means[circles], dtype=np.float32)


@lru_cache(maxsize=1)
def _frequencies() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    across, down = np.meshgrid(np.fft.rfftfreq(TILE_PX), np.fft.fftfreq(TILE_PX))
    return across, down


@lru_cache(maxsize=1)
def _window() -> Floats:
    return np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)).astype(np.float32)
