"""Makes what is kept of how an upload looks: its look, and pictures that a browser can open at once.

It decodes untrusted bytes, so it runs where reading does: in a process whose end costs one page.
"""

import cv2
import numpy as np
import numpy.typing as npt

from models.errors import ImageRejected
from models.page import BgrImage, PageText, Patch, Transform
from models.preview import Portrait, Preview, PreviewKind
from pipeline.image.decode import Decoded, decode_jpeg
from pipeline.image.flatten import Plan
from pipeline.image.look import look_of

LONG_SIDE_PX = 2000
"""Print of 20 px stays 20 px on most uploads; about 400 kB a page, which loopback carries in some milliseconds."""
SMALL_SIDE_PX = 320
JPEG_QUALITY = 84


def portray(content: bytes, *, text: PageText) -> Portrait:
    """Make the look and the previews of an upload whose page has been read.

    Raises:
        ImageRejected: no JPEG we accept, or one that is truncated or corrupt.
    """
    decoded = decode_jpeg(content)
    page, upright = _upright(decoded, text)
    return Portrait(
        look=look_of(content),
        previews=(
            _preview(PreviewKind.WHOLE, decoded.image, _shrinking(decoded), LONG_SIDE_PX),
            _preview(PreviewKind.UPRIGHT, page, upright, LONG_SIDE_PX),
            _preview(PreviewKind.SMALL, page, upright, SMALL_SIDE_PX),
        ),
    )


def _shrinking(decoded: Decoded) -> Transform:
    return Transform.of(np.diag([1 / decoded.shrink, 1 / decoded.shrink, 1.0]))


def _upright(decoded: Decoded, text: PageText) -> tuple[BgrImage, Transform]:
    """Draw the page that was read, again from the upload; parts that lie apart are drawn where they were laid."""
    growth = np.diag([float(decoded.shrink), float(decoded.shrink), 1.0])
    patches = text.transform.patches
    if len(patches) == 1:
        return _drawn(decoded.image, patches[0].array @ growth, text.width_px, text.height_px), text.transform
    page = np.full((text.height_px, text.width_px, 3), 255, dtype=np.uint8)
    for patch in patches:
        left, top, right, bottom = (round(side) for side in patch.region)
        here = np.array([(1.0, 0.0, -left), (0.0, 1.0, -top), (0.0, 0.0, 1.0)])
        part = _drawn(decoded.image, here @ patch.array @ growth, right - left, bottom - top)
        room = page[top:bottom, left:right]
        room[:] = part[: room.shape[0], : room.shape[1]]
    return page, text.transform


def _drawn(image: BgrImage, matrix: npt.NDArray[np.float64], width_px: int, height_px: int) -> BgrImage:
    return Plan(matrix=matrix, width_px=max(1, width_px), height_px=max(1, height_px)).drawn(image)


def _preview(kind: PreviewKind, image: BgrImage, transform: Transform, long_side_px: int) -> Preview:
    height, width = image.shape[:2]
    scale = min(1.0, long_side_px / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    shown = cv2.resize(image, size, interpolation=cv2.INTER_AREA) if scale < 1 else image
    done, encoded = cv2.imencode(
        ".jpg", shown, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    )
    if not done:
        raise ImageRejected("image_unreadable", "expected pixels that a JPEG can hold, met others")
    return Preview(
        kind=kind,
        width_px=size[0],
        height_px=size[1],
        transform=_scaled(transform, size[0] / width, size[1] / height),
        content=encoded.tobytes(),
    )


def _scaled(transform: Transform, across: float, down: float) -> Transform:
    scaling = np.diag([across, down, 1.0])
    return Transform(
        tuple(
            Patch.of(
                scaling @ patch.array,
                (patch.region[0] * across, patch.region[1] * down, patch.region[2] * across, patch.region[3] * down),
            )
            for patch in transform.patches
        )
    )
