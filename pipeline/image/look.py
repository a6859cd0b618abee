"""Takes the look of an upload: what stays when a picture is saved again, made smaller or altered a little."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image, ImageOps

from models.errors import ImageRejected
from models.look import SIDE, Look
from models.page import BgrImage
from pipeline.image.jpeg_header import UNREADABLE, read_jpeg_header

_ENOUGH_PX = 512
"""Both sides decoded at least so large, where the upload is: the shrunk decoding of JPEG costs an eighth."""
_SHADE_SIDES = 8.0


def look_of(content: bytes) -> Look:
    """Take the look of a JPEG, turned as its EXIF says.

    Raises:
        ImageRejected: no JPEG we accept, or one that is truncated or corrupt.
    """
    read_jpeg_header(content)
    try:
        with Image.open(BytesIO(content), formats=["JPEG"]) as image:
            image.draft("L", (_ENOUGH_PX, _ENOUGH_PX))
            grey = np.asarray(ImageOps.exif_transpose(image.convert("L")))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        met = f"expected a whole JPEG, met a truncated or corrupt one: {error}"
        raise ImageRejected(UNREADABLE, met, reason="damaged") from error
    return Look(bits=cv2.img_hash.PHash.create().compute(grey).tobytes().hex(), points=_points(grey))


def _points(grey: BgrImage) -> bytes:
    """The shrunk picture less its large shades, so that a lamp or a paler copy changes little."""
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    bare = small - cv2.GaussianBlur(small, (0, 0), SIDE / _SHADE_SIDES)
    return bytes(np.clip(np.rint(bare), -128, 127).astype(np.int8).tobytes())
