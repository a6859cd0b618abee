"""Finds ink within a line of print that no character accounts for.

A recogniser that meets a thin 一, a ring 〇 or a digit squeezed against its neighbour may pass it over without a word:
学制5年 comes out as 学制年, every character certain. What it cannot hide is the room that the character takes, and the
ink in it.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage

_FEWEST_FULL_WIDTH = 4
"""Neighbouring characters of full width from which their distance is taken; with fewer, the line's height."""
_HALF_WIDTH = 0.55
"""Advance of a digit or Latin letter, in those of a Chinese character."""
_ROOM, _ROOM_BY_MARKS = 0.5, 0.9
"""Room beyond that of its neighbours from which a character may have been passed over, in advances of a Chinese
character. A full-width comma stands at the left of its room, and leaves half of it empty."""
_WIDEST = 6.0
"""Room beyond which a line has blanks, not a lost character."""
_BAND = (0.2, 0.78)
"""Share of a crop's height in which ink counts: lines to write on stand below it."""
_INKED = 0.25
"""Width of the ink in the room, in advances of a Chinese character, from which something is printed there."""


def unread_places(crop: BgrImage, text: str, centres: Sequence[float]) -> tuple[int, ...]:
    """Return the places in `text` before which unread ink stands. Red ink does not count: it is a seal's.

    `centres` says how far along the crop, as a fraction of its width, each character stands.
    """
    if len(text) < 2:
        return ()
    height, width = crop.shape[:2]
    at = [centre * width for centre in centres]
    advance = _advance(text, at, height)
    suspects = [place for place in range(1, len(text)) if _room(text, at, place, advance) > 0]
    if not suspects:
        return ()
    inked = _inked_columns(crop)
    return tuple(place for place in suspects if _holds_ink(inked, text, at, place, advance))


def _advance(text: str, at: Sequence[float], height: int) -> float:
    steps = [
        after - before
        for (one, before), (other, after) in pairwise(zip(text, at, strict=True))
        if one.isalnum() and other.isalnum() and not one.isascii() and not other.isascii()
    ]
    return median(steps) if len(steps) >= _FEWEST_FULL_WIDTH else 0.75 * height


def _room(text: str, at: Sequence[float], place: int, advance: float) -> float:
    """Room before a character in which another could stand, beyond what is usual, in pixels; negative for none."""
    one, other = text[place - 1], text[place]
    usual = (_width(one) + _width(other)) / 2 * advance
    room = at[place] - at[place - 1] - usual
    least = _ROOM if one.isalnum() and other.isalnum() else _ROOM_BY_MARKS
    return room - least * advance if room < _WIDEST * advance else -1.0


def _width(char: str) -> float:
    return _HALF_WIDTH if char.isascii() else 1.0


def _inked_columns(crop: BgrImage) -> npt.NDArray[np.bool_]:
    """Tell of every column whether print stands in it, as red light shows it."""
    first, last = (round(share * crop.shape[0]) for share in _BAND)
    red = np.ascontiguousarray(crop[first:last, :, 2])
    threshold, _ = cv2.threshold(red, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray((red <= threshold).any(axis=0))


def _holds_ink(inked: npt.NDArray[np.bool_], text: str, at: Sequence[float], place: int, advance: float) -> bool:
    start = at[place - 1] + _width(text[place - 1]) / 2 * advance
    end = at[place] - _width(text[place]) / 2 * advance
    return int(inked[max(0, round(start)) : round(end)].sum()) >= _INKED * advance
