"""Pictures for a report: the page turned upright and made small, and the crop around one value, as data URIs.

Boxes come in pixels of the upload as a viewer shows it; what is given back is in pixels of the picture made here.
"""

import base64
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps

from models.errors import ImageRejected
from models.page import Box, Point
from pipeline.image.jpeg_header import read_jpeg_header

ENOUGH_PX = 2600
"""A long side of twice this or more is decoded at half, quarter or eighth size, as it is before reading."""
MOST_SCANNED_PIXELS = 720_000_000
"""Pixels times scans: twelve scans of the largest picture that is read, about a second. A draft does not spare them."""
PAGE_LONG_SIDE_PX = 1400
"""Print of 20 px on a page of 2000 px stays legible on a screen of 1366 px; about 200 kB a page."""
CROP_TEXT_HEIGHT_PX = 54
MIN_CROP_WIDTH_PX, MAX_CROP_WIDTH_PX = 600, 1180
"""A short value is shown with the print beside it, so that the eye knows where on the paper it is."""
JPEG_QUALITY = 82

_TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
"""By quarter turns of the text's direction, clockwise from rightwards: what sets it upright."""
_EXIF_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By EXIF orientation: what a viewer does (EXIF 2.32, tag 0x0112)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG inside a data URI."""

    uri: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page as shown in the report."""

    picture: Picture
    quarter_turns: int
    upload_width_px: float
    upload_height_px: float

    @property
    def width_px(self) -> int:
        """Width of the picture."""
        return self.picture.width_px

    def place(self, box: Box) -> tuple[Point, ...]:
        """Map a box of the upload onto the picture."""
        across = self.upload_width_px if self.quarter_turns % 2 == 0 else self.upload_height_px
        scale = self.picture.width_px / across
        turned = (self._turned(x, y) for x, y in box.corners)
        return tuple((round(x * scale, 1), round(y * scale, 1)) for x, y in turned)

    def _turned(self, x: float, y: float) -> Point:
        width, height = self.upload_width_px, self.upload_height_px
        return ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[self.quarter_turns]


@dataclass(frozen=True, slots=True, kw_only=True)
class CropPicture:
    """The pixels around one value, with the value's own rectangle inside."""

    picture: Picture
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedUpload:
    """An upload's pixels as a viewer shows them, made smaller where there are more than print needs."""

    image: Image.Image
    shrink: float
    """Pixels of the upload to one of the image, 1 or more."""

    def scaled(self, box: Box) -> Box:
        """Map a box of the upload onto the image."""
        a, b, c, d = ((x / self.shrink, y / self.shrink) for x, y in box.corners)
        return Box((a, b, c, d))


def open_upload(content: bytes) -> OpenedUpload | None:
    """Decode an upload as a viewer shows it; None where there is no JPEG that can be shown.

    The header is judged as it is before reading: what is refused there, or would take seconds, is not decoded here.
    """
    try:
        header = read_jpeg_header(content)
        if header.width_px * header.height_px * content.count(b"\xff\xda") > MOST_SCANNED_PIXELS:
            return None
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            shrink = _shrink(max(header.width_px, header.height_px))
            image.draft("RGB", (header.width_px // shrink, header.height_px // shrink))
            pixels = image.convert("RGB")
    # Pillow raises SyntaxError and ValueError for some broken markers.
    except (ImageRejected, OSError, SyntaxError, ValueError):
        return None
    turn = _EXIF_TURNS.get(header.orientation)
    return OpenedUpload(
        image=pixels.transpose(turn) if turn is not None else pixels, shrink=header.width_px / pixels.width
    )


def _shrink(long_side_px: int) -> int:
    return max(step for step in (1, 2, 4, 8) if step == 1 or long_side_px >= ENOUGH_PX * step)


def page_picture(upload: OpenedUpload, boxes: Sequence[Box]) -> PagePicture:
    """Make the picture of a page, turned by quarters so that most of its values read upright."""
    turns = _quarter_turns(boxes)
    width, height = upload.image.size
    small = ImageOps.contain(upload.image, (min(PAGE_LONG_SIDE_PX, width), min(PAGE_LONG_SIDE_PX, height)))
    turn = _TURNS[turns]
    shown = small.transpose(turn) if turn is not None else small
    return PagePicture(
        picture=_picture(shown),
        quarter_turns=turns,
        upload_width_px=width * upload.shrink,
        upload_height_px=height * upload.shrink,
    )


def crop_picture(upload: OpenedUpload, box: Box) -> CropPicture | None:
    """Cut out the surroundings of a value, upright and enlarged; None where the box has no area."""
    place = upload.scaled(box)
    top_left, top_right, _, bottom_left = place.corners
    width, height = math.dist(top_left, top_right), math.dist(top_left, bottom_left)
    if min(width, height) < 1:
        return None
    above = 0.8 * height
    beside = max(1.2 * height, (MIN_CROP_WIDTH_PX * height / CROP_TEXT_HEIGHT_PX - width) / 2)
    scale = min(CROP_TEXT_HEIGHT_PX / height, MAX_CROP_WIDTH_PX / (width + 2 * beside))
    size = (max(1, round((width + 2 * beside) * scale)), max(1, round((height + 2 * above) * scale)))
    cut = upload.image.transform(
        size,
        Image.Transform.QUAD,
        _around(place, beside / width, above / height),
        resample=Image.Resampling.BICUBIC,
        fillcolor=(255, 255, 255),
    )
    return CropPicture(
        picture=_picture(cut), left=beside * scale, top=above * scale, width=width * scale, height=height * scale
    )


def _around(box: Box, beside: float, above: float) -> tuple[float, ...]:
    # Pillow takes a quadrilateral anticlockwise from the top left.
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = box.corners
    corners = []
    for across, down in ((-beside, -above), (-beside, 1 + above), (1 + beside, 1 + above), (1 + beside, -above)):
        x = (1 - down) * (ax + (bx - ax) * across) + down * (dx + (cx - dx) * across)
        y = (1 - down) * (ay + (by - ay) * across) + down * (dy + (cy - dy) * across)
        corners += [x, y]
    return tuple(corners)


def _quarter_turns(boxes: Sequence[Box]) -> int:
    votes: Counter[int] = Counter()
    for box in boxes:
        (ax, ay), (bx, by) = box.corners[:2]
        votes[round(math.atan2(by - ay, bx - ax) / (math.pi / 2)) % 4] += 1
    return votes.most_common(1)[0][0] if votes else 0


def _picture(image: Image.Image) -> Picture:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=JPEG_QUALITY)
    encoded = base64.b64encode(written.getvalue()).decode("ascii")
    return Picture(uri=f"data:image/jpeg;base64,{encoded}", width_px=image.width, height_px=image.height)
