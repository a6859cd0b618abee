"""Plain printed pages for tests of pixels: a few lines of known print, drawn in a moment."""

import io
import struct
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.page import BgrImage

TYPEFACE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
TITLE = "普通高等学校毕业证书"
BODY = ("学生王晓明性别男，一九九二年五月十八日生，", "在本校临床医学专业五年制本科学习，", "成绩合格，准予毕业。")
NUMBER = "证书编号：104861201605885440"
SIDE_PX = (1500, 1060)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A drawn page, and where its certificate number stands: left, top, right, bottom."""

    image: BgrImage
    number_box: tuple[float, float, float, float]


def draw_page() -> Print:
    """Draw a diploma of five lines with a red seal."""
    page = Image.new("RGB", SIDE_PX, (250, 248, 240))
    pen = ImageDraw.Draw(page)
    pen.text((750, 150), TITLE, font=_font(64), fill=(40, 30, 30), anchor="mm")
    for row, line in enumerate(BODY):
        pen.text((330, 300 + 90 * row), line, font=_font(40), fill=(20, 20, 20))
    pen.ellipse((1050, 620, 1330, 900), outline=(200, 30, 30), width=9)
    pen.text((120, 880), NUMBER, font=_font(34), fill=(20, 20, 20))
    left, top, right, bottom = pen.textbbox((120, 880), NUMBER, font=_font(34))
    bgr = cv2.cvtColor(np.asarray(page), cv2.COLOR_RGB2BGR).astype(np.uint8)
    return Print(image=bgr, number_box=(left, top, right, bottom))


def jpeg_of(image: BgrImage, *, orientation: int | None = None, **options: object) -> bytes:
    """Encode; with an EXIF orientation where one is given, be it allowed or not."""
    out = io.BytesIO()
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif.tobytes()
    Image.fromarray(np.ascontiguousarray(image[:, :, ::-1])).save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def stored_for(image: BgrImage, orientation: int) -> BgrImage:
    """Return the pixels a camera stores so that a viewer who obeys this EXIF orientation shows `image`."""
    undo = {
        1: lambda p: p,
        2: lambda p: p[:, ::-1],
        3: lambda p: p[::-1, ::-1],
        4: lambda p: p[::-1],
        5: lambda p: p.transpose(1, 0, 2),
        6: np.rot90,
        7: lambda p: p[::-1, ::-1].transpose(1, 0, 2),
        8: lambda p: np.rot90(p, -1),
    }
    return np.ascontiguousarray(undo[orientation](image))


def on_a_table(image: BgrImage, corners: list[tuple[float, float]], *, size: tuple[int, int]) -> BgrImage:
    """Lay a page on a brown table so that its corners come to lie as given, clockwise from its top left."""
    height, width = image.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, dtype=np.float32))
    table = np.full((size[1], size[0], 3), (58, 92, 140), dtype=np.uint8)
    laid = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return np.where(covered[:, :, None] > 127, laid, table).astype(np.uint8)


def bare_jpeg(width: int, height: int, *, components: int = 3, precision: int = 8, frame: int = 0xC0) -> bytes:
    """Return markers that promise a picture, and not one byte of it."""
    parts = b"".join(bytes((number + 1, 0x11, 0)) for number in range(components))
    body = struct.pack(">BHHB", precision, height, width, components) + parts
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return b"\xff\xd8" + bytes((0xFF, frame)) + struct.pack(">H", len(body) + 2) + body + scan + b"\xff\xd9"


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(TYPEFACE), size)
