"""Draws boxes of print out to the ends of their lines.

A detector's box now and then stops short of a line's first or last character: of 长江大学教务处 it leaves 江大学教务处,
which reads with every certainty. What gives it away is ink that goes on beyond the box, and that no other box holds.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box
from pipeline.image.crops import runs_downwards, sides_px

Grey = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]

_LOWEST_PX = 8
"""Height of a box in which strokes can be told apart."""
_SCALE_PX = 32
"""Height to which a box is scaled where its ends are looked at; strokes are still apart, and it costs little."""
_REACH = 1.3
"""How far beyond an end is looked at a time, in heights of the box: a character or two."""
_MOST_STEPS = 3
"""Times that an end is drawn out; a detector that lost more lost the line."""
_WITHIN = 1.5
"""How far within the end the line's own ink is looked at; it may fade along the line."""
_GAP = 0.35
"""Blank between the end of a box and ink that still belongs to its line, in heights."""
_BAND = (0.15, 0.85)
"""Share of the height in which ink counts as the line's own."""
_AROUND = 0.4
"""How far over and under the box is looked: frames, the rings of seals and shadows go on there."""
_NARROW = 0.3
"""Width of what goes on there, in heights, up to which it is no print; a character that a seal's ring runs through is
wider."""
_RULE = 0.9
"""Length of an upright stroke, in heights of the box, from which it is a rule: boxes are taller than their print."""
_LOWEST = 0.4
"""Height of a character at least, in heights of the box; anything lower is a mark or dirt."""
_CONTRAST = 0.6
"""Darkness of what goes on at least, as a share of how dark the line's own ink is."""
_BORDER = 0.08
"""Blank left beyond the ink of a line that was drawn out, in heights."""


def to_line_ends(image: BgrImage, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes drawn out to where their print ends, in the order given."""
    red = np.ascontiguousarray(image[:, :, 2])
    return tuple(_drawn_out(red, box, boxes) for box in boxes)


def _drawn_out(red: Grey, box: Box, boxes: Sequence[Box]) -> Box:
    length, height = sides_px(box)
    if runs_downwards(box) or min(length, height) < _LOWEST_PX:
        return box
    return _mirrored(_end_drawn_out(red, _mirrored(_end_drawn_out(red, box, boxes)), boxes))


def _mirrored(box: Box) -> Box:
    a, b, c, d = box.corners
    return Box((b, a, d, c))


def _end_drawn_out(red: Grey, box: Box, boxes: Sequence[Box]) -> Box:
    for _ in range(_MOST_STEPS):
        beyond = _print_beyond(red, box)
        length, height = sides_px(box)
        further = beyond * height / length
        if not beyond or not _is_free(box.between(1.0, 1 + further), boxes):
            break
        box = box.between(0.0, 1 + further)
    return box


def _print_beyond(red: Grey, box: Box) -> float:
    """Return how far print goes on beyond the second end of a box, in heights of the box."""
    length, height = sides_px(box)
    within = min(length / height, _WITHIN)
    end = box.between(1 - within * height / length, 1 + _REACH * height / length)
    inked = _ink(_scaled(red, end, within + _REACH), round(within * _SCALE_PX))
    if not inked[:, : round(_GAP * _SCALE_PX)].any():
        return 0.0
    return _reached(_without_strokes_across(inked))


def _scaled(red: Grey, box: Box, heights_long: float) -> Grey:
    """Cut out a box with what is over and under it, so that the box is `_SCALE_PX` high."""
    a, b, _, d = box.corners
    over, across = _AROUND * _SCALE_PX, round(heights_long * _SCALE_PX)
    corners = np.array([(0, over), (across, over), (0, over + _SCALE_PX)], dtype=np.float32)
    matrix = cv2.getAffineTransform(np.array([a, b, d], dtype=np.float32), corners)
    size = (across, _SCALE_PX + 2 * round(over))
    return cv2.warpAffine(red, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[return-value]


def _ink(red: Grey, own_px: int) -> Ink:
    """Tell where print stands beyond the first `own_px` columns, as red light shows it: as dark as it is in these."""
    edge = round(_AROUND * _SCALE_PX)
    own, beyond = np.ascontiguousarray(red[edge:-edge, :own_px]), red[:, own_px:]
    threshold, _ = cv2.threshold(own, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = own <= threshold
    if dark.all() or not dark.any():
        return np.zeros(beyond.shape, dtype=np.bool_)
    paper, ink = float(own[~dark].mean()), float(own[dark].mean())
    return np.asarray(beyond <= paper - _CONTRAST * (paper - ink))


def _without_strokes_across(inked: Ink) -> Ink:
    """Drop upright rules, and what runs on over or under the line and is too narrow for a character."""
    ink = inked.astype(np.uint8)
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(_RULE * _SCALE_PX), 1), np.uint8))
    ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    outside = np.zeros(count, dtype=np.bool_)
    outside[labels[[0, -1]]] = True
    narrow = stats[:, cv2.CC_STAT_WIDTH] <= _NARROW * _SCALE_PX
    return np.asarray((ink > 0) & ~(outside & narrow)[labels])


def _reached(inked: Ink) -> float:
    """Return how far print goes on, in heights; the picture begins at the end of a box."""
    first, last = (round((_AROUND + share) * _SCALE_PX) for share in _BAND)
    band = inked[first:last]
    columns = np.asarray(band.any(axis=0))
    reached = 0
    while (run := _next_run(columns, reached)) is not None:
        start, end = run
        rows = np.flatnonzero(band[:, start:end].any(axis=1))
        low = rows[-1] - rows[0] + 1 < _LOWEST * _SCALE_PX
        if low or start - reached > _GAP * _SCALE_PX or end == len(columns):
            break
        reached = end
    return reached / _SCALE_PX + _BORDER if reached else 0.0


def _next_run(columns: Ink, place: int) -> tuple[int, int] | None:
    """Find the next stretch of columns with ink."""
    inked = np.flatnonzero(columns[place:])
    if inked.size == 0:
        return None
    start = place + int(inked[0])
    blank = np.flatnonzero(~columns[start:])
    return start, start + int(blank[0]) if blank.size else len(columns)


def _is_free(beyond: Box, boxes: Sequence[Box]) -> bool:
    """Whether no box holds what stands there."""
    x, y = beyond.centre
    return not any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes)
