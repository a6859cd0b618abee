"""Decodes a JPEG strictly, turned as its EXIF says: a file that ends early is refused, never filled up with grey."""

from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from models.errors import ImageRejected
from models.page import BgrImage
from pipeline.image.jpeg_header import UNREADABLE, JpegHeader, read_jpeg_header

ENOUGH_PX = 2600
"""A long side of twice this or more is decoded at half, quarter or eighth size: a page needs no more pixels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decoded:
    """Pixels of an upload, as a viewer shows them."""

    image: BgrImage
    shrink: int
    """How many upload pixels one pixel of `image` stands for, along each side: 1, 2, 4 or 8."""
    width_px: int
    """Of the upload, after EXIF."""
    height_px: int
    coloured: bool
    """The file holds colour components; a grey file cannot show a red seal."""


def decode_jpeg(content: bytes) -> Decoded:
    """Decode an upload.

    Raises:
        ImageRejected: no JPEG we accept, or one that is truncated or corrupt.
    """
    header = read_jpeg_header(content)
    shrink = _shrink(max(header.width_px, header.height_px))
    pixels = _turned(_pixels(content, header, shrink), header.orientation)
    width, height = header.width_px, header.height_px
    if header.orientation >= 5:
        width, height = height, width
    return Decoded(image=pixels, shrink=shrink, width_px=width, height_px=height, coloured=header.components == 3)


def _shrink(long_side_px: int) -> int:
    return max(step for step in (1, 2, 4, 8) if step == 1 or long_side_px >= ENOUGH_PX * step)


def _pixels(content: bytes, header: JpegHeader, shrink: int) -> BgrImage:
    try:
        with Image.open(BytesIO(content), formats=["JPEG"]) as image:
            image.draft("RGB", (header.width_px // shrink, header.height_px // shrink))
            rgb = np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        met = f"expected a whole JPEG, met a truncated or corrupt one: {error}"
        raise ImageRejected(UNREADABLE, met, reason="damaged") from error
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False)


def _turned(image: BgrImage, orientation: int) -> BgrImage:
    """Apply an EXIF orientation (CIPA DC-008, tag 274)."""
    if orientation in (5, 6, 7, 8):
        image = np.ascontiguousarray(image.transpose(1, 0, 2))
    if orientation in (2, 3, 6, 7):
        image = image[:, ::-1]
    if orientation in (3, 4, 7, 8):
        image = image[::-1]
    return np.ascontiguousarray(image)
