"""Why print could not be read: judged where the print stands, before the page as a whole. Pure.

Causes are the words of `Quality.causes`. None is named where the picture gives none: a value may not be printed at all.
"""

from models.extraction import PageFacts, Reading
from models.page import Box, PageText, Quality

SMALL_PX = 13.0
"""Height of print in pixels of the upload, below which a dense Chinese character blurs with its neighbours."""
_REACH = 0.5
"""Of a line's height, how far beside it glare or the border still takes of it."""
_ALL_OVER = ("motion_blurred", "blurred", "dark", "low_contrast", "screen")
"""What spoils all of a page, the likeliest to hide print first."""
_SOMEWHERE = ("incomplete", "glare", "low_resolution")
"""What need not be where the print stands; told of print that was not found, for it may have been there."""


def why_field(reading: Reading, page: PageText | PageFacts) -> str:
    """Return the likeliest cause why a field was not read for certain; empty where the picture shows none."""
    if reading.box is None:
        return _first(page.quality, *_SOMEWHERE, *_ALL_OVER)
    place, quality = page.transform.to_page(reading.box), page.quality
    if any(_touch(place, line) for line in quality.cut_off):
        return "incomplete"
    if any(_touch(place, spot) for spot in quality.glare):
        return "glare"
    if min(reading.box.width, reading.box.height) < SMALL_PX:
        return "low_resolution"
    return _first(quality, *_ALL_OVER)


def why_page(quality: Quality) -> str:
    """Return the likeliest cause why a page cannot be read; empty where the picture shows none."""
    return _first(quality, "dark", "blank", "motion_blurred", "low_resolution", "blurred", "low_contrast", *_SOMEWHERE)


def _first(quality: Quality, *causes: str) -> str:
    return next((cause for cause in causes if cause in quality.causes), "")


def _touch(one: Box, other: Box) -> bool:
    reach = _REACH * min(one.width, one.height)
    beside = one.left - reach < other.right and other.left < one.right + reach
    return beside and one.top - reach < other.bottom and other.top < one.bottom + reach
