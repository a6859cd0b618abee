"""Pages whose print still runs uphill: set straight by the print itself, before rows are made of it.

A pattern of slanting words, printed forty times, may outweigh the page's own lines when a picture is turned upright.
"""

import math
from dataclasses import replace
from statistics import median

from models.page import Box, PageText, Patch, Transform

_LEAST_DEGREES = 3.0
"""Slant that rows bear; what readers leave on honest pages is below 2 (1,000 drawn pages, November 2026)."""
_FEWEST_LINES = 5
_SHORTEST = 4
"""Characters of a line whose box says which way it runs."""


def straightened(page: PageText) -> PageText:
    """Return the page with its boxes turned so that its lines run level, and the way back to the upload turned, too.

    A page of several parts stays as it is: each was set upright by itself.
    """
    slants = [_slant(line.box) for line in page.lines if len(line.text) >= _SHORTEST]
    if len(slants) < _FEWEST_LINES or len(page.transform.patches) > 1:
        return page
    angle = median(slants)
    if abs(math.degrees(angle)) < _LEAST_DEGREES:
        return page
    cos, sin = math.cos(angle), math.sin(angle)
    turn = Patch((cos, sin, 0, -sin, cos, 0, 0, 0, 1))
    return replace(
        page,
        transform=Transform.of(turn.array @ page.transform.patches[0].array),
        lines=tuple(replace(line, box=_turned(line.box, turn)) for line in page.lines),
        barcodes=tuple(replace(code, box=_turned(code.box, turn)) for code in page.barcodes),
    )


def _slant(box: Box) -> float:
    (left, top), (right, bottom) = box.corners[:2]
    return math.atan2(bottom - top, right - left)


def _turned(box: Box, turn: Patch) -> Box:
    first, second, third, fourth = map(turn.to_page, box.corners)
    return Box((first, second, third, fourth))
