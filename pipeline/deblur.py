"""Undoes the blur of a picture: a shake is read off the spectrum of its print, a lens out of focus is found by trying.

A blur is believed only where a few lines read better without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from models.page import BgrImage, TextLine
from pipeline.image.camera_shake import find_shake
from pipeline.image.crops import cut_line, sides_px
from pipeline.image.deconvolution import Spread, deconvolved, shaken, unfocused
from pipeline.ocr import OcrEngine

POORLY_READ = 0.95
"""Mean certainty of a page's characters below which a lens out of focus is looked for; sharp pages stand at 0.97 and
above."""
_BEYOND_HELP = 0.3
_SAMPLE = 5
"""Lines on which blurs are tried."""
_SHORTEST, _LONGEST = 3, 25
"""Characters of a line of the sample."""
_RADII = (0.05, 0.09)
_LEAST_GAIN = 0.05
"""How much better, of 1, the sample must read for a lens out of focus to be believed. A shake has the spectrum to speak
for it, and needs no more than any gain."""
_MARGIN = 0.15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sharpened:
    """A picture without the blur it was taken with."""

    image: BgrImage
    cause: str
    """`motion_blurred` where the camera was shaken, `blurred` where it was out of focus; a word of `Quality.causes`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Blur:
    spread: Spread
    cause: str
    least_gain: float


def sharpened(image: BgrImage, lines: Sequence[TextLine], *, engine: OcrEngine) -> Sharpened | None:
    """Return the picture without its blur; None where it has none, or its lines read no better without.

    Raises:
        EngineUnavailable: the engine cannot be run.
    """
    sample = _sample(lines)
    if not sample or _certainty(lines) < _BEYOND_HELP:
        return None
    blurs = _blurs(image, lines, median(sides_px(line.box)[1] for line in sample))
    if not blurs:
        return None
    crops = [cut_line(image, line.box, padding=_MARGIN) for line in sample]
    before = _read(crops, None, engine)
    gain, best = max(((_read(crops, blur.spread, engine) - before, blur) for blur in blurs), key=lambda one: one[0])
    if gain <= best.least_gain:
        return None
    return Sharpened(image=deconvolved(image, best.spread), cause=best.cause)


def _blurs(image: BgrImage, lines: Sequence[TextLine], height_px: float) -> tuple[_Blur, ...]:
    """Return what the blur may have been."""
    shake = find_shake(image, [line.box for line in lines])
    if shake is not None:
        spread = shaken(shake.length_px, shake.angle_degrees)
        return (_Blur(spread=spread, cause="motion_blurred", least_gain=0.0),)
    if _certainty(lines) >= POORLY_READ:
        return ()
    spreads = (unfocused(radius * height_px) for radius in _RADII)
    return tuple(_Blur(spread=spread, cause="blurred", least_gain=_LEAST_GAIN) for spread in spreads)


def _certainty(lines: Sequence[TextLine]) -> float:
    scores = [score for line in lines for score in line.scores]
    return fmean(scores) if scores else 0.0


def _sample(lines: Sequence[TextLine]) -> list[TextLine]:
    """The worst read lines of middling length, the very worst left out: they may be no print at all."""
    fitting = sorted((line for line in lines if _SHORTEST <= len(line.text) <= _LONGEST), key=lambda line: line.score)
    start = len(fitting) // 8
    return fitting[start : start + _SAMPLE]


def _read(crops: Sequence[BgrImage], spread: Spread | None, engine: OcrEngine) -> float:
    """Mean certainty of the crops' lines; a line of which nothing is read counts as 0."""
    seen = crops if spread is None else [deconvolved(crop, spread) for crop in crops]
    return fmean(fmean(read.scores) if read.scores else 0.0 for read in engine.read_lines(seen))
