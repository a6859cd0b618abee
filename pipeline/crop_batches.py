"""Sorts crops into batches by width, as the recogniser will see them after scaling to its own height."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.page import BgrImage

CROP_HEIGHT_PX = 48
NARROWEST_PX = 128
"""Width to which shorter crops are padded. paddleocr pads to 320, three quarters of which is nothing for 姓名; 128
saves a tenth of a page's time and reads as many values (652 against 654 of 667 on drawn pages)."""
WIDEST_PX = 3200
"""Width to which paddleocr squeezes longer crops."""
LARGEST_BATCH_PX = 20_000
"""Widths of one batch, each padded to the widest, add up to no more: 12 MB of floats. Every row is read at its own
width, so that a batch need not hold like ones only."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crop:
    """One crop, and the width it will have before and after padding to a multiple of the step."""

    place: int
    image: BgrImage
    scaled_width_px: int
    padded_width_px: int


def batches_of(images: Sequence[BgrImage], *, width_step_px: int) -> Iterator[tuple[Crop, ...]]:
    """Yield batches, narrow crops first; `Crop.place` is the place in `images`."""
    crops = [_crop(place, image, width_step_px) for place, image in enumerate(images)]
    crops.sort(key=lambda crop: crop.padded_width_px)
    batch: list[Crop] = []
    for crop in crops:
        if batch and crop.padded_width_px * (len(batch) + 1) > LARGEST_BATCH_PX:
            yield tuple(batch)
            batch = []
        batch.append(crop)
    if batch:
        yield tuple(batch)


def _crop(place: int, image: BgrImage, width_step_px: int) -> Crop:
    # Rounded exactly as paddlex rounds, which cuts wide crops down and short ones up: one pixel more here would put its
    # characters into the wrong places.
    exact = CROP_HEIGHT_PX * (image.shape[1] / image.shape[0])
    scaled = min(WIDEST_PX, int(exact)) if exact > NARROWEST_PX else math.ceil(exact)
    padded = math.ceil(max(scaled, NARROWEST_PX) / width_step_px) * width_step_px
    return Crop(place=place, image=image, scaled_width_px=scaled, padded_width_px=padded)
