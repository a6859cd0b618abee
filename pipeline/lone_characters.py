"""Reads the one character beside a label that asks for no more, where the search for lines passed it over: 性别|女.

A detector made for lines of print misses what stands by itself in a wide cell, most of all on screens and small copies.
The room behind the label is cut into windows of a few characters' width; what two of them read alike, and surely, is
taken if it is one of the words that may stand there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from doctypes.values.ethnicity import GROUPS
from models.page import BgrImage, Box, TextLine
from pipeline.image.crops import runs_downwards, sides_px
from pipeline.lines import read_boxes
from pipeline.ocr import OcrEngine

_LABELS = (
    (re.compile("(?:性[别別]|^[别別])[:\uff1a]?$"), frozenset("男女")),
    (re.compile("(?:民族|^族)[:\uff1a]?$"), frozenset(group for group in GROUPS if len(group) == 1)),
)
"""Labels, or their second halves where they are set wide, at the end of a line; and what may stand behind them."""
_BESIDE = frozenset("|丨:：.。,，、-_·1Il[]［］")
"""What a rule of the form or a speck is read as."""
_LEAST_SCORE = 0.8
"""Certainty from which a window holds the character; print of labels and rules stays below."""
_WINDOW, _STEP = 3.0, 1.0
"""Width of a window and how far the next one is shifted, in heights of the label."""
_FARTHEST = 8.0
"""How far behind its label a value may stand, in heights of the label."""
_NARROWEST = 1.0
_APART = 0.15
"""Room left free beside other print, in heights of the label."""
_LEVEL = 0.4
"""Share of the lower one's height that two lines of one row have in common."""
_SCRAP_SCORE, _SCRAP_LENGTH = 0.6, 2
"""Certainty below which so few characters are no print, and may be the very one that is looked for."""


def with_lone_characters(image: BgrImage, lines: Sequence[TextLine], *, engine: OcrEngine) -> tuple[TextLine, ...]:
    """Return the lines of an upright page with those lone characters that the search passed over.

    A scrap in the place of one gives way to it.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    held = list(lines)
    for label in lines:
        values = _asked_by(label)
        if not values:
            continue
        behind = [line for line in held if line is not label and _is_behind(line, label.box)]
        windows = [] if _is_answered(behind, values) else _windows(label.box, behind, image.shape[1])
        found = _read(image, windows, values, engine) if windows else None
        if found is not None:
            held = [line for line in held if not (_is_scrap(line) and _covers(found.box, line.box))]
            held.append(found)
    return tuple(held)


def _asked_by(label: TextLine) -> frozenset[str]:
    """The characters of which one may stand behind a line; none where it ends in no such label."""
    if runs_downwards(label.box):
        return frozenset()
    return next((values for ending, values in _LABELS if ending.search(label.text)), frozenset())


def _is_behind(line: TextLine, label: Box) -> bool:
    """Whether print, and no scrap, stands in the row of a label further to the right."""
    return _is_level(line.box, label) and line.box.centre[0] > label.right and not _is_scrap(line)


def _is_answered(behind: Sequence[TextLine], values: frozenset[str]) -> bool:
    """Whether the next print behind a label is a value that it may have."""
    following = min(behind, key=lambda line: line.box.left, default=None)
    return following is not None and following.text[:1] in values


def _windows(label: Box, behind: Sequence[TextLine], page_width: int) -> list[Box]:
    """Pieces of the free room behind a label, up to the next print of its row."""
    length, height = sides_px(label)
    lefts = (line.box.left for line in behind)
    end = min([label.right + _FARTHEST * height, page_width, *lefts]) - label.right - _APART * height
    if length <= 0 or end < _NARROWEST * height:
        return []
    starts = [_APART * height]
    while starts[-1] + _WINDOW * height < end:
        starts.append(starts[-1] + _STEP * height)
    ends = [min(end, start + _WINDOW * height) for start in starts]
    return [label.between(1 + start / length, 1 + stop / length) for start, stop in zip(starts, ends, strict=True)]


def _read(image: BgrImage, windows: Sequence[Box], values: frozenset[str], engine: OcrEngine) -> TextLine | None:
    """The one character that two windows side by side hold, or the only window there is; None where they differ."""
    read = [_lone(line, values) for line in read_boxes(image, windows, engine=engine)]
    twice = [one for one, other in pairwise(read) if one and other and one.text == other.text]
    sure = twice if len(windows) > 1 else [one for one in read if one]
    told = {one.text for one in read if one}
    return max(sure, key=lambda line: line.score, default=None) if len(told) == 1 else None


def _lone(line: TextLine, values: frozenset[str]) -> TextLine | None:
    """A window cut down to its one character; None where it holds another, or that hardly legible."""
    places = [place for place, char in enumerate(line.text) if char not in _BESIDE]
    if len(places) != 1 or line.text[places[0]] not in values or line.scores[places[0]] < _LEAST_SCORE:
        return None
    place = places[0]
    length, height = sides_px(line.box)
    half = height / length / 2
    centre = min(1 - half, max(half, line.centres[place])) if half < 0.5 else 0.5
    return replace(
        line,
        text=line.text[place],
        score=line.scores[place],
        box=line.box.between(centre - min(half, 0.5), centre + min(half, 0.5)),
        scores=line.scores[place : place + 1],
        centres=(0.5,),
        alternatives=line.alternatives[place : place + 1],
        unread=(),
    )


def _is_level(one: Box, other: Box) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) >= _LEVEL * min(one.height, other.height)


def _is_scrap(line: TextLine) -> bool:
    return line.score < _SCRAP_SCORE and len(line.text) <= _SCRAP_LENGTH


def _covers(box: Box, other: Box) -> bool:
    x, y = other.centre
    return box.left <= x <= box.right and box.top - box.height / 2 <= y <= box.bottom + box.height / 2
