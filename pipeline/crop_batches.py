"""Sorts crops into batches of like widths, as the recogniser will see them after scaling to its own height."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.page import BgrImage

CROP_HEIGHT_PX = 48
NARROWEST_PX = 128
"""Width to which shorter crops are padded. paddleocr pads to 320, three quarters of which is nothing for 姓名; 128
saves a tenth of a page's time and reads as many values (652 against 654 of 667 on drawn pages)."""
WIDEST_PX = 3200
"""Width to which paddleocr squeezes longer crops."""
LARGEST_BATCH_PX = 2560
"""Widths of one batch add up to no more. Larger batches gain under a tenth (measured) and cost memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crop:
    """One crop, and the width it will have before and after padding."""

    place: int
    image: BgrImage
    scaled_width_px: int
    padded_width_px: int


def batches_of(images: Sequence[BgrImage], *, width_step_px: int) -> Iterator[tuple[Crop, ...]]:
    """Yield batches of one padded width each, narrow ones first; `Crop.place` is the place in `images`."""
    crops = [_crop(place, image, width_step_px) for place, image in enumerate(images)]
    crops.sort(key=lambda crop: crop.padded_width_px)
    for width, alike in groupby(crops, key=lambda crop: crop.padded_width_px):
        batch = tuple(alike)
        count = max(1, LARGEST_BATCH_PX // width)
        yield from (batch[start : start + count] for start in range(0, len(batch), count))


def _crop(place: int, image: BgrImage, width_step_px: int) -> Crop:
    # Rounded exactly as paddlex rounds, which cuts wide crops down and short ones up: one pixel more here would put a
    # crop into the next batch's width, and its characters into the wrong places.
    ratio = image.shape[1] / image.shape[0]
    canvas = min(WIDEST_PX, int(CROP_HEIGHT_PX * max(NARROWEST_PX / CROP_HEIGHT_PX, ratio)))
    scaled = min(canvas, math.ceil(CROP_HEIGHT_PX * ratio))
    padded = math.ceil(canvas / width_step_px) * width_step_px
    return Crop(place=place, image=image, scaled_width_px=scaled, padded_width_px=padded)
