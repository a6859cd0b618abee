"""Judges how well a page can be read, from its pixels. Names causes; never refuses a page that can be read.

Looks at few lines, few tiles and a shrunk copy: a fifth of the time that all of the page took.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.page import BgrImage, Box, Quality
from pipeline.image.crops import cut_line, sides_px
from pipeline.image.cut_off import cut_lines
from pipeline.image.glare import glare_spots
from pipeline.image.moire import looks_like_a_screen

GreyImage = npt.NDArray[np.uint8]
Outline = npt.NDArray[np.float64]

SAMPLE_LINES = 12
SAMPLE_LENGTH = 12.0
"""Of a long line, in heights; what is looked at of it."""
SMALL_PX = 720
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


def judge_quality(
    image: BgrImage,
    boxes: Sequence[Box],
    *,
    coloured: bool,
    upload_px_per_page_px: float,
    outline: Outline | None = None,
) -> Quality:
    """Judge a page set upright. `coloured` says whether the file can hold colour at all.

    `outline` is the upload's border in page pixels, 4 × 2, in order round it; without it nothing is cut off.
    """
    grey, small = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8), _shrunk(image)
    glyph_height = _median_height(boxes) * upload_px_per_page_px
    colourfulness = _colourfulness(small) if coloured else 0.0
    sharpness, contrast = _print(grey, boxes)
    glare = glare_spots(small, boxes, small.shape[0] / image.shape[0])
    cut = () if outline is None else cut_lines(grey, small, boxes, outline)
    signs = {
        "blank": not boxes,
        "blurred": bool(boxes) and sharpness < BLURRED,
        "low_resolution": 0 < glyph_height < SMALL_GLYPH_PX,
        "low_contrast": bool(boxes) and contrast < FAINT,
        "dark": _paper(grey) < DARK,
        "glare": bool(glare),
        "not_colour": colourfulness < GREY_CHROMA / 100,
        "screen": looks_like_a_screen(grey, outline),
        "incomplete": bool(cut),
    }
    causes = tuple(cause for cause, met in signs.items() if met)
    score = float(np.prod([1 - _GRAVITY[cause] for cause in causes]))
    return Quality(
        score=round(score * (0.7 + 0.3 * sharpness), 3),
        causes=causes,
        sharpness=round(sharpness, 3),
        colourfulness=round(colourfulness, 3),
        glyph_height_px=round(glyph_height, 1),
        glare=glare,
        cut_off=cut,
    )


def _shrunk(image: BgrImage) -> BgrImage:
    """Shrink by a whole number, which costs a tenth of any other."""
    times = max(1, round(max(image.shape[:2]) / SMALL_PX))
    if times == 1:
        return image
    height, width = (max(1, side // times) for side in image.shape[:2])
    whole = image[: height * times, : width * times]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _median_height(boxes: Sequence[Box]) -> float:
    return float(np.median([min(sides_px(box)) for box in boxes])) if boxes else 0.0


def _print(grey: GreyImage, boxes: Sequence[Box]) -> tuple[float, float]:
    """Return how sharp and how strong the print is, 0..1, as the median over the longest lines."""
    longest = sorted(boxes, key=lambda box: -max(sides_px(box)))[:SAMPLE_LINES]
    measured = [_line_print(cut_line(grey, _middle(box))) for box in longest]
    if not measured:
        return 0.0, 0.0
    sharpness, contrast = np.median(np.array(measured), axis=0)
    return float(sharpness), float(contrast)


def _middle(box: Box) -> Box:
    length, height = sides_px(box)
    half = SAMPLE_LENGTH * height / max(length, 1.0) / 2
    return box if half >= 0.5 else box.between(0.5 - half, 0.5 + half)


def _line_print(crop: GreyImage) -> tuple[float, float]:
    """Return (sharpness, contrast) of a line: how often the step from paper to ink fits into the line's height."""
    levels = np.cumsum(np.bincount(crop.ravel(), minlength=256))
    ink, paper = (int(np.searchsorted(levels, share * crop.size)) for share in (0.03, 0.9))
    across, down = cv2.Sobel(crop, cv2.CV_32F, 1, 0), cv2.Sobel(crop, cv2.CV_32F, 0, 1)
    steepness = cv2.magnitude(across, down).ravel()
    place = int(0.98 * (steepness.size - 1))
    steepest = float(np.partition(steepness, place)[place]) / 8
    steps = crop.shape[0] * steepest / max(paper - ink, 8.0)
    return float(np.clip((steps - NO_STEPS) / (SHARP_STEPS - NO_STEPS), 0, 1)), (paper - ink) / 255


def _paper(grey: GreyImage) -> float:
    return float(np.percentile(grey[::4, ::4], 75))


def _colourfulness(small: BgrImage) -> float:
    """Return how far the most coloured pixels stand from the page's own tint, 0..1; a seal is a few in a thousand."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB)
    counts = np.asarray(cv2.calcHist([lab], [1, 2], None, [256, 256], [0, 256, 0, 256]))
    total = float(counts.sum())
    tint = [int(np.searchsorted(np.cumsum(counts.sum(axis=1 - axis)), total / 2)) for axis in (0, 1)]
    a, b = np.nonzero(counts)
    chroma = np.hypot(a - tint[0], b - tint[1])
    rising = np.argsort(chroma)
    place = int(np.searchsorted(np.cumsum(counts[a[rising], b[rising]]), 0.998 * total))
    return float(min(1.0, chroma[rising][min(place, len(rising) - 1)] / 100))
