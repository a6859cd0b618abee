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

from models.page import Box, Point

MAX_PICTURE_PIXELS = 50_000_000
"""Above it a picture is not decoded for a report; pages that could be read are smaller."""
PAGE_LONG_SIDE_PX = 1400
"""Print of 20 px on a page of 2000 px stays legible on a screen of 1366 px; about 200 kB a page."""
CROP_TEXT_HEIGHT_PX = 54
MIN_CROP_WIDTH_PX, MAX_CROP_WIDTH_PX = 600, 1180
"""A short value is shown with the print beside it, so that the eye knows where on the paper it is."""
JPEG_QUALITY = 82

_TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
"""By quarter turns of the text's direction, clockwise from rightwards: what sets it upright."""


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
    upload_width_px: int
    upload_height_px: int

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


def open_upload(content: bytes) -> Image.Image | None:
    """Decode an upload as a viewer shows it; None where there is no JPEG that can be shown."""
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG",))
        if image.width * image.height > MAX_PICTURE_PIXELS:
            return None
        image.load()
        return ImageOps.exif_transpose(image).convert("RGB")
    # Pillow raises SyntaxError and ValueError for some broken headers and broken EXIF blocks.
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def page_picture(upload: Image.Image, boxes: Sequence[Box]) -> PagePicture:
    """Make the picture of a page, turned by quarters so that most of its values read upright."""
    turns = _quarter_turns(boxes)
    small = ImageOps.contain(upload, (min(PAGE_LONG_SIDE_PX, upload.width), min(PAGE_LONG_SIDE_PX, upload.height)))
    turn = _TURNS[turns]
    shown = small.transpose(turn) if turn is not None else small
    return PagePicture(
        picture=_picture(shown),
        quarter_turns=turns,
        upload_width_px=upload.width,
        upload_height_px=upload.height,
    )


def crop_picture(upload: Image.Image, box: Box) -> CropPicture | None:
    """Cut out the surroundings of a value, upright and enlarged; None where the box has no area."""
    top_left, top_right, _, bottom_left = box.corners
    width, height = math.dist(top_left, top_right), math.dist(top_left, bottom_left)
    if min(width, height) < 1:
        return None
    above = 0.8 * height
    beside = max(1.2 * height, (MIN_CROP_WIDTH_PX * height / CROP_TEXT_HEIGHT_PX - width) / 2)
    scale = min(CROP_TEXT_HEIGHT_PX / height, MAX_CROP_WIDTH_PX / (width + 2 * beside))
    size = (max(1, round((width + 2 * beside) * scale)), max(1, round((height + 2 * above) * scale)))
    cut = upload.transform(
        size,
        Image.Transform.QUAD,
        _around(box, beside / width, above / height),
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
