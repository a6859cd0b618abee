"""Judges how well a page can be read, from its pixels. Names causes; never refuses a page that can be read."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box, Quality
from pipeline.image.crops import cut_line, sides_px
from pipeline.image.moire import looks_like_a_screen

SAMPLE_LINES = 12
NO_STEPS, SHARP_STEPS = 3.0, 15.0
"""Steps from paper to ink that fit into a line's height: none can be read at the one, clean scans reach the other.
Measured on 84 drawn pages: 8 or more wherever the print could be read, 15 to 20 on scans and photos."""
BLURRED = 0.3
FAINT = 0.2
"""Of the full range between ink and paper."""
DARK = 70.0
"""Grey level of the paper."""
SMALL_GLYPH_PX = 13.0
"""In upload pixels; a dense Chinese character needs about that many to be told from its neighbours."""
GREY_CHROMA = 7.0
"""Distance from the page's own tint, in Lab, that no pixel of a grey copy reaches once JPEG noise is smoothed away."""
GLARE_SHARE = 0.012
_GRAVITY = {
    "blank": 1.0,
    "blurred": 0.5,
    "low_resolution": 0.35,
    "low_contrast": 0.3,
    "dark": 0.3,
    "glare": 0.25,
    "incomplete": 0.25,
    "screen": 0.15,
    "not_colour": 0.1,
}


def judge_quality(image: BgrImage, boxes: Sequence[Box], *, coloured: bool, upload_px_per_page_px: float) -> Quality:
    """Judge a page set upright. `coloured` says whether the file can hold colour at all."""
    glyph_height = _median_height(boxes) * upload_px_per_page_px
    colourfulness = _colourfulness(image) if coloured else 0.0
    sharpness, contrast = _print(image, boxes)
    signs = {
        "blank": not boxes,
        "blurred": bool(boxes) and sharpness < BLURRED,
        "low_resolution": 0 < glyph_height < SMALL_GLYPH_PX,
        "low_contrast": bool(boxes) and contrast < FAINT,
        "dark": _paper(image) < DARK,
        "glare": _glare_share(image) > GLARE_SHARE,
        "not_colour": colourfulness < GREY_CHROMA / 100,
        "screen": looks_like_a_screen(image),
    }
    causes = tuple(cause for cause, met in signs.items() if met)
    score = float(np.prod([1 - _GRAVITY[cause] for cause in causes]))
    return Quality(
        score=round(score * (0.7 + 0.3 * sharpness), 3),
        causes=causes,
        sharpness=round(sharpness, 3),
        colourfulness=round(colourfulness, 3),
        glyph_height_px=round(glyph_height, 1),
    )


def _median_height(boxes: Sequence[Box]) -> float:
    return float(np.median([min(sides_px(box)) for box in boxes])) if boxes else 0.0


def _print(image: BgrImage, boxes: Sequence[Box]) -> tuple[float, float]:
    """Return how sharp and how strong the print is, 0..1, as the median over the longest lines."""
    longest = sorted(boxes, key=lambda box: -max(sides_px(box)))[:SAMPLE_LINES]
    measured = [_line_print(cut_line(image, box)) for box in longest]
    if not measured:
        return 0.0, 0.0
    sharpness, contrast = np.median(np.array(measured), axis=0)
    return float(sharpness), float(contrast)


def _line_print(crop: BgrImage) -> tuple[float, float]:
    """Return (sharpness, contrast) of a line: how often the step from paper to ink fits into the line's height."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.float32)
    ink, paper = np.percentile(grey, (3, 90))
    contrast = float(paper - ink)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(grey, cv2.CV_32F, 0, 1) / 8
    steepest = float(np.percentile(np.hypot(across, down), 98))
    steps = grey.shape[0] * steepest / max(contrast, 8.0)
    return float(np.clip((steps - NO_STEPS) / (SHARP_STEPS - NO_STEPS), 0, 1)), contrast / 255


def _paper(image: BgrImage) -> float:
    return float(np.percentile(cv2.cvtColor(image[::4, ::4], cv2.COLOR_BGR2GRAY), 75))


def _colourfulness(image: BgrImage) -> float:
    """Return how far the most coloured pixels stand from the page's own tint, 0..1; a seal is a few in a thousand."""
    scale = min(1.0, 800 / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB).astype(np.float32)
    tint: npt.NDArray[np.float32] = np.median(lab[:, :, 1:].reshape(-1, 2), axis=0)
    chroma = np.linalg.norm(lab[:, :, 1:] - tint, axis=2)
    return float(min(1.0, np.percentile(chroma, 99.8) / 100))


def _glare_share(image: BgrImage) -> float:
    """Return the share of the page lost in burnt-out spots much brighter than the paper around them."""
    small = cv2.resize(image, (400, 400), interpolation=cv2.INTER_AREA)
    grey = small.min(axis=2)
    paper = float(np.percentile(grey, 60))
    if paper > 225:
        return 0.0
    burnt = cv2.morphologyEx((grey >= 250).astype(np.uint8), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    return float(burnt.mean())
